namespace Node.Profiling.Vitals;

/// <summary>What can be gathered of the running process.</summary>
internal enum Vital
{
    /// <summary>Where threads run: file and route <c>cpu</c>, <c>profile</c>.</summary>
    Cpu,

    /// <summary>Where memory is allocated.</summary>
    Allocs,

    /// <summary>What lives on the heap, by type.</summary>
    Heap,

    /// <summary>Where threads wait for a lock that another holds.</summary>
    Mutex,

    /// <summary>Where threads wait for anything else.</summary>
    Block,

    /// <summary>Where each thread is: the field's name for it is that of its own threads.</summary>
    Goroutine,

    /// <summary>Everything that the runtime says of itself.</summary>
    Trace,
}
