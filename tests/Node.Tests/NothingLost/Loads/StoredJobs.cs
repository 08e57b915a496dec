using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.NothingLost.Loads;

/// <summary>
/// Jobs that are created, applied, run and deleted, and initiators that some of them name: what was acknowledged is so after a kill, and
/// an initiator hears of each job that names it.
/// </summary>
internal sealed class StoredJobs(CrashOutside outside) : ICrashLoad
{
    private readonly Dictionary<string, bool> _known = [];
    private readonly Dictionary<Guid, string> _toTell = [];
    private int _round;

    public int Checked => 0;

    public Task PrepareAsync(TestApi api) => Task.CompletedTask;

    public async Task WorkAsync(TestApi api)
    {
        await ApplyAsync(api);
        await DeleteAsync(api);
        await AnnounceAsync(api);
    }

    public Task AskAgainAsync(TestApi api) => Task.CompletedTask;

    public async Task<string?> CheckAsync(TestApi api)
    {
        if (_toTell.Keys.Any(id => !outside.WasToldOf(id)))
        {
            return "the initiator was not told of a job";
        }

        foreach (var (path, isThere) in _known)
        {
            var answer = await api.GetAsync(path);
            Assert.True(answer.Status == (isThere ? HttpStatusCode.OK : HttpStatusCode.NotFound), $"{path} should be {(isThere ? "there" : "gone")}: {answer}");
        }

        foreach (var (id, initiator) in _toTell)
        {
            Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync($"/v2/jobs/{id}")).Status);
            Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync($"/v2/external_initiators/{initiator}")).Status);
        }

        Forget();
        return null;
    }

    public void Forget()
    {
        _known.Clear();
        _toTell.Clear();
    }

    private async Task ApplyAsync(TestApi api)
    {
        var id = Guid.NewGuid();
        var specs = new JsonObject { ["specs"] = new JsonArray(new JsonObject { ["name"] = "a.toml", ["toml"] = WebhookJobs.Spec(WebhookJobs.ParseAndMultiply, id) }) };
        var answer = await api.PostAsync("/v2/jobs/apply", specs.ToJsonString());
        Assert.True(answer.Status == HttpStatusCode.OK, answer.ToString());
        _known[$"/v2/jobs/{id}"] = true;
    }

    private async Task DeleteAsync(TestApi api)
    {
        var path = $"/v2/jobs/{await KeyedRuns.CreateAsync(api, WebhookJobs.Spec($"""price [type=http url="{outside.Url}other"]"""))}";
        _known[path] = true;
        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync($"{path}/runs", "")).Status);
        _known.Remove(path);
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync(path)).Status);
        _known[path] = false;
    }

    private async Task AnnounceAsync(TestApi api)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"i{++_round}");
        var made = await api.PostAsync("/v2/external_initiators", $$"""{"name":"{{name}}","url":"{{outside.Url}}told"}""");
        Assert.True(made.Status == HttpStatusCode.Created, made.ToString());
        var id = Guid.NewGuid();
        await KeyedRuns.CreateAsync(api, $$"""
            externalInitiators = [{ name = "{{name}}", spec = "{}" }]
            {{WebhookJobs.Spec(WebhookJobs.ParseAndMultiply, id)}}
            """);
        _toTell[id] = name;
        _known[$"/v2/jobs/{id}"] = true;
        if (_round % 3 == 0)
        {
            await api.PostAsync("/v2/external_initiators", $$"""{"name":"{{name}}-gone"}""");
            Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync($"/v2/external_initiators/{name}-gone")).Status);
        }
    }
}
