namespace Node.Telemetry;

/// <summary>How spans are carried to a collector.</summary>
public enum OtlpProtocol
{
    /// <summary>Protobuf in HTTP requests to the path <c>/v1/traces</c> of the endpoint, which is added when it is missing.</summary>
    HttpProtobuf,

    /// <summary>gRPC.</summary>
    Grpc,
}
