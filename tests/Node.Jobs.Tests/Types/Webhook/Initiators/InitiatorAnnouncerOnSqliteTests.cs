using Node.Core.Storage;

namespace Node.Jobs.Tests.Types.Webhook.Initiators;

public sealed class InitiatorAnnouncerOnSqliteTests() : InitiatorAnnouncerSuite(EngineKind.Sqlite);
