using System.Numerics;
using Node.Core.Randomness;
using Node.Eth.Signatures.DistributedSchnorr;
using Node.Eth.Signatures.Schnorr;
using Node.Eth.Signatures.Secp256k1;
using Node.Testing;
using Xunit;

namespace Node.Eth.Tests.Signatures.DistributedSchnorr;

/// <summary>With up to t − 1 participants that are silent, late, duplicate or lie: a right signature, or named culprits, and never an honest one among them.</summary>
public sealed class DkgLawsTests
{
    private static readonly (int Count, int Threshold)[] Sizes = [(1, 1), (3, 2), (4, 2), (5, 3), (5, 2), (7, 4), (5, 4)];

    [Fact]
    public async Task A_key_generation_and_a_signature_withstand_faulty_participants()
    {
        var signed = 0;
        for (var seed = 0; seed < TestScale.Pick(12, 1000); seed++)
        {
            var random = CryptoTest.Stream(seed);
            var (count, threshold) = Sizes[random.NextInt32(Sizes.Length)];
            var simulator = new DkgSimulator(random, count, threshold, random.NextInt32(threshold));
            var where = $"{random}: {threshold} of {count}, faulty {string.Join(", ", simulator.Faulty.Select(pair => $"{pair.Key} {pair.Value}"))}";
            signed += await PlayAsync(simulator, random, where) ? 1 : 0;
        }

        Assert.True(signed > 0);
    }

    [Fact]
    public async Task As_many_participants_as_allowed_make_a_key_and_a_signature()
    {
        var count = TestScale.Pick(8, EthDss.MembersMax);
        var random = CryptoTest.Stream(64);
        var simulator = new DkgSimulator(random, count, (count / 2) + 1, faultyCount: 0);
        Assert.True(await PlayAsync(simulator, random, $"{count} participants"));
    }

    [Fact]
    public void Long_term_keys_are_generated_until_the_contract_takes_one()
    {
        var simulator = new DkgSimulator(CryptoTest.Stream(1), 3, 2, faultyCount: 0);
        var results = Enumerable.Range(0, 10).Select(_ => simulator.Generate()[0]).ToList();
        Assert.Contains(results, result => result.IsValidKey);
        Assert.Contains(results, result => !result.IsValidKey);
        Assert.All(results, result => Assert.Equal(EthSchnorr.IsValidKey(result.GroupKey!.Value), result.IsValidKey));
        Assert.Equal(results.Count, results.Select(result => result.GroupKey).Distinct().Count());
    }

    /// <summary>What each conduct of one participant is named as by all others; null where nobody can tell that it did wrong.</summary>
    private static readonly Dictionary<FaultyConduct, DkgFault?[]> Names = new()
    {
        [FaultyConduct.Silent] = [DkgFault.NoDeal],
        [FaultyConduct.SilentAfterDeal] = [DkgFault.NoCommitments],
        [FaultyConduct.SilentBeforeCommitments] = [DkgFault.NoCommitments],
        [FaultyConduct.Late] = [DkgFault.NoDeal],
        [FaultyConduct.BadSharesOpenedWell] = [null, DkgFault.TooManyComplaints],
        [FaultyConduct.BadShares] = [DkgFault.BadDeal, DkgFault.TooManyComplaints],
        [FaultyConduct.FalseComplaints] = [null],
        [FaultyConduct.BadCommitments] = [DkgFault.BadCommitments],
        [FaultyConduct.BadOpenings] = [null],
        [FaultyConduct.Equivocates] = [DkgFault.Equivocation],
        [FaultyConduct.SplitsDeals] = [DkgFault.Equivocation],
        [FaultyConduct.SplitsCommitments] = [DkgFault.Equivocation],
        [FaultyConduct.WrongSignature] = [DkgFault.NoDeal],
        [FaultyConduct.Duplicates] = [null],
    };

