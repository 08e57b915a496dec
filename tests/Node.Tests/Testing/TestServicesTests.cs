using Microsoft.Extensions.Logging.Abstractions;
using Node.Core.Services;
using Node.Testing;
using Xunit;
using Xunit.Sdk;

namespace Node.Tests.Testing;

public class TestServicesTests
{
    [Fact]
    public async Task A_service_that_keeps_the_contract_passes_and_runs_what_is_to_be_tested()
    {
        var ran = false;

        await TestServices.RunHealthyAsync(new Idle(), () =>
        {
            ran = true;
            return Task.CompletedTask;
        });

        Assert.True(ran);
    }

    [Fact]
    public async Task A_service_that_can_be_started_twice_is_caught()
    {
        await Assert.ThrowsAsync<ThrowsException>(() => TestServices.RunHealthyAsync(new Restartable()));
    }

    private sealed class Idle() : Service("Testing.Idle", NullLogger.Instance)
    {
        protected override Task OnStartAsync(CancellationToken startToken) => Task.CompletedTask;
    }

    private sealed class Restartable : IService
    {
        private bool _running;

        public string Name => "Testing.Restartable";

        public Task StartAsync(CancellationToken startToken)
        {
            _running = true;
            return Task.CompletedTask;
        }

        public Task CloseAsync()
        {
            _running = false;
            return Task.CompletedTask;
        }

        public HealthFault? Ready() => _running ? null : new HealthFault("closed", "start it");

        public IReadOnlyDictionary<string, HealthFault?> HealthReport() => new Dictionary<string, HealthFault?> { [Name] = Ready() };
    }
}
