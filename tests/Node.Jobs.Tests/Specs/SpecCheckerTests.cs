using System.Numerics;
using Node.Eth.Primitives;
using Node.Jobs.Specs;
using Node.Jobs.Types.Cron;
using Node.Jobs.Types.DirectRequest;
using Node.Jobs.Types.Webhook;
using Xunit;

namespace Node.Jobs.Tests.Specs;

public sealed class SpecCheckerTests
{
    private const string Contract = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
    private const string Webhook = "type = \"webhook\"\nschemaVersion = 1\n";

    [Theory]
    [InlineData("\\UFFFFFFFF")]
    [InlineData("\\UD8000000")]
    [InlineData("\\uD800")]
    public void An_escape_that_names_no_character_is_a_fault(string escape)
    {
        Assert.Contains(Check.Faults(Webhook + $"name = \"{escape}\"\n" + Check.Pipeline), static fault => fault.Contains("syntax", StringComparison.Ordinal));
        Assert.NotEmpty(Check.Faults(Webhook + $"\"{escape}\" = 1\n" + Check.Pipeline));
    }

    [Fact]
    public void Five_faults_are_found_at_once_each_at_its_place()
    {
        const string Toml = """"
            type = "directrequest"
            schemaVersion = 2
            name = "price"
              gasLimit = "much"
            contractAddress = "0x5fbdb2315678afecb367f032d93f642f64180aa3"
            evmChainID = 5
            observationSource = """
              a [type=memo value=1]
              b [type=nosuch]
              a -> b
            """
            """";
        Assert.Equal(
            ["2:1 value-invalid!", "4:3 value-invalid!", "5:1 value-invalid!", "6:1 chain-unknown!", "9:11 task.unknown-type!"], Check.Faults(Toml, 1, 137));
    }

    [Theory]
    [InlineData("CRON_TZ=UTC 0 0 30 2 *", "", "4:1 value-invalid!")]
    [InlineData("CRON_TZ=Mars/Olympus @daily", "", "4:1 value-invalid!")]
    [InlineData("@at 2026-01-01T00:00:00Z", "startAt = \"2026-01-01T00:00:01Z\"", "4:1 value-invalid!")]
    [InlineData("@at 2026-01-01T00:00:00Z", "endAt = \"2025-12-31T23:59:59Z\"", "4:1 value-invalid!")]
    [InlineData("@at 2026-01-01T00:00:00Z", "endAt = \"2026-01-01T00:00:00Z\"", null)]
    [InlineData("@every 1h", "startAt = \"2026-01-01T00:00:01Z\"\nendAt = \"2026-01-01T00:59:59Z\"", "4:1 value-invalid!")]
    [InlineData("@every 1h", "startAt = \"2026-01-01T00:00:01Z\"\nendAt = \"2026-01-01T01:00:00Z\"", null)]
    [InlineData("CRON_TZ=Europe/Paris 30 2 * * *", "startAt = \"2026-03-28T12:00:00Z\"\nendAt = \"2026-03-29T12:00:00Z\"", "4:1 value-invalid!")]
    [InlineData("CRON_TZ=UTC 0 0 29 2 *", "startAt = \"2026-01-01T00:00:00Z\"\nendAt = \"2027-12-31T00:00:00Z\"", "4:1 value-invalid!")]
    [InlineData("CRON_TZ=UTC 0 0 29 2 *", "startAt = \"2026-01-01T00:00:00Z\"", null)]
    [InlineData("@every 1h", "startAt = \"2026-01-02T00:00:00Z\"\nendAt = \"2026-01-01T00:00:00Z\"", "6:1 value-invalid!")]
    [InlineData("@every 1h", "startAt = 7", "5:1 value-invalid!")]
    public void A_schedule_that_never_comes_is_a_fault_at_its_line(string schedule, string window, string? fault) => Assert.Equal(
        fault is null ? [] : [fault], Check.Faults($"type = \"cron\"\nschemaVersion = 1\nname = \"c\"\nschedule = \"{schedule}\"\n{window}\n{Check.Pipeline}"));

