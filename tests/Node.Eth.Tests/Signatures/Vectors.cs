using System.Text.Json;
using DevChain;
using Xunit;

namespace Node.Eth.Tests.Signatures;

/// <summary>The test vectors in <c>Data</c>: one JSON object a line.</summary>
internal static class Vectors
{
    /// <summary>Where further sets of the same files lie that are tried as well; nowhere unless the environment says so.</summary>
    private static readonly string? Further = Environment.GetEnvironmentVariable("NODE_TEST_VECTORS");

    private static readonly string Own = RepositoryFolder.Combine("tests", "Node.Eth.Tests", "Signatures", "Data");

    /// <summary>All vectors of a file, in order, and those of further sets.</summary>
    /// <param name="file">Its name without <c>.jsonl</c>.</param>
    public static IReadOnlyList<Vector> Read(string file) =>
        Further is not null && File.Exists(Path.Combine(Further, file + ".jsonl")) ? [.. ReadOwn(file), .. ReadFrom(Further, file)] : ReadOwn(file);

    /// <summary>All vectors of a file of this repository, in order.</summary>
    public static IReadOnlyList<Vector> ReadOwn(string file) => ReadFrom(Own, file);

    /// <summary>The vectors of a file with this <c>op</c>; fails when there are none.</summary>
    public static IReadOnlyList<Vector> Read(string file, string operation)
    {
        IReadOnlyList<Vector> vectors = [.. Read(file).Where(vector => vector.Operation == operation)];
        Assert.NotEmpty(vectors);
        return vectors;
    }

    /// <summary>Checks each vector, and fails with the ids and texts of all that did not hold.</summary>
    public static async Task AllAsync(IEnumerable<Vector> vectors, Func<Vector, Task> check)
    {
        List<string> failures = [];
        foreach (var vector in vectors)
        {
            try
            {
                await check(vector);
            }
            catch (Exception e)
            {
                failures.Add($"{vector.Id}: {e.GetType().Name} {e.Message}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    /// <summary>Checks each vector, and fails with the ids and texts of all that did not hold.</summary>
    public static Task AllAsync(IEnumerable<Vector> vectors, Action<Vector> check) => AllAsync(vectors, vector =>
    {
        check(vector);
        return Task.CompletedTask;
    });

    private static IReadOnlyList<Vector> ReadFrom(string folder, string file) =>
    [
        .. File.ReadLines(Path.Combine(folder, file + ".jsonl"))
            .Where(line => line.Length > 0)
            .Select(line => new Vector(JsonDocument.Parse(line).RootElement.Clone())),
    ];
}
