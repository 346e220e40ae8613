using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>The list of speakers as the parts of the rooms' pages show it.</summary>
/// <param name="Item">The item of the run sheet that is on.</param>
public sealed record ShownList(ListOfSpeakers List, RunSheetItem? Item, DateTime Now)
{
    public LiveSession Session => List.Session;

    internal static async Task<ShownList> Read(LiveSession session, SessionsDb db, CancellationToken ct, bool whole = true)
    {
        var list = await db.ReadList(session, ct, whole);
        return new(list, list.Floor.ItemId is { } id ? await db.RunSheet.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct) : null, db.Now);
    }
}

/// <summary>Who has the floor, the clock and the chair's buttons.</summary>
public sealed class FloorPanelViewComponent(SessionsDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(LiveSession session) => View("/Pages/Sessions/Floor/FloorPanel.cshtml", await ShownList.Read(session, db, HttpContext.RequestAborted));
}

/// <summary>The list of speakers with what those who keep it do.</summary>
public sealed class SpeakersPanelViewComponent(SessionsDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(LiveSession session) => View("/Pages/Sessions/Floor/SpeakersPanel.cshtml", await ShownList.Read(session, db, HttpContext.RequestAborted));
}

/// <summary>For everyone in the room: who speaks, who is next, one's own place; and asking for the floor.</summary>
public sealed class FloorStripViewComponent(SessionsDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(LiveSession session)
    {
        var shown = await ShownList.Read(session, db, HttpContext.RequestAborted, whole: false);
        HttpContext.Features.Set(new Addressed(shown.List.Entries.Select(e => e.PersonId).ToHashSet()));
        return View("/Pages/Sessions/Floor/FloorStrip.cshtml", shown);
    }
}

/// <summary>Who has spoken for how long, and which delegations have not spoken yet.</summary>
public sealed record SpeakingTotals(ListOfSpeakers List, IReadOnlyList<KnownOrganisation> Silent, DateTime Now);

public sealed class SpeakingTotalsViewComponent(SessionsDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(LiveSession session)
    {
        var ct = HttpContext.RequestAborted;
        var list = await db.ReadList(session, ct);
        var spoke = list.Entries.Where(s => s.StartedAt is not null).Select(s => s.OrganisationId).ToHashSet();
        var taking = (await db.People.AsNoTracking().Where(p => p.MaySpeak).ToListAsync(ct)).Where(session.Admits).Select(p => p.OrganisationId).ToHashSet();
        var silent = (await db.Organisations.AsNoTracking().ToListAsync(ct)).Where(o => taking.Contains(o.Id) && !spoke.Contains(o.Id))
            .OrderBy(o => o.Kind).ThenBy(o => o.ShortName, StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("vi-VN"), true));
        return View("/Pages/Sessions/Floor/SpeakingTotals.cshtml", new SpeakingTotals(list, [.. silent], db.Now));
    }
}
