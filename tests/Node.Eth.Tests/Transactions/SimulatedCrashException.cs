namespace Node.Eth.Tests.Transactions;

/// <summary>The process dies here: nothing of ours catches it.</summary>
internal sealed class SimulatedCrashException() : Exception("the process died, as the test wanted");
