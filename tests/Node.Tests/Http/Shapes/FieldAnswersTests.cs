using System.Text.Json.Nodes;
using Node.Core.Config;
using Node.Eth.Chains;
using Node.Testing.Chain;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Http.Shapes;

/// <summary>
/// Clients of the field's node find the same answers here: the same requests, in the same order, and the form of every answer compared.
/// </summary>
public sealed class FieldAnswersTests
{
    private const string Chain = "1337";

    [Fact]
    public async Task Answers_have_the_form_of_the_fields_but_for_what_is_written_down()
    {
        await using var eth = await ScriptedEthServer.StartAsync();
        await using var node = await TestNode.StartNewAsync(options => options with
        {
            Chains = [new ChainOptions { ChainId = eth.Chain.ChainId, RpcUrls = [new Secret(eth.Url.AbsoluteUri)] }],
        });

        var found = new List<ShapeDifference>();
        var ids = new Dictionary<string, string> { ["chain"] = Chain };
        foreach (var field in FieldAnswer.All)
        {
            var answer = await node.Api.SendAsync(new HttpMethod(field.Method), Fill(field.Path, ids), field.Body is { } body ? Fill(body.ToJsonString(), ids) : null);
            if (field.Keep is { } name)
            {
                ids[name] = answer.Data["id"]!.GetValue<string>();
            }

            if (field.Status is not null)
            {
                found.AddRange(ShapeComparison.Compare(field, answer));
            }
        }

        var allowed = AllowedDifferences.Read();
        None(found.Distinct().Except(allowed));
        None(allowed.Except(found)); // What is not met any more leaves the table.
    }

    [Theory]
    [InlineData("""{"a": "text"}""", """{"a": 1}""", "a", "text", "number")]
    [InlineData("""{"a": "digits"}""", """{"a": "1x"}""", "a", "digits", "text")]
    [InlineData("""{"a": "null"}""", """{"a": ""}""", "a", "null", "text")]
    [InlineData("""{"a": "text"}""", "{}", "a", "text", "-")]
    [InlineData("{}", """{"a": null}""", "a", "-", "added")]
    [InlineData("""{"a": ["null"]}""", """{"a": []}""", "a.length", "1", "0")]
    [InlineData("""{"a": {"b": "time"}}""", """{"a": {"b": "2026-01-31"}}""", "a.b", "time", "text")]
    [InlineData("""{"type": "=jobs", "attributes": {}}""", """{"type": "job", "attributes": {}}""", "type", "=jobs", "text")]
    public void What_differs_is_found(string shape, string answer, string field, string there, string here)
    {
        var difference = Assert.Single(ShapeComparison.Compare(
            new FieldAnswer("x", "GET", "/", null, 200, JsonNode.Parse(shape), null), new ApiAnswer(System.Net.HttpStatusCode.OK, "", answer)));

        Assert.Equal((field, there, here), (difference.Field, difference.There, difference.Here));
    }

    private static void None(IEnumerable<ShapeDifference> differences) =>
        Assert.True(!differences.Any(), string.Join('\n', differences));

    private static string Fill(string text, Dictionary<string, string> ids) =>
        ids.Aggregate(text, static (filled, id) => filled.Replace($"{{{id.Key}}}", id.Value, StringComparison.Ordinal));
}
