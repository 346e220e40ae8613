using Microsoft.AspNetCore.Mvc;

namespace Conference.Agenda;

/// <summary>The head of the home page: which conference, when and where, under which motto.</summary>
public sealed class MastheadViewComponent(AgendaDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() => View("/Pages/Agenda/Masthead.cshtml", await db.Edition(HttpContext.RequestAborted));
}
