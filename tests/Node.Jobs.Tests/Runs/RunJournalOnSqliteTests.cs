using Node.Core.Storage;

namespace Node.Jobs.Tests.Runs;

public sealed class RunJournalOnSqliteTests() : RunJournalSuite(EngineKind.Sqlite);
