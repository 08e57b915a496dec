namespace Node.Eth.Keys;

/// <summary>What kind of thing a <see cref="KeystoreException"/> is about.</summary>
public enum KeystoreFault
{
    /// <summary>The password is not the one that the keys were stored with.</summary>
    WrongPassword,

    /// <summary>No password was given, or its file cannot be used.</summary>
    NoPassword,

    /// <summary>The keystore is not unlocked.</summary>
    Locked,

    /// <summary>There is no such key.</summary>
    UnknownKey,

    /// <summary>The key is there already.</summary>
    AlreadyThere,

    /// <summary>A key file is not of the form of Web3 Secret Storage, version 3.</summary>
    BadFile,

    /// <summary>A key file asks for more than a limit allows.</summary>
    LimitCrossed,
}
