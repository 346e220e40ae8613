using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Conference.Feedback;
using Conference.Shared;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Feedback;

/// <summary>Finding comments by words: what is typed, what it finds, and who may find what.</summary>
public sealed partial class SearchTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    [GeneratedRegex("<li data-comment=\"[^\"]+\" data-number=\"(\\d+)\"")]
    private static partial Regex Item();

    [GeneratedRegex("<li class=\"pick\" id=\"C-(\\d+)\"")]
    private static partial Regex Pick();

    private static int[] Numbers(Regex item, string page) => [.. item.Matches(page).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))];

    private async Task<int[]> InRoom(string badge, TestSession session, string q, string more = "")
    {
        using var visitor = await app.SignedIn(badge, "en-GB");
        return Numbers(Item(), await visitor.Read($"/comments/of/{session.Code}?q={Uri.EscapeDataString(q)}{more}"));
    }

    private async Task<int[]> OnTheBoard(TestSession session, string q, string more = "")
    {
        using var desk = await app.SignedIn("BTK-04", "en-GB");
        return Numbers(Pick(), await desk.Read($"/comments/triage?state=all&session={session.Code}&q={Uri.EscapeDataString(q)}{more}"));
    }

    private async Task<int[]> InApi(string badge, TestSession session, string q, string more = "")
    {
        using var api = await app.Api(badge: badge);
        var page = await api.GetFromJsonAsync<JsonElement>($"/api/v1/comments?session={session.Code}&q={Uri.EscapeDataString(q)}{more}");
        return [.. page.GetProperty("comments").EnumerateArray().Select(c => c.GetProperty("number").GetInt32())];
    }

    [Theory]
    [InlineData("thỏa thuận", true)]
    [InlineData("THOẢ THUẬN", true)] // the tone on the other vowel, in capitals
    [InlineData("thoa thuan", true)]
    [InlineData("dong du dau tu", true)] // đ as d
    [InlineData("đòng đủ", true)]
    [InlineData("tho thu", true)] // beginnings of words
    [InlineData("hợp   tác\tđối", true)]
    [InlineData("tac hop", true)] // in any order
    [InlineData("\"hợp tác đầu tư\"", true)]
    [InlineData("“hop tac dau”", true)]
    [InlineData("\"tác hợp\"", false)]
    [InlineData("2026-2030", true)]
    [InlineData("2026–2030", false)] // another sign than was written
    [InlineData("2026", true)]
    [InlineData("202", false)] // numbers are taken as they are
    [InlineData("asean+3", true)]
    [InlineData("asean 4", false)]
    [InlineData("oa thuan", false)] // not inside words
    [InlineData("hop tac vu tru", false)] // all words
    [InlineData("nguyen thu ha", true)] // the author
    [InlineData("da nang", true)] // the organisation
    [InlineData("", true)]
    [InlineData("  ", true)]
    [InlineData("?!…", false)]
    public async Task Words_are_found_as_people_type_them(string typed, bool found)
    {
        var session = await app.ASession();
        var comment = await app.AComment(session, "Đề nghị ký Thoả thuận hợp tác đầu tư (ASEAN+3) giai đoạn 2026-2030; đông đủ các đối tác.");
        int[] expected = found ? [comment.Number] : [];

        foreach (var q in new[] { typed, typed.Normalize(NormalizationForm.FormD) })
        {
            Assert.Equal(expected, await InRoom("DLK-01", session, q));
            Assert.Equal(expected, await OnTheBoard(session, q));
            Assert.Equal(expected, await InApi("DLK-01", session, q));
        }
    }

    [Fact]
    public async Task A_code_finds_its_comment_and_those_that_name_it_and_none_whose_code_begins_alike()
    {
        var session = await app.ASession();
        var said = new List<ShownComment>();
        for (var i = 0; i < 12; i++) said.Add(await app.AComment(session, "Ý kiến"));
        var named = await app.AComment(session, $"Tôi đồng ý với {said[0].Code}.");

        foreach (var q in new[] { said[0].Code, said[0].Code.ToLowerInvariant(), $"({said[0].Code})", $"\"{said[0].Code}\"" })
            Assert.Equal([named.Number, said[0].Number], await InRoom("DLK-01", session, q));
        Assert.Empty(await InRoom("DLK-01", session, "C-999999999"));
    }

    [Theory]
    [InlineData("dau OR khac")]
    [InlineData("dau AND moi NOT chung")]
    [InlineData("NEAR(dau moi, 5)")]
    [InlineData("dau -moi")]
    [InlineData("-dau")]
    [InlineData("^dau")]
    [InlineData("words:dau")]
    [InlineData("{words rowid} : dau")]
    [InlineData("dau & moi | khac")]
    [InlineData("!dau")]
    [InlineData("dau:A")]
    [InlineData("dau <-> khac")]
    [InlineData("'dau' moi'; DROP TABLE \"Feedback_Comments\"; --")]
    [InlineData("\"dau\" OR \"khac\"")]
    [InlineData("\"\"dau")]
    [InlineData("dau\" moi")]
    [InlineData("((((((dau")]
    [InlineData("dau* *")]
    [InlineData("%")]
    [InlineData("\\")]
    [InlineData("dau\0moi")]
    [InlineData("\uE000a\uE001 dau")]
    [InlineData("👍 đầu {0} {1}")]
    [InlineData("中文 ภาษาไทย العربية")]
    public async Task What_is_typed_is_never_an_instruction(string typed)
    {
        var session = await app.ASession();
        var plain = await app.AComment(session, "Đầu mối chung");
        var odd = await app.AComment(session, "Nguyên văn: " + typed.Replace("\0", " ", StringComparison.Ordinal));
        await app.AComment(session, "Khác hẳn");
        var words = SearchWords.Of(typed);

        // Found are those that hold each word, whatever the signs around it mean to a database.
        var expected = new[] { plain, odd }.Where(c => words.Words.Count > 0 && words.Words.All(w => SearchWords.In(Fold.ForSearch($"{c.Code} {c.Text} {c.Author} {c.Organisation}")).Any(t => w.Whole ? t == w.Text : t.StartsWith(w.Text, StringComparison.Ordinal)))
            && words.Exact.All(e => Fold.ForSearch(c.Text).Contains(e, StringComparison.Ordinal))).Select(c => c.Number).OrderDescending().ToArray();
        Assert.Equal(expected, await InRoom("DLK-01", session, typed));
        Assert.Equal(expected, await OnTheBoard(session, typed));
        Assert.Equal(expected.Order(), await InApi("DLK-01", session, typed));
    }

    [Fact]
    public async Task However_much_is_typed_it_is_answered()
    {
        var session = await app.ASession();
        var comment = await app.AComment(session, "Đầu mối " + new string('x', 1500));
        var many = string.Concat(Enumerable.Repeat("dau moi ", 450));
        var more = new[] { string.Concat(Enumerable.Repeat(many, 5)), new string('x', 10_000), string.Concat(Enumerable.Repeat("\"dau-moi\" OR ", 800)), string.Concat(Enumerable.Range(0, 2000).Select(i => "w" + i + " ")), new string('"', 10_001) };

        foreach (var (q, found) in new[] { (many, true), (new string('x', 1400), true), (new string('y', 1400), false), (string.Concat(Enumerable.Repeat("\"a-b\" ", 250)), false) })
        {
            int[] expected = found ? [comment.Number] : [];
            Assert.Equal(expected, await InApi("DLK-01", session, q));
            Assert.Equal(expected, await InRoom("DLK-01", session, q));
            Assert.Equal(expected, await OnTheBoard(session, q));
        }
        // Longer than any address can be.
        var numbers = await app.With<FeedbackDb, List<int>>(async db =>
        {
            var found = new List<int>();
            foreach (var q in more) found.Add(await (await FeedbackDb.CommentWords.Find<Comment>(db, SearchWords.Of(q), reserved: true, [(nameof(Comment.SessionId), session.Id)], default)).CountAsync());
            return found;
        });
        Assert.Equal([1, 1, 0, 0, 0], numbers);
    }

    [Fact]
    public async Task Words_that_nearly_everyone_uses_are_found_within_what_narrows_the_search_and_nowhere_else()
    {
        var (session, other) = (await app.ASession(), await app.ASession());
        var sent = new List<ShownComment>();
        string[] badges = ["DNG-01", "DLK-01"];
        for (var i = 0; i < 130; i++) sent.Add(await app.AComment(session, $"Mở rộng hợp tác, lần {i}.", badges[i % 2], i % 10 == 0 ? CommentKind.Question : CommentKind.Recommendation));
        var elsewhere = await app.AComment(other, "Mở rộng hợp tác ở nơi khác.");
        int[] all = [.. sent.Select(c => c.Number)], questions = [.. sent.Where(c => c.Kind is CommentKind.Question).Select(c => c.Number)];

        Assert.Equal(all, await InApi("DLK-01", session, "hop tac", "&take=500"));
        Assert.Equal(questions, await InApi("DLK-01", session, "hop tac", "&take=500&kind=question"));
        Assert.Equal([elsewhere.Number], await InApi("DLK-01", other, "hop tac", "&take=500"));
        Assert.Equal([all[37]], await InApi("DLK-01", session, "hop tac 37"));
        Assert.Equal(all.Reverse().Take(50), await InRoom("DLK-01", session, "hop tac"));
        Assert.Equal(all.Reverse().Take(50), await OnTheBoard(session, "hop tac"));
        Assert.Equal(questions.Reverse(), await OnTheBoard(session, "hop tac", "&kind=question"));
        Assert.Equal(all.Reverse().Where((_, i) => i % 2 == 0).Take(50), await InRoom("DLK-01", session, "hop tac", $"&organisation={Uri.EscapeDataString(sent[1].Organisation)}"));
        Assert.Empty(await InRoom("DLK-01", session, "hợp tác đâu đó"));
    }

    [Fact]
    public async Task Corrected_words_are_no_longer_found_and_neither_is_what_left_the_room()
    {
        var session = await app.ASession(settings: Given.Settings with { Publishing = Publishing.AfterApproval });
        var comment = await app.AComment(session, "Lời cũ lỡ nói ra");
        var (author, moderator) = (await app.Person("DNG-01"), await app.Person("BTK-04"));
        Assert.Empty(await InRoom("DLK-01", session, "lo noi"));

        await app.With<Moderation>(desk => desk.Approve(comment.Id, moderator, default));
        Assert.Equal([comment.Number], await InRoom("DLK-01", session, "lo noi"));

        await app.With<Moderation>(desk => desk.Correct(comment.Id, "Lời mới đã cân nhắc", moderator, default));
        foreach (var (q, found) in new[] { ("lo noi", false), ("can nhac", true), ("nguyen thu ha", true) })
            Assert.Equal(found ? [comment.Number] : [], await InRoom("DLK-01", session, q));
        Assert.Equal(0, await Indexed("noi"));

        await app.With<AuthorChanges>(own => own.Withdraw(comment.Id, author, default));
        Assert.Empty((int[])[.. await InRoom("DLK-01", session, "can nhac"), .. await OnTheBoard(session, "can nhac"), .. await InApi("DLK-01", session, "can nhac")]);

        async Task<long> Indexed(string word) => await app.Database.Count(TestDatabase.OnPostgres
            ? $"""SELECT count(*) FROM "Feedback_Comments" WHERE "Id" = '{comment.Id}' AND "Words" @@ '{word}'::tsquery"""
            : $"""SELECT count(*) FROM "Feedback_Comments_Words" WHERE "Feedback_Comments_Words" MATCH '{word}' AND rowid = {comment.Number}""");
    }

    [Fact]
    public async Task Who_wrote_an_anonymous_comment_is_found_by_the_desk_alone_and_not_in_its_room_either()
    {
        var session = await app.ASession(settings: Given.Settings with { AllowsAnonymous = true });
        var author = await app.Person("DNG-01");
        var sent = new NewComment(Guid.CreateVersion7(), session.Id, CommentKind.Comment, "Lời không tên", null) { Anonymous = true };
        var comment = (await app.With<CommentIntake, ReceivedComment>(intake => intake.Receive(sent, author, default))).Comment;

        foreach (var q in new[] { author.Name, "nguyen", author.Organisation, "da nang", $"\"{author.Name}\"", $"khong {author.Name}" })
        {
            foreach (var badge in new[] { "DLK-01", "TTXVN-01", "BTK-04" }) Assert.Empty(await InRoom(badge, session, q));
            foreach (var badge in new[] { "DLK-01", "TTXVN-01" }) Assert.Empty(await InApi(badge, session, q));
            Assert.Equal([comment.Number], await InApi("BTK-04", session, q));
            Assert.Equal([comment.Number], await OnTheBoard(session, q));
        }
        Assert.Equal([comment.Number], await InRoom("DLK-01", session, "khong ten"));
    }

    [Fact]
    public async Task What_waits_is_found_by_its_author_and_the_desk_alone()
    {
        var session = await app.ASession(settings: Given.Settings with { Publishing = Publishing.AfterApproval });
        var comment = await app.AComment(session, "Còn chờ duyệt");

        foreach (var q in new[] { "cho duyet", "nguyen thu ha", comment.Code })
        {
            Assert.Empty((int[])[.. await InRoom("DLK-01", session, q), .. await InApi("DLK-01", session, q), .. await InRoom("BTK-04", session, q), .. await OnTheBoard(session, q)]);
            Assert.Equal([comment.Number], await InRoom("DNG-01", session, q));
            Assert.Equal([comment.Number], await InApi("DNG-01", session, q));
            Assert.Equal([comment.Number], await InApi("BTK-04", session, q));
        }
    }

    [Fact]
    public async Task Every_filter_of_the_board_holds_with_words_and_without()
    {
        var session = await app.ASession();
        var wanted = await app.AComment(session, "Đầu mối chung", "DLK-01", CommentKind.Question);
        var others = new[]
        {
            await app.AComment(session, "Đầu mối chung", "DNG-01", CommentKind.Question), await app.AComment(session, "Đầu mối chung", "DLK-01"),
            await app.AComment(await app.ASession(), "Đầu mối chung", "DLK-01", CommentKind.Question), await app.AComment(session, "Đầu mối chung", "DLK-01", CommentKind.Question),
        };
        var desk = await app.Person("BTK-04");
        var group = CommentGroup.Of("Đầu mối");
        await app.With<FeedbackDb>(async db =>
        {
            db.Add(group);
            await db.SaveChangesAsync();
        });
        async Task Change(ShownComment which, Action<Comment> change) => await app.With<CommentChanges>(changes => changes.Change([which.Id], comments => { foreach (var c in comments) change(c); return Task.CompletedTask; }, default));
        await Change(wanted, c => { c.Assign(desk.PersonId, desk.Name); c.Join(group.Id); c.Mark(true); c.Note("Đã nghe", desk.Name, DateTime.UtcNow); });
        using var visitor = await app.SignedIn("BTK-04");
        async Task<int[]> Found(string query) => [.. Numbers(Pick(), await visitor.Read("/comments/triage?" + query)).Where(n => n == wanted.Number || others.Any(o => o.Number == n))];
        var organisation = (await app.Person("DLK-01")).OrganisationId;

        foreach (var q in new[] { "", "&q=dau+moi" })
        {
            foreach (var filter in new[] { $"group={group.Id}", "marked=true", $"assigned={desk.PersonId}", "state=noted", $"state=all&kind=question&organisation={organisation}&marked=true&group={group.Id}" })
                Assert.Equal([wanted.Number], await Found($"session={session.Code}{(filter.Contains("state", StringComparison.Ordinal) ? "" : "&state=all")}&{filter}{q}"));
            Assert.Equal([others[3].Number], await Found($"session={session.Code}&state=open&kind=question&organisation={organisation}&assigned=none{q}"));
        }
        await Change(wanted, c => { c.Join(null); c.Mark(false); c.Assign(null, null); c.Reopen(); });
        Assert.Empty(await Found($"session={session.Code}&state=all&group={group.Id}&q=dau"));
        Assert.Empty(await Found($"session={session.Code}&state=all&marked=true&q=dau"));
        Assert.Empty(await Found($"session={session.Code}&state=noted&q=dau"));
        Assert.Equal([others[3].Number, others[1].Number, others[0].Number, wanted.Number], await Found($"session={session.Code}&state=open&q=dau"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&q=dau+moi")]
    public async Task The_board_is_read_in_parts_that_join_in_both_directions(string q)
    {
        var session = await app.ASession();
        var said = new List<int>();
        for (var i = 0; i < 120; i++) said.Insert(0, (await app.AComment(session, "Đầu mối chung")).Number);
        using var desk = await app.SignedIn("BTK-04", "en-GB");
        string? Next(string page, string rel) => Regex.Match(page, $"rel=\"{rel}\" href=\"([^\"]+)\"") is { Success: true } m ? m.Groups[1].Value : null;

        var (read, page) = (new List<int>(), await desk.Read($"/comments/triage?state=open&session={session.Code}{q}"));
        Assert.Null(Next(page, "prev"));
        read.AddRange(Numbers(Pick(), page));
        while (Next(page, "next") is { } older) read.AddRange(Numbers(Pick(), page = await desk.Read(older)));
        Assert.Equal(said, read);

        read = [.. Numbers(Pick(), page)];
        while (Next(page, "prev") is { } newer) read.InsertRange(0, Numbers(Pick(), page = await desk.Read(newer)));
        Assert.Equal(said, read);
    }

    [Fact]
    public async Task Those_that_are_endorsed_alike_stand_newest_first_and_parts_join_between_them()
    {
        var session = await app.ASession();
        var said = new List<ShownComment>();
        for (var i = 0; i < 130; i++) said.Add(await app.AComment(session, i % 2 == 0 ? "Đầu mối chung" : "Chuyện khác"));
        var (one, two) = (await app.Person("DLK-01"), await app.Person("BCT-03"));
        for (var i = 0; i < 130; i++)
        {
            if (i % 3 > 0) await app.With<Endorsing>(e => e.Endorse(said[i].Number, one, default));
            if (i % 3 > 1) await app.With<Endorsing>(e => e.Endorse(said[i].Number, two, default));
        }
        using var reader = await app.SignedIn("DLK-01", "en-GB");

        foreach (var (query, chosen) in new[] { ("", said), ("&q=dau+moi", [.. said.Where((_, i) => i % 2 == 0)]) })
        {
            var read = new List<int>();
            for (string? next = "sort=mostEndorsed" + query; next is not null;)
            {
                var part = await reader.Read($"/comments/of/{session.Code}?{next}");
                read.AddRange(Numbers(Item(), part));
                next = Regex.Match(part, "<p data-older><a[^>]*href=\"[^\"?]*\\?([^\"#]*)") is { Success: true } m ? m.Groups[1].Value : null;
            }
            Assert.Equal(chosen.OrderByDescending(c => said.IndexOf(c) % 3).ThenByDescending(c => c.Number).Select(c => c.Number), read);
        }
    }

    [Fact]
    public async Task Beyond_a_thousand_nobody_counts()
    {
        var session = await app.ASession();
        var author = await app.Person("DNG-01");
        await app.With<CommentIntake>(intake => Task.WhenAll(Enumerable.Range(0, 1001).Select(i => intake.Receive(new(Guid.CreateVersion7(), session.Id, CommentKind.Comment, i == 7 ? "Hiếm thấy" : "Hay gặp", null), author, default))));
        using var reader = await app.SignedIn("DLK-01", "vi-VN");

        Assert.Contains("data-found=\"1.000+\"", await reader.Read($"/comments/of/{session.Code}"), StringComparison.Ordinal);
        Assert.Contains("data-found=\"1000\"", await reader.Read($"/comments/of/{session.Code}?q=hay"), StringComparison.Ordinal);
        Assert.Contains("data-found=\"1\"", await reader.Read($"/comments/of/{session.Code}?q=hiem"), StringComparison.Ordinal);
    }
}
