using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Host.Pages;

/// <summary>The story of any code: C-123, S-07, R-1 §2.3.đ, T-12.</summary>
[ForEveryoneSignedIn]
public sealed class TraceModel(IEnumerable<ITrace> modules) : PageModel
{
    internal Story? Story { get; private set; }
    public string Code { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string? code, CancellationToken ct)
    {
        // The search sends ?code=, which a catch-all route hides; a slash within a code comes still escaped.
        Code = TraceCode.Normal(Uri.UnescapeDataString(code ?? Request.Query["code"].ToString()));
        if (Code.Length == 0) return LocalRedirect("/");
        Story = await Conference.Host.Story.Of(Code, modules, User, ct);
        if (Story is null) Response.StatusCode = 404;
        return Page();
    }
}
