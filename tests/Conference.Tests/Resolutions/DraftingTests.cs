using System.Net;
using Conference.Resolutions;
using Conference.Shared;
using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Resolutions;

[Collection("Drafting")]
public sealed class DraftingTests(DraftingApp app)
{
    private static string Change(Clause clause, string handler) => $"/resolutions/clauses/{clause.Id}/change?handler={handler}";

    [Fact]
    public async Task The_secretariat_drafts_from_nothing_recital_section_item_and_point()
    {
        var secretary = await app.SignedIn(DraftingApp.Secretary);
        var begun = await secretary.Submit("/resolutions/new", "/resolutions/new", ("Title", "Nghị quyết thử"), ("TitleEn", "Trial resolution"));
        var draft = begun.Headers.Location!.ToString();
        async Task<string> Add(string place, string? at, string heading, string text)
        {
            var answer = await secretary.Submit(draft, $"{draft}/add?place={place}&at={at}", ("Heading", heading), ("Text", text), ("HeadingEn", ""), ("TextEn", ""));
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            return answer.Headers.Location!.ToString().Split("clause=")[1].Split('#')[0];
        }
        await Add("recital", null, "", "Căn cứ Hiến pháp;");
        var section = await Add("section", null, "Nhiệm vụ", "");
        var second = await Add("inside", section, "Khoản sau", "Lời.");
        await Add("inside", second, "", "Điểm a;");
        var item = await Add("below", section, "Mục sau", "");
        await secretary.Submit(draft, $"/resolutions/clauses/{item}/change?handler=Up");

        var page = await secretary.Read(draft);
        foreach (var words in new[] { "Căn cứ Hiến pháp;", "Nhiệm vụ", "Khoản sau", "Điểm a;", "Mục sau" }) Assert.Contains(words, page, StringComparison.Ordinal);
        using var api = await app.Api("secretariat");
        var tree = await api.GetStringAsync($"/api/v1{draft}");
        Assert.Contains($"\"citation\":\"{draft.Split('/')[^1]} §2.1.a\"", tree, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Moving_renumbers_what_follows()
    {
        var draft = await app.ADraft();
        var secretary = await app.SignedIn(DraftingApp.Secretary);
        var point = draft.At("1.2.c");
        await secretary.Submit($"/resolutions/{draft.Code}?clause={point.Id}", Change(point, "Up"));
        Assert.Equal(["1.2.a Lời điểm a;", "1.2.b Lời điểm c.", "1.2.c Lời điểm b;"], (await app.Stored(draft)).Outline().Where(l => l.StartsWith("1.2.", StringComparison.Ordinal)));

        await secretary.Submit($"/resolutions/{draft.Code}", Change(point, "Move"), ("parent", draft.At("2.1").Id.ToString()), ("place", "1"));
        Assert.Equal("2.1.a Lời điểm c.", (await app.Stored(draft)).Outline()[^1]);

        await secretary.Submit($"/resolutions/{draft.Code}", Change(point, "Outdent"));
        var stored = await app.Stored(draft);
        Assert.Equal("2.2 Lời điểm c.", stored.Outline()[^1]);
        Assert.Equal(ClauseKind.Item, stored.At("2.2").Kind);

        await secretary.Submit($"/resolutions/{draft.Code}", Change(point, "Indent"));
        Assert.Equal(ClauseKind.Point, (await app.Stored(draft)).At("2.1.a").Kind);
    }

    [Fact]
    public async Task A_clause_is_not_moved_into_itself_nor_anything_below_a_point()
    {
        var draft = await app.ADraft();
        var before = (await app.Stored(draft)).Outline();
        async Task Refused(string sentence, Action<Resolution, Pen> change) =>
            Assert.Equal(sentence, (await Assert.ThrowsAsync<RuleBroken>(() => app.Change(draft, change))).Message);

        await Refused("A clause cannot be moved into itself.", (r, pen) => r.Move(r.At("1").Id, r.At("1.2").Id, 0, pen));
        await Refused("A clause cannot be moved into itself.", (r, pen) => r.Move(r.At("1.2").Id, r.At("1.2").Id, 0, pen));
        await Refused("A point cannot hold other clauses.", (r, pen) => r.Move(r.At("2").Id, r.At("1.2.a").Id, 0, pen));
        await Refused("A point cannot hold other clauses.", (r, pen) => r.Move(r.At("1").Id, r.At("2.1").Id, 0, pen));
        await Refused("Recitals stand together, before the sections.", (r, pen) => r.Move(r.At("0.1").Id, r.At("1").Id, 0, pen));
        await Refused("A recital cannot hold other clauses.", (r, pen) => r.AddClause(Guid.CreateVersion7(), r.At("0.1").Id, null, DraftingApp.Text("x"), pen));
        await Refused("A clause needs a heading or a text.", (r, pen) => r.Edit(r.At("1.2.a").Id, 1, DraftingApp.Text("  "), pen));
        await Refused("An item holds at most 23 points, from a) to y).", (r, pen) =>
        {
            for (var i = 0; i < 21; i++) r.AddClause(Guid.CreateVersion7(), r.At("1.2").Id, null, DraftingApp.Text($"{i}"), pen);
        });
        Assert.Equal(before, (await app.Stored(draft)).Outline());

        var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        var here = $"/resolutions/{draft.Code}?clause={draft.At("1").Id}";
        var answer = await secretary.Submit(here, Change(draft.At("1"), "Move"), ("parent", draft.At("1.2").Id.ToString()), ("place", "1"));
        Assert.Equal(here, answer.Headers.Location!.ToString());
        Assert.Contains("A clause cannot be moved into itself.", await secretary.Read(here), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_edit_one_clause_and_the_second_sees_both_versions_and_loses_nothing()
    {
        var draft = await app.ADraft();
        var clause = draft.At("1.2.a");
        var (first, second) = (await app.SignedIn(DraftingApp.Secretary), await app.SignedIn(DraftingApp.OtherSecretary, "en-GB"));
        var page = $"/resolutions/{draft.Code}?clause={clause.Id}";
        (string, string)[] Edit(string text, int version) => [("Version", $"{version}"), ("Text", text), ("TextEn", ""), ("Note", "")];

        Assert.Equal(HttpStatusCode.Redirect, (await first.Submit(page, $"/resolutions/clauses/{clause.Id}/edit", Edit("Lời điểm a của người thứ nhất;", 1))).StatusCode);
        var answer = await second.Submit(page, $"/resolutions/clauses/{clause.Id}/edit", Edit("Lời điểm thứ nhất;", 1));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var both = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains("Another version was saved before yours", both, StringComparison.Ordinal);
        Assert.Contains("<ins> của người thứ nhất</ins>", both, StringComparison.Ordinal);
        Assert.Contains("<ins>thứ nhất</ins>", both, StringComparison.Ordinal);
        Assert.Contains("Đoàn Hải Yến", both, StringComparison.Ordinal);
        Assert.Equal("Lời điểm a của người thứ nhất;", (await app.Stored(draft)).At("1.2.a").Text);

        await second.Submit(page, $"/resolutions/clauses/{clause.Id}/edit", Edit("Lời điểm thứ nhất, đã ghép;", 2));
        Assert.Equal("Lời điểm thứ nhất, đã ghép;", (await app.Stored(draft)).At("1.2.a").Text);
    }

    [Fact]
    public async Task Moving_a_clause_does_not_disturb_who_is_writing_in_it()
    {
        var draft = await app.ADraft();
        var clause = draft.At("1.2.a");
        await app.Change(draft, (r, pen) => r.MoveDown(clause.Id, pen));
        await app.Change(draft, (r, pen) => Assert.True(r.Edit(clause.Id, 1, DraftingApp.Text("Viết xong;"), pen)));
        Assert.Equal("Viết xong;", (await app.Stored(draft)).At("1.2.b").Text);
    }

    [Fact]
    public async Task Many_people_change_different_clauses_at_the_same_moment_and_all_changes_stay()
    {
        var draft = await app.ADraft();
        var clauses = new[] { "1.1", "1.2", "1.2.a", "1.2.b", "1.2.c", "2.1" }.Select(place => draft.At(place)).ToList();
        await Task.WhenAll(clauses.Select(c => app.Change(draft, (r, pen) => r.Edit(c.Id, 1, c.Words with { Text = c.Text + " Thêm." }, pen))));
        Assert.All((await app.Stored(draft)).Clauses.Where(c => clauses.Any(x => x.Id == c.Id)), c => Assert.EndsWith(" Thêm.", c.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_change_of_a_clause_is_in_its_history_and_any_two_versions_can_be_compared()
    {
        var draft = await app.ADraft();
        var clause = draft.At("1.2.b");
        await app.Change(draft, (r, pen) => r.Edit(clause.Id, 1, DraftingApp.Text("Lời mới của điểm b;"), pen, "Theo C-12"));
        await app.Change(draft, (r, pen) => r.MoveUp(clause.Id, pen));
        await app.Change(draft, (r, pen) => r.Remove(clause.Id, pen));
        await app.Change(draft, (r, pen) => r.Restore(clause.Id, pen));
        var history = await app.With<ResolutionsDb, List<Revision>>(db => db.Revisions.Where(r => r.ClauseId == clause.Id).OrderBy(r => r.No).ToListAsync());
        Assert.Equal(
            ["1 Added §1.2.b Lời điểm b;", "2 Edited §1.2.b Lời mới của điểm b; Theo C-12", "3 Moved §1.2.a Lời mới của điểm b;", "4 Removed §1.2.a Lời mới của điểm b;", "5 Restored §1.2.a Lời mới của điểm b;"],
            history.Select(r => $"{r.No} {r.What} §{r.Place.Split('§')[1]} {r.Text} {r.Note}".TrimEnd()));

        var secretary = await app.SignedIn(DraftingApp.Secretary);
        var page = await secretary.Read($"/resolutions/clauses/{clause.Id}/history?from=1&to=5");
        Assert.Contains("Từ bản 1 đến bản 5", page, StringComparison.Ordinal);
        Assert.Contains("<ins>mới của </ins>", page, StringComparison.Ordinal);
        Assert.Contains("Theo C-12", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_removed_leaves_with_all_it_holds_and_comes_back_where_it_stood()
    {
        var draft = await app.ADraft();
        var before = draft.Outline();
        var secretary = await app.SignedIn(DraftingApp.Secretary);
        var item = draft.At("1.2");
        var here = $"/resolutions/{draft.Code}?clause={item.Id}";

        await secretary.Submit(here, Change(draft.At("1.2.b"), "Remove"), ("confirmed", "true"));
        await secretary.Submit(here, Change(draft.At("1.1"), "Remove"));
        Assert.Contains("1.1 Khoản một", (await app.Stored(draft)).Outline());
        await secretary.Submit(here, Change(item, "Remove"), ("confirmed", "true"));
        Assert.Equal(["0.1 Căn cứ Luật Thỏa thuận quốc tế;", "1 Mục một", "1.1 Khoản một", "2 Mục hai", "2.1 Khoản một"], (await app.Stored(draft)).Outline());
        Assert.Contains("2 phần đã bỏ", await secretary.Read($"/resolutions/{draft.Code}"), StringComparison.Ordinal);

        var tooEarly = await Assert.ThrowsAsync<RuleBroken>(() => app.Change(draft, (r, pen) => r.Restore(draft.At("1.2.b").Id, pen)));
        Assert.Equal("This clause stood in one that is removed as well. Restore that one first.", tooEarly.Message);
        await secretary.Submit(here, Change(item, "Restore"));
        Assert.DoesNotContain("1.2.b Lời điểm b;", (await app.Stored(draft)).Outline());
        await secretary.Submit(here, Change(draft.At("1.2.b"), "Restore"));
        Assert.Equal(before, (await app.Stored(draft)).Outline());
    }

    [Fact]
    public async Task An_open_draft_hears_who_changed_which_clause()
    {
        var draft = await app.ADraft();
        var clause = draft.At("2.1");
        await app.Change(draft, (r, pen) => r.Edit(clause.Id, 1, clause.Words with { Text = "Sửa." }, pen));
        var last = await app.With<SharedDb, LiveEvent>(db => db.Set<LiveEvent>().Where(e => e.Topic == draft.Topic).OrderByDescending(e => e.Sequence).FirstAsync());
        Assert.Equal(("clause", $$"""{"id":"{{clause.Id}}","version":2,"what":"edited","place":"{{draft.Code}} §2.1","who":"test"}"""), (last.Kind, last.Body));
    }

    [Fact]
    public async Task Text_from_outside_is_shown_as_text()
    {
        var draft = await app.ADraft();
        await app.Change(draft, (r, pen) => r.Edit(r.At("2.1").Id, 1, DraftingApp.Text("<script>alert(1)</script>"), pen));
        var raw = await (await (await app.SignedIn(DraftingApp.Secretary)).Get($"/resolutions/{draft.Code}")).Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script>alert", raw, StringComparison.Ordinal);
    }
}
