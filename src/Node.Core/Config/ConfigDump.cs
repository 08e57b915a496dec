using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Node.Core.Text;

namespace Node.Core.Config;

/// <summary>Shows the configuration that is in effect.</summary>
public static class ConfigDump
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The options as JSON, in the form a configuration file has. Secrets are <c>"***"</c>; of URLs only scheme, host and port are shown.
    /// </summary>
    /// <exception cref="InvalidOperationException">A property is of a type that cannot be configured.</exception>
    public static string Render(object options)
    {
        ArgumentNullException.ThrowIfNull(options);
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Indented))
        {
            WriteSection(writer, options);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void WriteSection(Utf8JsonWriter writer, object section)
    {
        writer.WriteStartObject();
        foreach (var property in ConfigTypes.PropertiesOf(section.GetType()))
        {
            writer.WritePropertyName(property.Name);
            WriteValue(writer, property.PropertyType, property.GetValue(section));
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, Type type, object? value)
    {
        var shape = ConfigTypes.ShapeOf(type);
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else if (shape == ConfigShape.Section)
        {
            WriteSection(writer, value);
        }
        else if (shape == ConfigShape.List)
        {
            writer.WriteStartArray();
            foreach (var item in (IEnumerable)value)
            {
                WriteValue(writer, ConfigTypes.ItemOf(type)!, item);
            }

            writer.WriteEndArray();
        }
        else
        {
            WriteLeaf(writer, value);
        }
    }

    private static void WriteLeaf(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int or long:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case ulong number:
                writer.WriteNumberValue(number);
                break;
            case decimal number:
                writer.WriteNumberValue(number);
                break;
            case Secret secret:
                writer.WriteStringValue(secret.IsEmpty ? "" : Secret.Shown);
                break;
            case TimeSpan duration:
                writer.WriteStringValue(GoDuration.Format(duration));
                break;
            case Uri url:
                writer.WriteStringValue(ShownValue.Mask(url.OriginalString));
                break;
            case IFormattable formattable:
                writer.WriteStringValue(ShownValue.Mask(formattable.ToString(null, CultureInfo.InvariantCulture)));
                break;
            default:
                writer.WriteStringValue(ShownValue.Mask(value.ToString() ?? ""));
                break;
        }
    }
}