    [Fact]
    public void Each_conduct_has_its_name()
    {
        foreach (var conduct in Enum.GetValues<FaultyConduct>())
        {
            for (var seed = 0; seed < TestScale.Pick(2, 30); seed++)
            {
                var simulator = new DkgSimulator(CryptoTest.Stream(seed), 5, 3, conduct);
                foreach (var result in simulator.Generate().Where(pair => pair.Key != 1).Select(pair => pair.Value))
                {
                    Assert.All(result.Culprits.Keys, culprit => Assert.Equal(1, culprit));
                    DkgFault? name = result.Culprits.TryGetValue(1, out var fault) ? fault : null;
                    Assert.True(Names[conduct].Contains(name), $"{conduct}, seed {seed}: {name}");
                    Assert.Equal(conduct is FaultyConduct.SplitsDeals or FaultyConduct.SplitsCommitments, result.Share is null);
                }
            }
        }
    }

    [Fact]
    public async Task Late_parts_and_a_second_part_of_one_sender_change_nothing_and_the_liar_is_named()
    {
        var random = CryptoTest.Stream(5);
        var simulator = new DkgSimulator(random, 4, 3, faultyCount: 0);
        var (longTerm, oneTime) = (simulator.Generate(), simulator.Generate());
        List<DssSession> sessions = [];
        for (var i = 0; i < 4; i++)
        {
            sessions.Add(await Sessions.StartAsync(new DssConfig
            {
                Identity = simulator.IdentityOf(i),
                Participants = simulator.Participants,
                Threshold = 3,
                LongTerm = longTerm[i].Share!,
                OneTime = oneTime[i].Share!,
                Message = 7,
                Uses = new OneTimeUses(),
            }));
        }

        var parts = sessions.ConvertAll(session => session.PartialSignature(random));
        Assert.Null(sessions[0].Process(parts[1]));

        // A good part, and then another value under the same name, properly signed.
        var value = parts[1].Value ^ 1;
        var digest = new BigInteger(EthDss.PartialHash(value, parts[1].SessionId.Span).ToBytes(), isUnsigned: true, isBigEndian: true);
        var second = parts[1] with { Value = value, Signature = EthSchnorr.Sign(simulator.IdentityOf(1), digest, random) };
        Assert.Equal(DssFault.AlreadyReceived, sessions[0].Process(second));
        Assert.Equal(DssFault.AlreadyReceived, sessions[0].Process(parts[1]));
        Assert.Null(sessions[0].Process(parts[2]));
        var result = sessions[0].Signature();
        Assert.Equal([1], result.Culprits);
        Assert.Equal([3], result.Missing);
        Assert.True(EthSchnorr.Verify(sessions[0].GroupKey, 7, result.Signature!).Ok);

        // One that comes late counts, and the signature stays the same.
        Assert.Null(sessions[0].Process(parts[3]));
        Assert.Equal(result.Signature, sessions[0].Signature().Signature);
        Assert.Empty(sessions[0].Signature().Missing);
        Assert.Equal(DssFault.Malformed, sessions[0].Process(null!));
        Assert.Equal(DssFault.Malformed, sessions[0].Process(parts[3] with { Signature = null! }));
    }

    private static async Task<bool> PlayAsync(DkgSimulator simulator, CryptoTest random, string where)
    {
        if (Agreed(simulator, where) is not { } longTerm || Agreed(simulator, where) is not { } oneTime)
        {
            return false;
        }

        var message = new BigInteger(random.NextBytes(32), isUnsigned: true, isBigEndian: true);
        Task<DssSession> SessionAsync(int index) => Sessions.StartAsync(new DssConfig
        {
            Identity = simulator.IdentityOf(index),
            Participants = simulator.Participants,
            Threshold = simulator.Threshold,
            LongTerm = longTerm[index],
            OneTime = oneTime[index],
            Message = message,
            Uses = new OneTimeUses(),
        });
        var sessions = new Dictionary<int, DssSession>();
        foreach (var index in simulator.Honest)
        {
            sessions.Add(index, await SessionAsync(index));
        }

        var parts = sessions.Values.Select(session => session.PartialSignature(random)).ToList();
        parts.AddRange(simulator.Faulty.SelectMany(pair => FaultyParts(simulator, pair.Key, pair.Value, parts[0], random)));
        foreach (var session in sessions.Values)
        {
            foreach (var part in simulator.Shuffled(parts.Concat(parts)))
            {
                session.Process(part);
            }

            var result = session.Signature();
            Assert.True(result.Culprits.All(simulator.Faulty.ContainsKey), $"{where}: an honest participant is named");
            Assert.True(result.Missing.All(simulator.Faulty.ContainsKey), $"{where}: an honest participant is missing");
            var isEnough = sessions.Count >= simulator.Threshold;
            Assert.True(result.Ok == isEnough, $"{where}: {result.Fault}");
            Assert.True(!isEnough || EthSchnorr.Verify(session.GroupKey, message, result.Signature!).Ok, where);
            Assert.True(isEnough || result.Missing.Count > 0, $"{where}: nobody is named");
            Assert.True(simulator.Faulty.Where(pair => pair.Value == FaultyConduct.Duplicates).All(pair => result.Culprits.Contains(pair.Key)), $"{where}: a liar is not named");
        }

        return sessions.Count >= simulator.Threshold;
    }

