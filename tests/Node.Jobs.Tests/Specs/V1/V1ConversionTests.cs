using CsCheck;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Specs;
using Node.Jobs.Types.Cron;
using Node.Jobs.Types.DirectRequest;
using Node.Jobs.Types.Logs;
using Xunit;

namespace Node.Jobs.Tests.Specs.V1;

public sealed class V1ConversionTests
{
    private const string Contract = "0x5fbdb2315678afecb367f032d93f642f64180aa3";

    private static readonly string[] Adapters =
    [
        """{"type":"httpget","params":{"get":"https://x.test/?a='b'&c=$(d)<e>"}}""", """{"type":"jsonparse","params":{"path":["a","\"b\\"]}}""",
        """{"type":"Multiply","params":{"times":1e2}}""", """{"type":"ethtx","params":{"address":"0x5fbdb2315678afecb367f032d93f642f64180aa3"}}""",
        """{"type":"some-bridge","params":{"n":"\u00e9 ''' \"\"\" // # $(request.x)"}}""", """{"type":"sleep","params":{"until":1735689600}}""",
        """{"type":"sleep"}""", """{"type":"noop-pend"}""", """{"type":"httppost","params":{"url":"https://x.test","body":{"k":[1,null]},"headers":{"A":["1","2"]}}}""",
        """{"type":"copy"}""", """{"type":"resultcollect"}""", """{"type":"7up"}""",
    ];

    private readonly V1Rig _rig = new();

    [Fact]
    public void A_price_job_converts_to_this_text() => Assert.Equal(
        """
        type = "directrequest"
        schemaVersion = 1
        contractAddress = "0x5FbDB2315678afecb367f032d93F642f64180aa3"
        minContractPaymentLinkJuels = "1000"
        minIncomingConfirmations = 3
        name = "price"
        startAt = "2020-01-01T00:00:00Z"
        endAt = "2030-01-01T00:00:00Z"
        observationSource = '''
            request [type=v1request]
            httpget_1_call [type=v1 adapter=httpget request="$(request)"]
            httpget_1_http [type=http method=GET url="$(httpget_1_call.url)" retries=4 minBackoff="1s" maxBackoff="10s"]
            httpget_1 [type=v1 adapter="http.answer" answer="$(httpget_1_http)"]
            multiply_2 [type=v1 adapter=multiply params="{\"times\":100}" request="$(request)" data="$(httpget_1)"]
            ethtx_3_call [type=v1 adapter=ethtx request="$(request)" data="$(multiply_2)"]
            ethtx_3_tx [type=ethtx to="$(ethtx_3_call.to)" data="$(ethtx_3_call.data)" gasLimit="$(ethtx_3_call.gasLimit)" minConfirmations=12 failOnRevert=true]
            ethtx_3 [type=v1 adapter="ethtx.answer" data="$(multiply_2)" answer="$(ethtx_3_tx)"]
            request -> httpget_1_call -> httpget_1_http -> httpget_1 -> multiply_2 -> ethtx_3_call -> ethtx_3_tx -> ethtx_3
        '''

        """.ReplaceLineEndings("\n"),
        _rig.Convert($$"""
            {"name":"price","initiators":[{"type":"runLog","params":{"address":"{{Contract}}"} }],"startAt":"2020-01-01T00:00:00Z","endAt":1893456000,
             "minPayment":"1000","tasks":[{"type":"HttpGet"},{"type":"multiply","confirmations":2,"params":{"times":100} },{"type":"EthTx","confirmations":3}]}
            """));

    [Fact]
    public void What_is_converted_is_accepted_and_means_the_same() =>
        Gen.Int[0, Adapters.Length - 1].Array[1, 6].Sample(chosen =>
        {
            var json = $$"""{"initiators":[{"type":"web"}],"tasks":[{{string.Join(", ", chosen.Select(i => Adapters[i]))}}]}""";
            var toml = _rig.Convert(json);
            var (fromJson, fromToml) = (_rig.Accept(json), _rig.Accept(toml));
            Assert.Equal(toml, fromJson.Source);
            Assert.Equal((fromJson.TypeName, fromJson.ObservationSource), (fromToml.TypeName, fromToml.ObservationSource));
            Assert.Equal(fromJson.Pipeline.Tasks.Select(Described), fromToml.Pipeline.Tasks.Select(Described));
        }, iter: 200);

