using System.Collections;
using System.Globalization;

namespace Node.Core.Config;

/// <summary>Lets every section of bound options check itself, configured or not.</summary>
internal static class ConfigValidator
{
    /// <summary>Adds the faults of <paramref name="options"/> and all sections in it, except for keys that have a fault already: those hold no value of the operator.</summary>
    public static void Validate(object options, ConfigFaults faults)
    {
        var bound = faults.All.Select(fault => fault.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        ConfigFaults found = new();
        Visit(options, found);
        foreach (var fault in found.All.Where(fault => !bound.Contains(fault.Key)))
        {
            faults.Add(fault.Key, fault.Problem);
        }
    }

    private static void Visit(object section, ConfigFaults faults)
    {
        (section as IConfigSection)?.Validate(faults);
        foreach (var property in ConfigTypes.PropertiesOf(section.GetType()))
        {
            var shape = ConfigTypes.ShapeOf(property.PropertyType);
            var value = property.GetValue(section);
            if (value is null || shape == ConfigShape.Leaf)
            {
                continue;
            }

            if (shape == ConfigShape.Section)
            {
                Visit(value, faults.Section(property.Name));
            }
            else if (ConfigTypes.ShapeOf(ConfigTypes.ItemOf(property.PropertyType)!) == ConfigShape.Section)
            {
                var position = 0;
                foreach (var item in (IEnumerable)value)
                {
                    Visit(item, faults.Section(property.Name).Section((position++).ToString(CultureInfo.InvariantCulture)));
                }
            }
        }
    }
}
