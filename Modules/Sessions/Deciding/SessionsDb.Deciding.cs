using Conference.Shared;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

public sealed partial class SessionsDb
{
    public DbSet<Decision> Decisions => Set<Decision>();
    public DbSet<Seat> Seats => Set<Seat>();
    public DbSet<SecretTotals> SecretTotals => Set<SecretTotals>();

    /// <summary>What a session has decided and is to decide, in the order it was put up; what was taken off before anyone saw it is left out.</summary>
    internal IQueryable<Decision> DecisionsOf(Guid sessionId) => Decisions.Where(d => d.SessionId == sessionId).OrderBy(d => d.Number);

    internal async Task<Decision?> FindDecision(Guid sessionId, string? code, CancellationToken ct) =>
        Decision.NumberOf(code) is { } number ? await Decisions.SingleOrDefaultAsync(d => d.SessionId == sessionId && d.Number == number, ct) : null;

    /// <summary>Keeps everyone else from a decision until this transaction ends: ballots come before its closing or after it, never during.</summary>
    internal Task<int> Hold(Guid decisionId, CancellationToken ct) => Decisions.Where(d => d.Id == decisionId).ExecuteUpdateAsync(s => s.SetProperty(d => d.Cast, d => d.Cast), ct);

    /// <summary>Tells whoever follows a roll-call who is called and how it stands.</summary>
    internal void TellVote(Guid sessionId, object news) => Announce(VoteTopic.Of(sessionId), "roll", news);

    /// <summary>
    /// The last defence of what is decided: whatever a page or a handler forgot, nothing of a closed vote is saved differently. An
    /// adoption by consensus can be given back for half a minute, and only whole. And no session is closed over an open vote.
    /// </summary>
    private async Task RefuseChangesOfDecided(CancellationToken ct)
    {
        foreach (var entry in ChangeTracker.Entries<Decision>().Where(e => e.State is EntityState.Modified or EntityState.Deleted).ToList())
        {
            var (state, method, decided) = (entry.Property(d => d.State).OriginalValue, entry.Property(d => d.Method).OriginalValue, entry.Property(d => d.DecidedAt).OriginalValue);
            if (state is not (DecisionState.Adopted or DecisionState.Rejected)) continue;
            var isTakenBack = entry.State is EntityState.Modified && method is DecisionMethod.Consensus && entry.Entity.State is DecisionState.Proposed && Now - decided <= SessionEvent.UndoFor + TimeSpan.FromSeconds(1);
            if (!isTakenBack) throw new RuleBroken("{0} is decided and does not change any more.", entry.Entity.Code);
            Publish(new DecisionTakenBack(entry.Entity.Id, entry.Entity.Code, entry.Entity.SessionId, Now));
        }
        var votes = ChangeTracker.Entries<Seat>().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).Select(e => e.Entity.DecisionId)
            .Concat(ChangeTracker.Entries<SecretTotals>().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).Select(e => e.Entity.DecisionId)).ToHashSet();
        if (votes.Count > 0)
        {
            var sealedNumber = await Decisions.AsNoTracking().Where(d => votes.Contains(d.Id) && d.OpenedAt != null && d.State != DecisionState.Open && d.State != DecisionState.Proposed)
                .Select(d => (int?)d.Number).FirstOrDefaultAsync(ct);
            if (sealedNumber is { } number) throw new RuleBroken("{0} is decided and does not change any more.", Decision.CodeOf(number));
        }
        foreach (var session in ChangeTracker.Entries<LiveSession>().Where(e => e.State is EntityState.Modified && e.Property(s => s.State).IsModified && e.Entity.State is SessionState.Closed).Select(e => e.Entity).ToList())
        {
            var open = await Decisions.AsNoTracking().Where(d => d.SessionId == session.Id && d.State == DecisionState.Open && d.Method != DecisionMethod.Silence).Select(d => (int?)d.Number).FirstOrDefaultAsync(ct);
            if (open is { } number) throw new RuleBroken("The vote on {0} is still open. Close it before you close {1}.", Decision.CodeOf(number), session.Code);
        }
    }

    /// <summary>Whichever way a silence begins or ends, others hear of it: what it is about does not change meanwhile.</summary>
    private void TellSilences()
    {
        foreach (var entry in ChangeTracker.Entries<Decision>().Where(e => e.State is EntityState.Modified or EntityState.Deleted))
        {
            var (state, method, d) = (entry.Property(x => x.State).OriginalValue, entry.Property(x => x.Method).OriginalValue, entry.Entity);
            var (was, @is) = (state is DecisionState.Open && method is DecisionMethod.Silence, entry.State is EntityState.Modified && d is { State: DecisionState.Open, Method: DecisionMethod.Silence });
            if (!was && @is) Publish(new SilenceBegan(d.Id, d.Code, d.SessionId, d.Subject, d.Deadline!.Value, Now));
            else if (was && !@is) Publish(new SilenceEnded(d.Id, d.Code, d.SessionId, d.Subject, Now));
        }
    }

    private static void MapDeciding(ModelBuilder model)
    {
        model.Entity<Decision>(decision =>
        {
            decision.ToTable("Decisions").HasIndex(d => d.Number).IsUnique();
            decision.HasIndex(d => d.SessionId);
            decision.HasIndex(d => d.State);
            decision.Property(d => d.Id).ValueGeneratedNever();
            decision.Property(d => d.Version).IsConcurrencyToken();
            decision.Ignore(d => d.Figures).Ignore(d => d.Objections).Ignore(d => d.Reservations);
            AsJson(decision.Property(d => d.Statements));
        });
        model.Entity<Seat>(seat =>
        {
            seat.ToTable("Seats").HasKey(s => new { s.DecisionId, s.VoterId });
            AsJson(seat.Property(s => s.Ballots));
        });
        model.Entity<SecretTotals>(totals =>
        {
            totals.ToTable("SecretTotals").HasKey(t => t.DecisionId);
            totals.Property(t => t.DecisionId).ValueGeneratedNever();
        });
    }
}
