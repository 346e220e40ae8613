using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Conference.Resolutions;
using Conference.Shared;
using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Resolutions;

/// <summary>Amendments from the delegation that writes in the text to the merged clause and back, as browsers without a script send them.</summary>
[Collection("Drafting")]
public sealed partial class AmendmentTests(DraftingApp app)
{
    private const string DaNang = "DNG-01", DakLak = "DLK-01", HaNoi = "HNI-01", SaiGon = "HCM-01";

    [Fact]
    public async Task A_delegation_amends_the_text_the_secretariat_validates_and_accepts_and_each_shows_the_other()
    {
        var draft = await Open();
        var (delegates, secretary) = (await app.SignedIn(DaNang, "en-GB"), await app.SignedIn(DraftingApp.Secretary, "en-GB"));
        var clause = draft.At("1.2.a");
        Assert.Contains("Lời điểm a;", await delegates.Read($"/resolutions/{draft.Code}/amend"), StringComparison.Ordinal);
        var preview = await delegates.Submit(Amend(draft, clause), Amend(draft, clause) + "&handler=Preview", Fields("Lời mới điểm a;", "Rõ hơn"));
        Assert.Contains("<ins>", await preview.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var code = await Propose(delegates, draft, clause, "Lời mới điểm a;");

        var other = await app.SignedIn(DakLak, "en-GB");
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/amendments/{code}")).StatusCode);
        Assert.DoesNotContain(code + "\"", await other.Read(Table(draft)), StringComparison.Ordinal);
        Assert.Contains(code, await delegates.Read(Table(draft)), StringComparison.Ordinal);
        Assert.Contains("To be validated: 1", await secretary.Read(Table(draft)), StringComparison.Ordinal);

        await secretary.Submit($"/amendments/{code}", $"/amendments/{code}?handler=Return", ("Why", "Chia làm hai đề nghị"));
        Assert.Contains("Chia làm hai đề nghị", await delegates.Read($"/amendments/{code}"), StringComparison.Ordinal);
        var revise = $"/resolutions/{draft.Code}/amend?revise={code}";
        await delegates.Submit(revise, revise, Fields("Lời hay điểm a;", "Hay hơn"));
        await secretary.Submit($"/amendments/{code}", $"/amendments/{code}?handler=Receive");
        Assert.Contains("To be decided: 1", await other.Read(Table(draft)), StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Accept", await other.Read(Table(draft)), StringComparison.Ordinal);

        await other.Submit($"/amendments/{code}", $"/amendments/{code}?handler=Join");
        await Refused(other, code, "Join", $"Your delegation has joined {code} already.");
        await secretary.Submit(Table(draft), $"/amendments/{code}?handler=Accept");
        var stored = (await app.Stored(draft)).At("1.2.a");
        Assert.Equal(("Lời hay điểm a;", 2), (stored.Text, stored.Version));
        Assert.Contains($"{code} (", await secretary.Read($"/resolutions/clauses/{clause.Id}/history"), StringComparison.Ordinal);
        Assert.Contains($"/amendments/{code}", await secretary.Read($"/resolutions/{draft.Code}?clause={clause.Id}"), StringComparison.Ordinal);
        var fate = await delegates.Read($"/amendments/{code}");
        Assert.Contains("Amendment accepted", fate, StringComparison.Ordinal);
        Assert.Contains($"/resolutions/{draft.Code}/amend#c-{clause.Id:N}", fate, StringComparison.Ordinal);
        Assert.Contains($"{draft.Code} §1.2.a", await secretary.Read($"/trace/{code}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_decision_is_one_act_that_is_undone_with_the_clause_and_done_again()
    {
        var draft = await Open();
        var (delegates, secretary) = (await app.SignedIn(DaNang), await app.SignedIn(DraftingApp.Secretary, "en-GB"));
        var accepted = await Received(delegates, draft, draft.At("1.2.a"), "Lời hay điểm a;");
        var deleted = await Received(delegates, draft, draft.At("1.2.b"), "", AmendmentKind.Delete);
        var inserted = await Received(delegates, draft, draft.At("1.2.c"), "Lời điểm thêm.", AmendmentKind.Insert);
        var rejected = await Received(delegates, draft, draft.At("2.1"), "Khác.");
        var before = (await app.Stored(draft)).Outline();
        foreach (var (code, what) in new[] { (accepted, "Accept"), (deleted, "Accept"), (inserted, "Accept"), (rejected, "Reject") })
            await secretary.Submit(Table(draft), $"/amendments/{code}?handler={what}");
        Assert.Equal(["1.2.a Lời hay điểm a;", "1.2.b Lời điểm c.", "1.2.c Lời điểm thêm."], (await app.Stored(draft)).Outline()[4..7]);
        for (var i = 0; i < 4; i++) await secretary.Submit(Table(draft), $"{Table(draft)}?handler=Undo");
        Assert.Equal(before, (await app.Stored(draft)).Outline());
        Assert.Equal(4, await app.With<ResolutionsDb, int>(db => db.Amendments.CountAsync(a => a.ResolutionId == draft.Id && a.State == AmendmentState.Receivable)));
        await secretary.Submit(Table(draft), $"{Table(draft)}?handler=Redo");
        Assert.Equal("1.2.a Lời hay điểm a;", (await app.Stored(draft)).Outline()[4]);
        Assert.Equal(AmendmentState.Accepted, await State(accepted));
        await Refused(secretary, accepted, "Accept", $"{accepted} is decided already.");

        // Its own delegation takes one back, and takes that back too.
        await delegates.Submit($"/amendments/{inserted}", $"/amendments/{inserted}?handler=Withdraw");
        Assert.Equal(AmendmentState.Withdrawn, await State(inserted));
        await delegates.Submit(Table(draft), $"{Table(draft)}?handler=Undo");
        Assert.Equal(AmendmentState.Receivable, await State(inserted));
    }

    [Fact]
    public async Task Identical_ones_are_decided_together_colliding_ones_are_shown_and_taken_furthest_first()
    {
        var draft = await Open();
        var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        var clause = draft.At("1.2.a");
        var near = await Received(await app.SignedIn(DaNang), draft, clause, "Lời mới a;");
        var same = await Received(await app.SignedIn(DakLak), draft, clause, "Lời mới a;");
        var far = await Received(await app.SignedIn(HaNoi), draft, clause, "Câu khác hẳn;");
        var gone = await Received(await app.SignedIn(SaiGon), draft, draft.At("1.2.c"), "", AmendmentKind.Delete);
        var table = await Read(draft);
        Assert.Equal([gone, far, near, same], table.InOrder().Select(a => a.Code));
        Assert.Equal([(near, far), (same, far)], table.Collisions().Select(c => (c.One.Code, c.Other.Code)));
        Assert.Equal([same], table.Identical(table.All.Single(a => a.Code == near)).Select(a => a.Code));
        var page = await secretary.Read($"{Table(draft)}?handler=Table&on={Number(near)}&on={Number(far)}");
        Assert.Contains($"{near} touches the same words as one that is treated before.", page, StringComparison.Ordinal);
        await secretary.Submit(Table(draft), $"/amendments/{near}?handler=Accept");
        Assert.Equal((AmendmentState.Accepted, AmendmentState.Accepted), (await State(near), await State(same)));
        await Refused(secretary, far, "Accept", $"{far} touches words that were changed since.");
        await secretary.Submit($"/amendments/{far}", $"/amendments/{far}?handler=Changed", ("Text", "Câu mới a;"), ("TextEn", ""));
        Assert.Equal(("Câu mới a;", AmendmentState.AcceptedChanged), ((await app.Stored(draft)).At("1.2.a").Text, await State(far)));
    }

    [Fact]
    public async Task An_amendment_to_an_amendment_is_decided_before_it_and_falls_with_it()
    {
        var draft = await Open();
        var (first, second, secretary) = (await app.SignedIn(DaNang), await app.SignedIn(DakLak, "en-GB"), await app.SignedIn(DraftingApp.Secretary, "en-GB"));
        var parent = await Received(first, draft, draft.At("1.2.b"), "Lời mới của điểm b;");
        async Task<string> Sub(string text)
        {
            var url = $"/resolutions/{draft.Code}/amend?to={parent}";
            var seen = Seen().Match(await second.Read(url)).Groups[1].Value;
            var code = Location(await second.Submit(url, url, [.. Fields(text, "Gọn hơn"), ("Seen", seen)]));
            await secretary.Submit($"/amendments/{code}", $"/amendments/{code}?handler=Receive");
            return code;
        }
        var child = await Sub("Lời hay của điểm b;");
        Assert.Equal([child, parent], (await Read(draft)).InOrder().Select(a => a.Code));
        await Refused(secretary, parent, "Accept", $"Decide on {child} first: it amends {parent}.");
        await secretary.Submit(Table(draft), $"/amendments/{child}?handler=Accept");
        var old = $"/resolutions/{draft.Code}/amend?to={parent}";
        var overtaken = await second.Submit(old, old, [.. Fields("Lời mới của điểm bê;", "Khác"), ("Seen", "trước")]);
        Assert.Contains($"{parent} was reworded since. Read it again.", WebUtility.HtmlDecode(await overtaken.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        var last = await Sub("Lời hay của cả điểm b;");
        await secretary.Submit(Table(draft), $"/amendments/{parent}?handler=Reject");
        Assert.Equal((AmendmentState.Rejected, AmendmentState.Fell), (await State(parent), await State(last)));
        await secretary.Submit(Table(draft), $"{Table(draft)}?handler=Undo");
        await secretary.Submit(Table(draft), $"/amendments/{last}?handler=Reject");
        await secretary.Submit(Table(draft), $"/amendments/{parent}?handler=Accept");
        Assert.Equal("Lời hay của điểm b;", (await app.Stored(draft)).At("1.2.b").Text);
    }

    [Fact]
    public async Task What_comes_too_early_or_too_late_is_refused_with_a_sentence_and_nothing_typed_is_lost()
    {
        var draft = await app.ADraft();
        var (delegates, secretary) = (await app.SignedIn(DaNang, "en-GB"), await app.SignedIn(DraftingApp.Secretary, "en-GB"));
        Assert.Equal(HttpStatusCode.NotFound, (await delegates.Get(Table(draft))).StatusCode);
        await Window(secretary, draft, TimeSpan.FromHours(1), TimeSpan.FromHours(2));
        Assert.Equal(HttpStatusCode.NotFound, (await delegates.Get($"/resolutions/{draft.Code}/amend")).StatusCode);
        await Window(secretary, draft, TimeSpan.FromHours(-2), TimeSpan.FromHours(-1));
        var late = await delegates.Submit(Amend(draft, draft.At("1.2.a")), Amend(draft, draft.At("1.2.a")), Fields("Đến muộn nhưng không mất;", "Muộn"));
        var page = WebUtility.HtmlDecode(await late.Content.ReadAsStringAsync());
        Assert.Contains($"The time for amendments to {draft.Code} ended at ", page, StringComparison.Ordinal);
        Assert.Contains("Đến muộn nhưng không mất;", page, StringComparison.Ordinal);
        Assert.Empty((await Read(draft)).All);
        var turned = await Window(secretary, draft, TimeSpan.FromHours(2), TimeSpan.FromHours(1));
        var again = WebUtility.HtmlDecode(await turned.Content.ReadAsStringAsync());
        Assert.Contains("The time for amendments has to end after it begins.", again, StringComparison.Ordinal);
        Assert.Equal([TimeSpan.FromHours(2), TimeSpan.FromHours(1)], Typed().Matches(again).Select(m => DateTime.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) - DateTime.UtcNow.AddHours(7)).Select(t => TimeSpan.FromHours(Math.Round(t.TotalHours))));
    }

    [Fact]
    public async Task Adopted_text_is_neither_amended_nor_merged()
    {
        var draft = await Open();
        var (delegates, secretary) = (await app.SignedIn(DaNang, "en-GB"), await app.SignedIn(DraftingApp.Secretary, "en-GB"));
        var code = await Received(delegates, draft, draft.At("1.2.a"), "Lời hay điểm a;");
        await secretary.Submit($"/resolutions/{draft.Code}/adopt", $"/resolutions/{draft.Code}/adopt", ("Number", $"{draft.Number}/NQ-SD"), ("On", "2026-01-02"), ("Basis", "Consensus"), ("Confirm", draft.Code));
        Assert.Equal(ResolutionState.Adopted, (await app.Stored(draft)).State);
        await Refused(secretary, code, "Accept", $"{draft.Code} is adopted: nothing of it can be changed any more.");
        Assert.Equal(HttpStatusCode.NotFound, (await delegates.Submit("/resolutions", Amend(draft, draft.At("1.2.a")), Fields("Khác;", "x"))).StatusCode);
        await Assert.ThrowsAsync<RuleBroken>(() => app.With<ResolutionsDb>(async db =>
        {
            (await db.Amendments.Include(a => a.Cosponsors).SingleAsync(a => a.ResolutionId == draft.Id)).Join(new(Guid.NewGuid(), "test", "", Guid.NewGuid(), "Đoàn thử", []), db.Now);
            await db.SaveChangesAsync();
        }));
    }

    [Fact]
    public async Task Only_delegates_propose_only_the_secretariat_decides_and_nobody_reads_what_is_not_for_them()
    {
        var draft = await Open();
        var code = await Propose(await app.SignedIn(DaNang), draft, draft.At("1.2.a"), "Lời hay điểm a;");
        var version = (await app.Stored(draft)).Version;
        string[] decisions = ["Receive", "Return", "Accept", "Changed", "Reject", "Withdraw"];
        foreach (var badge in new[] { DraftingApp.Organiser, DraftingApp.Chair, DakLak, DraftingApp.FocalPoint, DraftingApp.Observer })
        {
            var visitor = await app.SignedIn(badge);
            foreach (var handler in decisions)
                Assert.NotEqual(HttpStatusCode.OK, (await visitor.Submit("/resolutions", $"/amendments/{code}?handler={handler}", ("Text", "x"), ("Why", "x"))).StatusCode);
            await visitor.Submit("/resolutions", $"{Table(draft)}?handler=Window", ("opens", "2020-01-01T00:00"), ("closes", "2020-01-02T00:00"));
        }
        foreach (var badge in new[] { DraftingApp.Secretary, DraftingApp.Organiser, DraftingApp.Chair, DraftingApp.FocalPoint, DraftingApp.Observer })
            Assert.Contains("/denied", (await (await app.SignedIn(badge)).Submit("/resolutions", Amend(draft, draft.At("1.2.b")), Fields("Khác;", "x"))).Headers.Location!.ToString(), StringComparison.Ordinal);
        foreach (var badge in new[] { DraftingApp.FocalPoint, DraftingApp.Observer })
            foreach (var url in new[] { Table(draft), $"/amendments/{code}" })
                Assert.Contains("/denied", (await (await app.SignedIn(badge)).Get(url)).Headers.Location!.ToString(), StringComparison.Ordinal);
        var table = await Read(draft);
        Assert.Equal((version, AmendmentState.Submitted, 1), ((await app.Stored(draft)).Version, table.All.Single().State, table.All.Count));

        var (outsider, member) = (await app.SignedIn(DraftingApp.Observer), await app.SignedIn(DakLak));
        await using var closed = await LiveClient.Connect(app.Address, outsider.Cookies);
        await using var open = await LiveClient.Connect(app.Address, member.Cookies);
        await Assert.ThrowsAnyAsync<Exception>(() => closed.Follow(AmendmentTopicOf(draft)));
        await open.Follow(AmendmentTopicOf(draft));
        await Propose(await app.SignedIn(HaNoi), draft, draft.At("1.2.b"), "Bí mật của điểm b;");
        var said = await app.With<SharedDb, List<string>>(db => db.Set<LiveEvent>().Where(e => e.Topic == AmendmentTopicOf(draft)).Select(e => e.Body).ToListAsync());
        Assert.DoesNotContain("Bí mật", string.Concat(said), StringComparison.Ordinal);
        Assert.NotEmpty(said);
    }

    [Fact]
    public async Task A_long_table_is_read_in_parts_that_lose_nothing_and_its_lists_lead_to_each()
    {
        var draft = await Open();
        var numbers = await app.With<ResolutionsDb, List<int>>(async db =>
        {
            var (pen, made) = (new Pen("test", db.Now, db), new List<int>());
            await using var transaction = await db.Database.BeginTransactionAsync();
            var number = (int)await db.TakeNumbers("amendments", 70, default) - 70;
            foreach (var (i, clause) in Enumerable.Repeat(draft.Numbering.InOrder.Where(n => n.Kind is ClauseKind.Item or ClauseKind.Point), 12).SelectMany(c => c).Select(n => draft.Clauses.Single(c => c.Id == n.Id)).Take(70).Index())
            {
                var amendment = Amendment.Propose(++number, clause, AmendmentKind.Change, clause.Words, clause.Words with { Text = $"Lời thứ {i};" }, "Rõ hơn", new(Guid.CreateVersion7(), "Đại biểu", "", Guid.CreateVersion7(), $"Đoàn {i}", []), db.Now);
                amendment.Receive(pen);
                db.Add(amendment);
                made.Add(number);
            }
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return made;
        });
        var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        List<int> Shown(string page) => [.. AmendmentHere().Matches(page).Select(m => Number(m.Groups[1].Value))];
        var first = await secretary.Read(Table(draft));
        Assert.Contains("To be decided: 70", first, StringComparison.Ordinal);
        Assert.InRange(Shown(first).Count, AmendmentsModel.AtOnce, 60);
        Assert.DoesNotContain("Earlier, from", first, StringComparison.Ordinal);
        var next = await secretary.Read(Turn().Match(first).Groups[1].Value);
        Assert.Contains("Earlier, from §1.1", next, StringComparison.Ordinal);
        Assert.DoesNotContain("Later, from", next, StringComparison.Ordinal);
        Assert.Equal(numbers, Shown(first).Concat(Shown(next)).Order());

        // The list shows the first ones, and leads to those in another part of the table.
        var far = Shown(next)[0];
        Assert.Equal(AmendmentsModel.Listed, OrderOf(first));
        var whole = await secretary.Read($"{Table(draft)}?whole=true");
        Assert.Equal(70, OrderOf(whole));
        Assert.Contains($"href=\"{Table(draft)}?at=A-{far}#A-{far}\"", whole, StringComparison.Ordinal);
        Assert.Contains(far, Shown(await secretary.Read($"{Table(draft)}?at=A-{far}")));
        // What is switched on stays so in the other part.
        var on = Shown(first)[0];
        Assert.Contains($"<input type=\"hidden\" form=\"toggles\" name=\"on\" value=\"{on}\">", await secretary.Read($"{Table(draft)}?handler=Table&at=A-{far}&on={on}"), StringComparison.Ordinal);

        static int OrderOf(string page) => page[page.IndexOf("<ol class=\"order\"", StringComparison.Ordinal)..].Split("</ol>")[0].Split("<li").Length - 1;
    }

    [GeneratedRegex("data-amendment=\"([^\"]+)\"")]
    private static partial Regex AmendmentHere();

    [GeneratedRegex("href=\"([^\"]+)\">Later, from")]
    private static partial Regex Turn();

    /// <summary>The page shows itself again with the sentence.</summary>
    private static async Task Refused(Visitor who, string code, string handler, string sentence)
    {
        var answer = await who.Submit($"/amendments/{code}", $"/amendments/{code}?handler={handler}");
        Assert.Contains(sentence, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [GeneratedRegex("name=\"Seen\" value=\"([^\"]+)\"")]
    private static partial Regex Seen();

    private static string AmendmentTopicOf(Resolution draft) => $"{draft.Topic}/amendments";

    private static string Table(Resolution draft) => $"/resolutions/{draft.Code}/amendments";

    private static string Amend(Resolution draft, Clause clause, AmendmentKind kind = AmendmentKind.Change) => $"/resolutions/{draft.Code}/amend?clause={clause.Id}&kind={kind}";

    private static (string, string)[] Fields(string text, string reason) => [("Text", text), ("TextEn", ""), ("Reason", reason)];

    private static int Number(string code) => int.Parse(code[2..], CultureInfo.InvariantCulture);

    private static string Location(HttpResponseMessage answer) => answer.Headers.Location?.ToString().Split('/')[^1] ?? throw new InvalidOperationException($"{answer.StatusCode}: {answer.Content.ReadAsStringAsync().Result}");

    private async Task<Resolution> Open()
    {
        var draft = await app.ADraft();
        await Window(await app.SignedIn(DraftingApp.Secretary), draft, TimeSpan.FromHours(-1), TimeSpan.FromHours(1));
        return draft;
    }

    private static Task<HttpResponseMessage> Window(Visitor secretary, Resolution draft, TimeSpan from, TimeSpan to)
    {
        var now = DateTime.UtcNow.AddHours(7);
        string Local(TimeSpan away) => (now + away).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
        return secretary.Submit(Table(draft), $"{Table(draft)}?handler=Window", ("opens", Local(from)), ("closes", Local(to)));
    }

    [GeneratedRegex("type=\"datetime-local\"[^>]*value=\"([^\"]*)\"")]
    private static partial Regex Typed();

    private static async Task<string> Propose(Visitor delegates, Resolution draft, Clause clause, string text, AmendmentKind kind = AmendmentKind.Change) =>
        Location(await delegates.Submit(Amend(draft, clause, kind), Amend(draft, clause, kind), [.. Fields(text, "Rõ hơn"), ("Heading", clause.Heading), ("Version", "1")]));

    private async Task<string> Received(Visitor delegates, Resolution draft, Clause clause, string text, AmendmentKind kind = AmendmentKind.Change)
    {
        var code = await Propose(delegates, draft, clause, text, kind);
        await (await app.SignedIn(DraftingApp.OtherSecretary)).Submit($"/amendments/{code}", $"/amendments/{code}?handler=Receive");
        return code;
    }

    private Task<AmendmentTable> Read(Resolution draft) => app.With<ResolutionsDb, AmendmentTable>(async db =>
        new(await db.Whole.AsNoTracking().SingleAsync(r => r.Id == draft.Id), await db.Amendments.AsNoTracking().Include(a => a.Cosponsors).Where(a => a.ResolutionId == draft.Id).ToListAsync()));

    private Task<AmendmentState> State(string code) => app.With<ResolutionsDb, AmendmentState>(db => db.Amendments.Where(a => a.Number == Number(code)).Select(a => a.State).SingleAsync());
}
