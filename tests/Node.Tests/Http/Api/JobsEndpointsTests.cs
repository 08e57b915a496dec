using System.Globalization;
using System.Net;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Http.Api;

public sealed class JobsEndpointsTests(TestNode node) : IClassFixture<TestNode>
{
    [Fact]
    public async Task A_job_is_created_shown_listed_and_deleted()
    {
        var externalId = Guid.NewGuid();
        var created = await node.Api.CreateJobAsync(WebhookJobs.Spec(WebhookJobs.ParseAndMultiply, externalId));
        Assert.Equal(HttpStatusCode.OK, created.Status);
        var id = created.Data["id"]!.GetValue<string>();

        Assert.Equal(created.Text, (await node.Api.GetAsync($"/v2/jobs/{id}")).Text);
        Assert.Equal(created.Text, (await node.Api.GetAsync($"/v2/jobs/{externalId}")).Text);
        Assert.Contains((await node.Api.GetAsync("/v2/jobs")).List, job => job!["id"]!.GetValue<string>() == id);

        Assert.Equal(HttpStatusCode.NoContent, (await node.Api.DeleteAsync($"/v2/jobs/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await node.Api.DeleteAsync($"/v2/jobs/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await node.Api.GetAsync($"/v2/jobs/{id}")).Status);
        Assert.DoesNotContain((await node.Api.GetAsync("/v2/jobs")).List, job => job!["id"]!.GetValue<string>() == id);
    }

    [Fact]
    public async Task A_job_is_deleted_by_its_external_id_and_its_id_is_free_again()
    {
        var externalId = Guid.NewGuid();
        var spec = WebhookJobs.Spec(WebhookJobs.ParseAndMultiply, externalId);
        Assert.Equal(HttpStatusCode.OK, (await node.Api.CreateJobAsync(spec)).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await node.Api.DeleteAsync($"/v2/jobs/{externalId}")).Status);

        Assert.Equal(HttpStatusCode.OK, (await node.Api.CreateJobAsync(spec)).Status);
    }

