using Node.Core.Services;
using Xunit;

namespace Node.Core.Tests.Services;

/// <summary>The two runnable examples, with their exact output.</summary>
public sealed class ExampleTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MultiStart_closes_what_was_started_and_reports_both()
    {
        await using var raw = new StringWriter { NewLine = "\n" };
        var output = TextWriter.Synchronized(raw);
        var a = Printer.Healthy("a", output);
        var b = Printer.CloseFailure("b", output);
        var c = Printer.WontStart("c", output);
        var services = new MultiStart();
        try
        {
            await services.StartAsync(Ct, a, b, c);
        }
        catch (ServiceException e)
        {
            output.WriteLine(e.Message);
        }

        Assert.Equal(
            """
            a started
            b started
            c start failure
            b close failure
            a closed
            failed to start: c; failed to close: b

            """,
            raw.ToString());
    }

    [Fact]
    public async Task MultiClose_closes_all_and_reports_every_failure()
    {
        await using var raw = new StringWriter { NewLine = "\n" };
        var output = TextWriter.Synchronized(raw);
        var f1 = Printer.CloseFailure("f", output);
        var f2 = Printer.CloseFailure("f", output);
        await new MultiStart().StartAsync(Ct, f1, f2);
        var services = new MultiClose { f1, f2 };
        try
        {
            await services.CloseAsync();
        }
        catch (ServiceException e)
        {
            output.WriteLine(e.Message);
        }

        Assert.Equal(
            """
            f started
            f started
            f close failure
            f close failure
            failed to close: f; failed to close: f

            """,
            raw.ToString());
    }
}
