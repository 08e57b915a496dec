using System.Globalization;

namespace Node.Http.Api;

/// <summary>The <c>page</c> and <c>size</c> of a request.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Size">Resources on a page.</param>
internal readonly record struct Paging(int Number, int Size)
{
    /// <summary>The largest page, which is also the default for jobs and runs.</summary>
    public const int SizeMax = 1000;

    /// <summary>How many resources come before the page.</summary>
    public int Skip => (Number - 1) * Size;

    /// <summary>Reads the query; false and a message when it is wrong.</summary>
    public static bool TryRead(HttpRequest request, out Paging paging, out string? problem)
    {
        paging = default;
        problem = null;
        if (!TryNumber(request.Query["page"], 1, 1_000_000, out var number))
        {
            problem = "page must be a whole number from 1 to 1000000";
            return false;
        }

        if (!TryNumber(request.Query["size"], SizeMax, SizeMax, out var size))
        {
            problem = $"size must be a whole number from 1 to {SizeMax}";
            return false;
        }

        paging = new Paging(number, size);
        return true;
    }

    private static bool TryNumber(string? text, int fallback, int max, out int number)
    {
        number = fallback;
        return text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= max);
    }
}
