using System.Globalization;
using System.Text.Json;
using Node.Core.Text;
using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Tasks.V1;

namespace Node.Jobs.Specs.V1;

/// <summary>Turns the tasks of a v1 job into the tasks of a pipeline: one behind the other, each reading the data of the one before.</summary>
internal sealed class V1Tasks(V1Toml toml, List<SpecFault> faults)
{
    private const string Request = "request";
    private const int OutgoingConfirmations = 12;

    // Five attempts, as there.
    private const string Again = "retries=4 minBackoff=\"1s\" maxBackoff=\"10s\"";

    private static readonly Dictionary<string, string> NotRun = new(StringComparer.Ordinal)
    {
        ["wasm"] = "runs code in an SGX enclave, which this node does not have",
        ["sgx"] = "runs code in an SGX enclave, which this node does not have",
        ["random"] = "is not converted: it answers requests for randomness, for which there is the task vrf in TOML",
    };

    private readonly List<string> _chain = [Request];
    private string _before = Request;

    /// <summary>Writes all tasks and the order among them.</summary>
    public void Write(V1Job job)
    {
        toml.Line($"    {Request} [type=v1request]", job.Initiators[0].At);
        for (var i = 0; i < job.Tasks.Count; i++)
        {
            WriteOne(job.Tasks[i], i + 1);
        }

        toml.Line($"    {string.Join(" -> ", _chain)}", job.Tasks[^1].At);
    }

    private void WriteOne(V1Step task, int number)
    {
        var type = Plain(task.Type);
        if (NotRun.TryGetValue(type, out var why))
        {
            faults.Add(new SpecFault(
                task.At.Line, task.At.Column, SpecCodes.V1Json, $"the adapter {type} {why}", type == "random" ? "write the job in TOML, with the task vrf behind the decoded log" : "leave the task out, or ask a bridge that does its work"));
            return;
        }

        var name = Name(type, number);
        switch (type)
        {
            case "httpget" or "httppost":
                Http(task, type, name);
                break;
            case "ethtx":
                EthTx(task, name);
                break;
            case "sleep":
                Sleep(task, name);
                break;
            case "nooppend":
                Step($"{name}_wait", "type=v1pending", task);
                Adapter(task, name, "noop");
                break;
            case not ("bridge" or "http.answer" or "ethtx.answer" or "bridge.answer") when V1Adapters.Has(type):
                Adapter(task, name, type);
                break;
            default:
                Bridge(task, name);
                break;
        }
    }

    private void Http(V1Step task, string type, string name)
    {
        Adapter(task, $"{name}_call", type, isData: false);
        var method = type == "httpget" ? "GET" : "POST";
        var body = type == "httpget" ? "" : $" requestData=\"$({name}_call.body)\"";
        Step($"{name}_http", $"type=http method={method} url=\"$({name}_call.url)\"{body}{Headers(task)} {Again}", task);
        Answer(task, name, $"{name}_http", "http.answer");
    }

    private void EthTx(V1Step task, string name)
    {
        Adapter(task, $"{name}_call", "ethtx", isData: false);
        var wanted = Number(task, "minRequiredOutgoingConfirmations") is > 0 and var given ? given : OutgoingConfirmations;
        Step(
            $"{name}_tx",
            string.Create(CultureInfo.InvariantCulture,
                $"type=ethtx to=\"$({name}_call.to)\" data=\"$({name}_call.data)\" gasLimit=\"$({name}_call.gasLimit)\" minConfirmations={wanted} failOnRevert=true{Senders(task)}"),
            task);
        Answer(task, name, $"{name}_tx", "ethtx.answer");
    }

    private void Sleep(V1Step task, string name)
    {
        var until = task.Params.Find("until")?.Text;
        Step($"{name}_wait", $"type=v1sleep until={(until is null ? "\"$(request.until)\"" : V1Toml.Quote(until))}", task);
        Adapter(task, name, "noop");
    }

    private void Bridge(V1Step task, string name)
    {
        if (!task.Type.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            faults.Add(new SpecFault(
                task.At.Line, task.At.Column, SpecCodes.V1Json, $"{Untrusted.Show(task.Type)} is not a supported adapter type", "name an adapter or a bridge"));
            return;
        }

        Adapter(task, $"{name}_call", "bridge", isData: false);
        Step($"{name}_bridge", $"type=bridge name=\"{task.Type}\" async=true requestData=\"$({name}_call)\"", task);
        Answer(task, name, $"{name}_bridge", "bridge.answer");
    }

    private void Adapter(V1Step task, string name, string adapter, bool isData = true)
    {
        var own = task.Params.Members.Count == 0 ? "" : $" params={V1Toml.Attribute(task.ParamsJson)}";
        Step(name, $"type=v1 adapter={adapter}{own} request=\"$({Request})\"{(_before == Request ? "" : $" data=\"$({_before})\"")}", task);
        _before = isData ? name : _before;
    }

    private void Answer(V1Step task, string name, string asked, string adapter)
    {
        Step(name, $"type=v1 adapter=\"{adapter}\"{(_before == Request ? "" : $" data=\"$({_before})\"")} answer=\"$({asked})\"", task);
        _before = name;
    }

    private void Step(string name, string attributes, V1Step task)
    {
        toml.Line($"    {name} [{attributes}]", task.At);
        _chain.Add(name);
    }

    private static string Headers(V1Step task)
    {
        if (task.Params.Find("headers")?.Content is not V1Object headers || headers.Members.Count == 0)
        {
            return "";
        }

        var flat = headers.Members.SelectMany(header => header.Value.Content is List<V1Value> values
            ? values.SelectMany(value => new[] { header.Key, value.Text ?? value.Raw }) : [header.Key, header.Value.Text ?? header.Value.Raw]);
        return $" headers={V1Toml.Attribute(JsonSerializer.Serialize(flat))}";
    }

    private static string Senders(V1Step task)
    {
        string[] senders =
        [
            .. Texts(task.Params.Find("fromAddress")), .. Texts(task.Params.Find("fromAddresses")),
        ];
        return senders.Length == 0 ? "" : $" from={V1Toml.Attribute(JsonSerializer.Serialize(senders))}";
    }

    private static IEnumerable<string> Texts(V1Value? value) => value?.Content switch
    {
        string text => [text],
        List<V1Value> list => list.Select(item => item.Text ?? item.Raw),
        _ => [],
    };

    private static long? Number(V1Step task, string name) =>
        long.TryParse(task.Params.Find(name)?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Name(string type, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{string.Concat(type.Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '_'))}_{number}") is var name
            && char.IsAsciiLetter(name[0]) ? name : $"t{name}";

    /// <summary>Variants of a name that mean the same adapter here.</summary>
    private static string Plain(string type) => type switch
    {
        "httpgetwithunrestrictednetworkaccess" => "httpget",
        "httppostwithunrestrictednetworkaccess" => "httppost",
        "noop-pend" or "nooppend" or "nooppendoutgoing" or "noopend" => "nooppend",
        _ => type,
    };
}
