using System.Net;
using Conference.Resolutions;
using Conference.Shared;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Resolutions;

[Collection("Drafting")]
public sealed class DraftingAdoptionTests(DraftingApp app)
{
    private static int numbers = 100;

    private static readonly string Today = DateTime.UtcNow.AddHours(7).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static (string Name, string Value)[] Form(Resolution draft, string number, params (string, string)[] other) =>
        [("Number", number), ("On", Today), ("Basis", "Unanimously"), ("SessionCode", "s-22"), ("Confirm", draft.Code), .. other];

    private static string NextNumber() => $"{Interlocked.Increment(ref numbers)}/NQ-HNNG32";

    private async Task<Resolution> Adopted()
    {
        var draft = await app.ADraft();
        await app.Link(draft, draft.At("1.2.a").Id, await app.AComment());
        var answer = await (await app.SignedIn(DraftingApp.Secretary)).Submit($"/resolutions/{draft.Code}/adopt", $"/resolutions/{draft.Code}/adopt", Form(draft, NextNumber()));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return await app.Stored(draft);
    }

    [Fact]
    public async Task What_the_conference_adopts_has_its_number_its_basis_and_the_fingerprint_of_its_text_and_everyone_reads_it()
    {
        var draft = await app.ADraft();
        var secretary = await app.SignedIn(DraftingApp.Secretary);
        var adopt = $"/resolutions/{draft.Code}/adopt";
        await secretary.Submit(adopt, adopt, Form(draft, "7/nq-hnng32", ("Basis", "Vote"), ("For", "187"), ("Against", "2"), ("Abstentions", "12")).Where(f => f != ("Basis", "Unanimously")).ToArray());
        await app.Settled();

        var text = await (await app.SignedIn(DraftingApp.Delegate)).Read($"/resolutions/{draft.Code}");
        foreach (var fact in new[] { "07/NQ-HNNG32", "Biểu quyết", "187 tán thành, 2 không tán thành, 12 không có ý kiến", "S-22", "Lời điểm a;", "dấu vân tay vừa tính lại trùng khớp" })
            Assert.Contains(fact, text, StringComparison.Ordinal);
        var stored = await app.Stored(draft);
        Assert.Equal(CanonicalText.HashOf(CanonicalText.Of(stored)), stored.Adoption!.Hash);
        var news = Assert.Single(DraftingNewsHandler.Of<ResolutionAdopted>(n => n.ResolutionId == draft.Id));
        Assert.Equal((draft.Code, "07/NQ-HNNG32", stored.Adoption.AdoptedOn), (news.Code, news.Number, news.AdoptedOn));
    }

    [Fact]
    public async Task The_canonical_text_is_the_same_on_every_database()
    {
        var draft = await app.ADraft();
        const string Text = """
            Dự thảo thử
            Căn cứ Luật Thỏa thuận quốc tế;
            I. Mục một
            1. Khoản một Lời khoản một.
            2. Khoản hai Lời khoản hai:
            a) Lời điểm a;
            b) Lời điểm b;
            c) Lời điểm c.
            II. Mục hai
            1. Khoản một Lời khoản một của mục hai.

            —

            Trial draft

            I.
            1.
            2.
            a)
            b)
            c)
            II.
            1.

            """;
        var canonical = CanonicalText.Of(await app.Stored(draft));
        Assert.Equal(Text.ReplaceLineEndings("\n"), canonical);
        Assert.Equal("fe7dba029cef381f686215d40f1b2749879db467e98ae9459acd8fa268c94f1a", CanonicalText.HashOf(canonical));
    }

