using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Node.Profiling.Symbols;

/// <summary>Source files and lines from the portable debug files that lie beside the program's modules. What has none is without lines.</summary>
internal sealed class SourceLines : IDisposable
{
    private readonly Dictionary<string, MetadataReaderProvider?> _files = new(StringComparer.Ordinal);

    /// <summary>Where an offset of a method is; file empty and lines 0 when unknown.</summary>
    /// <param name="module">The path of the module.</param>
    /// <param name="token">The method's token.</param>
    /// <param name="il">The offset in the intermediate language; below 0 when only the method's own line is wanted.</param>
    public (string File, int Line, int FirstLine) Find(string module, int token, int il)
    {
        if (Open(module)?.GetMetadataReader() is not { } reader || MetadataTokens.EntityHandle(token) is not { Kind: HandleKind.MethodDefinition } handle)
        {
            return ("", 0, 0);
        }

        try
        {
            var points = reader.GetMethodDebugInformation(((MethodDefinitionHandle)handle).ToDebugInformationHandle()).GetSequencePoints()
                .Where(point => !point.IsHidden).ToList();
            if (points.Count == 0)
            {
                return ("", 0, 0);
            }

            var point = points.LastOrDefault(point => point.Offset <= il, points[0]);
            return (reader.GetString(reader.GetDocument(point.Document).Name), il < 0 ? 0 : point.StartLine, points.Min(point => point.StartLine));
        }
        catch (BadImageFormatException)
        {
            return ("", 0, 0);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _files.Values)
        {
            file?.Dispose();
        }
    }

    private MetadataReaderProvider? Open(string module)
    {
        if (!_files.TryGetValue(module, out var file))
        {
            file = TryOpen(Path.ChangeExtension(module, ".pdb"));
            _files.Add(module, file);
        }

        return file;
    }

    // Lines are worth showing and not worth failing for.
    private static MetadataReaderProvider? TryOpen(string path)
    {
        MetadataReaderProvider? provider = null;
        try
        {
            if (File.Exists(path))
            {
                provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(path), MetadataStreamOptions.PrefetchMetadata);
                provider.GetMetadataReader();
            }

            return provider;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            provider?.Dispose();
            return null;
        }
    }
}
