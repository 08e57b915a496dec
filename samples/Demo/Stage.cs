using System.Globalization;

namespace Demo;

/// <summary>Where the demo tells what happens.</summary>
internal sealed class Stage(TextWriter output)
{
    private const int TextMax = 110;

    private readonly long _startedAt = TimeProvider.System.GetTimestamp();
    private readonly Lock _gate = new();

    /// <summary>A step, with the time since the start.</summary>
    public void Tell(string subject, string text)
    {
        var elapsed = TimeProvider.System.GetElapsedTime(_startedAt).TotalSeconds;
        Write(string.Create(CultureInfo.InvariantCulture, $"[{elapsed,6:0.0} s] {subject,-12} {text}"));
    }

    /// <summary>A detail of the step before.</summary>
    public void Detail(string subject, string text) => Write($"{string.Empty,-11}  {subject,-14} {Shorten(text)}");

    /// <summary>A line as it is.</summary>
    public void Write(string line = "")
    {
        lock (_gate)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }

    private static string Shorten(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= TextMax ? line : $"{line[..TextMax]}… ({line.Length} characters)";
    }
}
