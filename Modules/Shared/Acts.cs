using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Shared;

/// <summary>
/// How a form answers what someone did on a live page: a script that posts it (<c>data-act</c>, see acts.js) gets one sentence
/// and stays where it is; without a script the same sentence stands above the page that the redirect leads to.
/// </summary>
public static class Acts
{
    private const string Json = "application/json";

    public static bool AnswersScript(HttpRequest request) => request.Headers.Accept.ToString().StartsWith(Json, StringComparison.Ordinal);

    /// <param name="sentence">What was done, in the reader's language.</param>
    /// <param name="back">Where the person goes on without a script; must be an address of ours, otherwise the home page.</param>
    public static IActionResult Done(this PageModel page, string sentence, string? back)
    {
        if (AnswersScript(page.Request)) return new JsonResult(new { said = sentence });
        page.TempData["done"] = sentence;
        return page.LocalRedirect(page.Url.IsLocalUrl(back) ? back : "/");
    }

    public static IActionResult Refused(string sentence) => new JsonResult(new { said = sentence }) { StatusCode = StatusCodes.Status409Conflict };
}
