using System.IO.Compression;
using System.Text;
using Node.Core.Http;
using Xunit;

namespace Node.Core.Tests.Http;

/// <summary>Answers made to hurt.</summary>
public sealed class AnswerLimitTests
{
    private const int BytesMax = 1000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(BytesMax - 1, false)]
    [InlineData(BytesMax, false)]
    [InlineData(BytesMax, true)]
    [InlineData(0, false)]
    [InlineData(0, true)]
    public async Task A_body_within_the_limit_is_whole(int bytes, bool isChunked)
    {
        var body = new string('x', bytes);
        await using var server = RawServer.Of(_ => isChunked ? Chunked(body) : RawServer.Ok(body));

        Assert.Equal(body, Encoding.ASCII.GetString((await SendAsync(server)).Body));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_byte_over_the_limit_is_too_much(bool isChunked)
    {
        var body = new string('x', BytesMax + 1);
        await using var server = RawServer.Of(_ => isChunked ? Chunked(body) : RawServer.Ok(body));

        var failure = await FailAsync(server);

        Assert.Equal(OutboundFault.BodyTooLarge, failure.Fault);
        Assert.Equal($"http://127.0.0.1:{server.Port} answered with more than the 1000 bytes that are accepted", failure.Message);
        Assert.False(failure.IsTransient);
    }

    [Fact]
    public async Task No_request_can_ask_for_more_than_the_hard_limit()
    {
        var extra = 0;
        await using var server = RawServer.Of(_ => RawServer.Ok(new string('x', OutboundHttpOptions.BodyBytesHardMax + extra)));
        using var client = Outbound.Client(Outbound.Listing(server));
        var request = Outbound.Get(server.Url()) with { BodyBytesMax = int.MaxValue };

        Assert.Equal(OutboundHttpOptions.BodyBytesHardMax, (await client.SendAsync(request, Ct)).Body.Length);
        extra = 1;
        Assert.Equal(OutboundFault.BodyTooLarge, (await client.FailAsync(request)).Fault);
    }

    [Fact]
    public async Task The_options_set_the_limit_of_a_request_that_sets_none()
    {
        await using var server = RawServer.Of(_ => RawServer.Ok(new string('x', 51)));
        using var client = Outbound.Client(Outbound.Listing(server) with { BodyBytesMax = 50 });

        Assert.Equal(OutboundFault.BodyTooLarge, (await client.FailAsync(server.Url())).Fault);
    }

    [Fact]
    public async Task An_endless_body_is_cut_off()
    {
        var sent = 0L;
        await using var server = RawServer.Streaming(async (stream, cancellationToken) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), cancellationToken);
            var chunk = Encoding.ASCII.GetBytes($"400\r\n{new string('x', 1024)}\r\n");
            while (true)
            {
                await stream.WriteAsync(chunk, cancellationToken);
                Interlocked.Add(ref sent, chunk.Length);
            }
        });

        Assert.Equal(OutboundFault.BodyTooLarge, (await FailAsync(server)).Fault);
        await server.DisposeAsync();
        Assert.InRange(Interlocked.Read(ref sent), 0, 64 * 1024 * 1024); // what sockets hold, not what a sender likes
    }

    [Fact]
    public async Task An_announced_length_over_the_limit_is_not_waited_for()
    {
        await using var server = RawServer.Streaming(async (stream, cancellationToken) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n"u8.ToArray(), cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        });

        Assert.Equal(OutboundFault.BodyTooLarge, (await FailAsync(server)).Fault);
    }

    [Fact]
    public async Task The_length_that_HEAD_announces_is_no_body()
    {
        await using var server = RawServer.Of(_ => "HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n");
        using var client = Outbound.Client(Outbound.Listing(server));

        Assert.Empty((await client.SendAsync(Outbound.Get(server.Url()) with { Method = HttpMethod.Head }, Ct)).Body);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", "x")]
    [InlineData("HTTP/1.1 200 OK\r\nX: ", "x")]
    [InlineData("", "HTTP/1.1 100 Continue\r\n\r\n")]
    public async Task A_drip_ends_at_the_time_limit(string head, string drop)
    {
        await using var server = RawServer.Streaming(async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);
            while (true)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(drop), cancellationToken);
                await Task.Delay(20, cancellationToken);
            }
        });
        using var client = Outbound.Client(Outbound.Listing(server));

        var failure = await client.FailAsync(Outbound.Get(server.Url()) with { Timeout = TimeSpan.FromMilliseconds(300) });

        Assert.Equal(OutboundFault.Timeout, failure.Fault);
        Assert.True(failure.IsTransient);
        Assert.Equal($"http://127.0.0.1:{server.Port} did not answer whole within 300ms", failure.Message);
    }

    [Fact]
    public async Task No_request_can_take_longer_than_the_options_let_it()
    {
        await using var server = RawServer.Streaming(
            (_, cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken));
        using var client = Outbound.Client(Outbound.Listing(server) with { TotalTimeoutMax = TimeSpan.FromMilliseconds(200) });

        var failure = await client.FailAsync(Outbound.Get(server.Url()) with { Timeout = TimeSpan.FromHours(1) });

        Assert.Equal($"http://127.0.0.1:{server.Port} did not answer whole within 200ms", failure.Message);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhal")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n\r\n")]
    [InlineData("HTTP/9.9 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 2x0 OK\r\n\r\n")]
    public async Task An_answer_that_breaks_off_or_is_not_http_is_a_named_failure(string answer)
    {
        await using var server = RawServer.Streaming(
            async (stream, cancellationToken) => await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), cancellationToken));

        var failure = await FailAsync(server);

        Assert.True(failure.Fault == OutboundFault.Protocol, $"{failure.Fault}: {failure.Message}");
        Assert.True(failure.IsTransient);
    }

    [Theory]
    [InlineData("X-Flood: {0}\r\n", 1)]
    [InlineData("X{0}: {0}\r\n", 20)]
    public async Task A_flood_of_headers_is_cut_off(string line, int valueLength)
    {
        await using var server = RawServer.Streaming(async (stream, cancellationToken) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), cancellationToken);
            var header = Encoding.ASCII.GetBytes(
                string.Format(System.Globalization.CultureInfo.InvariantCulture, line, new string('y', valueLength)));
            while (true)
            {
                await stream.WriteAsync(header, cancellationToken);
            }
        });

        var failure = await FailAsync(server);

        Assert.Equal(OutboundFault.HeadersTooLarge, failure.Fault);
        Assert.False(failure.IsTransient);
    }

    [Theory]
    [InlineData(900, true)]
    [InlineData(1100, false)]
    public async Task The_limit_of_headers_is_the_one_of_the_options(int bytes, bool isAccepted)
    {
        await using var server = RawServer.Of(
            _ => $"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX: {new string('y', bytes)}\r\n\r\n");
        using var client = Outbound.Client(Outbound.Listing(server) with { HeaderKibibytesMax = 1 });

        if (isAccepted)
        {
            Assert.Equal(200, (await client.GetAsync(server.Url())).Status);
        }
        else
        {
            Assert.Equal(OutboundFault.HeadersTooLarge, (await client.FailAsync(server.Url())).Fault);
        }
    }

    [Fact]
    public async Task A_compressed_body_stays_compressed_and_is_not_asked_for()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(new byte[10_000_000]);
        }

        var bytes = packed.ToArray();
        var text = Encoding.Latin1.GetString(bytes);
        await using var server = RawServer.Of(_ =>
            $"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {bytes.Length}\r\n\r\n{text}");
        using var client = Outbound.Client(Outbound.Listing(server));

        var answer = await client.GetAsync(server.Url());

        Assert.Equal(bytes, answer.Body);
        Assert.Null(server.Requests.Single().Header("Accept-Encoding"));
    }

    [Fact]
    public async Task Connections_to_one_host_are_limited()
    {
        await using var server = RawServer.Streaming(
            (_, cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken));
        using var client = Outbound.Client(Outbound.Listing(server) with { ConnectionsPerHostMax = 2 });
        using var releasing = new CancellationTokenSource();
        var held = Enumerable.Range(0, 2).Select(_ => client.SendAsync(Outbound.Get(server.Url()), releasing.Token)).ToArray();
        await Within.UntilAsync(() => server.Requests.Count == 2);

        var failure = await client.FailAsync(Outbound.Get(server.Url()) with { Timeout = TimeSpan.FromMilliseconds(300) });

        Assert.Equal(OutboundFault.Timeout, failure.Fault);
        Assert.Equal(2, server.Accepts);
        await releasing.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(held));
    }

    [Fact]
    public async Task Cancelling_is_not_a_failure_of_the_other_side()
    {
        await using var server = RawServer.Streaming(
            (_, cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken));
        using var client = Outbound.Client(Outbound.Listing(server));
        using var cancelling = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.SendAsync(Outbound.Get(server.Url()), cancelling.Token));
    }

    private static string Chunked(string body)
    {
        var chunk = body.Length == 0 ? "" : $"{body.Length:x}\r\n{body}\r\n";
        return $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunk}0\r\n\r\n";
    }

    private static async Task<OutboundResponse> SendAsync(RawServer server)
    {
        using var client = Outbound.Client(Outbound.Listing(server));
        return await client.SendAsync(Outbound.Get(server.Url()) with { BodyBytesMax = BytesMax }, Ct);
    }

    private static async Task<OutboundHttpException> FailAsync(RawServer server)
    {
        using var client = Outbound.Client(Outbound.Listing(server));
        return await client.FailAsync(Outbound.Get(server.Url()) with { BodyBytesMax = BytesMax });
    }
}
