using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Node.Commands.Recordings;

/// <summary>
/// What a dry run was told from outside, in the order in which it asked: HTTP answers, answers of chains, times and random bytes.
/// A run that is given the same again prints the same record. Tasks run one at a time then, so that there is one order.
/// </summary>
internal sealed record Recording
{
    /// <summary>The format.</summary>
    public const int VersionNow = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    /// <summary>Held while the recording is changed or written: a task that was given up may still be told something.</summary>
    [JsonIgnore]
    public Lock Gate { get; } = new();

    /// <summary>The format that this was written in.</summary>
    public int V { get; init; } = VersionNow;

    /// <summary>The first variables of the run, lossless JSON; null when none were given.</summary>
    public string? Vars { get; set; }

    /// <summary>The times that were read, in ticks of 100 ns since the year 1.</summary>
    public List<long> Times { get; init; } = [];

    /// <summary>For each timer that was started, whether it came to its end.</summary>
    public List<bool> Timers { get; init; } = [];

    /// <summary>The random bytes that were drawn, as hex.</summary>
    public List<string> Random { get; init; } = [];

    /// <summary>The requests.</summary>
    public List<HttpExchange> Http { get; init; } = [];

    /// <summary>The questions to bridges.</summary>
    public List<BridgeExchange> Bridges { get; init; } = [];

    /// <summary>The calls of chains.</summary>
    public List<ChainExchange> Chains { get; init; } = [];

    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">It is no recording, or one of another format.</exception>
    public static async Task<Recording> ReadAsync(string file, CancellationToken cancellationToken)
    {
        Recording? recording;
        try
        {
            recording = JsonSerializer.Deserialize<Recording>(await File.ReadAllBytesAsync(file, cancellationToken), Json);
        }
        catch (JsonException e)
        {
            throw new FormatException($"{file} is not a recording: {e.Message}", e);
        }

        return recording is { V: VersionNow }
            ? recording : throw new FormatException($"{file} is not a recording of format {VersionNow}; record the run again");
    }

    /// <summary>Writes the file; an older one is replaced.</summary>
    public async Task WriteAsync(string file, CancellationToken cancellationToken)
    {
        byte[] bytes;
        lock (Gate)
        {
            bytes = JsonSerializer.SerializeToUtf8Bytes(this, Json);
        }

        await File.WriteAllBytesAsync(file, bytes, cancellationToken);
    }
}
