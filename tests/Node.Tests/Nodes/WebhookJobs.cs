namespace Node.Tests.Nodes;

/// <summary>Specs of webhook jobs.</summary>
internal static class WebhookJobs
{
    /// <summary>Takes <c>v</c> out of the body and multiplies it by 100.</summary>
    public const string ParseAndMultiply = """
        parse [type=jsonparse path="v" data="$(jobRun.requestBody)"]
        mul [type=multiply times=100]
        parse -> mul
        """;

    /// <summary>A webhook job with this pipeline.</summary>
    public static string Spec(string pipeline, Guid? id = null) => $"""
        type = "webhook"
        schemaVersion = 1
        name = "sample"
        externalJobID = "{id ?? Guid.NewGuid()}"
        observationSource = '''
        {pipeline}
        '''
        """;
}
