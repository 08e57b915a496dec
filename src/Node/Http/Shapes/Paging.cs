using System.Globalization;
using System.Text.Json.Nodes;

namespace Node.Http.Shapes;

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

    /// <summary>The member <c>links</c>: the pages before and after this one, as far as there are such.</summary>
    public JsonObject Links(string path, long count)
    {
        var links = new JsonObject();
        if (Skip + Size < count)
        {
            links["next"] = Link(path, Number + 1, Size);
        }

        if (Number > 1)
        {
            links["prev"] = Link(path, Number - 1, Size);
        }

        return links;
    }

    private static string Link(string path, int number, int size) => string.Create(CultureInfo.InvariantCulture, $"{path}?page={number}&size={size}");

    private static bool TryNumber(string? text, int fallback, int max, out int number)
    {
        number = fallback;
        return text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= max);
    }
}
