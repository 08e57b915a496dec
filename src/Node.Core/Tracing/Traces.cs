using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Node.Core.Tracing;

/// <summary>Makes the spans of traces. While nobody listens, every member costs one look at a field and allocates nothing.</summary>
/// <remarks>
/// A trace belongs to a subject, such as a run. Its id, and the id of its first span, follow from the subject's name and this node's own
/// salt: whoever works for a subject, in whatever process and after whatever restart, joins its trace without being handed anything.
/// Every member may be called from any thread.
/// </remarks>
public sealed class Traces : IDisposable
{
    /// <summary>The name under which spans are listened to.</summary>
    public const string SourceName = "OracleNode";

    /// <summary>The size of a salt in bytes.</summary>
    public const int SaltBytes = 16;

    private const int TraceIdBytes = 16;
    private const int SpanIdBytes = 8;
    private const int SubjectBytesMax = 256;

    private readonly ActivitySource _source = new(SourceName);
    private byte[] _salt = new byte[SaltBytes];

    /// <summary>Whether anybody listens.</summary>
    public bool IsOn => _source.HasListeners();

    /// <summary>Says what makes the ids of this node's traces its own. To be called before the first span.</summary>
    /// <param name="salt"><see cref="SaltBytes"/> random bytes, the same in all processes on one database.</param>
    /// <exception cref="ArgumentException">It has another size.</exception>
    public void UseSalt(ReadOnlySpan<byte> salt) => _salt = salt.Length == SaltBytes
        ? salt.ToArray()
        : throw new ArgumentException($"a salt has {SaltBytes} bytes, not {salt.Length}", nameof(salt));

    /// <summary>The trace of a subject and its first span.</summary>
    /// <param name="subject">The subject, e.g. the number of a run; of a longer one only the first 256 bytes count.</param>
    public ActivityContext AnchorOf(string subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        Span<byte> text = stackalloc byte[SaltBytes + SubjectBytesMax];
        _salt.CopyTo(text);
        Encoding.UTF8.TryGetBytes(subject.AsSpan(0, Math.Min(subject.Length, SubjectBytesMax / 3)), text[SaltBytes..], out var length);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..(SaltBytes + length)], hash);
        return new ActivityContext(
            ActivityTraceId.CreateFromBytes(hash[..TraceIdBytes]),
            ActivitySpanId.CreateFromBytes(hash.Slice(TraceIdBytes, SpanIdBytes)),
            ActivityTraceFlags.None,
            isRemote: true);
    }

    /// <summary>Writes the first span of a subject's trace, which is over already.</summary>
    /// <param name="name">What happened.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="startedAt">When it began.</param>
    /// <param name="endedAt">When it was over.</param>
    /// <param name="linkedSubject">The subject whose trace it is linked to; null for none.</param>
    /// <param name="tags">What else is known.</param>
    public void Root(
        string name, string subject, DateTimeOffset startedAt, DateTimeOffset endedAt, string? linkedSubject, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!IsOn)
        {
            return;
        }

        var anchor = AnchorOf(subject);
        using var span = _source.StartActivity(
            name,
            ActivityKind.Consumer,
            new ActivityContext(anchor.TraceId, default, ActivityTraceFlags.None),
            links: linkedSubject is null ? null : [new ActivityLink(AnchorOf(linkedSubject))],
            startTime: startedAt);
        if (span is null)
        {
            return;
        }

        SetId(span, anchor.SpanId);
        foreach (var (key, value) in tags)
        {
            span.SetTag(key, value);
        }

        span.SetEndTime(endedAt.UtcDateTime);
    }

    /// <summary>Begins a span under the first span of a subject's trace; dispose of it to end it.</summary>
    /// <returns>Null when nobody listens or the trace is not sampled.</returns>
    public Activity? Begin(string name, string? subject, ActivityKind kind = ActivityKind.Internal, DateTimeOffset startedAt = default) =>
        subject is not null && IsOn ? _source.StartActivity(name, kind, AnchorOf(subject), startTime: startedAt) : null;

    /// <summary>Begins a span under the one that is under way here; dispose of it to end it.</summary>
    /// <returns>Null when none of ours is under way, nobody listens or the trace is not sampled.</returns>
    public Activity? BeginChild(string name, ActivityKind kind = ActivityKind.Internal, DateTimeOffset startedAt = default) =>
        IsOn && Activity.Current is { } current && current.Source == _source
            ? _source.StartActivity(name, kind, current.Context, startTime: startedAt)
            : null;

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    // The runtime draws the id of each span and has no way to give one. Without it the first span keeps its drawn id:
    // then the others of the trace name a parent that no tool finds, and still stand in the same trace.
    private static void SetId(Activity span, ActivitySpanId id)
    {
        try
        {
            IdOf(span) = id.ToHexString();
        }
        catch (MissingFieldException)
        {
            span.SetTag("anchor", id.ToHexString());
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_spanId")]
    private static extern ref string? IdOf(Activity span);
}
