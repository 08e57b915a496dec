using Node.Core.Config;
using Node.Core.Storage;

namespace Node.Composition;

/// <summary>Where the database is (<c>Database</c>).</summary>
public sealed class DatabaseOptions : IConfigSection
{
    /// <summary><c>sqlite:PATH</c> or <c>postgres://USER:PASSWORD@HOST:PORT/NAME</c>. Default: the file <c>node.db</c> in the data folder.</summary>
    public Secret? Url { get; init; }

    /// <inheritdoc/>
    public void Validate(ConfigFaults faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        try
        {
            if (Url is { } url)
            {
                DatabaseUrl.Parse(url.Reveal());
            }
        }
        catch (FormatException e)
        {
            faults.Add(nameof(Url), $"cannot be used: {e.Message}");
        }
    }
}
