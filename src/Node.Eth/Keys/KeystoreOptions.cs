using System.Numerics;
using Node.Core.Config;

namespace Node.Eth.Keys;

/// <summary>How keys are kept.</summary>
public sealed record KeystoreOptions : IConfigSection
{
    /// <summary>The file whose text is the password, one line break at its end aside. Default: none; then no key can be made.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>The work factor of scrypt for what is written: a power of two. Default 262,144, which takes 256 MiB for about a second.</summary>
    public int ScryptN { get; init; } = 1 << 18;

    /// <summary>The parallel factor of scrypt for what is written. Default 1.</summary>
    public int ScryptP { get; init; } = 1;

    /// <summary>The least <see cref="ScryptN"/> that is accepted. Default 16,384. Only tests go below.</summary>
    internal int ScryptNFloor { get; init; } = 1 << 14;

    /// <summary>Most memory that a key file may ask scrypt for, in bytes. Default 1 GiB.</summary>
    public long ScryptMemoryMax { get; init; } = 1L << 30;

    /// <summary>Most blocks that a key file may ask scrypt to mix, N·r·p. Default 2²⁵, which takes some 20 seconds.</summary>
    public long ScryptWorkMax { get; init; } = 1L << 25;

    /// <summary>Most rounds that a key file may ask PBKDF2 for. Default 10,000,000.</summary>
    public int Pbkdf2RoundsMax { get; init; } = 10_000_000;

    /// <summary>Most characters of a key file. Default 16,384.</summary>
    public int KeyFileCharsMax { get; init; } = 16_384;

    /// <inheritdoc/>
    public void Validate(ConfigFaults faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (PasswordFile is { Length: 0 })
        {
            faults.Add(nameof(PasswordFile), "is empty; name the file that holds the password, or leave it out");
        }

        if (ScryptN < ScryptNFloor || !BitOperations.IsPow2(ScryptN))
        {
            faults.Add(nameof(ScryptN), $"is {ScryptN}; must be a power of two of at least {ScryptNFloor}");
        }

        if (ScryptP < 1)
        {
            faults.Add(nameof(ScryptP), $"is {ScryptP}; must be at least 1");
        }

        if (ScryptN > 0 && ScryptP > 0 && !new ScryptDerivation(ScryptN, ScryptDerivation.DefaultR, ScryptP).IsWithin(this))
        {
            faults.Add(nameof(ScryptN), $"of {ScryptN} with ScryptP {ScryptP} is over ScryptMemoryMax or ScryptWorkMax, so that no key could be read back");
        }

        if (Pbkdf2RoundsMax < 1)
        {
            faults.Add(nameof(Pbkdf2RoundsMax), $"is {Pbkdf2RoundsMax}; must be at least 1");
        }

        if (KeyFileCharsMax < 1024)
        {
            faults.Add(nameof(KeyFileCharsMax), $"is {KeyFileCharsMax}; must be at least 1024, which a key file needs");
        }
    }
}
