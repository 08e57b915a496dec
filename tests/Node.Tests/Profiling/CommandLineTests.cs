using Node.Profiling.Pprof;
using Xunit;

namespace Node.Tests.Profiling;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("/usr/bin/oracle-node|start", "oracle-node|start")]
    [InlineData("oracle-node|start|--Database:Url=postgres://u:secret@h/d", "oracle-node|start|--Database=...")]
    [InlineData("oracle-node|start|--password=secret|-p|secret|--secret:x=y|-x=secret", "oracle-node|start|--password=...|-p|...|--secret=...|-x=...")]
    [InlineData("oracle-node|0123secret|Secret|secret", "oracle-node|...|...|...")]
    [InlineData("oracle-node|--secret value", "oracle-node|...")]
    [InlineData("", "")]
    public void Values_are_not_shown(string arguments, string shown) => Assert.Equal(shown.Replace('|', '\0'), CommandLine.Show(arguments.Split('|')));
}
