using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>The stage directions of the item that is on and of the next one, for the podium alone.</summary>
public sealed class NotesPanelViewComponent(SessionsDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(LiveSession session)
    {
        var items = await db.RunSheet.AsNoTracking().Where(i => i.SessionId == session.Id && i.EndedAt == null).OrderBy(i => i.Order).ThenBy(i => i.Id).ToListAsync(HttpContext.RequestAborted);
        IReadOnlyList<RunSheetItem> noted = [.. items.Where(i => i.IsOn).Concat(items.Where(i => i.BeganAt is null).Take(1)).Where(i => i.Directions is not null)];
        return noted.Count == 0 ? Content("") : View("/Pages/Sessions/RunSheet/NotesPanel.cshtml", noted);
    }
}