    [Theory]
    [InlineData("observationSource = \"\"\"\n  b [type=nosuch]\n\"\"\"", "4:11")]
    [InlineData("observationSource = \"\"\"b [type=nosuch]\"\"\"", "3:32")]
    [InlineData("observationSource = '''\n\n b [type=nosuch]'''", "5:10")]
    [InlineData("observationSource = '''b [type=nosuch]'''", "3:32")]
    [InlineData("observationSource = \"b [type=nosuch]\"", "3:30")]
    [InlineData("observationSource = 'b [type=nosuch]'", "3:30")]
    // Escapes are longer in the file than in the text, and may hold or hide ends of lines.
    [InlineData("observationSource = \"a [type=memo value=1]\\nb [type=nosuch]\"", "3:53")]
    [InlineData("observationSource = \"\"\"\na [type=memo value=\\\"1\\\"]; b [type=nosuch]\"\"\"", "4:36")]
    [InlineData("observationSource = \"\"\"\na [type=memo value=1] \\\n    \\\n  b [type=nosuch]\"\"\"", "6:11")]
    [InlineData("observationSource = \"\"\"\n/* \\u0041\\U0001F600 */ b [type=nosuch]\"\"\"", "4:32")]
    public void A_fault_of_the_pipeline_is_shown_where_it_stands_in_the_file(string line, string place)
    {
        Assert.Equal([place + " task.unknown-type!"], Check.Faults(Webhook + line));
        Assert.Equal([place + " task.unknown-type!"], Check.Faults((Webhook + line).ReplaceLineEndings("\r\n")));
    }

    [Theory]
    [InlineData("shedule", "3:1 key-unknown", "did you mean schedule?")]
    [InlineData("maxTaskDuratoin", "3:1 key-unknown", "did you mean maxTaskDuration?")]
    [InlineData("colour", "3:1 key-unknown", "remove it")]
    public void A_key_that_nobody_reads_is_a_warning_with_what_was_meant(string key, string fault, string fix)
    {
        var toml = $"type = \"cron\"\nschemaVersion = 1\n{key} = \"1\"\nschedule = \"@every 10s\"\n{Check.Pipeline}";
        Assert.Equal([fault], Check.Faults(toml));
        var check = Check.Checker().Check(toml);
        Assert.NotNull(check.Spec);
        Assert.Contains(fix, check.Faults[0].Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name = \"b\"", "5:1 key-duplicate!")]
    [InlineData("NAME = \"b\"", "5:1 key-duplicate!")]
    [InlineData("name = 1", "5:1 key-duplicate!")]
    public void A_key_that_stands_twice_is_a_fault_at_its_second_place(string line, string fault) =>
        Assert.Equal([fault], Check.Faults($"{Webhook}name = \"a\"\ngasLimit = 1\n{line}\n{Check.Pipeline}"));

    [Theory]
    [InlineData("name = 5", "value-invalid")]
    [InlineData("name = \"a\\u0000b\"", "value-invalid")]
    [InlineData("externalJobID = \"x\"", "value-invalid")]
    [InlineData("externalJobID = \"00000000-0000-0000-0000-000000000000\"", "value-invalid")]
    [InlineData("gasLimit = -1", "value-invalid")]
    [InlineData("gasLimit = 4294967296", "value-invalid")]
    [InlineData("gasLimit = 1.5", "value-invalid")]
    [InlineData("gasLimit = [1]", "value-invalid")]
    [InlineData("gasLimit = {a = 1}", "value-invalid")]
    [InlineData("forwardingAllowed = \"true\"", "value-invalid")]
    [InlineData("maxTaskDuration = 10", "value-invalid")]
    [InlineData("maxTaskDuration = \"-1s\"", "value-invalid")]
    [InlineData("maxTaskDuration = \"10\"", "value-invalid")]
    [InlineData("maxConcurrentRuns = 0", "value-invalid")]
    [InlineData("maxConcurrentRuns = 1001", "value-invalid")]
    [InlineData("evmChainID = \"-1\"", "value-invalid")]
    [InlineData("evmChainID = true", "value-invalid")]
    [InlineData("evmChainID = 2", "chain-unknown")]
    [InlineData("externalInitiators = \"a\"", "value-invalid")]
    [InlineData("externalInitiators = [\"a\"]", "value-invalid")]
    [InlineData("externalInitiators = [{name = \"a b\"}]", "value-invalid")]
    [InlineData("externalInitiators = [{spec = \"{}\"}]", "value-invalid")]
    [InlineData("externalInitiators = [{name = \"a\", spec = \"{\"}]", "value-invalid")]
    [InlineData("externalInitiators = [{name = \"a\", spec = {}}]", "value-invalid")]
    [InlineData("externalInitiators = [{name = \"a\"}, {name = \"A\"}]", "key-duplicate")]
    public void A_value_of_the_wrong_type_or_range_is_a_fault_at_its_key(string line, string code) =>
        Assert.Equal([$"3:1 {code}!"], Check.Faults($"{Webhook}{line}\n{Check.Pipeline}", 1));

