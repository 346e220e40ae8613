using System.Globalization;
using Conference.Shared.Access;
using Conference.Shared.Data;
using Conference.Shared.Messages;
using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.CodeGeneration.Frames;
using JasperFx.CodeGeneration.Model;
using Microsoft.EntityFrameworkCore;
using Wolverine;
using Wolverine.Configuration;
using Wolverine.EntityFrameworkCore;
using Wolverine.ErrorHandling;
using Wolverine.Persistence.Durability;
using Wolverine.Postgresql;
using Wolverine.Runtime.Handlers;
using Wolverine.Sqlite;

namespace Conference.Host;

internal static class WolverineMessages
{
    public const string Schema = "wolverine";

    /// <summary>Lets Wolverine carry the messages between modules, in the conference's own database.</summary>
    public static void AddMessages(this WebApplicationBuilder builder)
    {
        var database = new DatabaseChoice(builder.Configuration);
        var cooldown = (builder.Configuration["Messages:Cooldown"] ?? "50 500 3000 15000").Split(' ')
            .Select(ms => TimeSpan.FromMilliseconds(int.Parse(ms, CultureInfo.InvariantCulture))).ToArray();

        builder.Services.AddWolverine(ExtensionDiscovery.ManualOnly, wolverine =>
        {
            wolverine.ApplicationAssembly = typeof(WolverineMessages).Assembly;
            wolverine.UseRuntimeCompilation();
            if (database.IsPostgres) wolverine.PersistMessagesWithPostgresql(database.ConnectionString, Schema);
            else wolverine.PersistMessagesWithSqlite(database.ConnectionString);

            wolverine.UseEntityFrameworkCoreTransactions();
            wolverine.Policies.AutoApplyTransactions();
            wolverine.Policies.UseDurableLocalQueues();
            wolverine.MultipleHandlerBehavior = MultipleHandlerBehavior.Separated;
            wolverine.ServiceLocationPolicy = ServiceLocationPolicy.AlwaysAllowed;
            wolverine.CodeGeneration.AlwaysUseServiceLocationFor<CurrentActor>();
            wolverine.Policies.Add<BeginHandling>();
            // One at a time and in the order of publication, as SQLite writes anyway.
            wolverine.Policies.AllLocalQueues(queue => queue.Sequential());
            wolverine.UseSystemTextJsonForSerialization(json => json.Converters.AddAll(ModuleDb.Json.Converters));

            // Short waits hold their queue; a long one lets the others pass.
            var (brief, calm) = (cooldown.TakeWhile(wait => wait <= TimeSpan.FromSeconds(1)).ToArray(), cooldown.SkipWhile(wait => wait <= TimeSpan.FromSeconds(1)).ToArray());
            var failing = wolverine.OnException<Exception>().RetryWithCooldown(brief);
            if (calm.Length > 0) failing.Then.ScheduleRetry(calm);

            wolverine.Durability.Mode = database.IsPostgres ? DurabilityMode.Balanced : DurabilityMode.Solo;
            wolverine.Durability.ScheduledJobFirstExecution = wolverine.Durability.ScheduledJobPollingTime = TimeSpan.FromSeconds(1);
            // What a killed host was about to handle, another takes up within half a minute.
            wolverine.Durability.HealthCheckPollingTime = TimeSpan.FromSeconds(3);
            wolverine.Durability.StaleNodeTimeout = TimeSpan.FromSeconds(15);
            wolverine.Durability.DrainTimeout = TimeSpan.FromSeconds(5);
            wolverine.Durability.KeepAfterMessageHandling = TimeSpan.FromMinutes(1);
        });
        builder.Services.AddSingleton<IWolverineExtension, ModulesHandlers>();
        builder.Services.AddSingleton<IMessageEngine, WolverineEngine>();
        builder.Services.AddDbContextFactory<EnvelopeDb>(o =>
        {
            if (database.IsPostgres) o.UseNpgsql(database.ConnectionString);
            else o.UseSqlite(database.ConnectionString);
        });
    }

    private static void AddAll<T>(this IList<T> list, IEnumerable<T> items) { foreach (var item in items) list.Add(item); }
}

/// <summary>Handlers are found in the modules, whichever were added.</summary>
internal sealed class ModulesHandlers(IEnumerable<ModuleAssembly> modules) : IWolverineExtension
{
    public void Configure(WolverineOptions options)
    {
        foreach (var module in modules) options.Discovery.IncludeAssembly(module.Assembly);
    }
}

/// <summary>Puts <see cref="Handling.Begin"/> before each handler, within the transaction in which it works.</summary>
internal sealed class BeginHandling : IHandlerPolicy
{
    public void Apply(IReadOnlyList<HandlerChain> chains, GenerationRules rules, IServiceContainer container)
    {
        foreach (var chain in chains)
        {
            if (chain.Handlers.FirstOrDefault() is not { } handler) continue;
            if (handler.Method.GetParameters().FirstOrDefault(p => p.ParameterType.IsAssignableTo(typeof(ModuleDb))) is not { } db) continue;
            var begin = new MethodCall(typeof(Handling), typeof(Handling).GetMethod(nameof(Handling.Begin))!.MakeGenericMethod(db.ParameterType));
            begin.TrySetArgument("handler", Constant.ForString(handler.HandlerType.Name));
            chain.Middleware.Add(begin);
        }
    }
}

/// <summary>What each handler does first; Wolverine's generated code calls it.</summary>
public static class Handling
{
    /// <summary>Names the handler as the one who acts, and lets a message be handled once, even when two of the queue's readers got hold of it.</summary>
    /// <exception cref="DuplicateIncomingEnvelopeException">It is handled already; Wolverine then drops it.</exception>
    public static async Task Begin<TDb>(TDb db, Envelope envelope, CurrentActor actor, string handler, CancellationToken ct) where TDb : ModuleDb
    {
        actor.Is(handler);
        // The row stays locked until the commit that marks it as handled.
        var taken = db.Database.IsNpgsql()
            ? await db.Database.ExecuteSqlAsync($"UPDATE wolverine.wolverine_incoming_envelopes SET attempts = attempts WHERE id = {envelope.Id} AND status <> 'Handled'", ct)
            : await db.Database.ExecuteSqlAsync($"UPDATE wolverine_incoming_envelopes SET attempts = attempts WHERE id = {envelope.Id} AND status <> 'Handled'", ct);
        if (taken == 0) throw new DuplicateIncomingEnvelopeException(envelope);
    }
}
