using System.Globalization;
using Node.Core.Text;

namespace Node.Auditing;

/// <summary>What an act was done to: values of its path, and ids that its handler adds. Never a body, a query string or a secret.</summary>
internal sealed class AuditNotes
{
    /// <summary>How many there are at most; of those that came after them there is only the number.</summary>
    public const int CountMax = 16;

    /// <summary>How much is shown of one, in UTF-16 code units.</summary>
    public const int ValueCharsMax = 200;

    private readonly List<KeyValuePair<string, string>> _all = [];
    private int _leftOut;

    /// <summary>All of them, in the order they came.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> All =>
        [.. _all.Select(note => KeyValuePair.Create(note.Key, Untrusted.Show(note.Value, ValueCharsMax))), .. LeftOut()];

    /// <summary>Adds one. Values of the same name stand together, with commas between.</summary>
    /// <param name="name">Its name, one of ours.</param>
    /// <param name="value">Its value; cut and escaped when it is written.</param>
    public void Add(string name, string? value)
    {
        var at = _all.FindIndex(note => note.Key == name);
        if (at < 0 && _all.Count == CountMax)
        {
            _leftOut++;
        }
        else if (at < 0)
        {
            _all.Add(KeyValuePair.Create(name, value ?? "(none)"));
        }
        else if (_all[at].Value.Length <= ValueCharsMax)
        {
            _all[at] = KeyValuePair.Create(name, $"{_all[at].Value}, {value}");
        }
    }

    private IEnumerable<KeyValuePair<string, string>> LeftOut() =>
        _leftOut == 0 ? [] : [KeyValuePair.Create("leftOut", _leftOut.ToString(CultureInfo.InvariantCulture))];
}
