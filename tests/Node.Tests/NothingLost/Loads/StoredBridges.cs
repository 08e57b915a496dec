using System.Globalization;
using System.Net;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.NothingLost.Loads;

/// <summary>Bridges and initiators that are made, changed and deleted: what was acknowledged is so after a kill.</summary>
internal sealed class StoredBridges(CrashOutside outside) : ICrashLoad
{
    private readonly Dictionary<string, string?> _known = [];
    private int _round;

    public int Checked => 0;

    public Task PrepareAsync(TestApi api) => Task.CompletedTask;

    public async Task WorkAsync(TestApi api)
    {
        // A name that is in no text of a job by chance, such as in its id: one that cannot be read here counts as a user then.
        var path = string.Create(CultureInfo.InvariantCulture, $"/v2/bridge_types/spare{++_round}");
        var name = path[(path.LastIndexOf('/') + 1)..];
        await ChangeAsync(path, $"{outside.Url}one", () => api.PostAsync("/v2/bridge_types", Body("one")));
        await ChangeAsync(path, $"{outside.Url}two", () => api.SendAsync(HttpMethod.Patch, path, Body("two")));
        if (_round % 2 == 0)
        {
            await ChangeAsync(path, null, () => api.DeleteAsync(path));
        }

        string Body(string to) => $$"""{"name":"{{name}}","url":"{{outside.Url}}{{to}}"}""";
    }

    public Task AskAgainAsync(TestApi api) => Task.CompletedTask;

    public async Task<string?> CheckAsync(TestApi api)
    {
        foreach (var (path, url) in _known)
        {
            var answer = await api.GetAsync(path);
            Assert.True(answer.Status == (url is null ? HttpStatusCode.NotFound : HttpStatusCode.OK), $"{path} should be {url ?? "gone"}: {answer}");
            if (url is not null)
            {
                Assert.Equal(url, answer.Attributes["url"]!.GetValue<string>());
                await api.DeleteAsync(path);
            }
        }

        Forget();
        return null;
    }

    public void Forget() => _known.Clear();

    // Between a change and its acknowledgement either may be.
    private async Task ChangeAsync(string path, string? url, Func<Task<ApiAnswer>> change)
    {
        _known.Remove(path);
        var answer = await change();
        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.NoContent, answer.ToString());
        _known[path] = url;
    }
}
