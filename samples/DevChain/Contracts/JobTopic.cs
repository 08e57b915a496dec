using System.Text;
using Node.Eth.Primitives;

namespace DevChain.Contracts;

/// <summary>How a request names the job that it is for.</summary>
public static class JobTopic
{
    /// <summary>The 32 lower-case hex digits of the id as ASCII.</summary>
    public static Hash32 FromText(Guid jobId) => new(Encoding.ASCII.GetBytes(jobId.ToString("N")));

    /// <summary>The 16 bytes of the id, then zeros.</summary>
    public static Hash32 FromBytes(Guid jobId)
    {
        Span<byte> topic = stackalloc byte[Hash32.Size];
        jobId.TryWriteBytes(topic, bigEndian: true, out _);
        return new Hash32(topic);
    }
}
