using System.Net;
using Conference.Resolutions;
using Conference.Sessions;
using Conference.Shared;
using Conference.Shared.Contracts;
using Conference.Tests.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Resolutions;

/// <summary>While a silence procedure on a resolution runs, its text stays as it is, whoever tries and by whichever way.</summary>
[Collection("Drafting")]
public sealed class SilentTextTests(DraftingApp app)
{
    private static readonly DateTime Deadline = DateTime.UtcNow.AddHours(5) is var t ? new DateTime(t.Year, t.Month, t.Day, t.Hour, 0, 0, DateTimeKind.Utc) : default;

    private async Task Tells(params object[] news)
    {
        await app.With<SessionsDb>(async db =>
        {
            foreach (var one in news) db.Publish(one);
            await db.SaveChangesAsync();
        });
        await app.Settled();
    }

    private static SilenceBegan Began(Resolution draft, Guid id, DateTime? at = null, DateTime? deadline = null) => new(id, "D-777", Guid.CreateVersion7(), draft.Code, deadline ?? Deadline, at ?? DateTime.UtcNow);

    private static SilenceEnded Ended(Resolution draft, Guid id, DateTime? at = null) => new(id, "D-777", Guid.CreateVersion7(), draft.Code, at ?? DateTime.UtcNow);