    [Fact]
    public void Texts_up_to_their_limits_are_accepted_and_no_longer_ones()
    {
        var name = new string('n', SpecChecker.NameCharsMax);
        Assert.Empty(Check.Faults($"{Webhook}name = \"{name}\"\n{Check.Pipeline}"));
        Assert.Equal(["3:1 value-invalid!"], Check.Faults($"{Webhook}name = \"{name}n\"\n{Check.Pipeline}"));

        var rest = Webhook + Check.Pipeline + "#";
        Assert.Empty(Check.Faults(rest + new string('x', SpecReader.CharsMax - rest.Length)));
        Assert.Equal(["1:1 spec-too-long!"], Check.Faults(rest + new string('x', SpecReader.CharsMax - rest.Length + 1)));
    }

    [Fact]
    public void A_spec_of_the_older_generation_is_read_too() =>
        Assert.Equal(["2:2 key-missing!"], Check.Faults("\n {\"initiators\":[{\"type\":\"web\"}],\"tasks\":[]}"));

    [Theory]
    [InlineData("", "1:1 key-missing! 1:1 key-missing! 1:1 key-missing!")]
    [InlineData("type = \"cron\"", "1:1 key-missing! 1:1 key-missing! 1:1 key-missing!")]
    [InlineData("type = \"chron\"\nschemaVersion = 1\nobservationSource = \"a [type=memo value=1]\"", "1:1 job-type!")]
    [InlineData("type = \"fluxmonitor\"\nschemaVersion = 1\nobservationSource = \"a [type=memo value=1]\"", "1:1 job-type!")]
    [InlineData("type = 1\nschemaVersion = \"1\"\nobservationSource = 1", "1:1 value-invalid! 2:1 value-invalid! 3:1 value-invalid!")]
    [InlineData("type = \"webhook\"\nschemaVersion = 1\nobservationSource = \"\"", "3:22 pipeline.empty!")]
    public void What_a_spec_must_have_is_asked_for(string toml, string faults) => Assert.Equal(faults, string.Join(' ', Check.Faults(toml)));

