namespace Node.Testing.Chain;

/// <summary>Whose error texts and pool rules the scripted chain follows.</summary>
public enum ScriptedClient
{
    /// <summary>go-ethereum: a replacement must pay 10 % more.</summary>
    Geth,

    /// <summary>anvil: a replacement must pay more.</summary>
    Anvil,
}