    // The shares of all honest participants; null when there are none, and then someone is named.
    private static Dictionary<int, KeyShare>? Agreed(DkgSimulator simulator, string where)
    {
        var results = simulator.Generate();
        var honest = simulator.Honest.Select(index => results[index]).ToList();
        foreach (var result in honest)
        {
            Assert.True(result.Culprits.Keys.All(simulator.Faulty.ContainsKey), $"{where}: an honest participant is named: {string.Join(", ", result.Culprits)}");
            Assert.Equal(honest[0].Qualified, result.Qualified);
            Assert.Equal(honest[0].Share?.Commitments, result.Share?.Commitments);
        }

        if (honest[0].Share is null)
        {
            var split = simulator.Faulty.Where(pair => pair.Value is FaultyConduct.SplitsDeals or FaultyConduct.SplitsCommitments).ToList();
            Assert.True(split.Exists(pair => honest[0].Culprits.GetValueOrDefault(pair.Key) == DkgFault.Equivocation) || honest.Count < simulator.Threshold, $"{where}: enough were honest");
            Assert.All(honest, result => Assert.NotEmpty(result.Culprits));
            return null;
        }

        Assert.True(simulator.Honest.All(honest[0].Qualified.Contains), $"{where}: the deal of an honest participant does not stand");
        var shares = simulator.Honest.ToDictionary(index => index, index => results[index].Share!);
        Assert.All(shares, pair => Assert.Equal(
            Group.BaseMultiplySecret(pair.Value.Value), Polynomials.Evaluate(pair.Value.Commitments, Polynomials.XOf(pair.Key))));
        if (shares.Count >= simulator.Threshold)
        {
            (int, Scalar)[] values = [.. shares.Take(simulator.Threshold).Select(pair => (pair.Key, pair.Value.Value))];
            Assert.Equal(honest[0].GroupKey, Group.BaseMultiplySecret(Polynomials.Interpolate(values)[0]));
        }

        return shares;
    }

    private static IEnumerable<DssPartial> FaultyParts(
        DkgSimulator simulator, int index, FaultyConduct conduct, DssPartial sample, CryptoTest random)
    {
        var value = new BigInteger(random.NextBytes(31), isUnsigned: true, isBigEndian: true);
        var signature = EthSchnorr.Sign(
            simulator.IdentityOf(index),
            new BigInteger(EthDss.PartialHash(value, sample.SessionId.Span).ToBytes(), isUnsigned: true, isBigEndian: true),
            random);
        return conduct switch
        {
            FaultyConduct.Duplicates => [new DssPartial(index, value, sample.SessionId, signature)],
            FaultyConduct.WrongSignature => [sample with { Index = index }],
            FaultyConduct.Equivocates => [sample with { SessionId = random.NextBytes(32) }, sample with { Index = -1 }, sample with { Index = int.MaxValue }],
            FaultyConduct.BadShares => [new DssPartial(index, value + 1, sample.SessionId, signature), sample with { Value = BigInteger.MinusOne }],
            _ => [],
        };
    }
}
