using Microsoft.AspNetCore.Mvc;

namespace Conference.Agenda;

/// <summary>The mark and the name of the conference as a big screen shows them: not a way to anywhere.</summary>
public sealed class MarkViewComponent(AgendaDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() => View("/Pages/Agenda/Mark.cshtml", await db.Edition(HttpContext.RequestAborted));
}
