using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Node.Core.Text;

namespace Node.Core.Config;

/// <summary>Fills options types from keys and collects everything that does not fit. What does not fit keeps its default, so that the rest can still be checked.</summary>
/// <param name="faults">Where faults go, under their whole key.</param>
internal sealed class ConfigBinder(ConfigFaults faults)
{
    /// <summary>A section of type <paramref name="type"/> with the keys of <paramref name="source"/>.</summary>
    /// <param name="type">An options type.</param>
    /// <param name="source">The keys: the root or a section.</param>
    /// <param name="defaults">What to begin with; null for the defaults of the type.</param>
    public object BindSection(Type type, IConfiguration source, object? defaults)
    {
        var section = ConfigTypes.MakeSection(type, defaults);
        var properties = ConfigTypes.PropertiesOf(type);
        HashSet<PropertyInfo> given = [];
        foreach (var child in source.GetChildren())
        {
            var property = properties.FirstOrDefault(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                var suggestion = Suggestion.For(child.Key, properties.Select(property => property.Name));
                faults.Add(Untrusted.Show(child.Path), suggestion is null
                    ? $"is unknown; known here are {string.Join(", ", properties.Select(property => property.Name))}"
                    : $"is unknown; did you mean {suggestion}?");
                continue;
            }

            given.Add(property);
            BindProperty(section, property, child);
        }

        foreach (var missing in properties.Where(property => ConfigTypes.IsRequired(property) && !given.Contains(property)))
        {
            var path = source is IConfigurationSection inner ? $"{inner.Path}:{missing.Name}" : missing.Name;
            faults.Add(path, $"is missing; must be {Accepted(missing.PropertyType)}");
        }

        return section;
    }

    private void BindProperty(object section, PropertyInfo property, IConfigurationSection source)
    {
        var type = property.PropertyType;
        var isNull = source.Value is null && !source.GetChildren().Any();
        if (isNull)
        {
            if (ConfigTypes.MayBeNull(property))
            {
                property.SetValue(section, null);
            }
            else
            {
                faults.Add(source.Path, $"is null; must be {Accepted(type)}");
            }

            return;
        }

        var (isRead, value) = BindValue(type, source, property.GetValue(section));
        if (isRead)
        {
            property.SetValue(section, value);
        }
    }

    private (bool IsRead, object? Value) BindValue(Type type, IConfigurationSection source, object? defaults)
    {
        switch (ConfigTypes.ShapeOf(type))
        {
            case ConfigShape.Leaf:
                return BindLeaf(type, source);
            case ConfigShape.List:
                return BindList(type, source);
            default:
                if (!string.IsNullOrEmpty(source.Value))
                {
                    faults.Add(source.Path, $"is a single value; must be {Accepted(type)}");
                    return (false, null);
                }

                return (true, BindSection(type, source, defaults));
        }
    }

    private (bool IsRead, object? Value) BindLeaf(Type type, IConfigurationSection source)
    {
        if (source.Value is null)
        {
            faults.Add(source.Path, $"is {(source.GetChildren().Any() ? "a section or list" : "null")}; must be {Accepted(type)}");
            return (false, null);
        }

        if (ConfigLeaf.TryParse(type, source.Value, out var value))
        {
            return (true, value);
        }

        faults.Add(source.Path, ConfigLeaf.Problem(type, source.Value));
        return (false, null);
    }

    // A list replaces its default. Sources are merged position by position, as keys are.
    private (bool IsRead, object? Value) BindList(Type type, IConfigurationSection source)
    {
        if (!string.IsNullOrEmpty(source.Value))
        {
            faults.Add(source.Path, $"is a single value; must be {Accepted(type)}: {source.Path}:0, {source.Path}:1 and so on");
            return (false, null);
        }

        var item = ConfigTypes.ItemOf(type)!;
        List<object?> items = [];
        var isWhole = true;
        foreach (var child in source.GetChildren())
        {
            if (child.Key != items.Count.ToString(CultureInfo.InvariantCulture))
            {
                faults.Add(Untrusted.Show(child.Path), $"is not the next position of the list; that is {source.Path}:{items.Count}");
                return (false, null);
            }

            var (isRead, value) = BindValue(item, child, null);
            isWhole &= isRead;
            items.Add(value);
        }

        return isWhole ? (true, ConfigTypes.MakeList(type, item, items)) : (false, null);
    }

    private static string Accepted(Type type) => ConfigTypes.ShapeOf(type) switch
    {
        ConfigShape.Leaf => ConfigLeaf.Accepted(type),
        ConfigShape.List => "a list",
        _ => $"a section with the keys {string.Join(", ", ConfigTypes.PropertiesOf(type).Select(property => property.Name))}",
    };
}
