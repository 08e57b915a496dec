using System.Text;
using Node.Core.Http;
using Node.Testing.Http;
using Xunit;

namespace Node.Tests.Testing;

public class FakeOutboundHttpTests
{
    private readonly FakeOutboundHttp _outside = new();

    [Fact]
    public async Task It_answers_what_it_was_told_and_keeps_the_requests()
    {
        _outside.Answer("https://prices.test/eth", "{\"price\": 1}");

        var response = await AskAsync("https://prices.test/eth");

        Assert.Equal("{\"price\": 1}", Encoding.UTF8.GetString(response.Body));
        Assert.Equal("https://prices.test/eth", Assert.Single(_outside.Requests).Url.ToString());
    }

    [Fact]
    public async Task What_it_was_not_told_about_is_unreachable_and_what_fails_fails_as_told()
    {
        _outside.Fail("https://prices.test/slow", OutboundFault.Timeout);

        Assert.Equal(OutboundFault.Unreachable, (await Assert.ThrowsAsync<OutboundHttpException>(() => AskAsync("https://other.test/"))).Fault);
        Assert.Equal(OutboundFault.Timeout, (await Assert.ThrowsAsync<OutboundHttpException>(() => AskAsync("https://prices.test/slow"))).Fault);
    }

    [Fact]
    public async Task A_body_over_the_limit_of_the_request_is_refused()
    {
        _outside.Answer("https://prices.test/eth", "123456789");

        Assert.Equal(9, (await AskAsync("https://prices.test/eth", bodyBytesMax: 9)).Body.Length);
        var fault = await Assert.ThrowsAsync<OutboundHttpException>(() => AskAsync("https://prices.test/eth", bodyBytesMax: 8));
        Assert.Equal(OutboundFault.BodyTooLarge, fault.Fault);
    }

    private Task<OutboundResponse> AskAsync(string url, int? bodyBytesMax = null) => _outside.SendAsync(
        new OutboundRequest { Method = HttpMethod.Get, Url = new Uri(url), BodyBytesMax = bodyBytesMax }, TestContext.Current.CancellationToken);
}
