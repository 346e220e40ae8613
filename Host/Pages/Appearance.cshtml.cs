using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Host.Pages;

/// <summary>The reader's choice of language and of a light or dark background, kept in cookies.</summary>
[AllowAnonymous]
public sealed class AppearanceModel : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public IActionResult OnPost(string? language, string? theme, string? returnUrl)
    {
        var options = new CookieOptions { MaxAge = TimeSpan.FromDays(365), IsEssential = true, SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = Request.IsHttps };
        if (language is "vi-VN" or "en-GB") Response.Cookies.Append("language", CookieRequestCultureProvider.MakeCookieValue(new(language)), options);
        if (theme is "dark" or "light") Response.Cookies.Append("theme", theme, options);
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "/");
    }
}
