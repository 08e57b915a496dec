using Node.Core.Storage;

namespace Node.Eth.Tests.Keys;

public sealed class SqliteKeystoreTests() : KeystoreSuite(EngineKind.Sqlite);
