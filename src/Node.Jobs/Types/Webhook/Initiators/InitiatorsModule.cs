using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Node.Core.Services;

namespace Node.Jobs.Types.Webhook.Initiators;

/// <summary>Wires external initiators.</summary>
internal static class InitiatorsModule
{
    /// <summary>Registers them; options that were registered before count.</summary>
    public static IServiceCollection AddInitiators(this IServiceCollection services)
    {
        services.TryAddSingleton(new InitiatorsOptions());
        return services
            .AddSingleton<InitiatorRepository>()
            .AddSingleton<InitiatorNoticeRepository>()
            .AddSingleton<ExternalInitiators>()
            .AddSingleton<IExternalInitiators>(provider => provider.GetRequiredService<ExternalInitiators>())
            .AddSingleton<IInitiatorNames>(provider => provider.GetRequiredService<ExternalInitiators>())
            .AddSingleton<NoticeSender>()
            .AddSingleton<InitiatorAnnouncer>();
    }

    /// <summary>The services in the order in which they start.</summary>
    public static IReadOnlyList<IService> InitiatorServices(this IServiceProvider provider)
    {
        var initiators = provider.GetRequiredService<ExternalInitiators>();
        var announcer = provider.GetRequiredService<InitiatorAnnouncer>();
        initiators.Attach(announcer.Nudge);
        return [initiators, announcer];
    }
}
