using Xunit;

namespace Node.ArchitectureTests.Rules;

/// <summary>Fails a test with a list of all faults.</summary>
internal static class None
{
    /// <summary>Passes when there is no fault.</summary>
    public static void Of(IEnumerable<Fault> faults)
    {
        var lines = faults.Select(fault => fault.ToString()).Distinct().ToList();
        if (lines.Count > 0)
        {
            Assert.Fail($"{lines.Count} faults:\n" + string.Join('\n', lines));
        }
    }
}
