using System.Net;
using System.Text.RegularExpressions;
using Conference.Feedback;
using Conference.Shared.Contracts;

namespace Conference.Tests.Feedback;

/// <summary>What a room shows to whom, and in which parts.</summary>
public sealed partial class ReadingTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    [GeneratedRegex("<li data-comment=\"[^\"]+\" data-number=\"(\\d+)\"")]
    private static partial Regex Item();

    [GeneratedRegex("<p data-(older|newer)><a[^>]*href=\"[^\"?]*\\?([^\"#]*)")]
    private static partial Regex Edge();

    private static int[] Numbers(string part) => [.. Item().Matches(part).Select(m => int.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];

    private static string? Next(string part, string edge) => Edge().Matches(part).SingleOrDefault(m => m.Groups[1].Value == edge)?.Groups[2].Value;

    private async Task<string> Part(string badge, TestSession session, string query = "")
    {
        using var visitor = await app.SignedIn(badge, "en-GB");
        return await visitor.Read($"/comments/of/{session.Code}?{query}");
    }

    [Fact]
    public async Task A_reader_finds_by_kind_organisation_endorsement_and_words_with_or_without_diacritics()
    {
        var session = await app.ASession();
        var first = await app.AComment(session, "Đề nghị lập đầu mối chung cho các địa phương.", kind: CommentKind.Recommendation);
        var second = await app.AComment(session, "Bao giờ có hướng dẫn?", "DLK-01", CommentKind.Question);
        var third = await app.AComment(session, "Đầu mối thì đã có rồi.", "BCT-03", CommentKind.Comment);
        await app.With<Endorsing>(async e => await e.Endorse(second.Number, await app.Person("DNG-01"), default));
        async Task<int[]> Found(string query) => Numbers(await Part("DNG-01", session, query));

        Assert.Equal([third.Number, second.Number, first.Number], await Found(""));
        Assert.Equal([second.Number], await Found("kind=question"));
        Assert.Equal([second.Number], await Found("organisation=" + Uri.EscapeDataString(second.Organisation)));
        Assert.Equal([first.Number], await Found("mine=true"));
        Assert.Equal([second.Number], await Found("endorsed=true"));
        Assert.Equal([third.Number, first.Number], await Found("q=dau+moi"));
        Assert.Equal([third.Number, first.Number], await Found("q=" + Uri.EscapeDataString("ĐẦU MỐI")));
        Assert.Equal([third.Number], await Found($"q={third.Code}"));
        Assert.Equal([second.Number, third.Number, first.Number], await Found("sort=mostEndorsed"));
        Assert.Equal([first.Number], await Found("q=dau+moi&kind=recommendation&mine=true"));
        Assert.Equal([third.Number, second.Number, first.Number], await Found("kind=poem&sort=upside-down&before=x&at=C-&mine=maybe"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sort=mostEndorsed")]
    [InlineData("q=thu")]
    public async Task A_long_session_is_read_in_parts_that_join_without_a_gap_or_an_overlap(string query)
    {
        var session = await app.ASession();
        var said = new List<ShownComment>();
        for (var i = 0; i < 120; i++) said.Add(await app.AComment(session, $"Ý kiến thứ {i}"));
        var reader = await app.Person("DLK-01");
        foreach (var i in new[] { 3, 70, 117 }) await app.With<Endorsing>(e => e.Endorse(said[i].Number, reader, default));

        var read = new List<int>();
        var parts = 0;
        for (string? next = query; next is not null; parts++)
        {
            var part = await Part("DLK-01", session, next);
            read.AddRange(Numbers(part));
            next = Next(part, "older");
        }

        var newest = said.Select(s => s.Number).Reverse();
        Assert.Equal(query.StartsWith("sort", StringComparison.Ordinal) ? newest.OrderByDescending(n => n == said[3].Number || n == said[70].Number || n == said[117].Number) : newest, read);
        Assert.Equal(3, parts);
    }

    [Fact]
    public async Task A_code_is_shown_with_its_neighbours_and_from_there_one_reads_back_to_the_newest()
    {
        var session = await app.ASession();
        var said = new List<int>();
        for (var i = 0; i < 160; i++) said.Add((await app.AComment(session, $"Ý kiến thứ {i}")).Number);

        var part = await Part("DLK-01", session, $"at=C-{said[60]}");
        var read = Numbers(part).ToList();
        Assert.Contains(said[60], read);
        for (var next = Next(part, "newer"); next is not null; next = Next(part, "newer")) read.InsertRange(0, Numbers(part = await Part("DLK-01", session, next)));

        Assert.Equal(said.Skip(said.IndexOf(read[^1])).Reverse(), read);
        Assert.Equal(said[^1], read[0]);
    }

    [Fact]
    public async Task A_reply_quotes_what_stands_and_no_longer_what_left_the_room()
    {
        var session = await app.ASession();
        var first = await app.AComment(session, "Lời sẽ bị gỡ khỏi phòng");
        await using var live = await LiveClient.Connect(app, "DLK-01");
        var reply = await live.Send(session.Topic, new { id = Guid.CreateVersion7(), kind = "comment", text = "Xin trả lời", replyToId = first.Id });

        Assert.Contains("Nguyễn Thu Hà: Lời sẽ bị gỡ khỏi phòng</span>", await Part("BCT-03", session), StringComparison.Ordinal);
        await app.With<Moderation>(async desk => await desk.TakeDown(first.Id, "Nêu tên cá nhân", await app.Person("BTK-04"), default));
        var after = await Part("BCT-03", session);

        Assert.DoesNotContain("Lời sẽ bị gỡ", after, StringComparison.Ordinal);
        Assert.Contains($">{first.Code}</a>", after, StringComparison.Ordinal);
        Assert.Equal([int.Parse(reply.Text("code")[2..], System.Globalization.CultureInfo.InvariantCulture)], Numbers(after));
        await using var late = await LiveClient.Connect(app, "BCT-03");
        Assert.DoesNotContain(await late.Follow(session.Topic), n => n.Body.ToString().Contains("Lời sẽ bị gỡ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ones_own_comments_say_in_words_how_they_stand_and_others_do_not_see_them()
    {
        var session = await app.ASession(settings: Given.Settings with { Publishing = Publishing.AfterApproval });
        var said = new List<ShownComment>();
        foreach (var text in new[] { "một", "hai", "ba", "bốn", "năm", "sáu" }) said.Add(await app.AComment(session, text));
        var moderator = await app.Person("BTK-04");
        await app.With<Moderation>(desk => desk.Approve(said[1].Id, moderator, default));
        await app.With<Moderation>(desk => desk.Decline(said[2].Id, "Ngoài chủ đề", moderator, default));
        await app.With<AuthorChanges>(async own => await own.Withdraw(said[3].Id, await app.Person("DNG-01"), default));
        await app.With<Moderation>(desk => desk.Approve(said[4].Id, moderator, default));
        await app.With<Moderation>(desk => desk.TakeDown(said[4].Id, "Sai sự thật", moderator, default));
        await app.With<Moderation>(desk => desk.Merge(said[5].Id, said[1].Id, moderator, default));

        var mine = (await Part("DNG-01", session)).Split("<li data-comment").Skip(1).Reverse().Select(item => Fate().Match(item).Groups[1].Value);
        Assert.Equal(["Received, waits for approval", "Published, under review", "Declined, because: Ngoài chủ đề", "Withdrawn", "Taken down, because: Sai sự thật", $"Merged into {said[1].Code}"], mine);
        foreach (var other in new[] { "DLK-01", "TTXVN-01", "BTK-04" })
        {
            var room = await Part(other, session);
            Assert.Equal([said[1].Number], Numbers(room));
            Assert.Contains("data-found=\"1\"", room, StringComparison.Ordinal);
            foreach (var hidden in new[] { "Ngoài chủ đề", "Sai sự thật", ">ba<", ">bốn<" }) Assert.DoesNotContain(hidden, room, StringComparison.Ordinal);
        }
        using var author = await app.SignedIn("DNG-01", "en-GB");
        var page = await author.Read("/comments/mine?state=Gone");
        Assert.Equal([said[5].Code, said[4].Code, said[3].Code, said[2].Code], MineCode().Matches(page).Select(m => m.Groups[1].Value).Where(c => said.Any(s => s.Code == c)));
        Assert.Equal([said[0].Code], MineCode().Matches(await author.Read("/comments/mine?state=Waiting")).Select(m => m.Groups[1].Value).Where(c => said.Any(s => s.Code == c)));
    }

    [Theory]
    [InlineData(Audience.Delegations, "TTXVN-01", false)]
    [InlineData(Audience.Delegations, "DLK-01", true)]
    [InlineData(Audience.Desk, "DLK-01", false)]
    [InlineData(Audience.Desk, "BTK-04", true)]
    public async Task Parts_and_pages_of_comments_are_open_to_the_audience_alone(Audience audience, string badge, bool may)
    {
        var session = await app.ASession(settings: Given.Settings with { Audience = audience });
        var comment = await app.AComment(session, "Chỉ người trong cuộc");
        using var visitor = await app.SignedIn(badge, "en-GB");

        Assert.Equal(may ? [comment.Number] : [], Numbers(await visitor.Read($"/comments/of/{session.Code}?at={comment.Code}")));
        Assert.Equal(may ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await visitor.Get($"/comments/{comment.Code}")).StatusCode);
        Assert.Equal(may, (await visitor.Read($"/comments/send?sessionId={session.Id}&reply={comment.Code}")).Contains("Chỉ người trong cuộc", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_and_nobody_reads_without_signing_in()
    {
        using var visitor = await app.SignedIn("DNG-01");
        foreach (var url in new[] { "/comments/of/S-9999", "/comments/of/nothing", "/comments/C-999999", "/comments/C-0", "/comments/nothing" })
            Assert.Equal((url, HttpStatusCode.NotFound), (url, (await visitor.Get(url)).StatusCode));
        using var stranger = app.Visit();
        foreach (var url in new[] { "/comments/of/S-13", "/comments/C-1", "/comments/mine" })
            Assert.StartsWith("/sign-in?", (await stranger.Get(url)).Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_scans_the_code_of_a_room_signs_in_with_the_badge_and_comes_to_the_room()
    {
        using var phone = app.Visit();
        var turned = (await phone.Get("/sessions/S-13")).Headers.Location!;
        var asked = await phone.Read(turned.PathAndQuery);
        Assert.Contains("name=\"BadgeCode\"", asked, StringComparison.Ordinal);
        var action = Regex.Match(asked, "action=\"([^\"]*handler=Badge[^\"]*)\"").Groups[1].Value;

        var wrong = await phone.Submit(turned.PathAndQuery, action, ("BadgeCode", "NICHTDA000"));
        var entered = await phone.Submit(turned.PathAndQuery, action, ("BadgeCode", ConferenceApp.BadgeCode("DNG-01")));

        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        Assert.Contains(action, WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Redirect, "/sessions/S-13"), (entered.StatusCode, entered.Headers.Location!.ToString()));
        Assert.Contains("data-composer", await phone.Read("/sessions/S-13"), StringComparison.Ordinal);
    }

    [GeneratedRegex("<p class=\"fate [^\"]*\">([^<]*)</p>")]
    private static partial Regex Fate();

    [GeneratedRegex("<article class=\"comment\" id=\"(C-\\d+)\"")]
    private static partial Regex MineCode();
}
