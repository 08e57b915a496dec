using System.Text.Json;
using System.Text.Json.Nodes;
using Node.Http.Shapes;
using Node.Jobs.Pipeline;

namespace Node.Commands;

/// <summary>Faults of specs as JSON.</summary>
internal static class FaultJson
{
    public static JsonArray Of(IEnumerable<SpecFault> faults) => new([.. faults.Select(fault => JsonSerializer.SerializeToNode(
        new { fault.Line, fault.Column, fault.Code, fault.Problem, fault.Fix }, JsonApi.Options))]);
}
