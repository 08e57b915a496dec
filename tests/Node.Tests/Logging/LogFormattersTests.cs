using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Node.Logging;
using Xunit;

namespace Node.Tests.Logging;

/// <summary>Whatever a field brings: one event is one line, and nothing in it gives orders to a terminal.</summary>
public sealed partial class LogFormattersTests
{
    private const string Forged = "12:00:00.000 FTL [4100] Node: all keys are gone";

    public static TheoryData<string, bool> BadTexts
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var name in Texts.Keys)
            {
                data.Add(name, true);
                data.Add(name, false);
            }

            return data;
        }
    }

    private static Dictionary<string, string> Texts { get; } = new()
    {
        ["CR LF"] = "a\r\n" + Forged,
        ["LF"] = "a\n" + Forged,
        ["CR"] = "a\r" + Forged,
        ["ESC"] = "a\e[2J\e]0;title\a",
        ["NUL"] = "a\0b",
        ["bidi"] = "a\u202egnp.\u2066exe\u2069",
        ["line separator"] = "a\u2028b\u2029c",
        ["next line"] = "a\u0085b\u009b31m",
        ["zero width"] = "a\u200b\u200db\ufeff",
        ["lone surrogate"] = "a\ud800",
        ["lone low surrogate"] = "\udc00b",
        ["quotes"] = "a\"}\n{\"@m\":\"forged\"}",
        ["1 MB"] = new string('x', 1024 * 1024),
        ["1 MB of ESC"] = new string('\e', 1024 * 1024),
    };

    [Theory]
    [MemberData(nameof(BadTexts))]
    public void A_field_stays_in_its_line(string name, bool isJson)
    {
        using var log = new FormattedLog(isJson);

        Said(log.Logger, Texts[name]);

        IsOneSafeLine(log, isJson);
    }

    [Theory]
    [MemberData(nameof(BadTexts))]
    public void Fields_inside_fields_stay_in_their_line(string name, bool isJson)
    {
        var text = Texts[name];
        using var log = new FormattedLog(isJson);

        log.Say("{@Field}", new { List = new[] { text }, Map = new Dictionary<string, string> { [text] = text }, Inner = new { Text = text } });

        IsOneSafeLine(log, isJson);
    }

    [Theory]
    [MemberData(nameof(BadTexts))]
    public void A_value_that_shows_itself_as_such_a_text_stays_in_its_line(string name, bool isJson)
    {
        using var log = new FormattedLog(isJson);

        log.Say("{Field}", new StringBuilder(Texts[name]));

        IsOneSafeLine(log, isJson);
    }

    [Theory]
    [MemberData(nameof(BadTexts))]
    public void A_text_that_is_logged_as_the_message_stays_in_its_line(string name, bool isJson)
    {
        using var log = new FormattedLog(isJson);

        // As a library does that takes a text from outside for a template.
        log.Say(Texts[name], null);

        IsOneSafeLine(log, isJson);
    }

    [Theory]
    [MemberData(nameof(BadTexts))]
    public void No_line_of_an_exception_looks_like_an_event(string name, bool isJson)
    {
        using var log = new FormattedLog(isJson);

        Failed(log.Logger, new IOException(Texts[name], new TimeoutException(Texts[name])));

        Assert.True(log.Text.Length < 8 * LogGuard.ExceptionCharsMax, $"{log.Text.Length} characters");
        Assert.Equal(1, log.Lines.Count(line => isJson || EventLine().IsMatch(line)));
        Assert.All(log.Lines.Skip(1), line => Assert.StartsWith(TextLogFormatter.ExceptionMark, line, StringComparison.Ordinal));
        Assert.All(log.Lines, AssertSafe);
        if (isJson)
        {
            Assert.Contains("IOException", JsonNode.Parse(Assert.Single(log.Lines))!["@x"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_list_without_end_is_cut(bool isJson)
    {
        using var log = new FormattedLog(isJson);

        log.Say("{@Field}", Enumerable.Range(0, 100_000).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToArray());

        IsOneSafeLine(log, isJson);
        Assert.Contains($"\"{LogGuard.ItemsMax - 1}\"", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"1000\"", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_fields_look_as_they_are_and_the_number_of_the_event_is_said()
    {
        using var text = new FormattedLog(isJson: false);
        using var json = new FormattedLog(isJson: true);

        foreach (var log in new[] { text, json })
        {
            Took(log.Logger, 12, "Preis €/💶", 0.5);
        }

        Assert.EndsWith("WRN [4711] Node.Tests: run 12 of Preis €/💶 – 0.5", Assert.Single(text.Lines), StringComparison.Ordinal);
        var line = JsonNode.Parse(Assert.Single(json.Lines))!;
        Assert.Equal("run 12 of Preis €/💶 – 0.5".Replace("Preis €/💶", "\"Preis €/💶\"", StringComparison.Ordinal), line["@m"]!.GetValue<string>());
        Assert.Equal((12, 4711), (line["Run"]!.GetValue<int>(), line["EventId"]!["Id"]!.GetValue<int>()));
    }

    private static void IsOneSafeLine(FormattedLog log, bool isJson)
    {
        var line = Assert.Single(log.Lines);
        AssertSafe(line);
        Assert.EndsWith("\n", log.Text, StringComparison.Ordinal);
        Assert.True(line.Length < 100 * LogGuard.FieldCharsMax, $"{line.Length} characters");
        if (isJson)
        {
            using var document = JsonDocument.Parse(line);
            Assert.All(document.RootElement.EnumerateObject(), member => Assert.NotNull(member.Value.ToString()));
        }
        else
        {
            Assert.Matches(EventLine(), line);
        }
    }

    private static void AssertSafe(string line) => Assert.All(line.EnumerateRunes(), rune => Assert.False(
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            || rune == Rune.ReplacementChar,
        $"U+{rune.Value:x4} in {line[..Math.Min(line.Length, 300)]}"));

    [LoggerMessage(EventId = 7, Level = LogLevel.Information, Message = "said {Field}")]
    private static partial void Said(ILogger logger, string field);

    [LoggerMessage(EventId = 8, Level = LogLevel.Error, Message = "it failed")]
    private static partial void Failed(ILogger logger, Exception e);

    [LoggerMessage(EventId = 4711, Level = LogLevel.Warning, Message = "run {Run} of {Job} – {Share}")]
    private static partial void Took(ILogger logger, int run, string job, double share);

    [System.Text.RegularExpressions.GeneratedRegex(@"^\d\d:\d\d:\d\d\.\d{3} [A-Z]{3} \[[78]\] Node\.Tests: ")]
    private static partial System.Text.RegularExpressions.Regex EventLine();
}
