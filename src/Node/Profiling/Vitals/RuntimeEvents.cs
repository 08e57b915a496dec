namespace Node.Profiling.Vitals;

/// <summary>Names, numbers and keywords of the runtime's events that are read here.</summary>
internal static class RuntimeEvents
{
    public const string Runtime = "Microsoft-Windows-DotNETRuntime";
    public const string Sampler = "Microsoft-DotNETCore-SampleProfiler";

    public const long GcKeyword = 0x1;
    public const long ContentionKeyword = 0x4000;
    public const long WaitHandleKeyword = 0x400_0000_0000;

    /// <summary>Collects once and lists every object: GC, Type, GCHeapDump, GCHeapCollect, GCHeapAndTypeNames.</summary>
    public const long HeapKeywords = 0x1 | 0x8_0000 | 0x10_0000 | 0x80_0000 | 0x100_0000;

    /// <summary>What describes the program: GC, exceptions, thread pool, loader, locks, just-in-time compiler.</summary>
    public const long TraceKeywords = 0x1 | 0x8 | 0x10 | ContentionKeyword | 0x8000 | 0x1_0000;

    /// <summary>Names and code of methods, and their offsets, said at the end: loader, compiled code, offsets.</summary>
    public const long MethodKeywords = 0x8 | 0x10 | 0x20 | 0x2_0000;

    public const int ThreadSample = 0;
    public const int GcStart = 1;
    public const int GcEnd = 2;
    public const int AllocationTick = 10;
    public const int BulkType = 15;
    public const int BulkNode = 18;
    public const int ContentionStart = 81;
    public const int ContentionEnd = 91;
    public const int WaitStart = 301;
    public const int WaitEnd = 302;

    /// <summary>A thread that runs managed code, in the event of a sample.</summary>
    public const uint RunsManaged = 2;
}
