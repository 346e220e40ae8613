using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Conference.Sessions;

/// <summary>Writes down what silence has adopted, with the time of its deadline, whenever that is noticed first: by the clock, at a start, or by a reader.</summary>
public sealed class Silences(SessionsDb db, SilenceClock clock)
{
    /// <returns>Whether something was adopted.</returns>
    public async Task<bool> Settle(CancellationToken ct)
    {
        var now = db.Now;
        var due = await db.Decisions.AsNoTracking().Where(d => d.State == DecisionState.Open && d.Method == DecisionMethod.Silence && d.Deadline <= now).OrderBy(d => d.Deadline).Select(d => d.Id).ToListAsync(ct);
        foreach (var id in due)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.Hold(id, ct);
            var decision = await db.Decisions.SingleAsync(d => d.Id == id, ct);
            // Another host, or another reader, was quicker.
            await db.Entry(decision).ReloadAsync(ct);
            if (!decision.IsSilenceOver(now)) continue;
            decision.KeepSilence(await db.Sessions.SingleAsync(s => s.Id == decision.SessionId, ct), db);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        return due.Count > 0;
    }

    /// <summary>A deadline was set that may be the next one.</summary>
    public void Wake() => clock.Wake();
}

/// <summary>Answers whoever is about to change what may be under silence. One that is over runs until that is written down.</summary>
internal sealed class RunningSilences(Lazy<SessionsDb> db) : ISilences
{
    public async Task<IReadOnlyList<RunningSilence>> Running(CancellationToken ct) =>
        await db.Value.Decisions.AsNoTracking().Where(d => d.State == DecisionState.Open && d.Method == DecisionMethod.Silence).Select(d => new RunningSilence(d.Subject, d.Deadline!.Value)).ToListAsync(ct);
}

/// <summary>Waits for the next deadline of a silence. Each host does; whichever comes first writes it down.</summary>
public sealed partial class SilenceClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<SilenceClock> log) : BackgroundService
{
    /// <summary>A deadline set by another host is noticed after this time, if that host should fail.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim woken = new(0, 1);

    public void Wake()
    {
        try { woken.Release(); }
        catch (SemaphoreFullException) { /* it is awake already */ }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = Longest;
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CurrentActor>().Is("silence procedure");
                var db = scope.ServiceProvider.GetRequiredService<SessionsDb>();
                await scope.ServiceProvider.GetRequiredService<Silences>().Settle(stoppingToken);
                var next = await db.Decisions.Where(d => d.State == DecisionState.Open && d.Method == DecisionMethod.Silence).MinAsync(d => d.Deadline, stoppingToken);
                if (next - db.Now is { } left && left < wait) wait = left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailed(failure);
                wait = TimeSpan.FromSeconds(1);
            }
            using var rest = new CancellationTokenSource(wait, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(rest.Token, stoppingToken);
            try { await woken.WaitAsync(either.Token); }
            catch (OperationCanceledException) { /* the deadline, or the end */ }
        }
    }

    public override void Dispose()
    {
        woken.Dispose();
        base.Dispose();
    }

    [LoggerMessage(LogLevel.Error, "Looking for silences that are over failed; trying again")]
    private partial void LogFailed(Exception failure);
}
