using System.Globalization;

namespace Node.Eth.Tests.Signatures.Secp256k1;

/// <summary>What the times of a function told.</summary>
/// <param name="T">The largest t of all samples together.</param>
/// <param name="First">That of the first round alone.</param>
/// <param name="Samples">How many samples there are.</param>
internal sealed record LeakVerdict(double T, double First, int Samples)
{
    /// <summary>From here on chance is no explanation: below it, nothing was seen.</summary>
    public const double Threshold = 4.5;

    // A difference of times makes t grow with the root of the samples, to twice of the first for four times as many; a disturbance does not.
    private const double GrowthMin = 1.25;

    // So large that no disturbance makes it, while t itself, of a variance that is disturbed too, grows by less now and then.
    private const double Plain = 10 * Threshold;

    /// <summary>Whether the times of the two classes differ.</summary>
    public bool IsLeak => T >= Threshold && (T >= GrowthMin * First || T >= Plain);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"t = {T:0.00} over {Samples} samples, {First:0.00} at first");
}
