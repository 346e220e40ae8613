using System.Linq.Expressions;
using Conference.Shared.Access;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

public sealed partial class SessionsDb
{
    public DbSet<Presence> Presences => Set<Presence>();
    public DbSet<RulesOfProcedure> Rules => Set<RulesOfProcedure>();

    /// <summary>Delegates and focal points vote; those who run the session do not.</summary>
    internal static readonly Expression<Func<KnownPerson, bool>> Votes = p => p.Roles.Contains(" " + Roles.Delegate + " ") || p.Roles.Contains(" " + Roles.FocalPoint + " ");

    internal async Task<Procedure> ProcedureOf(Guid sessionId, CancellationToken ct)
    {
        var rules = await Rules.AsNoTracking().Where(r => r.SessionId == sessionId || r.SessionId == RulesOfProcedure.OfTheConference).ToListAsync(ct);
        var general = rules.Find(r => r.SessionId == RulesOfProcedure.OfTheConference)?.Over(Procedure.Usual) ?? Procedure.Usual;
        return rules.Find(r => r.SessionId == sessionId)?.Over(general) ?? general;
    }

    /// <summary>The people who may vote in a session.</summary>
    internal IQueryable<KnownPerson> VotersOf(LiveSession session)
    {
        var delegations = session.Delegations.ToList();
        var voters = People.AsNoTracking().Where(Votes);
        return delegations.Count == 0 ? voters : voters.Where(p => delegations.Contains(p.OrganisationId));
    }

    internal async Task<Headcount> Heads(LiveSession session, CancellationToken ct) => new(await VotersOf(session)
        .Select(p => new Voter(p.Id, p.OrganisationId, Presences.Any(x => x.SessionId == session.Id && x.PersonId == p.Id && x.State == PresenceState.Present))).ToListAsync(ct));

    internal async Task<Hall> HallOf(LiveSession session, CancellationToken ct)
    {
        // Ids of the log grow with time: whoever challenged the quorum before the last opening did so at another meeting.
        var began = await Events.Where(e => e.SessionId == session.Id && e.UndoneAt == null && (e.Act == SessionAct.Opened || e.Act == SessionAct.Resumed)).MaxAsync(e => (DateTime?)e.At, ct);
        var challenged = began is not null && await Events.AnyAsync(e => e.SessionId == session.Id && e.UndoneAt == null && e.Act == SessionAct.QuorumStated && e.At >= began, ct);
        return new(session, await ProcedureOf(session.Id, ct), await Heads(session, ct), challenged);
    }

    private static void MapAttendance(ModelBuilder model)
    {
        model.Entity<Presence>(presence =>
        {
            presence.ToTable("Presences").HasIndex(p => new { p.SessionId, p.PersonId }).IsUnique();
            presence.Property(p => p.Id).ValueGeneratedNever();
            presence.Property(p => p.Version).IsConcurrencyToken();
            AsJson(presence.Property(p => p.Stays));
        });
        model.Entity<RulesOfProcedure>(rules =>
        {
            rules.ToTable("Rules").HasKey(r => r.SessionId);
            rules.Property(r => r.SessionId).ValueGeneratedNever();
            rules.Property(r => r.Version).IsConcurrencyToken();
        });
    }
}
