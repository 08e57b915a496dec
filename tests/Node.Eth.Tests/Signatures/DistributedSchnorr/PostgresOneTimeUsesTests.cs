using Node.Core.Storage;

namespace Node.Eth.Tests.Signatures.DistributedSchnorr;

public sealed class PostgresOneTimeUsesTests() : StoredOneTimeUsesSuite(EngineKind.Postgres);
