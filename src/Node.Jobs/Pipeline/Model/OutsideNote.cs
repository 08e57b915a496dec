namespace Node.Jobs.Pipeline.Model;

/// <summary>One exchange with the outside, as far as it explains a result.</summary>
/// <param name="Host">Whom was asked: host and port of the URL, or <c>chain N</c>.</param>
/// <param name="Status">The HTTP status, if there was one.</param>
/// <param name="Bytes">The size of the answer, if there was one.</param>
/// <param name="Block">The block that was asked about, if any: a number or <c>latest</c>.</param>
public sealed record OutsideNote(string Host, int? Status = null, long? Bytes = null, string? Block = null);
