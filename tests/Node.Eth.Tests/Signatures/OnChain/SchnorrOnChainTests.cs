using System.Numerics;
using Node.Core.Randomness;
using Node.Eth.Primitives;
using Node.Eth.Signatures.DistributedSchnorr;
using Node.Eth.Signatures.Schnorr;
using Node.Eth.Signatures.Secp256k1;
using Node.Eth.Tests.Signatures.DistributedSchnorr;
using Node.Testing;
using Xunit;

namespace Node.Eth.Tests.Signatures.OnChain;

/// <summary>Signatures before the field's own contract.</summary>
public sealed class SchnorrOnChainTests(VerifierContracts contracts) : IClassFixture<VerifierContracts>
{
    [Fact]
    public async Task The_contract_takes_signatures_and_refuses_changed_ones()
    {
        var random = CryptoTest.Stream(100);
        for (var i = 0; i < TestScale.Pick(32, 2000); i++)
        {
            var key = EthSchnorr.Generate(random);

            // Every fourth message has leading zero bytes: 1 to 31 of them.
            var message = new BigInteger(random.NextBytes(i % 4 == 0 ? 31 - (i / 4 % 31) : 32), isUnsigned: true, isBigEndian: true) + BigInteger.One;
            await CheckAsync(key.Public, message, EthSchnorr.Sign(key, message, random), i);
        }
    }

    [Fact]
    public async Task The_contract_takes_signatures_of_a_threshold()
    {
        var random = CryptoTest.Stream(101);
        foreach (var (threshold, count) in new[] { (3, 5), (7, 10) })
        {
            var simulator = new DkgSimulator(random, count, threshold, faultyCount: 0);
            var longTerm = simulator.Generate();
            while (!longTerm[0].IsValidKey)
            {
                longTerm = simulator.Generate();
            }

            for (var i = 0; i < TestScale.Pick(2, 250); i++)
            {
                var message = new BigInteger(random.NextBytes(i % 4 == 0 ? 30 : 32), isUnsigned: true, isBigEndian: true) + BigInteger.One;
                var signature = await SignAsync(simulator, longTerm, message, random);
                await CheckAsync(longTerm[0].GroupKey!.Value, message, signature, i);
            }
        }
    }

    private static async Task<SchnorrSignature> SignAsync(
        DkgSimulator simulator, IReadOnlyDictionary<int, DkgResult> longTerm, BigInteger message, CryptoTest random)
    {
        var oneTime = simulator.Generate();
        List<DssSession> sessions = [];
        foreach (var index in simulator.Shuffled(simulator.Honest).Take(simulator.Threshold))
        {
            sessions.Add(await Sessions.StartAsync(new DssConfig
            {
                Identity = simulator.IdentityOf(index),
                Participants = simulator.Participants,
                Threshold = simulator.Threshold,
                LongTerm = longTerm[index].Share!,
                OneTime = oneTime[index].Share!,
                Message = message,
                Uses = new OneTimeUses(),
            }));
        }

        foreach (var part in sessions.Select(session => session.PartialSignature(random)))
        {
            sessions[0].Process(part);
        }

        return sessions[0].Signature().Signature!;
    }

    private async Task CheckAsync(Point key, BigInteger message, SchnorrSignature signature, int round)
    {
        var token = TestContext.Current.CancellationToken;
        Assert.True(EthSchnorr.VerifyOnChain(key, message, signature).Ok);
        Assert.True(await contracts.AcceptsAsync(key, message, signature, token), $"round {round}: refused");
        var address = signature.Commitment.ToBytes();
        address[round % Address.Size] ^= (byte)(1 << (round % 8));
        var changed = (round % 4) switch
        {
            0 => (key, message, signature with { S = (signature.S + 1) % Group.Order }),
            1 => (key, message ^ (BigInteger.One << (round % 255)), signature),
            2 => (key, message, signature with { Commitment = new Address(address) }),
            _ => (-key, message, signature),
        };
        Assert.False(EthSchnorr.VerifyOnChain(changed.Item1, changed.Item2, changed.Item3).Ok);
        Assert.False(await contracts.AcceptsAsync(changed.Item1, changed.Item2, changed.Item3, token), $"round {round}: a changed one was taken");
    }
}
