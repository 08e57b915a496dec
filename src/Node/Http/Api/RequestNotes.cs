using System.Globalization;
using Node.Auditing;

namespace Node.Http.Api;

/// <summary>Tells the audit log what an act was done to, where its path does not say so.</summary>
internal static class RequestNotes
{
    /// <summary>Adds an id; never a secret.</summary>
    public static void Note(this HttpRequest request, string name, string? value) => request.HttpContext.Features.Get<AuditNotes>()?.Add(name, value);

    /// <summary>Adds a number.</summary>
    public static void Note(this HttpRequest request, string name, long value) => request.Note(name, value.ToString(CultureInfo.InvariantCulture));
}
