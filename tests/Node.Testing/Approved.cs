using System.Runtime.CompilerServices;
using Xunit;

namespace Node.Testing;

/// <summary>Compares long texts with files that a person has approved.</summary>
public static class Approved
{
    /// <summary>Whether what is so now is written down as approved, in place of being compared: with <c>NODE_TEST_APPROVE=1</c>.</summary>
    public static bool IsWriting => Environment.GetEnvironmentVariable("NODE_TEST_APPROVE") == "1";

    /// <summary>
    /// Asserts that <paramref name="actual"/> is what the file <c>approved/NAME</c> next to the test says.
    /// With <c>NODE_TEST_APPROVE=1</c> it writes the file instead; look at the difference before you commit it.
    /// </summary>
    public static void Matches(string actual, string name, [CallerFilePath] string testFile = "")
    {
        ArgumentNullException.ThrowIfNull(actual);
        var file = Path.Combine(Path.GetDirectoryName(testFile)!, "approved", name);
        var text = actual.ReplaceLineEndings("\n");
        if (IsWriting)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            return;
        }

        Assert.True(File.Exists(file), $"nothing is approved yet at {file}: run with NODE_TEST_APPROVE=1 and look at what it writes. Now:\n{text}");
        Assert.Equal(File.ReadAllText(file), text);
    }
}
