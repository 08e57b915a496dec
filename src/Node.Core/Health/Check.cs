using Node.Core.Services;
using Node.Core.Text;

namespace Node.Core.Health;

/// <summary>One registered check, its last answer, and whether somebody is waiting for the next.</summary>
/// <remarks>Asked by one thread at a time. A call that was given up keeps the check out of later rounds until it returns.</remarks>
internal sealed class Check(string name, ICheckable service)
{
    private static readonly HealthFault NotAsked = new(
        "the check could not be asked: checks that hang hold every thread",
        "Look at the checks that did not answer; restart the node if they stay so");

    private readonly Lock _gate = new();
    private CheckAnswer? _answer;
    private object? _askedBy;
    private bool _isCalled;

    public string Name { get; } = name;

    /// <summary>The last answer; null before the first.</summary>
    public CheckAnswer? Answer
    {
        get
        {
            lock (_gate)
            {
                return _answer;
            }
        }
    }

    /// <summary>Puts the check into <paramref name="round"/>.</summary>
    /// <returns>False when an earlier call still hangs: it is not called again, and its answer says so.</returns>
    public bool TryEnter(object round)
    {
        lock (_gate)
        {
            if (_isCalled)
            {
                return false;
            }

            _askedBy = round;
            return true;
        }
    }

    /// <summary>Calls the service and takes its answer, unless the round has given up meanwhile.</summary>
    /// <returns>Whether the answer counts for this round.</returns>
    public bool Ask(object round)
    {
        lock (_gate)
        {
            if (_askedBy != round)
            {
                return false;
            }

            _isCalled = true;
        }

        var answer = CheckAnswer.Ask(Name, service);
        lock (_gate)
        {
            _isCalled = false;
            if (_askedBy != round)
            {
                return false;
            }

            _askedBy = null;
            _answer = answer;
            return true;
        }
    }

    /// <summary>Ends the wait of <paramref name="round"/>: a check that has not answered counts as failing from now on.</summary>
    public void GiveUp(object round, TimeSpan timeLimit)
    {
        lock (_gate)
        {
            if (_askedBy == round)
            {
                _askedBy = null;
                _answer = CheckAnswer.Failing(Name, _isCalled ? Hangs(timeLimit) : NotAsked);
            }
        }
    }

    private static HealthFault Hangs(TimeSpan timeLimit) => new(
        $"the check did not answer within {GoDuration.Format(timeLimit)}",
        "Restart the node if it stays so: something holds this part of it");
}
