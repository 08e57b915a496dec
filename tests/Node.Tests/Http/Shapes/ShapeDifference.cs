namespace Node.Tests.Http.Shapes;

/// <summary>Something in an answer of ours that is not as in the field's.</summary>
/// <param name="What">The type of the resource, or the name of the request where it is no matter of a resource.</param>
/// <param name="Field">The member, with dots between levels; <c>status</c> for the status.</param>
/// <param name="There">The field's form; <c>-</c> when it has no such member.</param>
/// <param name="Here">Ours; <c>-</c> when there is no such member, <c>added</c> when only we have it.</param>
internal sealed record ShapeDifference(string What, string Field, string There, string Here)
{
    public override string ToString() => $"| {What} | `{Field}` | {There} | {Here} |";
}
