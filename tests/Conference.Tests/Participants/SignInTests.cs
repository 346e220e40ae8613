using System.Net;
using Conference.Participants;
using Conference.Shared.Access;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests;

public sealed class SignInTests(EmptyConferenceApp app) : IClassFixture<EmptyConferenceApp>
{
    private Task<(string BadgeCode, string Password)> Register(string name, string role = Roles.Organiser, string? password = null) =>
        app.With<AddUser, (string, string)>(add => add.Run(name, role, password));

    private static Task<HttpResponseMessage> Enter(Visitor visitor, string name, string password, string returnUrl = "") =>
        visitor.Submit("/sign-in", $"/sign-in?handler=Password&returnUrl={Uri.EscapeDataString(returnUrl)}", ("UserName", name), ("Password", password));

    [Fact]
    public async Task The_first_person_of_an_empty_installation_enters_by_password_and_by_badge()
    {
        var (code, password) = await Register("Nguyễn Văn An");
        using var byPassword = app.Visit();
        Assert.Equal("/agenda/edit", (await Enter(byPassword, "Nguyễn Văn An", password, "/agenda/edit")).Headers.Location?.ToString());
        Assert.Contains("Nguyễn Văn An", await byPassword.Read("/"), StringComparison.Ordinal);

        using var byBadge = app.Visit();
        await byBadge.Submit("/sign-in", "/sign-in?handler=Badge", ("BadgeCode", $" {code.ToLowerInvariant()} "));
        Assert.Contains("Nguyễn Văn An", await byBadge.Read("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_and_after_five_the_account_is_locked_even_for_the_right_one()
    {
        var (_, password) = await Register("Trần Thị Bình");
        using var visitor = app.Visit("en-GB");
        for (var i = 0; i < 5; i++)
            Assert.Contains("The name or the password is not right.", await (await Enter(visitor, "Trần Thị Bình", "wrong " + i)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("this account is locked", await (await Enter(visitor, "Trần Thị Bình", password)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_answered_like_a_wrong_password()
    {
        using var visitor = app.Visit("en-GB");
        Assert.Contains("The name or the password is not right.", await (await Enter(visitor, "Nobody", "whatever")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_led_to_another_site_after_signing_in()
    {
        var (_, password) = await Register("Lê Văn Cường");
        using var visitor = app.Visit();
        Assert.Equal("/", (await Enter(visitor, "Lê Văn Cường", password, "https://example.org/")).Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        var (code, _) = await Register("Phạm Thị Dung");
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = app.Address };
        using var form = new FormUrlEncodedContent([new("BadgeCode", code)]);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync(new Uri("/sign-in?handler=Badge", UriKind.Relative), form)).StatusCode);
    }

    [Fact]
    public async Task Secrets_are_stored_as_hashes_and_stay_out_of_the_audit()
    {
        var (code, password) = await Register("Hoàng Văn Em");
        var token = await app.With<AddToken, string>(add => add.Run(Roles.Secretariat, null, null));
        var audit = await app.With<ParticipantsDb, List<string?>>(db => db.Set<Conference.Shared.Data.AuditEntry>().Select(a => a.After).ToListAsync());
        Assert.Contains(audit, a => a!.Contains("Hoàng Văn Em", StringComparison.Ordinal));
        foreach (var secret in new[] { code, password, token, Person.HashOf(code), Person.HashOf(token) })
            Assert.DoesNotContain(audit, a => a!.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_role_that_does_not_exist_is_refused_and_nobody_is_registered()
    {
        var refusal = await Assert.ThrowsAsync<Conference.Shared.RuleBroken>(() => Register("Vũ Văn Giang", "king"));
        Assert.Equal("There is no role king. Roles: organiser, chair, secretariat, delegate, focalpoint, observer.", refusal.Message);
        Assert.False(await app.With<ParticipantsDb, bool>(db => db.People.AnyAsync(p => p.Name == "Vũ Văn Giang")));
    }

    [Fact]
    public async Task A_password_that_is_too_short_registers_nobody()
    {
        await Assert.ThrowsAsync<Conference.Shared.RuleBroken>(() => Register("Đỗ Văn Hùng", password: "short"));
        Assert.False(await app.With<ParticipantsDb, bool>(db => db.People.AnyAsync(p => p.Name == "Đỗ Văn Hùng")));
    }
}
