using System.Text.Json;
using Conference.Feedback;
using Conference.Shared.Contracts;
using Conference.Shared.Data;
using Conference.Shared.Messages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Feedback;

/// <summary>A comment is signed once, in Vietnamese; whoever reads in English reads who that was in English.</summary>
public sealed class EnglishNamesTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private const string English = "Director, Department of Foreign Affairs, Da Nang";

    [Fact]
    public async Task Everywhere_a_comment_is_read_its_author_is_named_in_the_readers_language()
    {
        var session = await app.ASession();
        var comment = await app.AComment(session);
        var yen = await app.Person("BTK-04");
        await app.With<Moderation>(desk => desk.Show(comment.Id, yen, default));
        await app.Settled();
        string[] room = [$"/sessions/{session.Code}", $"/comments/of/{session.Code}", $"/comments/of/{session.Code}?at={comment.Code}", $"/comments/{comment.Code}", $"/sessions/{session.Code}/screen", $"/trace/{comment.Code}"];
        string[] desk = [$"/comments/queue?session={session.Code}&show=published", $"/comments/triage?session={session.Code}&state=all", $"/sessions/{session.Code}/comments/summary?with={comment.Code}", $"/sessions/{session.Code}/comments/figures"];
        foreach (var (badge, pages) in new[] { ("DNG-01", room), ("BTK-04", desk) })
        {
            using var inVietnamese = await app.SignedIn(badge);
            using var inEnglish = await app.SignedIn(badge, "en-GB");
            foreach (var url in pages)
            {
                Assert.Contains("Đà Nẵng", Shown(await inVietnamese.Read(url)), StringComparison.Ordinal);
                var read = Shown(await inEnglish.Read(url));
                Assert.True(read.Contains("Da Nang", StringComparison.Ordinal) && !read.Contains("Đà Nẵng", StringComparison.Ordinal) && !read.Contains("Giám đốc", StringComparison.Ordinal), $"{url}\n{read}");
            }
        }

        using var reader = await app.SignedIn("DLK-01", "en-GB");
        Assert.Contains(English, await reader.Read($"/comments/of/{session.Code}"), StringComparison.Ordinal);
        Assert.Contains(English, await reader.Read($"/sessions/{session.Code}/screen"), StringComparison.Ordinal);
        // The room is filtered by the name as it is stored, whatever it reads like.
        Assert.Contains("<option value=\"Đà Nẵng\">Da Nang</option>", await reader.Read($"/sessions/{session.Code}"), StringComparison.Ordinal);
        Assert.Contains(comment.Code, await reader.Read($"/comments/of/{session.Code}?organisation={Uri.EscapeDataString("Đà Nẵng")}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_head_of_every_page_names_ones_organisation_in_the_readers_language()
    {
        using var inVietnamese = await app.SignedIn("DNG-01");
        using var inEnglish = await app.SignedIn("DNG-01", "en-GB");
        Assert.Contains("<b>Nguyễn Thu Hà</b><br><span class=\"muted\">Đà Nẵng</span>", await inVietnamese.Read("/"), StringComparison.Ordinal);
        foreach (var url in new[] { "/", "/agenda", "/comments/mine", "/resolutions" })
            Assert.Contains("<b>Nguyễn Thu Hà</b><br><span class=\"muted\">Da Nang</span>", await inEnglish.Read(url), StringComparison.Ordinal);
        Assert.Contains("Nguyễn Thu Hà · Da Nang", await inEnglish.Read("/comments/mine"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_frame_serves_readers_of_both_languages_and_says_nothing_twice()
    {
        var session = await app.ASession();
        await using var reader = await LiveClient.Connect(app, "DLK-01");
        await reader.Follow(session.Topic);
        await using var daNang = await LiveClient.Connect(app, "DNG-01");
        var received = await daNang.Send(session.Topic, Given.Body("Từ Đà Nẵng"));
        // An organisation that is called the same in both languages.
        var agency = await app.AComment(session, "Từ VCCI", await BadgeOf("VCCI"));

        async Task<JsonElement> Heard(string code) => (await reader.Hear(session.Topic, n => n.Kind == "comment" && n.Body.GetProperty("code").GetString() == code)).Body;
        var (first, second) = (await Heard(received.Text("code")), await Heard(agency.Code));
        Assert.Equal(("Giám đốc Sở Ngoại vụ", "Director, Department of Foreign Affairs", "Đà Nẵng", "Da Nang"), Signed(first));
        Assert.Equal(("Giám đốc Sở Ngoại vụ", "Director, Department of Foreign Affairs", "Đà Nẵng", "Da Nang"), Signed(received.Answer));
        Assert.Equal(agency.Organisation, second.GetProperty("organisation").GetString());
        Assert.False(second.TryGetProperty("organisationEn", out _));
        // What the page reads afterwards says the same as the frame did.
        using var api = await app.Api(badge: "DLK-01");
        using var read = JsonDocument.Parse(await api.GetStringAsync($"/api/v1/comments/{received.Text("code")}"));
        Assert.Equal(Signed(first), Signed(read.RootElement));
    }

    [Fact]
    public async Task Comments_from_before_are_in_English_once_everyone_was_told_again()
    {
        var comment = await app.AComment(await app.ASession());
        var reader = new Reader(Guid.NewGuid(), Desk: false, Observer: false);
        Task<ShownComment> Read() => app.With<FeedbackDb, ShownComment>(async db => (await db.Comments.Where(c => c.Id == comment.Id).Shown(reader, db, default)).Single());
        await app.With<FeedbackDb>(db => db.Names.ExecuteDeleteAsync());
        Assert.Equal((null, null), ((await Read()).TitleEn, (await Read()).OrganisationEn));

        // As a database that was last started before English names were kept.
        await app.With<SharedDb>(db => db.Database.ExecuteSqlAsync($"""UPDATE "Shared_Listeners" SET "Migration" = '0005_Beginnings' WHERE "Handler" LIKE '%Feedback.Participants%'"""));
        await app.Services.TellNewListeners(default);
        await app.Settled();
        var shown = await Read();
        Assert.Equal(("Giám đốc Sở Ngoại vụ", "Director, Department of Foreign Affairs", "Đà Nẵng", "Da Nang"), (shown.Title, shown.TitleEn, shown.Organisation, shown.OrganisationEn));
    }

    [Fact]
    public async Task A_comment_keeps_the_English_of_the_title_it_was_signed_with_when_its_author_has_another()
    {
        var session = await app.ASession();
        var person = await app.Person("QNH-01");
        PersonChanged With(string title, string english) => new(person.PersonId, person.Name, title, english, person.OrganisationId, person.Roles);
        var reader = new Reader(Guid.NewGuid(), Desk: false, Observer: false);
        async Task<(string, string?)> Read(Guid id) =>
            (await app.With<FeedbackDb, List<ShownComment>>(db => db.Comments.Where(c => c.Id == id).Shown(reader, db, default))).Single() is var shown ? (shown.Title, shown.TitleEn) : default;

        var before = await app.AComment(session, "Trước", "QNH-01");
        await app.Publish(new PeopleChanged([With("Đại sứ", "Ambassador")]));
        var after = (await app.With<CommentIntake, ReceivedComment>(intake => intake.Receive(new(Guid.CreateVersion7(), session.Id, CommentKind.Comment, "Sau", null), person with { Title = "Đại sứ", TitleEn = "Ambassador" }, default))).Comment;
        Assert.Equal((person.Title, person.TitleEn), await Read(before.Id));
        Assert.Equal(("Đại sứ", "Ambassador"), await Read(after.Id));

        // An error of translation is put right in both; a translation that is taken away leaves what was written.
        await app.Publish(new PeopleChanged([With("Đại sứ", "Ambassador Extraordinary")]));
        Assert.Equal(("Đại sứ", "Ambassador Extraordinary"), await Read(after.Id));
        await app.Publish(new PeopleChanged([With("Đại sứ", "")]));
        Assert.Equal(("Đại sứ", null), await Read(after.Id));
        await app.Publish(new PeopleChanged([With(person.Title, person.TitleEn)]));
    }

    private Task<string> BadgeOf(string organisation) => app.With<Conference.Participants.ParticipantsDb, string>(db =>
        (from p in db.People join o in db.Organisations on p.OrganisationId equals o.Id where o.Code == organisation && p.TitleEn != "" orderby p.Badge select p.Badge).FirstAsync());

    private static (string?, string?, string?, string?) Signed(JsonElement c) =>
        (c.GetProperty("title").GetString(), c.GetProperty("titleEn").GetString(), c.GetProperty("organisation").GetString(), c.GetProperty("organisationEn").GetString());

    /// <summary>What a page shows of the comment: without its head and foot, the values of its forms and what its scripts keep.</summary>
    private static string Shown(string page)
    {
        var main = page.IndexOf("<main", StringComparison.Ordinal) is >= 0 and var at ? page[at..] : page;
        return System.Text.RegularExpressions.Regex.Replace(main, "<[^>]*>", " ").Replace("từ Đà Nẵng", "", StringComparison.OrdinalIgnoreCase);
    }
}
