using Node.Core.Storage;

namespace Node.Eth.Tests.Keys;

public sealed class SqliteVrfKeystoreTests() : VrfKeystoreSuite(EngineKind.Sqlite);
