using System.Globalization;
using System.Runtime.InteropServices;
using Node.Composition;
using Xunit;

namespace Node.Tests.Composition;

public sealed class NativeHeapTests
{
    private const int Blocks = 1_000_000;
    private const int BlockBytes = 200;

    [Fact]
    public void What_the_c_library_keeps_of_freed_blocks_goes_back_to_the_system()
    {
        Assert.True(NativeHeap.CanGiveBack, "this C library keeps what is freed: measure the node's idle memory here before you rely on its figures");
        var blocks = new IntPtr[Blocks];
        for (var i = 0; i < Blocks; i++)
        {
            blocks[i] = Marshal.AllocHGlobal(BlockBytes);
            Marshal.WriteByte(blocks[i], 1);
        }

        // The last one stays above all others, so that the library does not shrink by itself.
        for (var i = 0; i < Blocks - 1; i++)
        {
            Marshal.FreeHGlobal(blocks[i]);
        }

        var before = ResidentBytes();
        NativeHeap.GiveBack();

        Assert.InRange(before - ResidentBytes(), Blocks / 2 * BlockBytes, long.MaxValue);
        Marshal.FreeHGlobal(blocks[^1]);
    }

    private static long ResidentBytes() =>
        long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
}
