using DevChain;
using Xunit;

namespace Node.Eth.Tests.Signatures;

/// <summary>All vectors of the field, and whatever further sets of the same files the environment names.</summary>
public sealed class VectorTests
{
    /// <summary>What nobody has to compare: names, and what says which fault of the field's node a line shows.</summary>
    private static readonly string[] Labels = ["id", "op", "kind", "note", "fault"];

    public static TheoryData<string> Files => [.. VectorOperations.Checks.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public Task Every_line_is_met_and_every_value_in_it_is_compared(string file) => Vectors.AllAsync(Vectors.Read(file), async vector =>
    {
        var id = vector.Id;
        Assert.True(VectorOperations.Checks[file].TryGetValue(vector.Operation, out var check), $"{id}: nobody knows \"{vector.Operation}\"");
        await check!(vector);
        Assert.Empty(Overlooked(vector));
    });

    [Fact]
    public void The_repository_has_all_lines_of_all_files()
    {
        Assert.Equal(927, VectorOperations.Checks.Keys.Sum(file => Vectors.ReadOwn(file).Count));
        Assert.All(VectorOperations.Checks, pair => Assert.Equal(
            pair.Value.Keys.Order(StringComparer.Ordinal),
            Vectors.ReadOwn(pair.Key).Select(vector => vector.Operation).Distinct().Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Every_operation_is_a_public_method_of_the_class_that_the_page_names_for_its_file()
    {
        var page = File.ReadAllLines(RepositoryFolder.Combine("docs", "signatures.md"));
        foreach (var (file, checks) in VectorOperations.Checks)
        {
            var row = Assert.Single(page, line => line.StartsWith($"| {file} |", StringComparison.Ordinal));
            Assert.Contains($"`{VectorOperations.Classes[file].Name}`", row, StringComparison.Ordinal);
            foreach (var operation in checks.Keys)
            {
                foreach (var method in VectorOperations.MethodsOf(file, operation))
                {
                    Assert.Contains(method, row, StringComparison.OrdinalIgnoreCase);
                }
            }
        }
    }

    // A line without a fault holds as it stands; of one with a fault what is wanted, and the rest documents the fault.
    private static IEnumerable<string> Overlooked(Vector vector) => vector.Unread()
        .Where(name => !vector.Has("fault") || name.StartsWith("want[", StringComparison.Ordinal) || name == "want")
        .Where(name => !Labels.Contains(name.Split('.')[^1]));
}