    [Theory]
    [InlineData("a =", 1)]
    [InlineData("a = \"x", 1)]
    [InlineData("type = \"webhook\"\n= 1\nb = 2", 2)]
    [InlineData("type = \"webhook\"\nnumber = 9223372036854775808", 2)]
    [InlineData("x = 1 y = 2", 1)]
    [InlineData("a = \"\\q\"", 1)]
    [InlineData("a = \"\\ud800\"", 1)]
    [InlineData("# a\0b", 1)]
    public void What_is_not_toml_is_a_fault_at_its_line(string toml, int line)
    {
        var check = Check.Checker().Check(toml);
        Assert.Null(check.Spec);
        Assert.Contains(check.Faults, fault => fault.Code == SpecCodes.Syntax && fault.Line == line);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a=", "}")]
    [InlineData("[{a=", "}]")]
    public void Deep_nesting_is_a_fault_and_no_crash(string open, string close)
    {
        var deepest = string.Concat(Enumerable.Repeat("[", SpecReader.NestingMax)) + string.Concat(Enumerable.Repeat("]", SpecReader.NestingMax));
        Assert.NotNull(Check.Checker().Check($"{Webhook}deep = {deepest}\n{Check.Pipeline}").Spec);
        foreach (var depth in (int[])[SpecReader.NestingMax + 1, 1000, 15_000])
        {
            var nested = string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
            Assert.Contains(Check.Checker().Check($"{Webhook}deep = {nested}\n{Check.Pipeline}").Faults, fault => !fault.IsWarning);
            Assert.Contains(Check.Checker().Check($"{Webhook}deep = {nested[..(nested.Length / 2)]}").Faults, fault => !fault.IsWarning);
        }

        var key = string.Join('.', Enumerable.Repeat("a", 15_000));
        Assert.NotNull(Check.Checker().Check($"{Webhook}{Check.Pipeline}{key} = 1").Spec);
    }

    [Fact]
    public void A_spec_with_every_common_key_is_read()
    {
        var spec = Check.Accept($"""
            TYPE = "webhook" # keys are compared without regard to case
            schemaVersion = 1
            name = "a job"
            externalJobID = "123E4567-E89B-12D3-A456-426655440002"
            gasLimit = 500000
            forwardingAllowed = false
            maxTaskDuration = "1m30s"
            maxConcurrentRuns = 5
            evmChainID = "137"
            {Check.Pipeline}
            """, 1, 137);
        Assert.Equal(
            ("webhook", "a job", Guid.Parse("123e4567-e89b-12d3-a456-426655440002"), 500_000L, TimeSpan.FromSeconds(90), 5, new ChainId(137)),
            (spec.TypeName, spec.Name, spec.ExternalJobId, spec.GasLimit, spec.MaxTaskDuration, spec.MaxConcurrentRuns, spec.ChainId));
        Assert.IsType<WebhookSpec>(spec.TypeSpec);
        Assert.Single(spec.Pipeline.Tasks);
    }

    [Fact]
    public void A_spec_with_only_what_it_must_have_gets_the_defaults()
    {
        var spec = Check.Accept(Webhook + Check.Pipeline);
        Assert.Equal(
            (null, null, null, null, 1, null), (spec.Name, spec.ExternalJobId, spec.GasLimit, spec.MaxTaskDuration, spec.MaxConcurrentRuns, spec.ChainId));
        Assert.Equal(new ChainId(5), Check.Accept(Webhook + Check.Pipeline, 5).ChainId);
        Assert.Null(Check.Accept(Webhook + Check.Pipeline, 5, 6).ChainId);
    }

    [Fact]
    public void A_cron_job_has_its_schedule()
    {
        var spec = Check.Accept($"type = \"cron\"\nschemaVersion = 1\nschedule = \"CRON_TZ=UTC 0 12 * * *\"\n{Check.Pipeline}");
        Assert.Equal("CRON_TZ=UTC 0 12 * * *", Assert.IsType<CronSpec>(spec.TypeSpec).Schedule.Text);
        Assert.Equal(["3:1 value-invalid!"], Check.Faults($"type = \"cron\"\nschemaVersion = 1\nschedule = \"0 12 * * *\"\n{Check.Pipeline}"));
        Assert.Equal(["3:1 value-invalid!"], Check.Faults($"type = \"cron\"\nschemaVersion = 1\nschedule = 12\n{Check.Pipeline}"));
    }

