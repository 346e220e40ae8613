using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>Who came to the sessions of the demonstration's first days; two run in parallel, so their delegations are divided between them.</summary>
internal sealed class AttendanceDemonstration(SessionsDb db) : IDemonstration
{
    private static readonly Procedure Rules = Procedure.Usual with { Presence = PresenceRule.Counted };

    public int Order => 4;

    public async Task Fill(DateTime today, CancellationToken ct)
    {
        var rules = RulesOfProcedure.Of(RulesOfProcedure.OfTheConference);
        rules.Set(Rules);
        db.Add(rules);
        var voters = (await db.People.AsNoTracking().Where(SessionsDb.Votes).ToListAsync(ct)).OrderBy(p => p.Id).ToList();
        var sessions = await db.Programme.Where(s => s.OpenedAt != null).ToListAsync(ct);
        foreach (var session in sessions)
        {
            var parallel = sessions.Where(s => s.Starts == session.Starts).ToList();
            if (parallel.Count > 1)
            {
                var own = RulesOfProcedure.Of(session.Id);
                own.Differ(null, QuorumFraction.OneThird, null);
                db.Add(own);
            }
            var (place, came) = (parallel.IndexOf(session), session.OpenedAt!.Value);
            foreach (var person in voters)
            {
                // The same for everyone who starts the demonstration, and different from session to session.
                var chance = BitConverter.ToUInt16(Demo.Id($"attendance of {session.Code}", person.Id).ToByteArray()) % 100;
                var here = parallel.Count == 1 ? chance < 88 : BitConverter.ToUInt16(person.Id.ToByteArray()) % 5 < 3 == (place == parallel.Count - 1) && chance < 94;
                if (!here && chance < 97) continue;
                var presence = Presence.Expected(session, person);
                if (here) presence.Came(came.AddSeconds(20 * chance - 1500), session.ClosedAt, chance % 3 == 0 ? CameBy.Self : CameBy.Door);
                else presence.Excuse(person, came);
                db.Append(presence);
            }
        }
        await db.SaveChangesAsync(ct);
    }
}
