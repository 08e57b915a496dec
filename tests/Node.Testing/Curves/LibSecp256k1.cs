using System.Runtime.InteropServices;

namespace Node.Testing.Curves;

/// <summary>The C library libsecp256k1, to compare results and speed with. Scalars are 32 bytes, points 64: x, then y.</summary>
/// <remarks>Not for several threads at once.</remarks>
public sealed class LibSecp256k1
{
    private const string Name = "secp256k1";
    private const uint SignAndVerify = 0x301;
    private const uint Uncompressed = 2;
    private static readonly Lock Gate = new();
    private static string? _path;

    private readonly nint _context = ContextCreate(SignAndVerify);
    private readonly byte[] _key = new byte[64];
    private readonly byte[] _other = new byte[64];
    private readonly byte[] _encoded = new byte[65];

    private LibSecp256k1()
    {
    }

    /// <summary>Loads the library, after fetching it where there is none.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message says what to do.</exception>
    public static async Task<LibSecp256k1> LoadAsync(CancellationToken cancellationToken = default)
    {
        var path = await LibSecp256k1File.FindAsync(cancellationToken);
        lock (Gate)
        {
            if (_path is null)
            {
                _path = path;
                NativeLibrary.SetDllImportResolver(
                    typeof(LibSecp256k1).Assembly, (name, _, _) => name == Name ? NativeLibrary.Load(_path) : 0);
            }
        }

        return new LibSecp256k1();
    }

    /// <summary>Multiplies the generator, and leaves the result in the library's own form: what a speed is measured of.</summary>
    public void MultiplyBase(byte[] scalar) => Require(PubkeyCreate(_context, _key, scalar));

    /// <summary>Multiplies what the last call left: what a speed is measured of.</summary>
    public void MultiplyLast(byte[] scalar) => Require(PubkeyTweakMul(_context, _key, scalar));

    /// <summary>The scalar, not zero, times the generator.</summary>
    public byte[] BaseMultiply(byte[] scalar)
    {
        MultiplyBase(scalar);
        return Last();
    }

    /// <summary>The scalar, not zero, times a point.</summary>
    public byte[] Multiply(byte[] scalar, byte[] point)
    {
        Parse(_key, point);
        MultiplyLast(scalar);
        return Last();
    }

    /// <summary>The sum of two points, or null when it is the identity.</summary>
    public byte[]? Add(byte[] left, byte[] right)
    {
        Parse(_key, left);
        Parse(_other, right);
        var first = GCHandle.Alloc(_key.ToArray(), GCHandleType.Pinned);
        var second = GCHandle.Alloc(_other, GCHandleType.Pinned);
        try
        {
            return PubkeyCombine(_context, _key, [first.AddrOfPinnedObject(), second.AddrOfPinnedObject()], 2) == 1 ? Last() : null;
        }
        finally
        {
            first.Free();
            second.Free();
        }
    }

    /// <summary>The opposite point.</summary>
    public byte[] Negate(byte[] point)
    {
        Parse(_key, point);
        Require(PubkeyNegate(_context, _key));
        return Last();
    }

    /// <summary>The sum of two scalars, or null when it is zero.</summary>
    public byte[]? AddScalars(byte[] left, byte[] right)
    {
        byte[] result = [.. left];
        return SeckeyTweakAdd(_context, result, right) == 1 ? result : null;
    }

    /// <summary>The product of two scalars, neither zero.</summary>
    public byte[] MultiplyScalars(byte[] left, byte[] right)
    {
        byte[] result = [.. left];
        Require(SeckeyTweakMul(_context, result, right));
        return result;
    }

    /// <summary>The negative of a scalar other than zero.</summary>
    public byte[] NegateScalar(byte[] scalar)
    {
        byte[] result = [.. scalar];
        Require(SeckeyNegate(_context, result));
        return result;
    }

    /// <summary>An ECDSA signature in the library's own form.</summary>
    public byte[] Sign(byte[] digest, byte[] secret)
    {
        var signature = new byte[64];
        Require(EcdsaSign(_context, signature, digest, secret, 0, 0));
        return signature;
    }

    /// <summary>r and s of an ECDSA signature in the library's own form.</summary>
    public byte[] Compact(byte[] signature)
    {
        var compact = new byte[64];
        Require(EcdsaSerialize(_context, compact, signature));
        return compact;
    }

    /// <summary>Checks a signature against the key that the last call left.</summary>
    public bool VerifyLast(byte[] signature, byte[] digest) => EcdsaVerify(_context, signature, digest, _key) == 1;

    private byte[] Last()
    {
        nuint length = 65;
        Require(PubkeySerialize(_context, _encoded, ref length, _key, Uncompressed));
        return _encoded[1..];
    }

    private void Parse(byte[] key, byte[] point)
    {
        _encoded[0] = 4;
        point.CopyTo(_encoded, 1);
        Require(PubkeyParse(_context, key, _encoded, 65));
    }

    private static void Require(int answer)
    {
        if (answer != 1)
        {
            throw new InvalidOperationException("libsecp256k1 refused the input");
        }
    }

    [DllImport(Name, EntryPoint = "secp256k1_context_create")]
    private static extern nint ContextCreate(uint flags);

    [DllImport(Name, EntryPoint = "secp256k1_ec_pubkey_create")]
    private static extern int PubkeyCreate(nint context, byte[] key, byte[] secret);

    [DllImport(Name, EntryPoint = "secp256k1_ec_pubkey_parse")]
    private static extern int PubkeyParse(nint context, byte[] key, byte[] input, nuint length);

    [DllImport(Name, EntryPoint = "secp256k1_ec_pubkey_serialize")]
    private static extern int PubkeySerialize(nint context, byte[] output, ref nuint length, byte[] key, uint flags);

    [DllImport(Name, EntryPoint = "secp256k1_ec_pubkey_tweak_mul")]
    private static extern int PubkeyTweakMul(nint context, byte[] key, byte[] scalar);

    [DllImport(Name, EntryPoint = "secp256k1_ec_pubkey_negate")]
    private static extern int PubkeyNegate(nint context, byte[] key);

    [DllImport(Name, EntryPoint = "secp256k1_ec_pubkey_combine")]
    private static extern int PubkeyCombine(nint context, byte[] output, nint[] keys, nuint count);

    [DllImport(Name, EntryPoint = "secp256k1_ec_seckey_tweak_add")]
    private static extern int SeckeyTweakAdd(nint context, byte[] secret, byte[] tweak);

    [DllImport(Name, EntryPoint = "secp256k1_ec_seckey_tweak_mul")]
    private static extern int SeckeyTweakMul(nint context, byte[] secret, byte[] tweak);

    [DllImport(Name, EntryPoint = "secp256k1_ec_seckey_negate")]
    private static extern int SeckeyNegate(nint context, byte[] secret);

    [DllImport(Name, EntryPoint = "secp256k1_ecdsa_sign")]
    private static extern int EcdsaSign(nint context, byte[] signature, byte[] digest, byte[] secret, nint nonceFunction, nint nonceData);

    [DllImport(Name, EntryPoint = "secp256k1_ecdsa_signature_serialize_compact")]
    private static extern int EcdsaSerialize(nint context, byte[] output, byte[] signature);

    [DllImport(Name, EntryPoint = "secp256k1_ecdsa_verify")]
    private static extern int EcdsaVerify(nint context, byte[] signature, byte[] digest, byte[] key);
}
