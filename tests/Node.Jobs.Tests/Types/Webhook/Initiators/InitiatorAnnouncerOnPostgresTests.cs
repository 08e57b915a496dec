using Node.Core.Storage;

namespace Node.Jobs.Tests.Types.Webhook.Initiators;

public sealed class InitiatorAnnouncerOnPostgresTests() : InitiatorAnnouncerSuite(EngineKind.Postgres);
