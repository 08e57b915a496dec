using Node.Core.Storage;

namespace Node.Eth.Tests.Keys;

public sealed class PostgresVrfKeystoreTests() : VrfKeystoreSuite(EngineKind.Postgres);
