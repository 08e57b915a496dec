using Node.Eth.Logs;
using Node.Eth.Primitives;
using Xunit;

namespace Node.Eth.Tests.Logs;

public sealed class LogPollerNamesTests : IAsyncLifetime
{
    private LogRig _rig = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _rig = await LogRig.CreateAsync();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_name_is_served_once_and_can_be_taken_up_again()
    {
        await _rig.RunAsync();
        await _rig.SubscribeAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => _rig.SubscribeAsync());
        await _rig.Poller.UnsubscribeAsync("job", forget: false, Token);
        _rig.Emit(1);
        await _rig.RunAsync();
        var listener = await _rig.SubscribeAsync();
        await _rig.RunAsync();
        Assert.Equal([1], listener.Marks);
    }

    [Fact]
    public async Task A_forgotten_name_begins_anew()
    {
        await _rig.RunAsync();
        await _rig.SubscribeAsync();
        _rig.Emit(1);
        await _rig.Poller.UnsubscribeAsync("job", forget: true, Token);
        Assert.Empty(await _rig.CursorsAsync());
        await _rig.RunAsync();
        var listener = await _rig.SubscribeAsync();
        _rig.Emit(2);
        await _rig.RunAsync();
        Assert.Equal([2], listener.Marks);
        await _rig.Poller.UnsubscribeAsync("never heard of", forget: true, Token);
    }

    [Fact]
    public async Task A_subscription_that_breaks_a_rule_is_refused()
    {
        var good = new LogSubscription { Name = new string('n', LogSubscription.NameCharsMax), Address = Address.Zero, Listener = new RecordingListener() };
        await _rig.Poller.SubscribeAsync(good, Token);
        await Assert.ThrowsAsync<ArgumentException>(() => _rig.Poller.SubscribeAsync(good with { Name = "" }, Token));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            _rig.Poller.SubscribeAsync(good with { Name = good.Name + "n" }, Token));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            _rig.Poller.SubscribeAsync(good with { Name = "a", Confirmations = 0 }, Token));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            _rig.Poller.SubscribeAsync(good with { Name = "a", Topics = [null, null, null, null, null] }, Token));
    }
}
