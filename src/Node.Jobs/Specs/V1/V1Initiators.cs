using System.Globalization;
using System.Text.Json;
using Node.Core.Text;
using Node.Eth.Primitives;
using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Tasks.V1;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Specs.V1;

/// <summary>Turns the initiator of a v1 job into the type of a job and its keys.</summary>
internal sealed class V1Initiators(V1Toml toml, List<SpecFault> faults)
{
    private static readonly string[] NotRun = ["fluxmonitor", "execagreement", "serviceagreementexecutionlog"];

    /// <summary>Writes the keys.</summary>
    public void Write(V1Job job)
    {
        var initiator = job.Initiators[0];
        switch (initiator.Type)
        {
            case "web":
                Type("webhook", initiator);
                break;
            case "cron":
                Cron(initiator);
                break;
            case "runat":
                RunAt(initiator, job);
                break;
            case "runlog":
                RunLog(initiator, job);
                break;
            case "ethlog":
                EthLog(initiator, job);
                break;
            case "external":
                External(initiator);
                break;
            default:
                Refuse(initiator);
                break;
        }

        if (initiator.Type != "runlog" && job.MinPayment is { } payment && payment.Any(static digit => digit != '0'))
        {
            faults.Add(new SpecFault(
                initiator.At.Line, initiator.At.Column, SpecCodes.Doubtful, $"minPayment has no effect: the initiator {Untrusted.Show(initiator.Type)} brings no payment",
                "leave minPayment out", IsWarning: true));
        }
    }

    private void Refuse(V1Step initiator)
    {
        if (initiator.Type == "randomnesslog")
        {
            Fault(initiator, "the initiator randomnesslog is not converted: it takes requests for randomness, for which there is the task vrf in TOML",
                "write the job in TOML, with type = \"log\" and the task vrf behind the decoded log");
            return;
        }

        Fault(initiator, NotRun.Contains(initiator.Type)
            ? $"the initiator {initiator.Type} is not run by this node" : $"type {Untrusted.Show(initiator.Type)} does not exist",
            "use one of web, cron, runat, runlog, ethlog, external");
    }

    private void Cron(V1Step initiator)
    {
        Type("cron", initiator);
        if (initiator.Params.Find("schedule") is not { Text: { } text } schedule || string.IsNullOrWhiteSpace(text))
        {
            Fault(initiator, "Schedule must have a cron", "write {\"schedule\": \"CRON_TZ=UTC 0 */5 * * * *\"}");
            return;
        }

        var isZoned = text.StartsWith("CRON_TZ=", StringComparison.Ordinal) || text.StartsWith("TZ=", StringComparison.Ordinal)
            || text.StartsWith("@every", StringComparison.OrdinalIgnoreCase);
        if (!isZoned)
        {
            faults.Add(new SpecFault(
                schedule.At.Line, schedule.At.Column, SpecCodes.Doubtful, "the cron schedule names no time zone and is read as UTC",
                "write CRON_TZ= and a zone before it", IsWarning: true));
        }

        toml.Key("schedule", isZoned ? text : $"CRON_TZ=UTC {text}", schedule.At);
    }

    private void RunAt(V1Step initiator, V1Job job)
    {
        Type("cron", initiator);
        if (initiator.Params.Find("time") is not { Text: { } text } time
            || !V1SleepTask.TryInstant(PipelineValue.Of(text), out var instant, out _))
        {
            Fault(initiator, "RunAt must have a time", "write {\"time\": \"2026-01-31T12:00:00Z\"}");
            return;
        }

        if (instant < job.StartAt || instant > job.EndAt)
        {
            Fault(initiator, $"RunAt must be {(instant < job.StartAt ? "after job's StartAt" : "before job's EndAt")}", "correct one of them");
        }

        toml.Key("schedule", $"@at {Instants.Format(instant)}", time.At);
    }