    [Fact]
    public async Task The_text_is_locked_by_a_session_that_begins_a_silence_and_opens_when_a_delegation_breaks_it()
    {
        var draft = await app.ADraft();
        await app.Opens("S-21");
        using var chair = await app.Api("chair");
        using var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        var code = await chair.Proposes("S-21", subject: draft.Code);
        await chair.Does($"S-21/decisions/{code}/silence", new { deadline = new DateTimeOffset(Deadline) });
        await app.Settled();
        Assert.Contains("Silence procedure until", await secretary.Read($"/resolutions/{draft.Code}"), StringComparison.Ordinal);
        var edit = $"/resolutions/clauses/{draft.At("1.2.a").Id}/edit";
        var time = Deadline.AddHours(7).ToString("HH:mm, dddd, d MMMM yyyy", System.Globalization.CultureInfo.GetCultureInfo("en-GB"));
        Assert.Contains($"{draft.Code} is under silence procedure until {time}: until then its text does not change.", WebUtility.HtmlDecode(await (await secretary.Submit(edit, edit, ("Version", "1"), ("Text", "Khác;"))).Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal("Lời điểm a;", (await app.Stored(draft)).At("1.2.a").Text);

        using var delegates = await app.Api(badge: DraftingApp.Delegate);
        await delegates.Does($"S-21/decisions/{code}/objection", new { text = "Chưa rõ nguồn lực." });
        await app.Settled();
        await secretary.Submit(edit, edit, ("Version", "1"), ("Text", "Khác;"));
        Assert.Equal("Khác;", (await app.Stored(draft)).At("1.2.a").Text);
    }

    [Fact]
    public async Task Every_verb_that_changes_the_text_is_refused_and_what_is_no_text_goes_on()
    {
        var draft = await app.ADraft();
        var (source, other) = (await app.AComment(), await app.AComment());
        await app.Link(draft, draft.At("1.2.b").Id, other);
        await Tells(Began(draft, Guid.CreateVersion7()));
        var clause = draft.At("1.2.a");
        (string Name, Action<Resolution, Pen> Verb)[] verbs =
        [
            ("Rename", (r, pen) => r.Rename("x", "y", pen)), ("Lay", (r, pen) => r.Lay(DocumentLayout.Articles, pen)), ("AddRecital", (r, pen) => r.AddRecital(Guid.CreateVersion7(), null, DraftingApp.Text("x"), pen)),
            ("AddClause", (r, pen) => r.AddClause(Guid.CreateVersion7(), null, null, DraftingApp.Text("x"), pen)), ("Insert", (r, pen) => r.Insert([], null, null, pen)), ("Edit", (r, pen) => r.Edit(clause.Id, 9, DraftingApp.Text("x"), pen)),
            ("Split", (r, pen) => r.Split(clause.Id, 9, DraftingApp.Text("x"), Guid.CreateVersion7(), DraftingApp.Text("y"), pen)), ("Join", (r, pen) => r.Join(clause.Id, pen)), ("Make", (r, pen) => r.Make(clause.Id, ClauseKind.Item, pen)),
            ("Move", (r, pen) => r.Move(clause.Id, clause.ParentId, 2, pen)), ("MoveDown", (r, pen) => r.MoveDown(clause.Id, pen)), ("Indent", (r, pen) => r.Indent(r.At("1.2").Id, pen)), ("Outdent", (r, pen) => r.Outdent(clause.Id, pen)),
            ("Remove", (r, pen) => r.Remove(clause.Id, pen)),
            ("Adopt", (r, pen) => r.Adopt(new(new(1, "NQ-IM"), new(2026, 1, 1), AdoptionBasis.Consensus, null, null, null, "", ""), pen, new(2026, 1, 1))),
        ];
        foreach (var (name, verb) in verbs)
        {
            var refusal = await Assert.ThrowsAsync<RuleBroken>(() => app.Change(draft, verb));
            Assert.True(refusal.Sentence.StartsWith("{0} is under silence procedure until {1}", StringComparison.Ordinal), $"{name}: {refusal.Message}");
        }
        Assert.Equal(draft.Outline(), (await app.Stored(draft)).Outline());

        async Task Refused(Func<ResolutionsDb, Task> change) => Assert.Contains("is under silence procedure", (await Assert.ThrowsAsync<RuleBroken>(() => app.With<ResolutionsDb>(async db =>
        {
            await change(db);
            await db.SaveChangesAsync();
        }))).Message, StringComparison.Ordinal);
        await Refused(async db => db.Entry(await db.Clauses.SingleAsync(c => c.Id == clause.Id)).Property(c => c.Text).CurrentValue = "Khác.");
        await Refused(async db => db.Entry(await db.Clauses.SingleAsync(c => c.Id == clause.Id)).Property(c => c.Position).CurrentValue = 7);
        await Refused(async db => db.Entry(await db.Resolutions.SingleAsync(r => r.Id == draft.Id)).Property(r => r.Title).CurrentValue = "Khác");

        await app.Link(draft, clause.Id, source);
        await app.Issue(draft);
        Assert.Single((await app.Stored(draft)).At("1.2.a").Sources);
    }

    [Fact]
    public async Task A_save_in_the_same_moment_comes_before_the_silence_or_is_refused()
    {
        var draft = await app.ADraft();
        var (id, saved) = (Guid.CreateVersion7(), 0);
        var edits = Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                await app.Change(draft, (r, pen) => r.AddClause(Guid.CreateVersion7(), null, null, DraftingApp.Text($"Thêm {i}."), pen));
                Interlocked.Increment(ref saved);
            }
            catch (RuleBroken) { }
        });
        await Task.WhenAll([.. edits, Tells(Began(draft, id, DateTime.UtcNow.AddMinutes(1)))]);
        var stored = await app.Stored(draft);
        Assert.Equal(8 + saved, stored.Outline().Length - 1);
        // What the silence is about is what stands there.
        Assert.Equal(CanonicalText.HashOf(CanonicalText.Of(stored)), await app.With<ResolutionsDb, string>(db => db.Silences.Where(s => s.DecisionId == id).Select(s => s.TextHash).SingleAsync()));
        await Assert.ThrowsAsync<RuleBroken>(() => app.Change(draft, (r, pen) => r.Rename("x", "y", pen)));
    }

    [Fact]
    public async Task The_text_is_locked_from_the_moment_the_silence_begins_to_the_one_it_ends_whenever_that_is_heard()
    {
        var draft = await app.ADraft();
        await app.Opens("S-23");
        using var chair = await app.Api("chair");
        var code = await chair.Proposes("S-23", subject: draft.Code.ToLowerInvariant());
        var number = int.Parse(code[2..], System.Globalization.CultureInfo.InvariantCulture);
        // As Sessions has it while its message is on the way: nobody here has heard of it.
        Task Has(DecisionState state) => app.With<SessionsDb>(db => db.Decisions.Where(d => d.Number == number)
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.State, state).SetProperty(d => d.Method, DecisionMethod.Silence).SetProperty(d => d.Deadline, Deadline)));
        await Has(DecisionState.Open);
        var refusal = await Assert.ThrowsAsync<RuleBroken>(() => app.Change(draft, (r, pen) => r.Edit(r.At("1.2.a").Id, 1, DraftingApp.Text("Khác;"), pen)));
        Assert.StartsWith($"{draft.Code} is under silence procedure until", refusal.Message, StringComparison.Ordinal);
        using var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        var rename = $"/resolutions/{draft.Code}/title";
        Assert.Contains("is under silence procedure until", await (await secretary.Submit(rename, rename, ("Title", "Khác"))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(draft.Outline(), (await app.Stored(draft)).Outline());
        Assert.StartsWith($"{draft.Code} is under silence procedure until", (await Assert.ThrowsAsync<RuleBroken>(() => app.AProgram(draft, "Việc thêm"))).Message, StringComparison.Ordinal);
        var other = await app.ADraft();
        await app.Change(other, (r, pen) => r.Rename("Khác", "", pen));

        await Has(DecisionState.Dropped);
        await app.Change(draft, (r, pen) => r.Edit(r.At("1.2.a").Id, 1, DraftingApp.Text("Khác;"), pen));
        Assert.Equal("Khác;", (await app.Stored(draft)).At("1.2.a").Text);
    }

    [Fact]
    public async Task Of_two_silences_the_longer_one_counts_and_news_may_come_twice_or_in_the_wrong_order()
    {
        var draft = await app.ADraft();
        Task<DateTime?> Until() => app.With<ResolutionsDb, DateTime?>(db => db.Resolutions.Where(r => r.Id == draft.Id).Select(r => r.SilentUntil).SingleAsync());
        var (first, second, late, now) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), DateTime.UtcNow);
        await Tells(Began(draft, first, now), Began(draft, first, now), Began(draft, second, now, Deadline.AddHours(3)));
        Assert.Equal(Deadline.AddHours(3), await Until());
        await Tells(Ended(draft, second, now.AddSeconds(1)), Began(draft, second, now, Deadline.AddHours(3)));
        Assert.Equal(Deadline, await Until());
        await Tells(Ended(draft, first, now.AddSeconds(1)), Ended(draft, late, now.AddSeconds(2)), Began(draft, late, now));
        Assert.Null(await Until());
    }

    [Fact]
    public async Task What_silence_adopted_is_sealed_as_it_was_when_the_silence_began()
    {
        var (draft, other) = (await app.ADraft(), await app.ADraft());
        var (id, late, begun) = (Guid.CreateVersion7(), Guid.CreateVersion7(), DateTime.UtcNow);
        DecisionTaken Kept(Resolution of, Guid decision, string code) => new(decision, code, Guid.CreateVersion7(), "S-22", of.Code, "Thông qua", "Adoption", true, DecisionMethod.Silence, null, null, [], begun.AddSeconds(2));
        // The other text was changed after its silence had begun and before that was heard of.
        await Tells(Began(draft, id, begun), Began(other, late, begun.AddHours(-2)));
        await Tells(Ended(draft, id, begun.AddSeconds(2)), Ended(other, late, begun.AddSeconds(2)), Kept(draft, id, "D-9001"), Kept(other, late, "D-9002"));
        var hashes = await app.With<ResolutionsDb, Dictionary<string, string>>(db => db.TakenDecisions.Where(d => d.Code == "D-9001" || d.Code == "D-9002").ToDictionaryAsync(d => d.Code, d => d.TextHash));
        Assert.Equal(CanonicalText.HashOf(CanonicalText.Of(draft)), hashes["D-9001"]);
        Assert.NotEqual(CanonicalText.HashOf(CanonicalText.Of(other)), hashes["D-9002"]);
        using var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        Assert.Contains("The text has changed since D-9002 was taken.", await secretary.Read($"/resolutions/{other.Code}/adopt"), StringComparison.Ordinal);
    }
}