    [Fact]
    public async Task After_the_adoption_every_verb_is_refused_with_a_sentence()
    {
        var adopted = await Adopted();
        var source = await app.AComment();
        var clause = adopted.At("1.2.a");
        var act = DraftAct.Of(adopted, new Dictionary<Guid, ClauseState>(), new("test", DateTime.UtcNow, null!))!;
        (string Name, Action<Resolution, Pen> Verb)[] verbs =
        [
            ("Rename", (r, pen) => r.Rename("x", "y", pen)),
            ("AddRecital", (r, pen) => r.AddRecital(Guid.CreateVersion7(), null, DraftingApp.Text("x"), pen)),
            ("AddClause", (r, pen) => r.AddClause(Guid.CreateVersion7(), null, null, DraftingApp.Text("x"), pen)),
            ("Edit", (r, pen) => r.Edit(clause.Id, 9, DraftingApp.Text("x"), pen)),
            ("Lay", (r, pen) => r.Lay(DocumentLayout.Articles, pen)),
            ("Insert", (r, pen) => r.Insert([], null, null, pen)),
            ("Split", (r, pen) => r.Split(clause.Id, 9, DraftingApp.Text("x"), Guid.CreateVersion7(), DraftingApp.Text("y"), pen)),
            ("Join", (r, pen) => r.Join(clause.Id, pen)),
            ("Make", (r, pen) => r.Make(clause.Id, ClauseKind.Item, pen)),
            ("MarkTranslated", (r, pen) => r.MarkTranslated(clause.Id, pen)),
            ("Undo", (r, pen) => r.Undo(act, [], [], pen)),
            ("Redo", (r, pen) => r.Redo(act, [], [], pen)),
            ("Move", (r, pen) => r.Move(clause.Id, clause.ParentId, 2, pen)),
            ("MoveUp", (r, pen) => r.MoveUp(r.At("1.2.b").Id, pen)),
            ("MoveDown", (r, pen) => r.MoveDown(clause.Id, pen)),
            ("Indent", (r, pen) => r.Indent(r.At("1.2").Id, pen)),
            ("Outdent", (r, pen) => r.Outdent(clause.Id, pen)),
            ("Remove", (r, pen) => r.Remove(clause.Id, pen)),
            ("Restore", (r, pen) => r.Restore(clause.Id, pen)),
            ("Link", (r, pen) => r.Link(clause.Id, source, pen)),
            ("Decide", (r, pen) => r.Decide(pen)),
            ("Issue", (r, pen) => r.Issue(null, false, "", false, [], pen)),
            ("Unlink", (r, pen) => r.Unlink(clause.Id, clause.Sources[0].SourceId, pen)),
            ("Adopt", (r, pen) => r.Adopt(new(new(1, "NQ"), new(2026, 1, 1), AdoptionBasis.Consensus, null, null, null, "", ""), pen, new(2026, 1, 1))),
        ];
        Assert.Equal(typeof(Resolution).GetMethods().Where(m => m.GetParameters().Any(p => p.ParameterType == typeof(Pen)) && !m.IsStatic).Select(m => m.Name).Order(), verbs.Select(v => v.Name).Order());
        foreach (var (name, verb) in verbs)
        {
            var refusal = await Assert.ThrowsAsync<RuleBroken>(() => app.Change(adopted, verb));
            Assert.True($"{adopted.Code} is adopted: nothing of it can be changed any more." == refusal.Message, $"{name}: {refusal.Message}");
        }
        Assert.Equal(adopted.Outline(), (await app.Stored(adopted)).Outline());
    }

    [Fact]
    public async Task After_the_adoption_every_page_that_changes_something_refuses()
    {
        var adopted = await Adopted();
        var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        var clause = adopted.At("1.2.a");
        var (here, change) = ($"/resolutions/{adopted.Code}", $"/resolutions/clauses/{clause.Id}/change?handler=");
        var source = (await app.AComment()).Id.ToString();
        (string Url, (string, string)[] Fields)[] posts =
        [
            ($"{here}/title", [("Title", "x")]), ($"{here}/add?place=section", [("Text", "x")]), ($"{here}/add?place=below&at={clause.Id}", [("Text", "x")]), ($"{here}/adopt", Form(adopted, NextNumber())),
            ($"/resolutions/clauses/{clause.Id}/edit", [("Version", "9"), ("Text", "x")]), ($"/resolutions/link?clause={clause.Id}", [("comments", source), ("returnUrl", here)]),
            (change + "Up", []), (change + "Down", []), (change + "Indent", []), (change + "Outdent", []), (change + "Move", [("place", "1")]), (change + "Remove", [("confirmed", "true")]),
            (change + "Make", [("kind", "Item")]), (change + "Join", []), (change + "Paste", [("pasted", "x")]), (change + "Revert", [("to", "1")]), (change + "Translated", []),
            (change + "Split", [("version", "9"), ("text", "x"), ("rest", "y"), ("next", Guid.NewGuid().ToString())]), (change + "Drop", [("target", adopted.At("1.1").Id.ToString()), ("where", "after")]), ($"{here}/undo", []), ($"{here}/drafts", [("Revises", "true")]),
            (change + "Restore", []), (change + "Link", [("source", source)]), (change + "Unlink", [("source", clause.Sources[0].SourceId.ToString())]),
        ];
        foreach (var (url, fields) in posts)
        {
            var answer = await secretary.Submit(here, url, fields);
            var page = WebUtility.HtmlDecode(answer.StatusCode == HttpStatusCode.Redirect ? await secretary.Read(answer.Headers.Location!.ToString()) : await answer.Content.ReadAsStringAsync());
            Assert.True(page.Contains($"{adopted.Code} is adopted: nothing of it can be changed any more.", StringComparison.Ordinal), $"{url}: {(int)answer.StatusCode} {answer.Headers.Location}");
        }
        Assert.Equal(adopted.Adoption!.Hash, CanonicalText.HashOf(CanonicalText.Of(await app.Stored(adopted))));
        Assert.Equal(adopted.Version, (await app.Stored(adopted)).Version);
    }

