using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>The morning of the third day: twelve sessions are over, two are under way.</summary>
internal sealed class SessionsDemonstration(SessionsDb db) : IDemonstration
{
    private const string Desk = "Hoàng Diệu Linh";

    public int Order => 3;

    public async Task Fill(DateTime today, CancellationToken ct)
    {
        foreach (var session in await db.Programme.Where(s => s.Number <= 14).ToListAsync(ct))
        {
            session.Open(Desk, session.Starts.AddMinutes(session.Number * 5 % 7), db);
            if (session.Number <= 12) session.Close(Desk, session.Ends.AddMinutes((session.Number * 3 % 11) - 4), db);
        }
        await db.SaveChangesAsync(ct);
    }
}
