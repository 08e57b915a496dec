using Node.Core.Storage;

namespace Node.Eth.Tests.Keys;

public sealed class PostgresKeystoreTests() : KeystoreSuite(EngineKind.Postgres);
