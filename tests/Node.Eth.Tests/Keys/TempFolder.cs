namespace Node.Eth.Tests.Keys;

/// <summary>A folder that is gone when its test ends.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keys");
    private int _count;

    public string File(string text)
    {
        var path = Path.Combine(_folder.FullName, $"file{_count++}");
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
