using System.Text.Json;
using DevChain;
using Xunit;

namespace Node.Eth.Tests.Signatures;

/// <summary>The test vectors in <c>Data</c>: one JSON object a line.</summary>
internal static class Vectors
{
    /// <summary>All vectors of a file, in order.</summary>
    /// <param name="file">Its name without <c>.jsonl</c>.</param>
    public static IReadOnlyList<Vector> Read(string file) =>
    [
        .. File.ReadLines(RepositoryFolder.Combine("tests", "Node.Eth.Tests", "Signatures", "Data", file + ".jsonl"))
            .Where(line => line.Length > 0)
            .Select(line => new Vector(JsonDocument.Parse(line).RootElement.Clone())),
    ];

    /// <summary>The vectors of a file with this <c>op</c>; fails when there are none.</summary>
    public static IReadOnlyList<Vector> Read(string file, string operation)
    {
        IReadOnlyList<Vector> vectors = [.. Read(file).Where(vector => vector.Operation == operation)];
        Assert.NotEmpty(vectors);
        return vectors;
    }

    /// <summary>Checks each vector, and fails with the ids and texts of all that did not hold.</summary>
    public static void All(IEnumerable<Vector> vectors, Action<Vector> check)
    {
        List<string> failures = [];
        foreach (var vector in vectors)
        {
            try
            {
                check(vector);
            }
            catch (Exception e)
            {
                failures.Add($"{vector.Id}: {e.GetType().Name} {e.Message}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }
}
