using System.Globalization;
using System.Text;

namespace Node.Eth.Encoding.Abi;

/// <summary>Where an encoder or decoder is, so that a fault can say <c>orders[2].amount</c>. Costs nothing until one does.</summary>
internal sealed class AbiPath(IReadOnlyList<AbiParameter> parameters)
{
    private readonly List<int> _indexes = [];

    /// <summary>Steps into an element.</summary>
    public void Enter(int index) => _indexes.Add(index);

    /// <summary>Steps out again.</summary>
    public void Leave() => _indexes.RemoveAt(_indexes.Count - 1);

    /// <summary>The place in words; empty at the top.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var components = parameters;
        AbiType? list = null;
        foreach (var index in _indexes)
        {
            var name = list is null && index < components.Count ? components[index].Name : string.Empty;
            if (name.Length > 0)
            {
                text.Append(text.Length > 0 ? "." : string.Empty).Append(name);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"[{index}]");
            }

            var type = list?.Element ?? components[index].Type;
            list = type.Element is null ? null : type;
            components = type.Components;
        }

        return text.ToString();
    }

    /// <summary>A fault here.</summary>
    public AbiException Fault(AbiFault fault, string problem) => new(fault, problem, ToString());
}
