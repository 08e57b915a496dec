using CsCheck;
using Node.Jobs.Running;
using Node.Jobs.Runs;
using Node.Testing;
using Xunit;

namespace Node.Jobs.Tests.Running;

public sealed class RunLaneTests
{
    private static readonly Gen<(int Before, int QueueMax, int ConcurrentMax, int[] Steps)> Plans =
        Gen.Select(Gen.Int[0, 5], Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[0, 99].Array[0, 80]);

    [Fact]
    public void Every_run_starts_once_and_in_order_whatever_happens_between() => Plans.Sample(
        plan =>
        {
            var model = new Model(plan.Before, plan.QueueMax, plan.ConcurrentMax);
            foreach (var step in plan.Steps)
            {
                model.Step(step);
            }

            model.Drain();
        },
        iter: TestScale.Pick(20_000, 1_000_000));

    [Fact]
    public void Runs_that_come_back_from_a_wait_go_first()
    {
        var lane = Owned(new RunLane(1, 10));
        Assert.True(lane.Add(Run(1)));
        Assert.False(lane.Add(Run(2)));
        Assert.False(lane.AddReady(Run(9)));
        Assert.False(lane.AddReady(Run(9)));
        Assert.Equal(LaneTurn.Run, lane.Take(out var first, out _, out _));
        Assert.False(lane.Reschedule());
        Assert.True(lane.Release(9));
        Assert.Equal(LaneTurn.Run, lane.Take(out var second, out _, out _));
        Assert.Equal((9L, 1L), (first!.Id, second!.Id));
    }

    [Fact]
    public void A_lane_holds_no_more_in_memory_than_its_limit()
    {
        var lane = Owned(new RunLane(1, 2) { ConcurrentMax = 10 });
        for (var id = 1; id <= 5; id++)
        {
            lane.Add(Run(id));
        }

        Assert.Equal(LaneTurn.Run, lane.Take(out _, out _, out _));
        Assert.True(lane.Reschedule());
        Assert.Equal(LaneTurn.Run, lane.Take(out _, out _, out _));
        Assert.True(lane.Reschedule());
        Assert.Equal(LaneTurn.Load, lane.Take(out _, out _, out var load));
        Assert.Equal(2, load.AfterId);
    }

    private static RunLane Owned(RunLane lane)
    {
        lane.Own(7);
        lane.Take(out _, out _, out var load);
        lane.Loaded(load, [], isLast: true);
        return lane;
    }

    private static OpenRun Run(long id) => new() { Id = id, JobId = 1 };

    /// <summary>The lane beside a list that stands for the database.</summary>
    private sealed class Model
    {
        private const int PageSize = 2;
        private readonly RunLane _lane;
        private readonly int _concurrentMax;
        private readonly List<long> _stored = [];
        private readonly List<long> _started = [];
        private readonly List<long> _running = [];
        private readonly List<long> _suspended = [];
        private readonly List<long> _resumed = [];
        private int _resumes;
        private (LaneLoad Load, List<OpenRun> Page, bool IsLast)? _load;
        private bool _isScheduled;
        private long _lastId;

        public Model(int before, int queueMax, int concurrentMax)
        {
            _concurrentMax = concurrentMax;
            _lane = new RunLane(1, queueMax) { ConcurrentMax = concurrentMax };
            for (var i = 0; i < before; i++)
            {
                _stored.Add(++_lastId);
            }

            // As at a start: some came in before the lane was claimed.
            Accept();
            Assert.False(_isScheduled);
            Assert.True(_lane.WantsClaim());
            Due(_lane.Own(7));
        }

        public void Step(int step)
        {
            switch (step % 8)
            {
                case 0 or 1:
                    Accept();
                    break;
                case 2 or 3:
                    Turn();
                    break;
                case 4:
                    EndLoad(isFailed: step > 80);
                    break;
                case 5:
                    End(step, isSuspended: false);
                    break;
                case 6:
                    End(step, isSuspended: true);
                    break;
                default:
                    Resume();
                    break;
            }
        }

        public void Drain()
        {
            for (var i = 0; i < 10_000 && (_isScheduled || _load is not null || _running.Count > 0 || _suspended.Count > 0); i++)
            {
                Turn();
                EndLoad(isFailed: false);
                End(0, isSuspended: false);
                Resume();
            }

            Assert.Equal(_stored, _started);
            Assert.Equal(_resumes, _resumed.Count);
        }

        private void Accept()
        {
            _stored.Add(++_lastId);
            Due(_lane.Add(Run(_lastId)));
        }

        private void Turn()
        {
            if (!_isScheduled)
            {
                return;
            }

            _isScheduled = false;
            switch (_lane.Take(out var run, out _, out var load))
            {
                case LaneTurn.Run:
                    Start(run!);
                    break;
                case LaneTurn.Load:
                    Assert.Null(_load);
                    var page = _stored.Where(id => id > load.AfterId).Take(PageSize).Select(Run).ToList();
                    _load = (load, page, page.Count < PageSize);
                    break;
            }
        }

        private void Start(OpenRun run)
        {
            (run.State == RunStatus.Ready ? _resumed : _started).Add(run.Id);
            _running.Add(run.Id);
            Assert.True(_running.Count <= _concurrentMax, "too many runs go at once");
            Due(_lane.Reschedule());
        }

        private void EndLoad(bool isFailed)
        {
            if (_load is { } load)
            {
                _load = null;
                Due(isFailed ? _lane.LoadFailed(load.Load) : _lane.Loaded(load.Load, load.Page, load.IsLast));
            }
        }

        private void End(int step, bool isSuspended)
        {
            if (_running.Count > 0)
            {
                var id = _running[step % _running.Count];
                _running.Remove(id);
                if (isSuspended)
                {
                    _suspended.Add(id);
                }

                Due(_lane.Release(id));
            }
        }

        private void Resume()
        {
            if (_suspended.Count > 0)
            {
                _resumes++;
                Due(_lane.AddReady(Run(_suspended[0]).AsReady()));
                _suspended.RemoveAt(0);
            }
        }

        private void Due(bool isDue)
        {
            Assert.False(isDue && _isScheduled, "the lane was scheduled twice");
            _isScheduled |= isDue;
        }
    }
}
