using System.Text.Encodings.Web;
using System.Text.Json;

namespace Node.Jobs.Pipeline.Model;

/// <summary>How records and checkpoints are written and read.</summary>
internal static class RecordJson
{
    /// <summary>Values may be nested deeper than a writer's own limit, and are checked elsewhere.</summary>
    public static readonly JsonWriterOptions Writing = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 1000,
        SkipValidation = true,
    };

    /// <summary>The counterpart of <see cref="Writing"/>.</summary>
    public static readonly JsonDocumentOptions Reading = new() { MaxDepth = 1000 };
}
