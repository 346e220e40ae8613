using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>Three displays: in two halls, each led by whatever is on there, and in the foyer the programme of the day.</summary>
internal sealed class ScreensDemonstration(SessionsDb db) : IDemonstration
{
    public int Order => 4;

    public async Task Fill(DateTime today, CancellationToken ct)
    {
        var open = await db.Programme.Where(s => s.State == SessionState.Open).ToListAsync(ct);
        var number = 0;
        foreach (var session in open) db.Add(Screen.Hang(++number, session.Room, null, session.Room, null, db));
        db.Add(Screen.Hang(++number, "Sảnh chính", null, null, new(SlideKind.Programme), db));
        db.Add(Screen.Hang(++number, "Sảnh chính, lối vào", open.LastOrDefault()?.Id, null, new(SlideKind.Join), db));
        await db.SaveChangesAsync(ct);
    }
}
