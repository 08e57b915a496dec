using System.Diagnostics;
using System.Globalization;
using DevChain.Chains;
using DevChain.Processes;
using Node.Testing.Postgres;
using Xunit;

namespace Node.Tests.LocalChain;

public class ChildProcessTests
{
    private const string ParentVariable = "NODE_TEST_CHILD_PROCESS_PARENT";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    // Run by hand or by a runner it kills a second copy of itself; that copy is told by a variable to be the parent.
    [Fact]
    public async Task Nothing_is_left_when_the_parent_is_killed()
    {
        if (Environment.GetEnvironmentVariable(ParentVariable) is { } reportFile)
        {
            await BeParentAsync(reportFile);
        }

        var folder = Directory.CreateTempSubdirectory("oracle-node-test-").FullName;
        var report = Path.Combine(folder, "report");
        await using var parent = ChildProcess.Start(new ChildProcessOptions
        {
            FileName = Path.Combine(AppContext.BaseDirectory, "Node.Tests"),
            Arguments = ["-method", $"{typeof(ChildProcessTests).FullName}.{nameof(Nothing_is_left_when_the_parent_is_killed)}"],
            Environment = new Dictionary<string, string?> { [ParentVariable] = report },
            FolderToRemove = folder,
        });
        await UntilAsync(() => File.Exists(report) || parent.HasExited, "the parent has started its children");
        Assert.False(parent.HasExited, string.Join('\n', parent.LastLines));
        var children = (await File.ReadAllLinesAsync(report, TestContext.Current.CancellationToken))
            .Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(4, children.Length);
        Assert.All(children, child => Assert.True(IsRunning(child)));

        parent.Kill();

        await UntilAsync(() => !children.Any(IsRunning), "the children of the killed parent have ended");
        await UntilAsync(() => !Directory.Exists($"{report}.folder"), "the folder of a child has been removed");
    }

    [Fact]
    public async Task A_child_that_does_not_listen_is_killed()
    {
        await using var child = ChildProcess.Start(Shell("trap '' TERM; echo ready; while :; do sleep 0.05; done") with
        {
            StopGrace = TimeSpan.FromSeconds(0.3),
        });
        await UntilAsync(() => child.LastLines.Contains("ready"), "the child has started");

        await child.StopAsync();

        Assert.Equal(128 + 9, await child.Exited);
    }

    [Fact]
    public async Task A_child_may_end_in_its_own_way()
    {
        await using var child = ChildProcess.Start(Shell("trap 'echo bye; exit 3' TERM; echo ready; while :; do sleep 0.05; done"));
        await UntilAsync(() => child.LastLines.Contains("ready"), "the child has started");

        await child.StopAsync();

        Assert.Equal(3, await child.Exited);
        Assert.Contains("bye", child.LastLines);
    }

    [Fact]
    public async Task A_talkative_child_is_read_on_both_outputs_and_its_last_lines_are_kept()
    {
        var lines = 0;
        await using var child = ChildProcess.Start(
            Shell("i=0; while [ $i -lt 20000 ]; do echo out$i; echo err$i >&2; i=$((i+1)); done; exit 7") with
            {
                OnOutput = _ => Interlocked.Increment(ref lines),
                OnError = _ => Interlocked.Increment(ref lines),
                LastLinesMax = 10,
            });

        Assert.Equal(7, await child.Exited.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal(40000, lines);
        Assert.Equal(10, child.LastLines.Count);
    }

    [Fact]
    public void A_missing_program_is_named()
    {
        var fault = Assert.Throws<FileNotFoundException>(() => ChildProcess.Start(new ChildProcessOptions { FileName = "no-such-program" }));

        Assert.Contains("no-such-program", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_fails_is_quoted()
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => ProgramRun.ToEndAsync(
            Shell("echo the reason >&2; exit 4"), Patience, TestContext.Current.CancellationToken));

        Assert.Contains("exit code 4", fault.Message, StringComparison.Ordinal);
        Assert.Contains("the reason", fault.Message, StringComparison.Ordinal);
    }

    private static async Task BeParentAsync(string reportFile)
    {
        var stubborn = ChildProcess.Start(Shell("trap '' TERM INT HUP; while :; do sleep 0.05; done") with
        {
            StopGrace = TimeSpan.FromSeconds(0.5),
            FolderToRemove = Directory.CreateDirectory($"{reportFile}.folder").FullName,
        });
        var sleeper = ChildProcess.Start(new ChildProcessOptions { FileName = "sleep", Arguments = ["600"] });
        var chain = await AnvilProcess.StartAsync();
        var postgres = await PostgresServer.GetSharedAsync();
        int[] children = [stubborn.Id, sleeper.Id, chain.ProcessId, postgres.ProcessId];
        await File.WriteAllLinesAsync($"{reportFile}.unfinished", children.Select(id => id.ToString(CultureInfo.InvariantCulture)));
        File.Move($"{reportFile}.unfinished", reportFile);
        await Task.Delay(Timeout.Infinite);
    }

    private static ChildProcessOptions Shell(string script) => new() { FileName = "sh", Arguments = ["-c", script] };

    private static bool IsRunning(int processId)
    {
        // A process that has ended and that nobody has asked about yet still has an id.
        var status = $"/proc/{processId}/stat";
        try
        {
            return Directory.Exists("/proc/self")
                ? File.ReadAllText(status).Split(") ").Last()[0] is not ('Z' or 'X')
                : !Process.GetProcessById(processId).HasExited;
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            return false;
        }
    }

    private static async Task UntilAsync(Func<bool> condition, string what)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < Patience, $"not within {Patience}: {what}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
