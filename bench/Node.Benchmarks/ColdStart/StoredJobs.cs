namespace Node.Benchmarks.ColdStart;

/// <summary>Jobs of the kinds that a node has many of.</summary>
internal static class StoredJobs
{
    private const string Price =
        """
            alpha [type=http method=GET url="https://alpha.example/eth-usd" timeout="5s"]
            alpha_price [type=jsonparse path="data,price"]
            alpha_scaled [type=multiply times=100000000]
            beta [type=http method=GET url="https://beta.example/eth-usd" timeout="5s"]
            beta_price [type=jsonparse path="last"]
            beta_scaled [type=multiply times=100000000]
            gamma [type=http method=GET url="https://gamma.example/eth-usd" timeout="5s"]
            gamma_price [type=jsonparse path="ticker,quotes,0,mid"]
            gamma_scaled [type=multiply times=100000000]
            answer [type=median]
            alpha -> alpha_price -> alpha_scaled -> answer
            beta -> beta_price -> beta_scaled -> answer
            gamma -> gamma_price -> gamma_scaled -> answer
        """;

    /// <summary>The spec of job <paramref name="number"/>: cron and webhook in turn. The schedules name one night a year: none is to tick meanwhile.</summary>
    public static string Spec(int number) =>
        $"""
        type = "{(number % 2 == 0 ? "cron" : "webhook")}"
        schemaVersion = 1
        name = "price {number}"
        {(number % 2 == 0 ? $"schedule = \"CRON_TZ=UTC {number % 60} {number / 60 % 24} 29 2 *\"" : "")}
        observationSource = '''
        {Price}
        '''
        """;
}