    [Theory]
    [InlineData("""{"toml": "name = \ud800"}""", "has no text")]
    [InlineData("""{"toml\ud800": "x"}""", "not JSON")]
    [InlineData("""{"toml": "{\"initiators\": [{\"type\": \"web\"}],\n \"tasks\": [{\"type\": \"x\\ud800\"}]}"}""", "2:21 toml-syntax: the JSON cannot be read: a text has half of a surrogate pair")]
    [InlineData("""{"toml": "{\"\\udfff\": 1}"}""", "1:2 toml-syntax: the JSON cannot be read: a text has half of a surrogate pair")]
    public async Task Half_a_character_is_refused_with_its_place(string body, string because)
    {
        var answer = await node.Api.PostAsync("/v2/jobs", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(because, Assert.Single(answer.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_external_id_again_is_a_conflict()
    {
        var externalId = Guid.NewGuid();
        Assert.Equal(HttpStatusCode.OK, (await node.Api.CreateJobAsync(WebhookJobs.Spec(WebhookJobs.ParseAndMultiply, externalId))).Status);

        var again = await node.Api.CreateJobAsync(WebhookJobs.Spec("a [type=memo value=1]", externalId));

        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains(externalId.ToString(), Assert.Single(again.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_external_id_many_times_at_once_is_one_job()
    {
        var spec = WebhookJobs.Spec(WebhookJobs.ParseAndMultiply, Guid.NewGuid());

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => node.Api.CreateJobAsync(spec)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task All_faults_of_a_spec_come_at_once_each_with_line_and_column()
    {
        const string Spec = """
            type = "webhook"
            schemaVersion = 7
            externalJobID = "no"
            maxTaskDuration = "soon"
            observationSource = '''
            a [type=memo]
            b [type=nope]
            c [type=multiply times="x"]
            '''
            """;

        var answer = await node.Api.CreateJobAsync(Spec);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("application/json", answer.ContentType);
        Assert.True(answer.Errors.Count >= 5, answer.Text);
        Assert.All(answer.Errors, error => Assert.Matches(@"^\d+:\d+ [a-z0-9.-]+: .+; .+", error));
        Assert.Contains(answer.Errors, error => error.StartsWith("2:", StringComparison.Ordinal));
        Assert.Contains(answer.Errors, error => error.StartsWith("3:", StringComparison.Ordinal));
        Assert.Contains(answer.Errors, error => error.StartsWith("4:", StringComparison.Ordinal));
        Assert.Contains(answer.Errors, error => error.StartsWith("7:", StringComparison.Ordinal));
        Assert.Contains(answer.Errors, error => error.StartsWith("8:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_job_on_a_chain_that_is_not_configured_is_refused_with_that_reason()
    {
        const string Spec = """
            type = "directrequest"
            schemaVersion = 1
            evmChainID = "31337"
            contractAddress = "0x5FbDB2315678afecb367f032d93F642f64180aa3"
            observationSource = "a [type=memo value=1]"
            """;

        var answer = await node.Api.CreateJobAsync(Spec);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(answer.Errors, error => error.StartsWith("3:", StringComparison.Ordinal)
            && error.Contains("31337", StringComparison.Ordinal) && error.Contains("not configured", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("type = 1")]
    [InlineData("{\"toml\": ")]
    [InlineData("{\"toml\": 1}")]
    [InlineData("{\"toml\": null}")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"toml\": \"\", \"toml\": \"\"}")]
    [InlineData("{\"toml\": \"\\ud800\"}")]
    public async Task A_body_that_is_not_a_spec_in_JSON_is_refused(string body)
    {
        var answer = await node.Api.PostAsync("/v2/jobs", body);

        Assert.True(answer.Status == HttpStatusCode.UnprocessableEntity, $"{answer}");
        Assert.NotEmpty(answer.Errors);
    }

    [Fact]
    public async Task A_body_of_brackets_is_refused()
    {
        var answer = await node.Api.PostAsync("/v2/jobs", new string('[', 30_000));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
    }

    [Fact]
    public async Task A_body_over_BodyBytesMax_is_refused_as_too_large()
    {
        var answer = await node.Api.CreateJobAsync(new string('#', 64 * 1024));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.NotEmpty(answer.Errors);
    }

    [Theory]
    [InlineData("GET", "99999", HttpStatusCode.NotFound)]
    [InlineData("GET", "11111111-1111-1111-1111-111111111111", HttpStatusCode.NotFound)]
    [InlineData("GET", "abc", HttpStatusCode.UnprocessableEntity)]
    [InlineData("GET", "-1", HttpStatusCode.UnprocessableEntity)]
    [InlineData("GET", "99999999999999999999", HttpStatusCode.UnprocessableEntity)]
    [InlineData("DELETE", "99999", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "11111111-1111-1111-1111-111111111111", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "abc", HttpStatusCode.UnprocessableEntity)]
    public async Task An_unknown_job_is_not_found_and_what_is_no_id_is_refused(string method, string id, HttpStatusCode expected)
    {
        var answer = await node.Api.SendAsync(new HttpMethod(method), $"/v2/jobs/{id}");

        Assert.True(answer.Status == expected, $"{answer}");
        Assert.Single(answer.Errors);
    }

    [Fact]
    public async Task Jobs_are_listed_in_pages()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await node.Api.CreateJobAsync(WebhookJobs.Spec("a [type=memo value=1]"))).Status);
        }

        var all = await node.Api.GetAsync("/v2/jobs");
        var ids = all.List.Select(Id).ToList();
        var first = await node.Api.GetAsync("/v2/jobs?page=1&size=2");
        var second = await node.Api.GetAsync("/v2/jobs?page=2&size=2");

        Assert.Equal(ids.Take(2), first.List.Select(Id));
        Assert.Equal(ids.Skip(2).Take(2), second.List.Select(Id));
        Assert.True(first.Json["meta"]!["count"]!.GetValue<int>() >= 3);
        Assert.Equal("/v2/jobs?page=2&size=2", first.Json["links"]!["next"]!.GetValue<string>());
        Assert.Equal("/v2/jobs?page=1&size=2", second.Json["links"]!["prev"]!.GetValue<string>());
        Assert.Null(first.Json["links"]!["prev"]);
        Assert.Null(all.Json["links"]);
        Assert.Empty((await node.Api.GetAsync("/v2/jobs?page=1000&size=2")).List);
    }

    [Theory]
    [InlineData("page=0")]
    [InlineData("page=x")]
    [InlineData("size=0")]
    [InlineData("size=1001")]
    [InlineData("size=-1")]
    [InlineData("size=1&size=2")]
    [InlineData("page=99999999999")]
    public async Task A_wrong_page_is_refused(string query)
    {
        var answer = await node.Api.GetAsync($"/v2/jobs?{query}");

        Assert.True(answer.Status == HttpStatusCode.UnprocessableEntity, $"{answer}");
        Assert.Contains(query[..4], Assert.Single(answer.Errors), StringComparison.Ordinal);
    }

    private static int Id(System.Text.Json.Nodes.JsonNode? job) => int.Parse(job!["id"]!.GetValue<string>(), CultureInfo.InvariantCulture);
}
