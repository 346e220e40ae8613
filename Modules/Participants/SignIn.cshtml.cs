using System.ComponentModel.DataAnnotations;
using Conference.Shared;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Conference.Participants;

/// <summary>One way in for everyone: the code on a badge, or name and password. In Development also one click on a demonstration badge.</summary>
[AllowAnonymous, EnableRateLimiting("sign-in")]
public sealed class SignInModel(ParticipantsDb db, SignIns signIns, UserManager<Account> accounts, Sentences texts, IHostEnvironment environment, IConfiguration configuration) : PageModel
{
    public sealed record DemoBadge(string Code, string Role, string Name, string Title, string Organisation);

    [BindProperty, StringLength(40)] public string? BadgeCode { get; set; }
    [BindProperty, StringLength(100)] public string? UserName { get; set; }
    [BindProperty, StringLength(200), DataType(DataType.Password)] public string? Password { get; set; }
    [BindProperty(SupportsGet = true)] public string? ReturnUrl { get; set; }

    public IReadOnlyList<DemoBadge> DemoBadges { get; private set; } = [];

    public Task OnGetAsync(string? badge)
    {
        BadgeCode = badge;
        return Show();
    }

    public async Task<IActionResult> OnPostBadgeAsync()
    {
        var person = string.IsNullOrWhiteSpace(BadgeCode) ? null : await signIns.ByBadgeCode(BadgeCode);
        if (person is null) return await Refuse(nameof(BadgeCode), "This badge code is not known. It is the code of ten letters and figures under the QR of your badge.");
        return await Enter(person.Id);
    }

    public async Task<IActionResult> OnPostPasswordAsync()
    {
        var account = string.IsNullOrWhiteSpace(UserName) ? null : await accounts.FindByNameAsync(UserName);
        if (account is not null && await accounts.IsLockedOutAsync(account))
            return await Refuse(nameof(Password), "After several wrong passwords this account is locked for a quarter of an hour.");
        if (account is null || !await accounts.CheckPasswordAsync(account, Password ?? ""))
        {
            if (account is not null) await accounts.AccessFailedAsync(account);
            return await Refuse(nameof(Password), "The name or the password is not right.");
        }
        await accounts.ResetAccessFailedCountAsync(account);
        return await Enter(account.PersonId);
    }

    private async Task<IActionResult> Enter(Guid personId)
    {
        var principal = await signIns.Principal(personId, SignIns.Cookie) ?? throw new RuleBroken("This person is no longer registered.");
        await HttpContext.SignInAsync(SignIns.Cookie, principal, new() { IsPersistent = true });
        return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/");
    }

    private async Task<IActionResult> Refuse(string field, string sentence)
    {
        ModelState.AddModelError(field, texts[sentence]);
        await Show();
        return Page();
    }

    private async Task Show()
    {
        if (!environment.IsDevelopment() || !configuration.GetValue("Demonstration", false)) return;
        var offered = ParticipantsDemonstration.People.Where(p => p.Demo).ToList();
        var names = await db.Organisations.ToDictionaryAsync(o => o.Code, o => Sentences.Pick(o.ShortName, o.ShortNameEn));
        if (names.Count == 0) return;
        DemoBadges = [.. offered.Select(p => new DemoBadge(p.BadgeCode, p.DemoRole ?? p.Roles[0], p.Name, Sentences.Pick(p.Title, p.TitleEn), names[p.Organisation]))];
    }
}
