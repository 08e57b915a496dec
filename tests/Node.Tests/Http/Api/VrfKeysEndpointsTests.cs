using System.Net;
using System.Text.Json.Nodes;
using Node.Tests.Commands;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Http.Api;

/// <summary>VRF keys by API and command line.</summary>
public sealed class VrfKeysEndpointsTests(TestNode node) : IClassFixture<TestNode>, IDisposable
{
    private const string Password = "a password that is long enough";

    private readonly TestFolder _folder = new();

    private Dictionary<string, string> Token => new()
    {
        ["NODE_API_KEY"] = node.Host.NewToken!.AccessKey,
        ["NODE_API_SECRET"] = node.Host.NewToken!.Secret,
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_key_is_made_listed_exported_deleted_and_imported()
    {
        var made = await node.Api.PostAsync("/v2/keys/vrf", "");
        Assert.Equal(HttpStatusCode.OK, made.Status);
        var id = made.Data["id"]!.GetValue<string>();
        var attributes = made.Data["attributes"]!;
        Assert.Equal("encryptedVRFKeys", made.Data["type"]!.GetValue<string>());
        Assert.Equal(id, attributes["compressed"]!.GetValue<string>());
        Assert.Equal((68, 130, 66), (id.Length, attributes["uncompressed"]!.GetValue<string>().Length, attributes["hash"]!.GetValue<string>().Length));
        Assert.Contains((await node.Api.GetAsync("/v2/keys/vrf")).List, key => key!["id"]!.GetValue<string>() == id);

        var exported = await node.Api.PostAsync($"/v2/keys/vrf/export/{id}", $$"""{"password":"{{Password}}"}""");
        Assert.Equal(HttpStatusCode.OK, exported.Status);
        var file = exported.Text;
        Assert.Equal(id, JsonNode.Parse(file)!["PublicKey"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.Conflict, (await node.Api.PostAsync($"/v2/keys/vrf/import?oldpassword={Uri.EscapeDataString(Password)}", file)).Status);
        Assert.Equal(HttpStatusCode.OK, (await node.Api.DeleteAsync($"/v2/keys/vrf/{id}?hard=true")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await node.Api.DeleteAsync($"/v2/keys/vrf/{id}")).Status);
        var wrong = await node.Api.PostAsync("/v2/keys/vrf/import", $$"""{"password":"not the password","key":{{file}}}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("password", Assert.Single(wrong.Errors), StringComparison.Ordinal);
        Assert.Equal(id, (await node.Api.PostAsync("/v2/keys/vrf/import", $$"""{"password":"{{Password}}","key":{{file}}}""")).Data["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/v2/keys/vrf/export/0x12", "{\"password\":\"x\"}")]
    [InlineData("/v2/keys/vrf/import", "{}")]
    [InlineData("/v2/keys/vrf/import", "[]")]
    [InlineData("/v2/keys/vrf/import", "{\"key\":{}}")]
    [InlineData("/v2/keys/vrf/import", "{\"password\":\"x\",\"key\":{}}")]
    public async Task What_is_no_key_is_refused(string path, string body) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await node.Api.PostAsync(path, body)).Status);

    [Fact]
    public async Task The_command_line_does_the_same()
    {
        string[] at = ["--node", node.Url.ToString()];
        var password = _folder.Write("password", Password + "\n");
        var made = await CommandRun.OfAsync(Token, ["keys", "vrf", "create", .. at]);
        Assert.True(made.ExitCode == 0, $"{made}");
        var id = made.Out[..68];
        Assert.Contains(id, (await CommandRun.OfAsync(Token, ["keys", "vrf", "list", .. at])).Out, StringComparison.Ordinal);
        var output = _folder.File("exported.json");
        var exported = await CommandRun.OfAsync(Token, ["keys", "vrf", "export", id, "-p", password, "-o", output, "--json", .. at]);
        Assert.True(exported.ExitCode == 0, $"{exported}");
        Assert.Equal(output, JsonNode.Parse(exported.Out)!["exported"]!.GetValue<string>());
        Assert.Equal(1, (await CommandRun.OfAsync(Token, ["keys", "vrf", "export", id, "-p", password, "-o", output, .. at])).ExitCode);
        Assert.Equal(2, (await CommandRun.OfAsync(Token, ["keys", "vrf", "delete", id, .. at])).ExitCode);
        Assert.Equal(0, (await CommandRun.OfAsync(Token, ["keys", "vrf", "delete", id, "-y", .. at])).ExitCode);
        Assert.DoesNotContain(id, (await CommandRun.OfAsync(Token, ["keys", "vrf", "list", .. at])).Out, StringComparison.Ordinal);
        var imported = await CommandRun.OfAsync(Token, ["keys", "vrf", "import", output, "-p", password, "--json", .. at]);
        Assert.Equal(id, JsonNode.Parse(imported.Out)!["data"]!["id"]!.GetValue<string>());
    }
}
