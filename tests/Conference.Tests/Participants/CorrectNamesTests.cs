using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Conference.Participants;
using Conference.Resolutions;
using Conference.Sessions;
using Conference.Shared.Data;
using Conference.Tests.Feedback;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests;

/// <summary>The secretariat corrects names; whoever shows the present name follows, and what was said under the old one stays so.</summary>
public sealed partial class CorrectNamesTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private const string Secretary = "BTK-04", Organiser = "BTK-01", Chair = "BNG-01", Observer = "TTXVN-01";

    private Task<Person> Of(string badge) => app.With<ParticipantsDb, Person>(db => db.People.AsNoTracking().SingleAsync(p => p.Badge == badge));

    private Task<Organisation> OrganisationOf(string code) => app.With<ParticipantsDb, Organisation>(db => db.Organisations.AsNoTracking().SingleAsync(o => o.Code == code));

    private static string Url(Person person) => $"/people/{person.Badge}";

    private static string Url(Organisation organisation) => $"/people/organisations/{organisation.Code}";

    /// <summary>The form as it was filled on this visit, with what the visitor typed into it.</summary>
    private static async Task<List<(string, string)>> Form(Visitor visitor, string url, params (string Field, string Value)[] typed)
    {
        var page = await visitor.Read(url);
        string Hidden(string name) => Regex.Match(page, $"name=\"{name}\" value=\"(.*?)\">").Groups[1].Value;
        var fields = Inputs().Matches(page).Select(m => (m.Groups[1].Value, Value().Match(m.Value).Groups[1].Value)).Where(f => f.Item1.StartsWith("Input.", StringComparison.Ordinal)).ToDictionary();
        foreach (var (field, value) in typed) fields["Input." + field] = value;
        return [("Version", Hidden("Version")), ("Original", Hidden("Original")), .. fields.Select(f => (f.Key, f.Value))];
    }

    private static async Task<HttpResponseMessage> Save(Visitor visitor, string url, List<(string, string)> form) => await visitor.Submit(url, $"{url}?handler=Save", [.. form]);

    private static async Task Correct(Visitor visitor, string url, params (string Field, string Value)[] typed)
    {
        var answer = await Save(visitor, url, await Form(visitor, url, typed));
        Assert.True(answer.StatusCode is HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_list_finds_a_person_in_either_language_with_or_without_diacritics_and_leads_to_what_can_be_changed()
    {
        using var secretary = await app.SignedIn(Secretary, "en-GB");
        var (person, city) = (await Of("DNG-01"), await OrganisationOf("DNG"));
        foreach (var q in new[] { "nguyen thu ha", "Sở Ngoại vụ Đà Nẵng", "department of foreign affairs da nang", "dng-01" })
        {
            var page = await secretary.Read("/people?q=" + Uri.EscapeDataString(q));
            Assert.Contains($"href=\"{Url(person)}?returnUrl=", page, StringComparison.Ordinal);
            Assert.Contains($"href=\"{Url(city)}?returnUrl=", page, StringComparison.Ordinal);
            Assert.DoesNotContain("DLK-01", page, StringComparison.Ordinal);
        }
        Assert.Contains("Nobody matches these filters.", await secretary.Read("/people?q=zzzz"), StringComparison.Ordinal);
        var everyone = await secretary.Read("/people");
        Assert.Contains($"{await app.With<ParticipantsDb, int>(db => db.People.CountAsync())} people", everyone, StringComparison.Ordinal);
        // Each stands in exactly one part of the list.
        List<string> listed = [];
        for (var part = 1; ; part++)
        {
            var page = await secretary.Read($"/people?part={part}");
            listed.AddRange(Badges().Matches(page).Select(m => m.Groups[1].Value));
            if (!page.Contains("Next part", StringComparison.Ordinal)) break;
        }
        Assert.Equal(await app.With<ParticipantsDb, List<string>>(db => db.People.Select(p => p.Badge).ToListAsync()), listed, (a, b) => a.Order().SequenceEqual(b.Order()));
    }

    [Fact]
    public async Task Whoever_lacks_an_English_title_is_found_until_they_have_one()
    {
        using var secretary = await app.SignedIn(Secretary, "en-GB");
        var person = await Of("HPG-01");
        await Correct(secretary, Url(person), ("TitleEn", ""));
        Assert.Contains("id=\"HPG-01\"", await secretary.Read("/people?missing=true"), StringComparison.Ordinal);
        var url = $"{Url(person)}?returnUrl={Uri.EscapeDataString("/people?missing=true#HPG-01")}";
        var back = await Save(secretary, Url(person), [.. await Form(secretary, url, ("TitleEn", "Director")), ("ReturnUrl", "/people?missing=true#HPG-01")]);
        Assert.Equal("/people?missing=true#HPG-01", back.Headers.Location!.ToString());
        Assert.DoesNotContain("id=\"HPG-01\"", await secretary.Read("/people?missing=true"), StringComparison.Ordinal);
        // Nobody is led elsewhere.
        var elsewhere = await Save(secretary, Url(person), [.. await Form(secretary, Url(person)), ("ReturnUrl", "https://example.org/")]);
        Assert.Equal("/people", elsewhere.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Nobody_but_the_secretariat_and_the_organisers_opens_the_list_or_changes_a_name()
    {
        var (person, city) = (await Of("DLK-01"), await OrganisationOf("DLK"));
        foreach (var badge in new[] { "DLK-01", Chair, Observer, await app.With<ParticipantsDb, string>(async db => (await db.People.ToListAsync()).First(p => p.Roles is ["focalpoint"]).Badge) })
        {
            using var visitor = await app.SignedIn(badge);
            foreach (var url in new[] { "/people", Url(person), Url(city) }) Assert.Equal("/denied", (await visitor.Get(url)).Headers.Location!.AbsolutePath);
            foreach (var url in new[] { Url(person), Url(city) })
            {
                var refused = await visitor.Submit("/agenda", $"{url}?handler=Save", ("Version", "0"), ("Input.Name", "Khác"), ("Input.ShortName", "Khác"));
                Assert.Equal("/denied", refused.Headers.Location!.AbsolutePath);
            }
            Assert.DoesNotContain("href=\"/people\"", await visitor.Read("/"), StringComparison.Ordinal);
        }
        using var nobody = app.Visit();
        Assert.Equal("/sign-in", (await nobody.Get("/people")).Headers.Location!.AbsolutePath);
        using var organiser = await app.SignedIn(Organiser);
        Assert.Contains("href=\"/people\"", await organiser.Read("/"), StringComparison.Ordinal);
        foreach (var url in new[] { "/people", Url(person), Url(city) }) Assert.Equal(HttpStatusCode.OK, (await organiser.Get(url)).StatusCode);
        foreach (var url in new[] { "/people/XYZ-01", "/people/organisations/XYZ" }) Assert.Equal(HttpStatusCode.NotFound, (await organiser.Get(url)).StatusCode);
        Assert.Equal((person.Name, person.Version), ((await Of("DLK-01")).Name, (await Of("DLK-01")).Version));
    }

    [Fact]
    public async Task What_cannot_be_a_name_is_refused_with_a_sentence_keeps_what_was_typed_and_changes_nothing()
    {
        using var secretary = await app.SignedIn(Secretary, "en-GB");
        using var inVietnamese = await app.SignedIn(Secretary);
        var (person, city) = (await Of("VCCI-01"), await OrganisationOf("VCCI"));
        foreach (var (url, field, value, sentence) in new[]
        {
            (Url(person), "Name", "  ", "A person needs a name."), (Url(person), "Name", "\u202e", "A person needs a name."), (Url(person), "Name", new string('a', 101), "A person's name has at most 100 characters."),
            (Url(person), "TitleEn", new string('a', 201), "A position has at most 200 characters."),
            (Url(city), "Name", "", "An organisation needs a name."), (Url(city), "ShortName", "", "An organisation needs a short name: lists and comments show it."),
            (Url(city), "NameEn", new string('a', 201), "The name of an organisation has at most 200 characters."), (Url(city), "ShortNameEn", new string('a', 101), "A short name has at most 100 characters."),
        })
        {
            var answer = await Save(secretary, url, await Form(secretary, url, (field, value), (field == "TitleEn" || field == "NameEn" ? "Name" : "TitleEn", "Kept as typed")));
            var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            Assert.Contains(sentence, page, StringComparison.Ordinal);
            if (field is "TitleEn" or "NameEn") Assert.Contains("Kept as typed", page, StringComparison.Ordinal);
        }
        var refused = await Save(inVietnamese, Url(person), await Form(inVietnamese, Url(person), ("Name", "")));
        Assert.Contains("Phải có họ và tên.", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal((person.Name, person.Title, person.TitleEn, person.Version), ((await Of("VCCI-01")).Name, (await Of("VCCI-01")).Title, (await Of("VCCI-01")).TitleEn, (await Of("VCCI-01")).Version));
        Assert.Equal((city.Name, city.ShortNameEn, city.Version), ((await OrganisationOf("VCCI")).Name, (await OrganisationOf("VCCI")).ShortNameEn, (await OrganisationOf("VCCI")).Version));
    }

    [Fact]
    public async Task Whoever_saves_second_sees_both_versions_and_neither_is_lost()
    {
        using var first = await app.SignedIn(Secretary, "en-GB");
        using var second = await app.SignedIn("BTK-05", "en-GB");
        var (person, city) = (await Of("HYN-01"), await OrganisationOf("HYN"));
        // Both open the form before either saves.
        var (mine, theirs) = (await Form(first, Url(person), ("Name", "Tên thứ nhất")), await Form(second, Url(person), ("Title", "Chức vụ thứ hai"), ("Name", "Tên thứ hai")));
        Assert.Equal(HttpStatusCode.Redirect, (await Save(first, Url(person), mine)).StatusCode);
        var both = WebUtility.HtmlDecode(await (await Save(second, Url(person), theirs)).Content.ReadAsStringAsync());
        foreach (var part in new[] { "Someone else saved this before you. Nothing of yours is lost.", "Saved: Đoàn Hải Yến", "<ins>Tên thứ nhất</ins>", "<ins>Tên thứ hai</ins>", "<ins>Chức vụ thứ hai</ins>" })
            Assert.Contains(part, both, StringComparison.Ordinal);
        Assert.Equal(("Tên thứ nhất", person.Title), ((await Of("HYN-01")).Name, (await Of("HYN-01")).Title));
        // Having seen both, the second one decides.
        await Correct(second, Url(person), ("Name", "Tên thứ hai"), ("Title", "Chức vụ thứ hai"));
        Assert.Equal(("Tên thứ hai", "Chức vụ thứ hai", 2), ((await Of("HYN-01")).Name, (await Of("HYN-01")).Title, (await Of("HYN-01")).Version));

        // Of an organisation; what only the first one changed is in the second one's form already.
        (mine, theirs) = (await Form(first, Url(city), ("NameEn", "Hung Yen, the province")), await Form(second, Url(city), ("ShortNameEn", "HY")));
        Assert.Equal(HttpStatusCode.Redirect, (await Save(first, Url(city), mine)).StatusCode);
        both = WebUtility.HtmlDecode(await (await Save(second, Url(city), theirs)).Content.ReadAsStringAsync());
        Assert.Contains("unchanged by you", both, StringComparison.Ordinal);
        Assert.Matches("name=\"Input.NameEn\" value=\"Hung Yen, the province\"", both);
        Assert.Matches("name=\"Input.ShortNameEn\" value=\"HY\"", both);
        var changes = await app.With<ParticipantsDb, List<string>>(db => db.Set<AuditEntry>().Where(a => a.Record == "Participants.Person" && a.RecordId == person.Id.ToString()).OrderBy(a => a.At).Select(a => a.Who + " " + a.Action).ToListAsync());
        Assert.Equal(["Đoàn Hải Yến changed", (await Of("BTK-05")).Name + " changed"], changes.TakeLast(2));
    }

    [Fact]
    public async Task Whoever_is_corrected_is_called_by_the_new_name_at_their_next_request_and_signs_with_it()
    {
        var session = await app.ASession();
        using var secretary = await app.SignedIn(Secretary);
        using var person = await app.SignedIn("NAN-01", "en-GB");
        var old = await Of("NAN-01");
        var before = await app.AComment(session, "Trước khi sửa tên", "NAN-01");
        Assert.Contains($"<b>{old.Name}</b>", await person.Read("/"), StringComparison.Ordinal);
        await Correct(secretary, Url(old), ("Name", "Trần Văn Đúng"), ("Title", "Giám đốc mới"), ("TitleEn", "New Director"));
        await Correct(secretary, Url(await OrganisationOf("NAN")), ("ShortName", "Xứ Nghệ"), ("ShortNameEn", "Nghe Land"));
        await app.Settled();
        Assert.Contains("<b>Trần Văn Đúng</b><br><span class=\"muted\">Nghe Land</span>", await person.Read("/"), StringComparison.Ordinal);

        await person.Submit($"/comments/send?sessionId={session.Id}", $"/comments/send?sessionId={session.Id}", ("Id", Guid.CreateVersion7().ToString()), ("SessionId", session.Id.ToString()), ("Kind", "comment"), ("Text", "Sau khi sửa tên"));
        using var reader = await app.SignedIn("DLK-01", "en-GB");
        var room = await reader.Read($"/comments/of/{session.Code}");
        Assert.Contains("Trần Văn Đúng", room, StringComparison.Ordinal);
        Assert.Contains("New Director, Nghe Land", room, StringComparison.Ordinal);
        // What was sent before is signed as it was, in both languages.
        Assert.Contains(old.Name, room, StringComparison.Ordinal);
        Assert.Contains($"{old.TitleEn}, Nghe An", room, StringComparison.Ordinal);
        using var inVietnamese = await app.SignedIn("DLK-01");
        Assert.Contains($"{old.Title}, {before.Organisation}", await inVietnamese.Read($"/comments/of/{session.Code}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_of_speakers_follows_for_those_who_wait_and_not_for_those_who_have_spoken()
    {
        var session = await app.ASession();
        using var secretary = await app.SignedIn(Secretary);
        using var chair = await app.Api(badge: Chair);
        using var speaker = await app.Api(badge: "LCI-01");
        Task<HttpResponseMessage> Act(HttpClient who, string verb, object? body = null) => System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(who, $"/api/v1/sessions/{session.Code}/floor/{verb}", body ?? new { });
        async Task<string[]> Names(string part)
        {
            using var floor = JsonDocument.Parse(await chair.GetStringAsync($"/api/v1/sessions/{session.Code}/floor"));
            return [.. floor.RootElement.GetProperty(part).EnumerateArray().Select(s => s.GetProperty("name").GetString()!)];
        }
        await Act(chair, "open");
        foreach (var verb in new[] { "next", "end" })
        {
            if (verb == "next") (await Act(speaker, "ask", new { kind = "statement" })).EnsureSuccessStatusCode();
            (await Act(chair, verb)).EnsureSuccessStatusCode();
        }
        (await Act(speaker, "ask", new { kind = "statement" })).EnsureSuccessStatusCode();
        await app.Settled();
        await using var room = await LiveClient.Connect(app, "DLK-01");
        await room.Follow($"session/{session.Id}/room");
        var heard = room.Heard($"session/{session.Id}/room").Count;

        var person = await Of("LCI-01");
        await Correct(secretary, Url(person), ("Name", "Lý Thị Đúng"), ("Title", "Chức vụ đúng"), ("TitleEn", "The right title"));
        await Correct(secretary, Url(await OrganisationOf("LCI")), ("Name", "Tỉnh Lào Cai mới"), ("NameEn", "New Lao Cai"));
        await app.Settled();
        await room.Hear($"session/{session.Id}/room", heard + 1);
        Assert.Equal(["Lý Thị Đúng"], await Names("waiting"));
        Assert.Equal([person.Name], await Names("spoken"));
        var entries = await app.With<SessionsDb, List<Speaker>>(db => db.Speakers.AsNoTracking().Where(s => s.SessionId == session.Id).OrderBy(s => s.AskedAt).ToListAsync());
        Assert.Equal([(person.TitleEn, false), ("The right title", true)], entries.Select(s => (s.TitleEn, s.OrganisationEn == "New Lao Cai")));
    }

    [Fact]
    public async Task Amendments_stand_under_the_name_their_delegation_has_now_in_the_readers_language()
    {
        using var secretary = await app.SignedIn(Secretary);
        using var inEnglish = await app.SignedIn("DNG-01", "en-GB");
        var found = await app.With<ResolutionsDb, Amendment>(db => db.Amendments.AsNoTracking().SingleAsync(a => a.Number == 1));
        Assert.Contains("Da Nang", await inEnglish.Read($"/amendments/{found.Code}"), StringComparison.Ordinal);
        foreach (var url in new[] { "/resolutions/R-1/amendments", "/resolutions/R-1/amendments?show=all", $"/amendments/{found.Code}", $"/trace/{found.Code}" })
        {
            var main = await inEnglish.Read(url);
            Assert.DoesNotContain("Đà Nẵng", main[main.IndexOf("<main", StringComparison.Ordinal)..], StringComparison.Ordinal);
        }
        await Correct(secretary, Url(await OrganisationOf("QNH")), ("ShortName", "Quảng Ninh mới"), ("ShortNameEn", "New Quang Ninh"));
        await app.Settled();
        using var inVietnamese = await app.SignedIn("DNG-01");
        Assert.Contains("Quảng Ninh mới", await inVietnamese.Read($"/amendments/{found.Code}"), StringComparison.Ordinal);
        Assert.Contains("New Quang Ninh", await inEnglish.Read($"/amendments/{found.Code}"), StringComparison.Ordinal);
    }

    [GeneratedRegex("""<input [^>]*name="([^"]+)"[^>]*>""")]
    private static partial Regex Inputs();

    [GeneratedRegex("""value="([^"]*)""")]
    private static partial Regex Value();

    [GeneratedRegex("""<li id="([^"]+)">""")]
    private static partial Regex Badges();
}
