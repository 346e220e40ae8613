using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewComponents;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Shared;

/// <summary>
/// How a page shows a part that another module owns: by the name of its view component. A part whose module is not
/// installed is simply not there.
/// </summary>
public static class PageParts
{
    public static async Task<IHtmlContent> Part(this IViewComponentHelper components, ViewContext view, string name, object? arguments = null)
    {
        var selector = view.HttpContext.RequestServices.GetRequiredService<IViewComponentSelector>();
        return selector.SelectComponent(name) is null ? HtmlString.Empty : await components.InvokeAsync(name, arguments);
    }
}
