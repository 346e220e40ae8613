using Microsoft.AspNetCore.Mvc;

namespace Conference.Agenda;

/// <summary>The mark and the name at the head of every page; leads home.</summary>
public sealed class BrandViewComponent(AgendaDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() => View("/Pages/Agenda/Brand.cshtml", await db.Edition(HttpContext.RequestAborted));
}
