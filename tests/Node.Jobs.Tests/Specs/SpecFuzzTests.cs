using System.Text;
using Node.Testing;
using Xunit;
using Xunit.Sdk;

namespace Node.Jobs.Tests.Specs;

/// <summary>Specs from outside may be anything: nothing but faults may come of them, and soon.</summary>
public sealed class SpecFuzzTests
{
    private const string Marks = "[]{}<>()\"'\\=.,#-+_ \n\r\t0e:T\0";
    private static readonly TimeSpan SpecDurationMax = TimeSpan.FromMilliseconds(100);
    private static readonly string[] Seeds =
    [
        "type = \"cron\"\nschemaVersion = 1\nname = 'a \u20ac'\nschedule = \"CRON_TZ=Europe/Paris 0 */5 * * 1,MON-FRI\"\nobservationSource = \"\"\"\n  a [type=memo value=\\\"1\\\"] \\\n  b [type=multiply times=\"$(a)\"]\n a -> b\n\"\"\"\n",
        "type = \"directrequest\"\nschemaVersion = 1\nevmChainID = \"1\"\ncontractAddress = \"0x5FbDB2315678afecb367f032d93F642f64180aa3\"\nrequesters = [\"0x5fbdb2315678afecb367f032d93f642f64180aa3\"]\nminContractPaymentLinkJuels = 10\nobservationSource = '''a [type=ethabidecode abi=\"uint256 a\" data=\"$(jobRun.logData)\"]'''\n",
        "type = \"webhook\"\nschemaVersion = 1\nexternalJobID = \"123e4567-e89b-12d3-a456-426655440002\"\nmaxTaskDuration = \"1m\"\ngasLimit = 0x10\n\"quoted\".key = {a = [1, 2.5e3, true, 1979-05-27T07:32:00Z]}\nobservationSource = \"a [type=memo value=<{\\\"a\\\": 1}>]\"\n[table]\nx = 1\n[[tables]]\ny = 2\n",
    ];

    [Fact]
    public void A_mutated_spec_gives_faults_and_never_an_exception()
    {
        var checker = Check.Checker(1);
        var (accepted, faulty) = (0, 0);
        for (var seed = 0; seed < TestScale.Pick(5_000, 200_000); seed++)
        {
            var text = Mutate(Seeds[seed % Seeds.Length], new Random(seed));
            var took = Pace.FastestOf(SpecDurationMax, () => Look(text));
            Assert.True(took <= SpecDurationMax, $"seed {seed} took {took}: {text}");

            void Look(string toml)
            {
                try
                {
                    var check = checker.Check(toml);
                    Assert.True(check.Spec is not null || check.Faults.Any(fault => !fault.IsWarning), "refused without a fault");
                    Assert.All(check.Faults, fault => Assert.True(fault is { Line: >= 1, Column: >= 1, Code.Length: > 0, Problem.Length: > 0, Fix.Length: > 0 }, fault.ToString()));
                    (accepted, faulty) = check.Spec is null ? (accepted, faulty + 1) : (accepted + 1, faulty);
                }
                catch (Exception e) when (e is not IAssertionException)
                {
                    Assert.Fail($"seed {seed}: {e}\n{toml}");
                }
            }
        }

        Assert.True(accepted > 100 && faulty > 1000, $"{accepted} accepted, {faulty} faulty: the mutations are too weak or too strong");
    }

    private static string Mutate(string original, Random random)
    {
        var text = new StringBuilder(original);
        for (var i = random.Next(1, 5); i > 0 && text.Length > 0; i--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(6))
            {
                case 0:
                    text[at] = (char)random.Next(1, 300);
                    break;
                case 1:
                    text.Remove(at, Math.Min(random.Next(1, 8), text.Length - at));
                    break;
                case 2:
                    text.Insert(at, text.ToString(at, Math.Min(random.Next(1, 40), text.Length - at)));
                    break;
                case 3:
                    text.Insert(at, new string(Marks[random.Next(Marks.Length)], random.Next(1, 200)));
                    break;
                case 4:
                    text[at] = (char)random.Next(0xd700, 0x10000);
                    break;
                default:
                    text.Insert(at, Marks[random.Next(Marks.Length)]);
                    break;
            }
        }

        return text.ToString();
    }
}
