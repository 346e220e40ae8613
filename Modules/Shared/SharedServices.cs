using Conference.Shared.Access;
using Conference.Shared.Data;
using Conference.Shared.Live;
using Conference.Shared.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Conference.Shared;

/// <summary>The kernel all modules stand on: the database, messages between modules, the live channel, sentences.</summary>
public static class SharedServices
{
    public static void AddShared(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddHttpContextAccessor();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DatabaseChoice>();
        services.AddSingleton<ConferenceTime>();
        services.AddScoped<CurrentActor>();
        services.AddScoped<ModuleDbServices>();
        services.AddModule<SharedDb>();

        services.AddSingleton<MessageHandlers>();

        services.AddSingleton<LiveSignal>();
        services.AddSingleton<LiveBroadcast>();
        services.AddHostedService(s => s.GetRequiredService<LiveBroadcast>());
        services.AddScoped<LiveTopics>();
        services.AddSingleton<LiveFollowers>();
        services.AddSingleton<HubLifetimeManager<LiveHub>>(s => s.GetRequiredService<LiveFollowers>());
        services.AddSignalR(o =>
        {
            // Room for the longest text someone might paste, so that it is answered with a sentence and not with a cut connection.
            o.MaximumReceiveMessageSize = 1024 * 1024;
            o.KeepAliveInterval = TimeSpan.FromSeconds(5);
            o.ClientTimeoutInterval = TimeSpan.FromSeconds(20);
        }).AddJsonProtocol(o => o.PayloadSerializerOptions = ModuleDb.Json);

        services.AddLocalization();
        services.AddSingleton<Sentences>();
    }

    /// <summary>Lets the in-process engine carry the messages between modules.</summary>
    public static void AddInProcessMessages(this IServiceCollection services)
    {
        services.AddSingleton<InProcessMessages>();
        services.AddSingleton<IMessageEngine>(s => s.GetRequiredService<InProcessMessages>());
        services.AddHostedService(s => s.GetRequiredService<InProcessMessages>());
    }

    /// <summary>Registers a module: its context, and its assembly as the place of its message handlers and texts.</summary>
    public static void AddModule<TDb>(this IServiceCollection services) where TDb : ModuleDb
    {
        var module = typeof(TDb).Assembly.GetName().Name!.Split('.')[^1];
        services.AddDbContext<TDb>((s, options) => s.GetRequiredService<DatabaseChoice>().Configure(options, module), optionsLifetime: ServiceLifetime.Singleton);
        // For those who seldom need it: a context costs some microseconds to make.
        services.AddScoped(s => new Lazy<TDb>(s.GetRequiredService<TDb>));
        services.AddSingleton(new ModuleDatabase(typeof(TDb)));
        services.AddSingleton(new ModuleAssembly(typeof(TDb).Assembly));
    }

    public static void MapShared(this IEndpointRouteBuilder app) => LiveSocket.Serve(app, app.MapHub<LiveHub>("/live"));
}
