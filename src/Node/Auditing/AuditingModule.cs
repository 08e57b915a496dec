namespace Node.Auditing;

/// <summary>Wires the audit log.</summary>
internal static class AuditingModule
{
    /// <summary>The folder when the options name none.</summary>
    public const string FolderName = "audit";

    /// <summary>Registers it.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="options">Its options.</param>
    /// <param name="dataFolder">Where the node keeps its files.</param>
    public static IServiceCollection AddAuditing(this IServiceCollection services, AuditLoggerOptions options, string dataFolder)
    {
        var disk = new AuditDisk();
        var folder = options.Folder.Length > 0 ? options.Folder : Path.Combine(dataFolder, FolderName);
        return services
            .AddSingleton(options)
            .AddSingleton(new AuditFiles(folder, options.FileSizeMax.Bytes, options.FilesMax, options.ActsAtOnceMax * AuditFiles.LineBytesMax, disk))
            .AddSingleton(new ForwardedMark(folder, disk))
            .AddSingleton<AuditLog>()
            .AddSingleton<AuditSink>()
            .AddSingleton<AuditService>();
    }
}
