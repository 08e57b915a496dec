namespace Node.Jobs.Running;

/// <summary>Who is told what becomes of the right to execute runs.</summary>
internal interface ILeaseListener
{
    /// <summary>Another process has taken over; what is under way is void. This process is registered again under a new number.</summary>
    void OnLost();

    /// <summary>At least one other instance is gone: its lanes are free.</summary>
    void OnOthersGone();
}
