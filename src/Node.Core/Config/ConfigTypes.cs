using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Node.Core.Config;

/// <summary>Looks at options types: what their properties are, and how to make and copy them.</summary>
internal static class ConfigTypes
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<PropertyInfo>> Known = new();

    private static readonly MethodInfo Clone =
        typeof(object).GetMethod(nameof(MemberwiseClone), BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>The properties that can be configured, in the order they are written in.</summary>
    public static IReadOnlyList<PropertyInfo> PropertiesOf(Type section) => Known.GetOrAdd(section, static type =>
    [
        .. type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.SetMethod is { IsPublic: true } && property.GetMethod is { IsPublic: true })
            .Where(property => property.GetIndexParameters().Length == 0)
            .OrderBy(property => property.MetadataToken),
    ]);

    /// <summary>Whether a value must be given.</summary>
    public static bool IsRequired(PropertyInfo property) => property.IsDefined(typeof(RequiredMemberAttribute));

    /// <summary>Whether null is a value of it.</summary>
    public static bool MayBeNull(PropertyInfo property) => new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;

    /// <summary>What <paramref name="type"/> is.</summary>
    /// <exception cref="InvalidOperationException">It is none of the three: the options type is wrong, not the configuration.</exception>
    public static ConfigShape ShapeOf(Type type)
    {
        if (ConfigLeaf.Knows(type))
        {
            return ConfigShape.Leaf;
        }

        if (ItemOf(type) is not null)
        {
            return ConfigShape.List;
        }

        return type.IsClass && !type.IsAbstract && type.GetConstructor(Type.EmptyTypes) is not null
            ? ConfigShape.Section
            : throw new InvalidOperationException($"{type} cannot be configured: give it a parameterless constructor or a static TryParse(string, out {type.Name})");
    }

    /// <summary>The item type if <paramref name="type"/> is a list: an array, a <see cref="List{T}"/> or an interface of them.</summary>
    public static Type? ItemOf(Type type)
    {
        if (type.IsArray)
        {
            return type.GetElementType();
        }

        if (!type.IsGenericType || type.GetGenericArguments() is not [var item])
        {
            return null;
        }

        return type.IsAssignableFrom(item.MakeArrayType()) || type == typeof(List<>).MakeGenericType(item) ? item : null;
    }

    /// <summary>A list of type <paramref name="list"/> that holds <paramref name="items"/>.</summary>
    public static object MakeList(Type list, Type item, IReadOnlyList<object?> items)
    {
        var array = Array.CreateInstance(item, items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            array.SetValue(items[i], i);
        }

        return list.IsAssignableFrom(array.GetType()) ? array : Activator.CreateInstance(list, array)!;
    }

    /// <summary>A section to fill: with the values of <paramref name="defaults"/>, which is not touched, or new.</summary>
    public static object MakeSection(Type type, object? defaults) => defaults is null ? Activator.CreateInstance(type)! : Clone.Invoke(defaults, null)!;
}
