namespace Node.Jobs.Running;

/// <summary>What a lane wants from the database.</summary>
/// <param name="AfterId">Accepted runs above this number; when it is 0, also the runs that are ready.</param>
/// <param name="Number">Names the load: what comes of one that was begun before the lane changed hands is not taken.</param>
internal readonly record struct LaneLoad(long AfterId, long Number);