    private void RunLog(V1Step initiator, V1Job job)
    {
        Type("directrequest", initiator);
        if (AddressOf(initiator, "address") is { } contract)
        {
            toml.Key("contractAddress", contract.ToString(), initiator.At);
        }
        else if (initiator.Params.Find("address") is null)
        {
            Fault(initiator, "runlog has no address: this node listens to named contracts only", "write the address of the oracle contract");
        }

        if (initiator.Params.Find("requesters")?.Content is List<V1Value> requesters && requesters.Count > 0)
        {
            toml.Line($"requesters = [{string.Join(", ", requesters.Select(requester => V1Toml.Quote(requester.Text ?? requester.Raw)))}]", initiator.At);
        }

        JobIdTopicFilter(initiator, job);
        if (job.MinPayment is { } payment)
        {
            toml.Key("minContractPaymentLinkJuels", payment, initiator.At);
        }

        Confirmations(job, initiator);
    }

    // Requests name another job than this one, e.g. the one that it was moved from: here the job takes that id.
    private void JobIdTopicFilter(V1Step initiator, V1Job job)
    {
        if (initiator.Params.Find("jobIDTopicFilter") is not { } filter)
        {
            return;
        }

        if (!Guid.TryParse(filter.Text, out var id))
        {
            faults.Add(new SpecFault(
                filter.At.Line, filter.At.Column, SpecCodes.Value, "jobIDTopicFilter is not 32 hex digits or a UUID", "correct it, or leave it out"));
        }
        else if (id != Guid.Empty && id != job.Id)
        {
            faults.Add(new SpecFault(
                filter.At.Line, filter.At.Column, SpecCodes.Doubtful, "requests name jobIDTopicFilter, which becomes the job's externalJobID", "write it as the id of the job",
                IsWarning: true));
        }
    }

    private void EthLog(V1Step initiator, V1Job job)
    {
        Type("log", initiator);
        if (AddressOf(initiator, "address") is { } contract)
        {
            toml.Key("contractAddress", contract.ToString(), initiator.At);
        }

        if (initiator.Params.Find("topics")?.Content is List<V1Value> topics && topics.Count > 0)
        {
            // A place for any topic is an empty list.
            toml.Line($"topics = [{string.Join(", ", topics.Select(OneOf))}]", initiator.At);
        }

        foreach (var name in (string[])["fromBlock", "toBlock"])
        {
            if (initiator.Params.Find(name) is { Text: { } text } value)
            {
                if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var block))
                {
                    toml.Line(string.Create(CultureInfo.InvariantCulture, $"{name} = {block}"), value.At);
                }
                else
                {
                    Fault(initiator, $"{name} is {Untrusted.Show(text)}, which is no block number", "write a whole number");
                }
            }
        }

        Confirmations(job, initiator);
    }

    private static string OneOf(V1Value topic) => topic.Content switch
    {
        string text => $"[{V1Toml.Quote(text)}]",
        List<V1Value> list => $"[{string.Join(", ", list.Select(item => V1Toml.Quote(item.Text ?? item.Raw)))}]",
        _ => "[]",
    };

    private void External(V1Step initiator)
    {
        Type("webhook", initiator);
        if (initiator.Params.Find("name") is not { Text: { Length: > 0 } name })
        {
            Fault(initiator, "external has no name", "write the name of the external initiator");
            return;
        }

        var body = initiator.Params.Find("body")?.Raw ?? "{}";
        toml.Line($"externalInitiators = [{{ name = {V1Toml.Quote(name)}, spec = {V1Toml.Quote(Compact(body))} }}]", initiator.At);
    }

    private static string Compact(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement);
    }

    private void Confirmations(V1Job job, V1Step initiator)
    {
        if (job.Tasks.Max(task => task.Confirmations) is > 0 and var confirmations)
        {
            toml.Line(string.Create(CultureInfo.InvariantCulture, $"minIncomingConfirmations = {confirmations}"), initiator.At);
        }
    }

    private Address? AddressOf(V1Step initiator, string name)
    {
        if (initiator.Params.Find(name) is not { } value)
        {
            return null;
        }

        if (Address.TryParse(value.Text ?? "", out var address))
        {
            return address;
        }

        faults.Add(new SpecFault(value.At.Line, value.At.Column, SpecCodes.Value, $"{name} is not an address", "write 0x and 40 hex digits"));
        return null;
    }

    private void Type(string type, V1Step initiator)
    {
        toml.Key("type", type, initiator.At);
        toml.Line("schemaVersion = 1", initiator.At);
    }

    private void Fault(V1Step initiator, string problem, string fix) =>
        faults.Add(new SpecFault(initiator.At.Line, initiator.At.Column, SpecCodes.V1Json, problem, fix));
}
