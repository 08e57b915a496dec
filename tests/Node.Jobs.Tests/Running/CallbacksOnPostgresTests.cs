using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

public sealed class CallbacksOnPostgresTests() : CallbackSuite(EngineKind.Postgres);
