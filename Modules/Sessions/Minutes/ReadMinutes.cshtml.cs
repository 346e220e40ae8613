using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Sessions;

/// <summary>The minutes as one document to read, print and download: for those who run sessions, and for everyone once both have signed.</summary>
[ForEveryoneSignedIn]
public sealed class ReadMinutesModel(SessionsDb db, MinutesDesk desk, Conference.Shared.ConferenceTime time) : PageModel
{
    public MinutesRecord Record { get; private set; } = null!;
    public bool Unchanged { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken ct)
    {
        if (await db.Find(code, ct) is not { } session) return NotFound();
        var book = await desk.Book(session.Id, ct);
        if (!MinutesReaders.MayRead(User, book)) return NotFound();
        Record = await MinutesRecord.Read(session, book, db, ct);
        Unchanged = book.Hash is not null && book.Hash == MinutesBook.HashOf(MinutesText.Canonical(Record, time));
        return Page();
    }
}

/// <summary>Who reads the minutes as a whole.</summary>
internal static class MinutesReaders
{
    public static bool MayRead(System.Security.Claims.ClaimsPrincipal user, MinutesBook book) => book.State == MinutesState.Signed || user.IsAny(Podium.Roles);
}