    [Fact]
    public async Task Whatever_goes_around_the_verbs_is_refused_when_it_is_saved()
    {
        var adopted = await Adopted();
        var clause = adopted.At("1.2.a");
        async Task Refused(Func<ResolutionsDb, Task> change) => Assert.Contains("is adopted", (await Assert.ThrowsAsync<RuleBroken>(() => app.With<ResolutionsDb>(async db =>
        {
            await change(db);
            await db.SaveChangesAsync();
        }))).Message, StringComparison.Ordinal);

        await Refused(async db => db.Entry(await db.Clauses.SingleAsync(c => c.Id == clause.Id)).Property(c => c.Text).CurrentValue = "Khác.");
        await Refused(async db => db.Remove(await db.ClauseSources.SingleAsync(s => s.ClauseId == clause.Id)));
        await Refused(async db => db.Remove(await db.Revisions.FirstAsync(r => r.ClauseId == clause.Id)));
        await Refused(async db => db.Entry(await db.Resolutions.SingleAsync(r => r.Id == adopted.Id)).Property(r => r.State).CurrentValue = ResolutionState.Draft);
        await Refused(async db => db.Entry(await db.Adoptions.SingleAsync(a => a.ResolutionId == adopted.Id)).Property(a => a.Hash).CurrentValue = "0");
        await Refused(async db => db.Remove(await db.Adoptions.SingleAsync(a => a.ResolutionId == adopted.Id)));
    }

    [Fact]
    public async Task A_number_that_is_taken_in_the_year_is_refused_and_what_was_typed_is_kept()
    {
        var taken = (await Adopted()).Adoption!.NumberAndSymbol;
        var draft = await app.ADraft();
        var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        var adopt = $"/resolutions/{draft.Code}/adopt";
        var answer = await secretary.Submit(adopt, adopt, Form(draft, taken, ("Reservations", "Đoàn X bảo lưu khoản 2.")));
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains($"The number {taken} is already taken in {Today[..4]}.", page, StringComparison.Ordinal);
        Assert.Contains("Đoàn X bảo lưu khoản 2.", page, StringComparison.Ordinal);
        Assert.Equal(ResolutionState.Draft, (await app.Stored(draft)).State);
    }

    [Theory]
    [InlineData("Confirm", "R-0", "Type R-")]
    [InlineData("Number", "NQ", "Write number and symbol like this: 01/NQ-HNNG32.")]
    [InlineData("On", "2126-01-01", "The day of adoption lies in the future.")]
    [InlineData("SessionCode", "phiên 22", "Write the deciding session like this: S-22.")]
    [InlineData("Basis", "Vote", "A vote needs the number of votes for, against and abstaining.")]
    public async Task An_adoption_that_lacks_something_is_refused_with_a_sentence(string field, string value, string sentence)
    {
        var draft = await app.ADraft();
        var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        var adopt = $"/resolutions/{draft.Code}/adopt";
        var fields = Form(draft, NextNumber()).Select(f => f.Name == field ? (field, value) : f).ToArray();
        Assert.Contains(sentence, WebUtility.HtmlDecode(await (await secretary.Submit(adopt, adopt, fields)).Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal(ResolutionState.Draft, (await app.Stored(draft)).State);
    }

    [Fact]
    public async Task A_vote_that_was_lost_adopts_nothing()
    {
        var draft = await app.ADraft();
        var lost = new Decision(new(1, "NQ-X"), new(2026, 1, 2), AdoptionBasis.Vote, 10, 11, 0, "", "");
        var refusal = await Assert.ThrowsAsync<RuleBroken>(() => app.Change(draft, (r, pen) => r.Adopt(lost, pen, new(2026, 1, 2))));
        Assert.Equal("With 10 for and 11 against the text is not adopted.", refusal.Message);
    }

    [Fact]
    public async Task Nobody_adopts_a_text_that_changes_at_the_same_moment()
    {
        var draft = await app.ADraft();
        var decision = new Decision(new(Interlocked.Increment(ref numbers), "NQ-Y"), new(2026, 1, 2), AdoptionBasis.Consensus, null, null, null, "", "");
        var edits = Enumerable.Range(0, 5).Select(i => app.Change(draft, (r, pen) => r.AddClause(Guid.CreateVersion7(), null, null, DraftingApp.Text($"Thêm {i}."), pen)));
        await Task.WhenAll([.. edits.Select(Forgiven), app.Change(draft, (r, pen) => r.Adopt(decision, pen, new(2026, 1, 2)))]);
        var stored = await app.Stored(draft);
        Assert.Equal(stored.Adoption!.Hash, CanonicalText.HashOf(CanonicalText.Of(stored)));

        static async Task Forgiven(Task edit)
        {
            try { await edit; }
            catch (RuleBroken) { }
        }
    }
}
