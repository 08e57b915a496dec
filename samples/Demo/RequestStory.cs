using System.Globalization;
using System.Numerics;
using DevChain.Chains;
using DevChain.Contracts;
using DevChain.Nodes;
using Node.Eth.Encoding.Abi;

namespace Demo;

/// <summary>One request, followed from the consumer's question to the answer that it can read.</summary>
internal sealed class RequestStory(Stage stage, World world)
{
    private const long Times = 100_000_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly AbiEvent OracleResponse = AbiEvent.Parse("OracleResponse(bytes32 indexed requestId)");

    /// <summary>Makes a request and tells what happens to it.</summary>
    /// <exception cref="DemoFault">It was not answered, or not with the median.</exception>
    public async Task TellAsync(int number, CancellationToken cancellationToken)
    {
        world.Prices.Prices = Prices(number);
        var expected = new BigInteger(world.Prices.Median * Times);
        stage.Write();
        stage.Tell($"request {number}", "the consumer asks for ETH-USD and pays one LINK");
        var says = world.Prices.Sources.Zip(world.Prices.Prices, (source, price) => string.Create(CultureInfo.InvariantCulture, $"{source.Name} {price}"));
        stage.Detail("sources say", $"{string.Join(", ", says)}; the median is {world.Prices.Median.ToString(CultureInfo.InvariantCulture)}");
        var before = await NewestRunAsync(cancellationToken);
        var request = await world.Contracts.RequestPriceAsync(JobTopic.FromText(world.JobId), times: Times, cancellationToken: cancellationToken);
        stage.Detail("request", $"{request.RequestId} mined in block {request.BlockNumber}");

        var run = await FollowAsync(request, before?.Id, cancellationToken);
        var answer = await world.Contracts.ReadAnswerAsync(request.RequestId, cancellationToken);
        if (run.Faults.Count > 0)
        {
            throw new DemoFault($"run {run.Id} of request {number} has faults: {string.Join("; ", run.Faults)}");
        }

        if (answer != expected)
        {
            throw new DemoFault($"the consumer got {answer} for request {number}, and the median of the sources is {expected}");
        }

        stage.Detail("answer", $"{answer} read back from the consumer: the median, times {Times}");
    }

    private async Task<NodeRun> FollowAsync(PriceRequest request, string? runBefore, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        var (seenRun, seenTransaction) = (false, false);
        while (true)
        {
            var run = await NewestRunAsync(cancellationToken);
            run = run?.Id == runBefore ? null : run;
            if (run is not null && !seenRun)
            {
                seenRun = true;
                stage.Detail("run", $"number {run.Id} accepted by the node");
            }

            if (!seenTransaction && await FindAnswerAsync(request, cancellationToken) is { } found)
            {
                seenTransaction = true;
                stage.Detail("transaction", $"{found.Hash} mined in block {found.Block}, {found.Block - request.BlockNumber} after the request");
            }

            if (run?.FinishedAt is { } finishedAt && (seenTransaction || run.Faults.Count > 0))
            {
                stage.Detail("run", string.Create(
                    CultureInfo.InvariantCulture, $"number {run.Id} finished after {(finishedAt - run.CreatedAt).TotalSeconds:0.00} s; its tasks:"));
                foreach (var task in run.Tasks)
                {
                    stage.Detail($"  {task.Name}", $"{task.Type}: {task.Fault ?? task.Output ?? "done"}");
                }

                return run;
            }

            if (world.Node.Exited.IsCompleted)
            {
                throw new DemoFault($"the node ended with exit code {await world.Node.Exited}");
            }

            if (TimeProvider.System.GetElapsedTime(startedAt) > Patience)
            {
                var reached = seenTransaction ? "its transaction was mined and the run has not finished"
                    : seenRun ? "its run has started and no transaction was mined" : "the node has made no run for it";
                throw new DemoFault($"request {request.RequestId} was not fulfilled within {Patience.TotalSeconds:0} s: {reached}");
            }

            await Task.Delay(Poll, cancellationToken);
        }
    }

    private async Task<NodeRun?> NewestRunAsync(CancellationToken cancellationToken) =>
        (await world.Node.Api.ListRunsAsync(world.JobNumber, countMax: 1, cancellationToken)) is [var newest, ..] ? newest : null;

    private async Task<(string Hash, long Block)?> FindAnswerAsync(PriceRequest request, CancellationToken cancellationToken)
    {
        var filter = new
        {
            address = world.Contracts.Oracle.ToString(),
            fromBlock = DevRpc.Quantity(request.BlockNumber),
            topics = (string[])[OracleResponse.Topic0.ToString(), request.RequestId.ToString()],
        };
        var logs = await world.Chain.Rpc.CallAsync("eth_getLogs", [filter], cancellationToken);
        return logs.GetArrayLength() == 0
            ? null
            : (logs[0].GetProperty("transactionHash").GetString()!, DevRpc.ReadInt64(logs[0].GetProperty("blockNumber")));
    }

    private static decimal[] Prices(int number)
    {
        // Cents around a slowly moving price; which source is the median changes.
        var middle = 3000m + (number * 1.37m);
        decimal[] offsets = [-1.25m, 0.04m, 2.5m];
        return [middle + offsets[number % 3], middle + offsets[(number + 1) % 3], middle + offsets[(number + 2) % 3]];
    }
}
