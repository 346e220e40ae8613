using Conference.Shared;

namespace Conference.Agenda;

internal sealed class AgendaDemonstration(AgendaDb db, ConferenceTime time) : IDemonstration
{
    private sealed record DemoRoom(string Code, string Name, string NameEn, int Capacity);

    private sealed record DemoSession(
        int Number, int Day, TimeOnly Start, TimeOnly End, string Room, bool Thematic, string Title, string TitleEn, string Description, string DescriptionEn, string Chair);

    private sealed record DemoConference(
        int Number, string Name, string NameEn, string ShortName, string ShortNameEn, string Motto, string MottoEn, string Theme, string ThemeEn,
        string Venue, string VenueEn, string HostBody, string HostBodyEn, string Place, string PlaceEn, int Days, DemoRoom[] Rooms, DemoSession[] Sessions);

    public int Order => 2;

    public async Task Fill(DateTime today, CancellationToken ct)
    {
        var demo = Demo.Read<AgendaDb, DemoConference>("conference.json");
        var firstDay = DateOnly.FromDateTime(time.Local(today)).AddDays(-2);
        var edition = Edition.Announce(Demo.Id("conference", demo.Number), new(demo.Number, demo.Name, demo.NameEn, demo.ShortName, demo.ShortNameEn,
            demo.Motto, demo.MottoEn, demo.Theme, demo.ThemeEn, demo.Venue, demo.VenueEn, firstDay, firstDay.AddDays(demo.Days - 1))
            { HostBody = demo.HostBody, HostBodyEn = demo.HostBodyEn, Place = demo.Place, PlaceEn = demo.PlaceEn }, time, db);
        var rooms = demo.Rooms.ToDictionary(r => r.Code, r => Room.Add(Demo.Id("room", r.Code), edition, r.Code, r.Name, r.NameEn, r.Capacity, db));

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TakeNumbers(AgendaSession.Series(edition.Id), demo.Sessions.Max(s => s.Number), ct);
        foreach (var s in demo.Sessions)
        {
            var day = firstDay.AddDays(s.Day - 1);
            AgendaSession.Schedule(Demo.Id("session", s.Number), s.Number, new(s.Title, s.TitleEn, s.Description, s.DescriptionEn, s.Thematic,
                rooms[s.Room].Id, time.ToUtc(day, s.Start), time.ToUtc(day, s.End), s.Chair), edition, time, db);
        }
        await db.SaveChangesAsync(ct);
        edition.Release(await db.Draft(edition.Id, ct), null, "Hoàng Diệu Linh", "", time.ToUtc(firstDay.AddDays(-1), new(18, 5)), db);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
