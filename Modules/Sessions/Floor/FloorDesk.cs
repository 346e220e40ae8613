using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>Acts on the list of speakers and the floor of a session, for the pages and the API.</summary>
public sealed class FloorDesk(SessionsDb db, SessionDesk desk)
{
    /// <returns>The list as it is now, or null when there is no such session.</returns>
    public async Task<ListOfSpeakers?> Run(string code, Action<ListOfSpeakers> act, CancellationToken ct) =>
        await Run(code, list => { act(list); return Task.CompletedTask; }, ct);

    /// <inheritdoc cref="Run(string, Action{ListOfSpeakers}, CancellationToken)"/>
    public async Task<ListOfSpeakers?> Run(string code, Func<ListOfSpeakers, Task> act, CancellationToken ct) =>
        await desk.Run(code, async session => await act(await db.ListOf(session, ct)), ct) is { } session ? await db.ListOf(session, ct) : null;

    /// <summary>Someone asks for the floor for themselves.</summary>
    public Task<ListOfSpeakers?> Ask(string code, FloorRequest request, Actor me, CancellationToken ct) => Run(code, async list =>
    {
        var person = await db.People.FindAsync([me.PersonId], ct) ?? throw new RuleBroken("Only someone with a badge of this conference can ask for the floor.");
        list.Floor.Ask(person, await db.Organisations.FindAsync([person.OrganisationId], ct), request, list, me.Name, self: true, db);
    }, ct);

    /// <summary>Those who keep the list put someone on it.</summary>
    /// <param name="who">A name, with words of the organisation where names are alike; with or without diacritics.</param>
    public Task<ListOfSpeakers?> Add(string code, string? who, FloorRequest request, Actor me, CancellationToken ct) => Run(code, async list =>
    {
        var (person, organisation) = await new PeopleSearch(db).One(list.Session, who, ct);
        list.Floor.Ask(person, organisation, request, list, me.Name, self: false, db);
    }, ct);

    /// <summary>The item of the run sheet with this id begins, and the one that was on ends.</summary>
    public Task<ListOfSpeakers?> BeginItem(string code, Guid itemId, Actor me, CancellationToken ct) => Run(code, async list =>
    {
        var items = await db.ItemsOf(list.Session.Id, ct);
        var item = items.SingleOrDefault(i => i.Id == itemId) ?? throw new RuleBroken("There is no such item.");
        list.Floor.BeginItem(item, items.SingleOrDefault(i => i.Id == list.Floor.ItemId), list.Session, me.Name, db);
    }, ct);
}

/// <summary>Finds people who take part in a session, typed with or without diacritics.</summary>
internal sealed class PeopleSearch(SessionsDb db)
{
    public const int Most = 8;

    internal sealed record Found(KnownPerson Person, KnownOrganisation? Organisation)
    {
        public string Words => Organisation is null ? Person.Name : $"{Person.Name} · {Sentences.Pick(Organisation.ShortName, Organisation.ShortNameEn)}";

        public string Folded { get; } = Fold.ForSearch($"{Person.Name} {Person.Title} {Person.TitleEn} {Organisation?.Code} {Organisation?.Name} {Organisation?.NameEn} {Organisation?.ShortName} {Organisation?.ShortNameEn}");

        public string Name { get; } = Fold.ForSearch(Person.Name);
    }

    /// <summary>Those in whose name, title or organisation every word is found; whose name has them first.</summary>
    public async Task<IReadOnlyList<Found>> Find(LiveSession session, string? words, CancellationToken ct)
    {
        var wanted = Fold.Words(words?.Replace('·', ' '));
        if (wanted.Length == 0) return [];
        var organisations = await db.Organisations.AsNoTracking().ToDictionaryAsync(o => o.Id, ct);
        return
        [
            .. (await db.People.AsNoTracking().ToListAsync(ct)).Where(session.Admits).Select(p => new Found(p, organisations.GetValueOrDefault(p.OrganisationId)))
                .Where(f => wanted.All(f.Folded.Contains)).OrderByDescending(f => wanted.Count(f.Name.Contains)).ThenBy(f => f.Person.Name, StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("vi-VN"), true))
        ];
    }

    public async Task<(KnownPerson, KnownOrganisation?)> One(LiveSession session, string? words, CancellationToken ct)
    {
        var found = await Find(session, words, ct);
        var (exact, name) = (Clean.Line(words), Fold.ForSearch(words));
        if (found.Count > 1 && found.Where(f => f.Words == exact || f.Person.Name == exact || f.Name == name).ToList() is [{ } only]) found = [only];
        return found switch
        {
            [] => throw new RuleBroken("Nobody who takes part in {0} is found by “{1}”. Type a name, or words of the organisation.", session.Code, exact),
            [{ } one] => (one.Person, one.Organisation),
            _ => throw new RuleBroken("Several people are found by “{0}”: {1}. Type more of the name, or add the organisation.", exact, string.Join("; ", found.Take(4).Select(f => f.Words))),
        };
    }
}
