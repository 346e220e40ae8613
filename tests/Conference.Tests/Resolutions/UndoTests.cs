using System.Net;
using System.Text.Json;
using Conference.Resolutions;
using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Resolutions;

/// <summary>Undo, autosave, presence and the other acts of the drafting page, as its script and a browser without one send them.</summary>
[Collection("Drafting")]
public sealed class UndoTests(DraftingApp app)
{
    private static string Edit(Clause clause) => $"/resolutions/clauses/{clause.Id}/edit";

    private static string Change(Clause clause, string handler) => $"/resolutions/clauses/{clause.Id}/change?handler={handler}";

    [Fact]
    public async Task Each_person_undoes_and_redoes_their_own_acts_and_the_history_keeps_all()
    {
        var draft = await app.ADraft();
        var (first, second) = (await app.SignedIn(DraftingApp.Secretary, "en-GB"), await app.SignedIn(DraftingApp.OtherSecretary, "en-GB"));
        var (here, undo, redo) = ($"/resolutions/{draft.Code}", $"/resolutions/{draft.Code}/undo", $"/resolutions/{draft.Code}/undo?handler=Redo");
        var (a, b) = (draft.At("1.2.a"), draft.At("1.2.b"));
        await first.Submit(here, Edit(a), ("Version", "1"), ("Text", "Một;"), ("TextEn", ""));
        await first.Submit(here, Change(a, "Down"));
        await second.Submit(here, Edit(b), ("Version", "1"), ("Text", "Hai;"), ("TextEn", ""));

        await first.Submit(here, undo);
        Assert.Equal(["1.2.a Một;", "1.2.b Hai;"], (await app.Stored(draft)).Outline()[4..6]);
        await first.Submit(here, undo);
        Assert.Equal(["1.2.a Lời điểm a;", "1.2.b Hai;"], (await app.Stored(draft)).Outline()[4..6]);
        await first.Submit(here, undo);
        Assert.Contains("There is nothing of yours to undo.", await first.Read(here), StringComparison.Ordinal);
        await first.Submit(here, redo);
        await first.Submit(here, redo);
        Assert.Equal(["1.2.a Hai;", "1.2.b Một;"], (await app.Stored(draft)).Outline()[4..6]);
        await second.Submit(here, undo);
        Assert.Equal("1.2.a Lời điểm b;", (await app.Stored(draft)).Outline()[4]);

        var history = await app.With<ResolutionsDb, List<RevisionKind>>(db => db.Revisions.Where(r => r.ClauseId == a.Id).OrderBy(r => r.No).Select(r => r.What).ToListAsync());
        Assert.Equal([RevisionKind.Added, RevisionKind.Edited, RevisionKind.Moved, RevisionKind.Undone, RevisionKind.Undone, RevisionKind.Redone, RevisionKind.Redone], history);
        Assert.Contains("Undone: ", await second.Read(here), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_someone_else_touched_since_is_not_undone_but_the_act_before_it_is()
    {
        var draft = await app.ADraft();
        var (first, second) = (await app.SignedIn(DraftingApp.Secretary, "en-GB"), await app.SignedIn(DraftingApp.OtherSecretary));
        var (here, undo) = ($"/resolutions/{draft.Code}", $"/resolutions/{draft.Code}/undo");
        var (a, c) = (draft.At("1.2.a"), draft.At("1.2.c"));
        await first.Submit(here, Edit(c), ("Version", "1"), ("Text", "Ba."), ("TextEn", ""));
        await first.Submit(here, Edit(a), ("Version", "1"), ("Text", "Một;"), ("TextEn", ""));
        await second.Submit(here, Edit(a), ("Version", "2"), ("Text", "Một hai;"), ("TextEn", ""));
        await first.Submit(here, undo);
        Assert.Contains($"Phùng Đức Nhân changed {draft.Code} §1.2.a after you. Undoing or redoing this would overwrite it.", await first.Read(here), StringComparison.Ordinal);
        Assert.Equal(["1.2.a Một hai;", "1.2.c Ba."], new[] { 4, 6 }.Select(i => app.Stored(draft).Result.Outline()[i]));
        await first.Submit(here, undo);
        Assert.Equal(["1.2.a Một hai;", "1.2.c Lời điểm c."], new[] { 4, 6 }.Select(i => app.Stored(draft).Result.Outline()[i]));
    }

    [Fact]
    public async Task Undoing_a_removal_brings_back_all_it_took_and_undoing_a_link_takes_it_off_again()
    {
        var draft = await app.ADraft();
        var before = draft.Outline();
        var source = await app.AComment();
        var secretary = await app.SignedIn(DraftingApp.Secretary);
        var (here, undo) = ($"/resolutions/{draft.Code}", $"/resolutions/{draft.Code}/undo");
        var (item, point) = (draft.At("1.2"), draft.At("1.2.a"));
        await secretary.Submit(here, Change(point, "Link"), ("source", source.Id.ToString()));
        await secretary.Submit(here, Change(item, "Remove"), ("confirmed", "true"));
        await secretary.Submit(here, undo);
        var stored = await app.Stored(draft);
        Assert.Equal(before, stored.Outline());
        Assert.Equal(source.Id, Assert.Single(stored.At("1.2.a").Sources).SourceId);
        await secretary.Submit(here, undo);
        Assert.Empty((await app.Stored(draft)).At("1.2.a").Sources);
        await secretary.Submit(here, undo + "?handler=Redo");
        Assert.Single((await app.Stored(draft)).At("1.2.a").Sources);
        await app.Settled();
        Assert.Equal([true, false, true, false, true], DraftingNewsHandler.Of<Conference.Shared.Contracts.ClauseSourced>(n => n.ResolutionId == draft.Id).Select(n => n.Linked));
    }

    [Fact]
    public async Task A_page_that_saves_by_itself_hears_the_version_and_a_conflict_and_adds_a_clause_once()
    {
        var draft = await app.ADraft();
        var clause = draft.At("1.2.a");
        var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        var here = $"/resolutions/{draft.Code}";
        async Task<(HttpStatusCode Status, JsonElement Answer)> Post(string url, params (string, string)[] fields)
        {
            var answer = await secretary.Script(here, url, fields);
            return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
        }
        var (_, saved) = await Post(Edit(clause), ("Version", "1"), ("Text", "Đang viết"), ("TextEn", ""));
        Assert.Equal(2, saved.GetProperty("version").GetInt32());
        Assert.StartsWith("Saved ", saved.GetProperty("saved").GetString(), StringComparison.Ordinal);
        var (status, conflict) = await Post(Edit(clause), ("Version", "1"), ("Text", "Khác"), ("TextEn", ""));
        Assert.Equal((HttpStatusCode.Conflict, true), (status, conflict.GetProperty("conflict").GetBoolean()));

        var id = Guid.CreateVersion7();
        for (var twice = 0; twice < 2; twice++)
        {
            var (_, added) = await Post($"{here}/add?place=below&at={clause.Id}", ("Id", id.ToString()), ("Text", "Điểm mới"), ("TextEn", ""));
            Assert.Equal((id, 1), (added.GetProperty("id").GetGuid(), added.GetProperty("version").GetInt32()));
        }
        var next = Guid.CreateVersion7();
        await Post(Change(clause, "Split"), ("version", "2"), ("text", "Đang"), ("rest", "viết"), ("next", next.ToString()), ("english", "false"));
        Assert.Equal(["1.2.a Đang", "1.2.b viết", "1.2.c Điểm mới"], (await app.Stored(draft)).Outline()[4..7]);
        var (_, joined) = await Post($"/resolutions/clauses/{next}/change?handler=Join");
        Assert.Equal(clause.Id, joined.GetProperty("id").GetGuid());
        await Post(Change(clause, "Drop"), ("target", draft.At("1.1").Id.ToString()), ("where", "before"));
        await Post(Change(clause, "Paste"), ("pasted", "1. Khoản dán\na) Điểm dán;\nb) Điểm nữa.\n2. Khoản sau"), ("english", "false"));
        Assert.Equal(["1.1 Đang viết", "1.2 Khoản dán", "1.2.a Điểm dán;", "1.2.b Điểm nữa.", "1.3 Khoản sau", "1.4 Khoản một"], (await app.Stored(draft)).Outline()[2..8]);
        var (_, undone) = await Post($"{here}/undo");
        Assert.StartsWith("Undone: ", undone.GetProperty("said").GetString(), StringComparison.Ordinal);
        Assert.Equal(["1.1 Đang viết", "1.2 Khoản một"], (await app.Stored(draft)).Outline()[2..4]);
        Assert.Contains("data-clause-form", await secretary.Read($"/resolutions/clauses/{clause.Id}/edit?handler=Form"), StringComparison.Ordinal);
        Assert.Contains($"data-id=\"{clause.Id}\"", await secretary.Read($"{here}?handler=Text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_version_is_restored_as_a_new_one()
    {
        var draft = await app.ADraft();
        var clause = draft.At("1.2.b");
        var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        await secretary.Submit($"/resolutions/{draft.Code}", Edit(clause), ("Version", "1"), ("Text", "Khác hẳn;"), ("TextEn", ""));
        Assert.Contains("Restore version 1", await secretary.Read($"/resolutions/clauses/{clause.Id}/history"), StringComparison.Ordinal);
        await secretary.Submit($"/resolutions/clauses/{clause.Id}/history", Change(clause, "Revert") + "&to=1");
        var stored = (await app.Stored(draft)).At("1.2.b");
        Assert.Equal(("Lời điểm b;", 3), (stored.Text, stored.Version));
    }

    [Fact]
    public async Task Who_has_the_draft_open_is_seen_by_the_others_and_by_nobody_else()
    {
        var draft = await app.ADraft();
        var clause = draft.At("2.1");
        var (first, second, outsider) = (await app.SignedIn(DraftingApp.Secretary), await app.SignedIn(DraftingApp.OtherSecretary), await app.SignedIn(DraftingApp.Delegate));
        await using var one = await LiveClient.Connect(app.Address, first.Cookies);
        await using var stranger = await LiveClient.Connect(app.Address, outsider.Cookies);
        Assert.True((await one.Send(draft.Topic, new { clause = clause.Id })).Accepted);
        var said = await app.With<SharedDb, LiveEvent>(db => db.Set<LiveEvent>().Where(e => e.Topic == draft.Topic && e.Kind == "here").SingleAsync());
        Assert.Contains($"\"who\":\"Đoàn Hải Yến\",\"clause\":\"{clause.Id}\",\"left\":false", said.Body, StringComparison.Ordinal);
        Assert.Contains("Cùng soạn: Đoàn Hải Yến", await second.Read($"/resolutions/{draft.Code}"), StringComparison.Ordinal);
        Assert.DoesNotContain("Cùng soạn: Đoàn Hải Yến", await first.Read($"/resolutions/{draft.Code}"), StringComparison.Ordinal);
        Assert.False((await stranger.Send(draft.Topic, new { clause = clause.Id })).Accepted);
        await one.Send(draft.Topic, new { left = true });
        Assert.DoesNotContain("Cùng soạn: Đoàn Hải Yến", await second.Read($"/resolutions/{draft.Code}"), StringComparison.Ordinal);
    }
}
