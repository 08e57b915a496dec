using Node.Core.Config;
using Xunit;

namespace Node.Core.Tests.Config;

public sealed class ConfigLoaderTests
{
    [Fact]
    public void Nothing_configured_is_the_defaults()
    {
        var options = ConfigLoader.Load<SampleOptions>(new ConfigSources { Files = [new ConfigFile("no-such-file.json", IsRequired: false)] });

        Assert.Equal(ConfigDump.Render(new SampleOptions()), ConfigDump.Render(options));
    }

    [Fact]
    public void Later_sources_win_key_by_key()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, """{ "$schema": "x", /* why */ "Server": { "Port": 1, "Host": "a" }, "Whole": 1, "Names": ["a", "b"], }""");
        var options = ConfigLoader.Load<SampleOptions>(new ConfigSources
        {
            Files = [new ConfigFile(path, IsRequired: true)],
            Environment = new Dictionary<string, string> { ["NODE_Server__Port"] = "2", ["NODE_SERVER__HOST"] = "b", ["NODE_Names__1"] = "c" },
            Arguments = ["--Server.Port=3", "--whole=9"],
        });
        File.Delete(path);

        Assert.Equal((3, "b", 9), (options.Server.Port, options.Server.Host, options.Whole));
        Assert.Equal(["a", "c"], options.Names);
    }

    [Fact]
    public void Variables_of_Node_js_and_of_clusters_are_left_alone()
    {
        var options = Loading.Environment(
            ("NODE_OPTIONS", "--inspect"), ("NODE_ENV", "production"), ("NODE_NAME", "host-1"), ("NODE_PORT_6688_TCP", "tcp://10.0.0.1:6688"),
            ("OTHER_Whole", "7"), ("NODE_", ""), ("NODE_WHOLE", "8"));

        Assert.Equal(8, options.Whole);
    }

    [Fact]
    public void A_misspelt_variable_is_a_fault()
    {
        Assert.Equal(
            ["SERVER:PROT is unknown; did you mean Port?", "Wohle is unknown; did you mean Whole?"],
            Loading.Faults(() => Loading.Environment(("NODE_SERVER__PROT", "7"), ("NODE_Wohle", "7"))));
    }

    [Fact]
    public void All_faults_come_in_one_message_with_their_whole_keys()
    {
        var fault = Assert.Throws<ConfigException>(() => Loading.Json("""
            {
              "Whole": "seven", "Flag": 1, "Delay": "15", "SizeMax": "many", "Url": "localhost", "Level": "hihg", "Code": "abcd",
              "Names": ["a", null], "Server": { "Port": 0, "Hots": "x" }, "Servers": [{ "Port": 1 }, { "Port": 70000, "Numbers": [1, "x"] }],
              "Text": { "a": 1 }, "OptionalServer": "x", "Levels": "Low", "Amount": null, "Colour": "red"
            }
            """, "--Server.Host=x", "stray", "--Whole"));

        var lines = fault.Message.Split('\n').Select(line => line.Split(" (from ")[0]);
        Assert.Equal(
            [
                "the configuration has 19 faults:",
                "  command line argument 2 is not of the form --Key:Sub=value",
                "  command line argument 3 is not of the form --Key:Sub=value",
                "  Amount is null; must be a decimal number of at most 28 digits, such as 0.5",
                "  Code is \"abcd\"; must be a valid SampleCode",
                "  Colour is unknown; known here are Text, OptionalText, Flag, Whole, Big, Natural, Amount, Delay, SizeMax, Url, Level, Token, Code, OptionalWhole, Names, Delays, Levels, Server, OptionalServer, Servers, Required",
                "  Delay is \"15\"; must be a duration such as 500ms, 15s or 1h30m",
                "  Flag is \"1\"; must be true or false",
                "  Level is \"hihg\"; must be one of Low, Middle, High; did you mean High?",
                "  Levels is a single value; must be a list: Levels:0, Levels:1 and so on",
                "  Names:1 is null; must be text",
                "  OptionalServer is a single value; must be a section with the keys Port, Host, Password, Numbers",
                "  Server:Hots is unknown; did you mean Host?",
                "  Servers:1:Numbers:1 is \"x\"; must be a whole number from -2147483648 to 2147483647",
                "  SizeMax is \"many\"; must be a size such as 512kb, 100mb or 1.5gb",
                "  Text is a section or list; must be text",
                "  Url is \"localhost\"; must be an absolute URL such as https://host:8545",
                "  Whole is \"seven\"; must be a whole number from -2147483648 to 2147483647",
                "  Server:Port is 0; must be from 1 to 65535",
                "  Servers:1:Port is 70000; must be from 1 to 65535",
            ],
            lines);
    }

    [Fact]
    public void A_fault_says_where_its_value_comes_from()
    {
        var faults = Assert.Throws<ConfigException>(() => ConfigLoader.Load<SampleOptions>(new ConfigSources
        {
            Environment = new Dictionary<string, string> { ["NODE_Server__Port"] = "0", ["NODE_Whole"] = "x" },
            Arguments = ["--Whole=y"],
        })).Faults;

        Assert.Equal(
            [
                "Whole is \"y\"; must be a whole number from -2147483648 to 2147483647 (from command line)",
                "Server:Port is 0; must be from 1 to 65535 (from NODE_Server__Port)",
            ],
            faults.Select(fault => fault.ToString()));
    }

    [Theory]
    [InlineData("--Names:1=x", "Names:1 is not the next position of the list; that is Names:0")]
    [InlineData("--Names:first=x", "Names:first is not the next position of the list; that is Names:0")]
    [InlineData("--Names:00=x", "Names:00 is not the next position of the list; that is Names:0")]
    [InlineData("--Server:Port:Low=x", "Server:Port is a section or list; must be a whole number from -2147483648 to 2147483647")]
    [InlineData("--Doubled=4", "Doubled is unknown; known here are Text, ")]
    [InlineData("--Whole=2147483648", "Whole is \"2147483648\"; must be a whole number from -2147483648 to 2147483647")]
    [InlineData("--Whole= 7", "Whole is \" 7\"; must be a whole number from -2147483648 to 2147483647")]
    [InlineData("--Whole=", "Whole is empty; must be a whole number from -2147483648 to 2147483647")]
    [InlineData("--Natural=-1", "Natural is \"-1\"; must be a whole number from 0 to 18446744073709551615")]
    [InlineData("--Amount=1.0000000000000000000000000001", "Amount is \"1.0000000000000000000000000001\"; must be a decimal number of at most 28 digits, such as 0.5")]
    [InlineData("--Level=1", "Level is \"1\"; must be one of Low, Middle, High")]
    [InlineData("--SizeMax=-1kb", "SizeMax is \"-1kb\"; must be a size such as 512kb, 100mb or 1.5gb")]
    public void A_value_that_does_not_fit_is_told_what_would(string argument, string expected)
    {
        Assert.StartsWith(expected, Assert.Single(Loading.Faults(() => Loading.Arguments(argument))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_required_key_that_is_missing_is_a_fault()
    {
        Assert.Equal(
            ["Required:0:Id is missing; must be a whole number from 0 to 18446744073709551615", "Required:1:Urls is missing; must be a list"],
            Loading.Faults(() => Loading.Json("""{ "Required": [{ "Urls": [] }, { "Id": 1 }] }""")));
    }

    [Theory]
    [InlineData("{ \"Whole\": 1")]
    [InlineData("{ \"Whole\": 1, \"whole\": 2 }")]
    [InlineData("[]")]
    [InlineData("")]
    public void A_file_that_is_not_JSON_is_one_fault_among_the_others(string json)
    {
        var faults = Loading.Faults(() => Loading.Json(json, "--Whole=x"));

        Assert.Equal(2, faults.Length);
        Assert.Contains("is not valid JSON: ", faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_required_file_that_does_not_exist_is_a_fault()
    {
        var e = Assert.Throws<ConfigException>(() => ConfigLoader.Load<SampleOptions>(new ConfigSources { Files = [new ConfigFile("none.json", IsRequired: true)] }));

        Assert.Equal("the configuration has a fault:\n  none.json does not exist; name a file that does", e.Message);
    }

    [Fact]
    public void A_key_given_twice_on_the_command_line_is_a_fault()
    {
        Assert.Equal(["Server:Port is given twice on the command line; give it once"], Loading.Faults(() => Loading.Arguments("--Server.Port=1", "--Server:Port=1")));
    }

    [Fact]
    public void Options_in_the_code_are_never_changed()
    {
        var shared = SharedDefaults.Section;

        var options = ConfigLoader.Load<SharedDefaults>(new ConfigSources { Arguments = ["--Server:Port=1"] });

        Assert.Equal((1, 6688), (options.Server.Port, shared.Port));
    }

    [Fact]
    public void An_options_type_that_cannot_be_bound_is_a_mistake_of_the_program()
    {
        Assert.Throws<InvalidOperationException>(() => ConfigLoader.Load<WrongOptions>(new ConfigSources()));
    }

    private sealed class SharedDefaults
    {
        public static readonly SampleSection Section = new();

        public SampleSection Server { get; init; } = Section;
    }

    private sealed class WrongOptions
    {
        public Action? Action { get; init; }
    }
}
