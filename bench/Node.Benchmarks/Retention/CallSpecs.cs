using System.Globalization;

namespace Node.Benchmarks.Retention;

/// <summary>The specs of the jobs that are called.</summary>
internal static class CallSpecs
{
    public const string Compute =
        """
        type = "webhook"
        schemaVersion = 1
        observationSource = '''
            price [type=jsonparse path="price" data="$(jobRun.requestBody)"]
            scaled [type=multiply times=100]
            price -> scaled
        '''
        """;

    public static string Ask(int port) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        type = "webhook"
        schemaVersion = 1
        maxConcurrentRuns = 64
        observationSource = '''
            ask [type=http method=GET url="http://127.0.0.1:{port}/price"]
            price [type=jsonparse path="data,price"]
            scaled [type=multiply times=100]
            ask -> price -> scaled
        '''
        """);
}
