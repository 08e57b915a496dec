using System.Runtime.InteropServices;

namespace Node.Composition;

/// <summary>The heap of the C library, which keeps what the runtime and SQLite have freed.</summary>
internal static class NativeHeap
{
    private static readonly Trim? Trimmer = Find();

    private delegate int Trim(nuint keep);

    /// <summary>Whether the C library can be asked: glibc can, others cannot.</summary>
    public static bool CanGiveBack => Trimmer is not null;

    /// <summary>Gives free pages back to the system; does nothing where the C library has no such call.</summary>
    public static void GiveBack() => Trimmer?.Invoke(0);

    private static Trim? Find() =>
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "malloc_trim", out var trim)
            ? Marshal.GetDelegateForFunctionPointer<Trim>(trim)
            : null;
}
