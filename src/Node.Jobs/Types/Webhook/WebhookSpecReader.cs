using System.Text.Json;
using Node.Core.Text;
using Node.Jobs.Specs;
using Node.Jobs.Types.Webhook.Initiators;

namespace Node.Jobs.Types.Webhook;

/// <summary>Reads the keys of <c>type = "webhook"</c>.</summary>
/// <param name="names">Who may be named; null for anybody.</param>
public sealed class WebhookSpecReader(IInitiatorNames? names = null) : IJobSpecReader
{
    /// <summary>The type's name.</summary>
    public const string Name = "webhook";

    /// <summary>The most initiators that one job may name.</summary>
    public const int InitiatorsMax = 100;

    /// <summary>The longest <c>spec</c> of an initiator, in characters.</summary>
    public const int ParamsCharsMax = 16 * 1024;

    private const string Key = "externalInitiators";
    private const string Form = "write externalInitiators = [{ name = \"NAME\", spec = '{\"a\": 1}' }]";

    /// <inheritdoc/>
    public string TypeName => Name;

    /// <inheritdoc/>
    public object ReadSpec(SpecFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var field = fields.Field(Key);
        if (field is null)
        {
            return new WebhookSpec();
        }

        if (field.Value is not IReadOnlyList<object> items || items.Any(item => item is not SpecTable))
        {
            fields.Fault(Key, SpecCodes.Value, "is not a list of tables", Form);
            return new WebhookSpec();
        }

        if (items.Count > InitiatorsMax)
        {
            fields.Fault(Key, SpecCodes.Value, $"names {items.Count} initiators, the limit InitiatorsMax is {InitiatorsMax}", "name fewer");
            return new WebhookSpec();
        }

        List<InitiatorUse> uses = [];
        foreach (var table in items.Cast<SpecTable>())
        {
            if (Read(fields, table) is { } use)
            {
                if (uses.Exists(other => other.Name == use.Name))
                {
                    fields.Fault(Key, SpecCodes.Duplicate, $"names {use.Name} twice", "keep one of them");
                }

                uses.Add(use);
            }
        }

        return new WebhookSpec { ExternalInitiators = uses };
    }

    private InitiatorUse? Read(SpecFields fields, SpecTable table)
    {
        if (table.Find("name")?.Value is not string name || !InitiatorName.TryRead(name, out var read))
        {
            fields.Fault(Key, SpecCodes.Value, $"has an entry without a good name: {InitiatorName.Rule}", Form);
            return null;
        }

        foreach (var unknown in table.Fields.Where(field => !field.Name.Equals("name", StringComparison.OrdinalIgnoreCase)
            && !field.Name.Equals("spec", StringComparison.OrdinalIgnoreCase)))
        {
            fields.Doubt(Key, $"has the key {Untrusted.Show(unknown.Name)} for {read}, which has no effect", "an entry has name and spec");
        }

        if (names?.Known is { } known && !known.Contains(read))
        {
            var close = Suggestion.For(read, known);
            fields.Fault(
                Key,
                SpecCodes.Initiator,
                $"names {read}, and there is no external initiator of that name",
                close is null ? $"create it first: oracle-node initiators create {read} [URL]" : $"did you mean {close}?");
        }

        return ParamsOf(fields, read, table.Find("spec")?.Value) is { } json ? new InitiatorUse(read, json) : null;
    }

    private static string? ParamsOf(SpecFields fields, string name, object? value)
    {
        if (value is null)
        {
            return "null";
        }

        if (value is not string text)
        {
            fields.Fault(Key, SpecCodes.Value, $"gives {name} a spec that is no text", Form);
            return null;
        }

        if (text.Length > ParamsCharsMax)
        {
            fields.Fault(Key, SpecCodes.Value, $"gives {name} a spec of {text.Length} characters, the limit ParamsCharsMax is {ParamsCharsMax}", "shorten it");
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return JsonSerializer.Serialize(json.RootElement);
        }
        catch (JsonException e)
        {
            fields.Fault(Key, SpecCodes.Value, $"gives {name} a spec that is not JSON: {Untrusted.Show(e.Message)}", Form);
            return null;
        }
    }
}
