using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>Someone whose attendance was noted, as it stands now.</summary>
public sealed record Noted(LiveSession Session, KnownPerson Person, string Organisation, Presence Presence);

/// <summary>Notes who comes, goes, is excused or absent; for the door, the room, the list and the API.</summary>
public sealed class AttendanceDesk(SessionsDb db)
{
    public Task<Noted> ComeIn(LiveSession session, Guid personId, CameBy by, string who, CancellationToken ct) =>
        Run(session, personId, SessionAct.CameIn, who, (presence, person) => presence.ComeIn(person, by, session, db.Now), ct);

    public Task<Noted> Leave(LiveSession session, Guid personId, string who, CancellationToken ct) =>
        Run(session, personId, SessionAct.Left, who, (presence, person) => presence.Leave(person, session, db.Now), ct);

    public Task<Noted> Excuse(LiveSession session, Guid personId, string who, CancellationToken ct) =>
        Run(session, personId, SessionAct.MarkedExcused, who, (presence, person) => presence.Excuse(person, db.Now), ct);

    public Task<Noted> MissesIt(LiveSession session, Guid personId, string who, CancellationToken ct) =>
        Run(session, personId, SessionAct.MarkedAbsent, who, (presence, person) => presence.MissesIt(person, db.Now), ct);

    public async Task<Noted> SendDeputy(LiveSession session, Guid personId, Guid deputyId, string who, CancellationToken ct)
    {
        var deputy = await Find(deputyId, ct);
        var ofDeputy = await db.Presences.SingleOrDefaultAsync(p => p.SessionId == session.Id && p.PersonId == deputyId, ct);
        return await Run(session, personId, SessionAct.SentDeputy, who, (presence, person) => presence.SendDeputy(person, deputy, ofDeputy, session, db.Now), ct, deputy);
    }

    private async Task<Noted> Run(LiveSession session, Guid personId, SessionAct act, string who, Action<Presence, KnownPerson> verb, CancellationToken ct, KnownPerson? deputy = null)
    {
        var person = await Find(personId, ct);
        var organisation = await db.Organisations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == person.OrganisationId, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var fresh = Presence.Expected(session, person);
        // Two who note the first thing about a person at once find the same row.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Sessions_Presences" ("Id", "SessionId", "PersonId", "OrganisationId", "State", "Stays", "Version")
            VALUES ({fresh.Id}, {session.Id}, {person.Id}, {person.OrganisationId}, {nameof(PresenceState.Expected)}, '[]', 0) ON CONFLICT DO NOTHING
            """, ct);
        var presence = await db.Presences.SingleAsync(p => p.SessionId == session.Id && p.PersonId == personId, ct);
        verb(presence, person);
        db.Log(session.Id, act, who, new()
        {
            Person = deputy?.Name ?? person.Name, PersonId = deputy?.Id ?? person.Id, Title = (deputy ?? person).Title, TitleEn = (deputy ?? person).TitleEn, OnBehalfOf = deputy is null ? null : person.Name,
            Organisation = organisation?.Name, OrganisationEn = organisation?.NameEn,
        });
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleBroken("Someone else noted something about {0} at the same moment. Look at the list, then repeat your step if it is still needed.", person.Name);
        }
        return new(session, person, organisation is null ? "" : Sentences.Pick(organisation.Name, organisation.NameEn), presence);
    }

    private async Task<KnownPerson> Find(Guid personId, CancellationToken ct) =>
        await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId, ct) ?? throw new RuleBroken("This person is not registered at this conference.");
}
