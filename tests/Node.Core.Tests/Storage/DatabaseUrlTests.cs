using Node.Core.Storage;
using Xunit;

namespace Node.Core.Tests.Storage;

public sealed class DatabaseUrlTests
{
    [Theory]
    [InlineData("sqlite:./data/node.db", EngineKind.Sqlite, "sqlite:./data/node.db")]
    [InlineData("sqlite:///var/lib/node.db", EngineKind.Sqlite, "sqlite:/var/lib/node.db")]
    [InlineData("postgres://u:p%40ss@db.example:5433/oracle?SSL%20Mode=Require", EngineKind.Postgres, "postgres://db.example:5433/oracle")]
    [InlineData("postgresql://db.example/oracle", EngineKind.Postgres, "postgres://db.example:5432/oracle")]
    public void Both_forms_are_read_and_shown_without_secrets(string text, EngineKind engine, string shown)
    {
        var url = DatabaseUrl.Parse(text);

        Assert.Equal(engine, url.Engine);
        Assert.Equal(shown, url.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("sqlite:")]
    [InlineData("mysql://a/b")]
    [InlineData("postgres://u:hunter2@host/")]
    [InlineData("postgres://u:hunter2@host/db?nonsense=1")]
    public void Anything_else_is_refused_without_repeating_a_password(string text)
    {
        var message = Assert.Throws<FormatException>(() => DatabaseUrl.Parse(text)).Message;

        Assert.DoesNotContain("hunter2", message, StringComparison.Ordinal);
    }
}