    [Fact]
    public void Each_initiator_becomes_its_type()
    {
        var schedule = (CronSpec)_rig.Accept(Job("""{"type":"cron","params":{"schedule":"*/5 * * * * *"}}""")).TypeSpec;
        Assert.Equal("CRON_TZ=UTC */5 * * * * *", schedule.Schedule.Text);
        Assert.Equal("@every 1h", ((CronSpec)_rig.Accept(Job("""{"type":"cron","params":{"schedule":"@every 1h"}}""")).TypeSpec).Schedule.Text);
        var once = (CronSpec)_rig.Accept(Job("""{"type":"RunAt","params":{"time":"1893456000"}}""")).TypeSpec;
        Assert.Equal(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), once.Schedule.Instant);
        var request = (DirectRequestSpec)_rig.Accept(Job($$"""{"type":"runlog","params":{"address":"{{Contract}}","requesters":["{{Contract}}"]} }""")).TypeSpec;
        Assert.Single(request.Requesters);
        var topic = new string('a', 64);
        var log = (EthLogSpec)_rig.Accept(Job($$"""{"type":"ethlog","params":{"topics":[["0x{{topic}}"],null],"fromBlock":1,"toBlock":"9"} }""")).TypeSpec;
        Assert.Equal((null, 2, 1L, 9L), (log.ContractAddress, log.Topics.Count, log.FromBlock, log.ToBlock));
        Assert.Null(log.Topics[1]);
        Assert.Equal("webhook", _rig.Accept(Job("""{"type":"web"}""")).TypeName);
    }

    [Fact]
    public void An_external_initiator_is_named_in_the_job_with_its_parameters() => Assert.Contains(
        """externalInitiators = [{ name = "feeds", spec = "{\u0022pair\u0022:\u0022ETH/USD\u0022}" }]""",
        _rig.Convert(Job("""{"type":"external","params":{"name":"feeds","body":{"pair": "ETH/USD"}}}""")), StringComparison.Ordinal);

    [Fact]
    public void A_job_whose_requests_name_another_id_takes_that_id()
    {
        const string Other = "5b1f2f4e-8f0c-4d0e-9b8e-1c2d3e4f5a6b";
        var json = $$"""{"id":"{{Guid.NewGuid():N}}","initiators":[{"type":"runlog","params":{"address":"{{Contract}}","jobIDTopicFilter":"{{Other}}"} }],"tasks":[{"type":"noop"}]}""";
        Assert.Equal(Guid.Parse(Other), _rig.Accept(json).ExternalJobId);
        Assert.Contains(_rig.Faults(json), fault => fault.Contains("which becomes the job's externalJobID", StringComparison.Ordinal));
        Assert.Contains("is not 32 hex digits", Assert.Single(_rig.Faults(json.Replace(Other, "0x1", StringComparison.Ordinal))), StringComparison.Ordinal);
        Assert.NotEqual(Guid.Empty, _rig.Accept(json.Replace(Other, Guid.Empty.ToString("D"), StringComparison.Ordinal)).ExternalJobId);
    }

    [Fact]
    public void The_first_form_becomes_the_same_jobs()
    {
        const string Old = """
            {"assignment": {"subtasks": [{"adapterType": "HttpGet", "adapterParams": {"endpoint": "x", "get": "https://x.test/"}}, {"adapterType": "NoOp"}]},
             "schedule": {"minute": "30", "dayOfWeek": "1", "runAt": ["2030-01-01T00:00:00Z"], "endAt": "2031-01-01T00:00:00Z"}}
            """;
        var jobs = new[] { 1, 2, 3 }.Select(number => _rig.Accept(_rig.Convert(Old, number))).ToList();
        Assert.Equal(["webhook", "cron", "cron"], jobs.Select(job => job.TypeName));
        Assert.Equal(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), ((CronSpec)jobs[1].TypeSpec).Schedule.Instant);
        Assert.Equal("CRON_TZ=UTC 0 30 * * * 1", ((CronSpec)jobs[2].TypeSpec).Schedule.Text);
        Assert.All(jobs, job => Assert.Equal(2031, job.EndAt!.Value.Year));
        Assert.All(jobs, job => Assert.Contains("adapter=httpget", job.ObservationSource, StringComparison.Ordinal));
        Assert.Equal("webhook", _rig.Accept("""{"assignment": {"subtasks": [{"adapterType": "noop"}]}}""").TypeName);
    }

    [Fact]
    public void Of_several_initiators_each_becomes_a_job_of_its_own()
    {
        var json = Job("""{"type":"web"}, {"type":"cron","params":{"schedule":"CRON_TZ=UTC * * * * *"}}""");
        Assert.Contains("the job has 2 initiators", Assert.Single(_rig.Faults(json)), StringComparison.Ordinal);
        Assert.Equal(["webhook", "cron"], new[] { 1, 2 }.Select(number => _rig.Accept(_rig.Convert(json, number)).TypeName));
    }

    [Theory]
    [InlineData("{\n \"initiators\": [{\"type\": \"web\"}]\n}", "1:1 key-missing: Must have at least one Initiator and one Task")]
    [InlineData("{\n \"tasks\": [{\"type\": \"noop\"}]\n}", "1:1 key-missing: Must have at least one Initiator and one Task")]
    [InlineData("{\"initiators\":[{\"type\":\"web\"}],\n  \"tasks\":[{\"type\":\"noop\"},\n   {\"type\":\"wasm\"}]}", "3:4 v1-json: the adapter wasm runs code in an SGX enclave")]
    [InlineData("{\"initiators\":[{\"type\":\"web\"}],\"tasks\":[{\"type\":\"SGX\"}]}", "1:41 v1-json: the adapter sgx runs code in an SGX enclave")]
    [InlineData("{\"initiators\":[{\"type\":\"web\"}],\"tasks\":[{\"type\":\"random\"}]}", "1:41 v1-json: the adapter random is not converted")]
    [InlineData("{\"initiators\":[{\"type\":\"randomnesslog\"}],\"tasks\":[{\"type\":\"random\"}]}", "1:16 v1-json: the initiator randomnesslog is not converted")]
    [InlineData("{\"initiators\":[{\"type\":\"web\"}],\"minPayment\":\"100\",\"tasks\":[{\"type\":\"noop\"}]}", "1:16 value-doubtful: minPayment has no effect")]
    [InlineData("{\"initiators\":[{\"type\":\"web\"}],\n  \"tasks\":[{\"type\":\"a b\"}]}", "2:12 v1-json: a b is not a supported adapter type")]
    [InlineData("{\"initiators\":[{\"type\":\"runat\"}],\"tasks\":[{\"type\":\"noop\"}]}", "1:16 v1-json: RunAt must have a time")]
    [InlineData("{\"initiators\":[{\"type\":\"cron\"}],\"tasks\":[{\"type\":\"noop\"}]}", "1:16 v1-json: Schedule must have a cron")]
    [InlineData("{\"initiators\":[{\"type\":\"fluxmonitor\"}],\"tasks\":[{\"type\":\"noop\"}]}", "1:16 v1-json: the initiator fluxmonitor is not run")]
    [InlineData("{\"initiators\":[{\"type\":\"nosuch\"}],\"tasks\":[{\"type\":\"noop\"}]}", "1:16 v1-json: type nosuch does not exist")]
    [InlineData("{\"initiators\":[{\"type\":\"cron\",\"params\":{\"schedule\":\"CRON_TZ=UTC ! * * * *\"}}],\"tasks\":[{\"type\":\"noop\"}]}", "1:52 value-invalid: schedule is not a schedule")]
    [InlineData("{\"initiators\":[{\"type\":\"web\"}],\"tasks\":[{\"type\":\"noop\"}],\n\"startAt\":\"2030-01-01T00:00:00Z\",\n\"endAt\":\"2020-01-01T00:00:00Z\"}", "3:9 value-invalid: endAt lies before startAt")]
    [InlineData("{\"initiators\":[{\"type\":\"web\"}]\n \"tasks\":[]}", "2:2 toml-syntax: the JSON cannot be read")]
    [InlineData("{\"initiators\":[{\"type\":\"runlog\",\"params\":{\"address\":\"0x12\"}}],\"tasks\":[{\"type\":\"noop\"}]}", "1:53 value-invalid: address is not an address")]
    [InlineData("{\"assignment\":{\"subtasks\":[{}]}}", "1:28 value-invalid: an item of subtasks has no adapterType")]
    [InlineData("{\"assignment\":{}}", "1:1 key-missing: Must have at least one Initiator and one Task")]
    [InlineData("{\"assignment\":[]}", "1:15 value-invalid: assignment is not an object")]
    [InlineData("{\"assignment\":{\"subtasks\":[{\"adapterType\":\"noop\"}]},\"schedule\":{\"endAt\":\"x\"}}", "1:73 value-invalid: endAt is not an instant")]
    [InlineData("{\"assignment\":{\"subtasks\":[{\"adapterType\":\"noop\",\"adapterParams\":1}]},\"schedule\":{\"runAt\":1}}", "1:66 value-invalid: adapterParams is not an object")]
    public void A_fault_is_said_at_its_place_in_the_JSON(string json, string fault) =>
        Assert.Contains(_rig.Faults(json), found => found.StartsWith(fault, StringComparison.Ordinal));

    [Fact]
    public void A_payment_of_nothing_is_no_doubt() =>
        Assert.Empty(_rig.Faults("""{"initiators":[{"type":"web"}],"minPayment":"0","tasks":[{"type":"noop"}]}"""));

    [Fact]
    public void A_job_longer_than_the_limit_is_refused() => Assert.Contains(
        "spec-too-long", Assert.Single(_rig.Faults("{" + new string(' ', SpecReader.CharsMax) + "}")), StringComparison.Ordinal);

    private static string Job(string initiators) => $$"""{"initiators":[{{initiators}}],"tasks":[{"type":"noop"}]}""";

    private static string Described(CompiledTask task) => $"{task.Id} {task.Name} {task.Type} <- {string.Join(",", task.Inputs.Select(input => input.Name))}";
}