    [Fact]
    public void A_direct_request_job_has_its_contract_and_limits()
    {
        var spec = Check.Accept(DirectRequest($"""
            minIncomingConfirmations = 7
            requesters = ["0x5fbdb2315678afecb367f032d93f642f64180aa3", "{Contract}"]
            minContractPaymentLinkJuels = "115792089237316195423570985008687907853269984665640564039457584007913129639935"
            """), 1);
        var own = Assert.IsType<DirectRequestSpec>(spec.TypeSpec);
        Assert.Equal((Contract, 7, 2), (own.ContractAddress.ToString(), own.MinIncomingConfirmations, own.Requesters.Count));
        Assert.Equal((BigInteger.One << 256) - 1, own.MinContractPayment);
        Assert.Equal(new ChainId(1), spec.ChainId);

        var bare = Assert.IsType<DirectRequestSpec>(Check.Accept(DirectRequest("minIncomingConfirmations = 0"), 1).TypeSpec);
        Assert.Equal((null, 0, null), (bare.MinIncomingConfirmations, bare.Requesters.Count, bare.MinContractPayment));
    }

    [Theory]
    [InlineData("requesters = \"0x5fbdb2315678afecb367f032d93f642f64180aa3\"")]
    [InlineData("requesters = [1]")]
    [InlineData("requesters = [\"0x00\"]")]
    [InlineData("minIncomingConfirmations = 4294967296")]
    [InlineData("minContractPaymentLinkJuels = \"1.5\"")]
    [InlineData("minContractPaymentLinkJuels = -1")]
    [InlineData("minContractPaymentLinkJuels = \"115792089237316195423570985008687907853269984665640564039457584007913129639936\"")]
    public void A_direct_request_job_with_a_wrong_limit_is_refused(string line) =>
        Assert.Equal(["4:1 value-invalid!"], Check.Faults(DirectRequest(line), 1));

    [Theory]
    [InlineData("minIncomingConfirmations = 4294967295")]
    [InlineData("minIncomingConfirmations = 10001")]
    [InlineData("requesters = [\"0x5fbdb2315678afecb367f032d93f642f64180aa3\"]")]
    [InlineData("forwardingAllowed = true")]
    public void What_can_be_read_and_hardly_be_meant_is_a_warning(string line) =>
        Assert.Equal(["4:1 value-doubtful"], Check.Faults(DirectRequest(line), 1));

    [Theory]
    [InlineData("0x5fbdb2315678afecb367f032d93f642f64180aa3", "value-invalid")]
    [InlineData("0x5FbDB2315678afecb367f032d93F642f64180aA3", "value-invalid")]
    [InlineData("0x0000000000000000000000000000000000000000", "value-invalid")]
    [InlineData("5FbDB2315678afecb367f032d93F642f64180aa3", "value-invalid")]
    [InlineData("", "value-invalid")]
    public void A_contract_that_is_no_checksummed_address_is_refused(string address, string code) =>
        Assert.Equal([$"3:1 {code}!"], Check.Faults(DirectRequest("").Replace(Contract, address, StringComparison.Ordinal), 1));

    [Fact]
    public void A_job_on_a_chain_that_is_not_configured_is_refused_with_that_reason()
    {
        var named = Check.Checker(1).Check(DirectRequest("evmChainID = 10"));
        Assert.Contains("names chain 10, which this node is not configured for", Assert.Single(named.Faults).Problem, StringComparison.Ordinal);
        Assert.Contains("use one of 1", named.Faults[0].Fix, StringComparison.Ordinal);
        Assert.Contains("no chain is configured", Assert.Single(Check.Checker().Check(DirectRequest("")).Faults).Problem, StringComparison.Ordinal);
        Assert.Contains("no chain is configured", Assert.Single(Check.Checker().Check(DirectRequest("evmChainID = 10")).Faults).Fix, StringComparison.Ordinal);
        Assert.Contains("more than one chain", Assert.Single(Check.Checker(1, 2).Check(DirectRequest("")).Faults).Problem, StringComparison.Ordinal);
        Assert.Empty(Check.Checker(KnownChains.Any).Check(DirectRequest("")).Faults);
        Assert.Empty(Check.Checker(KnownChains.Any).Check(DirectRequest("evmChainID = 10")).Faults);
    }

    private static string DirectRequest(string line) =>
        $"type = \"directrequest\"\nschemaVersion = 1\ncontractAddress = \"{Contract}\"\n{line}\n{Check.AnsweringPipeline}";
}
