using System.Globalization;
using Node.Http.Shapes;
using Node.Jobs.Specs;

namespace Node.Http.Api;

/// <summary>How a path names a job: by its number or by its external id.</summary>
/// <param name="Number">The number; null when the path has an external id.</param>
/// <param name="ExternalId">The external id; null when the path has a number.</param>
internal readonly record struct JobPath(long? Number, Guid? ExternalId)
{
    /// <summary>Reads the part of a path; false when it is neither.</summary>
    public static bool TryRead(string text, out JobPath path)
    {
        if (TryNumber(text, out var number))
        {
            path = new JobPath(number, null);
            return true;
        }

        var isExternalId = Guid.TryParseExact(text, "D", out var externalId);
        path = isExternalId ? new JobPath(null, externalId) : default;
        return isExternalId;
    }

    /// <summary>Reads a number of a job or a run.</summary>
    public static bool TryNumber(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>Says that the path names nothing.</summary>
    public static IResult Refuse() =>
        JsonApi.Error(StatusCodes.Status422UnprocessableEntity, "the id of the job is neither a number nor a UUID");

    /// <summary>The number of the stored job, whether or not it could be loaded; a number is given back as it is. Null when there is none.</summary>
    public ValueTask<long?> FindIdAsync(IStoredJobs stored, CancellationToken cancellationToken) => ExternalId is { } externalId
        ? new ValueTask<long?>(stored.FindIdAsync(externalId, cancellationToken))
        : ValueTask.FromResult(Number);

    /// <summary>The job, or null when there is none.</summary>
    public Job? FindIn(JobCatalog catalog) =>
        Number is { } number ? catalog.Find(number) : ExternalId is { } externalId ? catalog.Find(externalId) : null;
}
