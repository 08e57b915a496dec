using Demo;

if (args.Except(["--once"]).Any())
{
    Console.Error.WriteLine("use: dotnet run --project samples/Demo [-- --once]");
    Console.Error.WriteLine("  --once  end after ten requests: exit code 0 when all were answered with the median, 1 otherwise");
    return 2;
}

using var stopping = new Stopping();
return await DemoRun.ToEndAsync(new Stage(Console.Out), once: args.Contains("--once"), stopping.Token);
