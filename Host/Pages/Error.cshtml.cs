using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Host.Pages;

[AllowAnonymous, IgnoreAntiforgeryToken, ResponseCache(NoStore = true)]
public sealed class ErrorModel : PageModel
{
    public int Status { get; private set; }
    public string Incident { get; private set; } = "";

    public void OnGet(int status = 500) => Show(status);

    public void OnPost(int status = 500) => Show(status);

    private void Show(int status)
    {
        Status = status;
        Incident = Activity.Current?.TraceId.ToString()[..8] ?? HttpContext.TraceIdentifier;
    }
}
