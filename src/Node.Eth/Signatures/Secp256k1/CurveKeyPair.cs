namespace Node.Eth.Signatures.Secp256k1;

/// <summary>A private scalar and its public point.</summary>
public readonly record struct CurveKeyPair
{
    private CurveKeyPair(Scalar secret, Point publicPoint) => (Private, Public) = (secret, publicPoint);

    /// <summary>The secret.</summary>
    public Scalar Private { get; }

    /// <summary>The secret times the generator.</summary>
    public Point Public { get; }

    /// <summary>The pair of a secret scalar.</summary>
    /// <exception cref="CurveException">It is zero, whose point is the identity.</exception>
    public static CurveKeyPair Of(in Scalar secret) =>
        secret.IsZero ? throw new CurveException(CurveFault.Identity) : new CurveKeyPair(secret, Group.BaseMultiplySecret(secret));

    /// <summary>The public point, never the secret.</summary>
    public override string ToString() => $"the key of {Public}";
}
