using System.Globalization;
using System.Net;
using System.Numerics;
using Microsoft.Extensions.DependencyInjection;
using Node.Eth.Primitives;
using Node.Eth.Transactions;
using Node.Jobs.Runs;
using Node.Jobs.Runs.Retrying;
using Node.Jobs.Specs;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Http.Api;

public sealed class RunRetryTests(TestNode node) : IClassFixture<TestNode>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_errored_run_is_tried_again_once_as_a_new_run_that_names_it()
    {
        var job = await CreateAsync();
        var errored = await node.Api.PostAsync($"/v2/jobs/{job}/runs", "{\"w\": 1}");
        var id = errored.Data["id"]!.GetValue<string>();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => node.Api.PostAsync($"/v2/runs/{id}/retry", "")));
        var retry = await FinishedAsync(answers[0].Data["id"]!.GetValue<string>());

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.OK, retry.Data["id"]!.GetValue<string>()), (answer.Status, answer.Data["id"]!.GetValue<string>())));
        Assert.NotEqual(id, retry.Data["id"]!.GetValue<string>());
        Assert.Equal(id, retry.Attributes["retryOf"]!.GetValue<string>());
        Assert.Equal($"retry:{id}", retry.Attributes["trigger"]!["key"]!.GetValue<string>());
        Assert.Equal("webhook", retry.Attributes["trigger"]!["kind"]!.GetValue<string>());
        Assert.Equal("{\"w\": 1}", retry.Attributes["inputs"]!["jobRun"]!["requestBody"]!.GetValue<string>());
        Assert.Equal("errored", retry.Attributes["state"]!.GetValue<string>());

        // The retry failed too: it can be tried again itself.
        var third = await FinishedAsync((await node.Api.PostAsync($"/v2/runs/{retry.Data["id"]}/retry", "")).Data["id"]!.GetValue<string>());
        Assert.Equal(retry.Data["id"]!.GetValue<string>(), third.Attributes["retryOf"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_cannot_be_tried_again_is_refused()
    {
        var job = await CreateAsync();
        var good = (await node.Api.PostAsync($"/v2/jobs/{job}/runs", "{\"v\": 1}")).Data["id"]!.GetValue<string>();
        var errored = (await node.Api.PostAsync($"/v2/jobs/{job}/runs", "{}")).Data["id"]!.GetValue<string>();

        await ExpectAsync(HttpStatusCode.Conflict, good, "completed");
        await ExpectAsync(HttpStatusCode.NotFound, "99999999", "not found");
        await ExpectAsync(HttpStatusCode.UnprocessableEntity, "abc", "not a number");

        // Somebody has used the key of the retry for a run of his own.
        var taken = (await node.Api.PostAsync($"/v2/jobs/{job}/runs", "{}")).Data["id"]!.GetValue<string>();
        await node.Api.PostAsync($"/v2/jobs/{job}/runs", "{\"v\": 1}", ("Idempotency-Key", $"retry:{taken}"));
        await ExpectAsync(HttpStatusCode.Conflict, taken, "is no retry");

        await node.Api.DeleteAsync($"/v2/jobs/{job}");
        await ExpectAsync(HttpStatusCode.Conflict, errored, $"job {job}");
    }

    [Theory]
    [InlineData(TxState.Queued, false)]
    [InlineData(TxState.Sent, false)]
    [InlineData(TxState.Mined, false)]
    [InlineData(TxState.Final, false)]
    [InlineData(TxState.ReorgedOut, false)]
    [InlineData(TxState.Reverted, true)]
    [InlineData(TxState.Failed, true)]
    public async Task A_run_whose_transaction_did_or_may_still_do_its_work_is_tried_again_only_when_forced(TxState state, bool isTriedAgain)
    {
        var job = await CreateAsync();
        var errored = long.Parse((await node.Api.PostAsync($"/v2/jobs/{job}/runs", "{}")).Data["id"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        var services = node.Host.Services;
        var retries = new RunRetries(
            services.GetRequiredService<IRunReader>(), services.GetRequiredService<IRunInbox>(), services.GetRequiredService<JobCatalog>(), new OneTransaction(state), TimeProvider.System);

        var answer = await retries.RetryAsync(errored, force: false, Token);

        Assert.Equal(isTriedAgain ? null : RetryRefusal.HasEffect, answer.Refusal);
        Assert.Equal(isTriedAgain, answer.Problem is null);
        Assert.Null((await retries.RetryAsync(errored, force: true, Token)).Refusal);
    }

    private async Task ExpectAsync(HttpStatusCode status, string run, string problem)
    {
        var answer = await node.Api.PostAsync($"/v2/runs/{run}/retry", "");
        Assert.True(answer.Status == status, $"{answer}");
        Assert.Contains(problem, Assert.Single(answer.Errors), StringComparison.Ordinal);
    }

    private async Task<ApiAnswer> FinishedAsync(string run)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await node.Api.GetAsync($"/v2/runs/{run}");
            if (answer.Attributes["finishedAt"] is not null)
            {
                return answer;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(30), $"{answer}");
            await Task.Delay(20, Token);
        }
    }

    private async Task<string> CreateAsync() =>
        (await node.Api.CreateJobAsync(WebhookJobs.Spec(WebhookJobs.ParseAndMultiply))).Data["id"]!.GetValue<string>();

    private sealed class OneTransaction(TxState state) : ITxReader
    {
        public Task<IReadOnlyList<TxRecord>> ListByTagAsync(string tag, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<TxRecord>>(
        [
            new TxRecord
            {
                TxId = 1,
                ChainId = new ChainId(1),
                Origin = "o",
                From = default,
                To = default,
                Nonce = 0,
                Value = BigInteger.Zero,
                GasLimit = 1,
                State = state,
                IsSettled = false,
                CreatedAt = default,
                UpdatedAt = default,
            },
        ]);

        public Task<ILookup<string, TxRecord>> ListByTagsAsync(IReadOnlyCollection<string> tags, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlySet<string>> ListUnsettledTagsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<TxRecord?> FindByOriginAsync(ChainId chainId, string origin, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<TxRecord>> ListAsync(long? beforeId, int count, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
