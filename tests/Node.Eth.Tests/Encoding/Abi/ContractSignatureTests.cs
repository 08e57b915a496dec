using Node.Eth.Encoding;
using Node.Eth.Encoding.Abi;
using Xunit;

namespace Node.Eth.Tests.Encoding.Abi;

/// <summary>Every event and function of the contracts that oracles work with, against the hashes that their compilers gave.</summary>
public sealed class ContractSignatureTests
{
    [Fact]
    public void Every_event_has_the_topic_of_its_contract()
    {
        var events = Lines(hexChars: 66);

        Assert.True(events.Count > 120, $"only {events.Count} events were found");
        Assert.All(events, line => Assert.Equal(line.Hex, AbiEvent.Parse(line.Declaration).Topic0.ToString()));
    }

    [Fact]
    public void Every_function_has_the_selector_of_its_contract()
    {
        var functions = Lines(hexChars: 10);

        Assert.True(functions.Count > 300, $"only {functions.Count} functions were found");
        Assert.All(functions, line => Assert.Equal(line.Hex, HexData.Format(AbiFunction.Parse(line.Declaration).Selector.Span)));
    }

    private static List<(string Hex, string Declaration)> Lines(int hexChars)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Node.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("Node.sln is in no folder above the tests");
        }

        var path = Path.Combine(root.FullName, "tests", "Node.Eth.Tests", "Encoding", "Abi", "ContractSignatures.txt");
        return [.. from line in File.ReadLines(path)
            where !line.StartsWith('#')
            let parts = line.Split(' ', 2)
            where parts[0].Length == hexChars
            select (parts[0], parts[1])];
    }
}
