using System.Globalization;
using System.Net;
using Conference.Resolutions;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Tests.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Resolutions;

/// <summary>A Word file with tracked changes between two drafts, read by a reader that knows nothing of its writer.</summary>
[Collection("Drafting")]
public sealed class TrackedChangesTests(DraftingApp app)
{
    private static readonly Actor Another = new(Demo.Id("person", "another"), "Lương Khánh Vy", "", Guid.Empty, "", []);

    private Task Change(Resolution draft, Actor who, Action<Resolution, Pen> change) => app.With<Drafting>(drafting => drafting.Change(draft.Code, who, change, CancellationToken.None));

    private async Task<byte[]> File(string url)
    {
        using var secretary = await app.SignedIn(DraftingApp.Secretary);
        var answer = await secretary.Get(url);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    [Fact]
    public async Task Accepting_all_gives_the_newer_draft_and_rejecting_all_the_older_one_with_author_and_time_of_each_change()
    {
        var draft = await app.ADraft();
        await app.AProgram(draft, "Việc một");
        await app.Issue(draft);
        await app.Change(draft, (r, pen) => r.Edit(r.At("1.2.b").Id, 1, DraftingApp.Text("Lời mới của điểm b;"), pen));
        await Change(draft, Another, (r, pen) => r.Move(r.At("2").Id, null, 0, pen));
        await Change(draft, Another, (r, pen) => r.AddClause(Guid.CreateVersion7(), r.At("2.2").Id, null, DraftingApp.Text("Điểm thêm:\nhai dòng;"), pen));
        await app.Change(draft, (r, pen) => r.Remove(r.At("2.1").Id, pen));
        await app.Change(draft, (r, pen) => r.AddRecital(Guid.CreateVersion7(), null, DraftingApp.Text("Căn cứ ý kiến các đoàn;"), pen));
        await app.AProgram(draft, "Việc hai");
        await app.Issue(draft);
        await app.Change(draft, (r, pen) => r.Rename("Nghị quyết khác", "Another resolution", pen));

        var home = $"/resolutions/{draft.Code}";
        foreach (var language in new[] { "vi", "en" })
        {
            var changes = await File($"{home}/changes.docx?from=1&to=1.1&lang={language}");
            using var file = new WordFile(changes);
            Assert.Empty(file.Errors);
            Assert.Equal(RawWord.Read(await File($"{home}/drafts/1/export.docx?lang={language}"), true), RawWord.Read(changes, false));
            Assert.Equal(RawWord.Read(await File($"{home}/drafts/1.1/export.docx?lang={language}"), true), RawWord.Read(changes, true));
            var working = await File($"{home}/changes.docx?from=1&to=now&lang={language}");
            Assert.Equal(RawWord.Read(await File($"{home}/export.docx?lang={language}"), true), RawWord.Read(working, true));
        }

        var marked = RawWord.Changes(await File($"{home}/changes.docx?from=1&to=1.1&lang=vi"));
        var time = (await app.Stored(draft)).Clauses.Single(c => c.Text == "Lời mới của điểm b;");
        var at = await app.With<ResolutionsDb, DateTime>(db => db.Revisions.Where(r => r.ClauseId == time.Id && r.What == RevisionKind.Edited).Select(r => r.At).SingleAsync());
        Assert.Contains(("ins", "test", at.AddHours(7).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture), "mới của "), marked);
        Assert.Contains(marked, m => m is { Kind: "ins", Author: "Lương Khánh Vy" } && m.Text.EndsWith("Điểm thêm:", StringComparison.Ordinal));
        Assert.Contains(marked, m => m is { Kind: "del", Author: "test", Text: "1. Khoản một" });
    }

    [DecreeFact]
    public async Task An_independent_reader_finds_the_decrees_layout_in_a_file_with_tracked_changes()
    {
        var draft = await app.ADraft();
        await app.Issue(draft);
        await app.Change(draft, (r, pen) => r.Remove(r.At("1.2").Id, pen));
        var (code, output) = WordFile.CheckDecree(await File($"/resolutions/{draft.Code}/changes.docx?from=1&to=now&lang=vi"));
        Assert.True(code == 0, output);
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public async Task Whatever_is_done_between_two_drafts_both_come_out_of_one_file(int seed)
    {
        var draft = await MuchChanged(seed);
        var home = $"/resolutions/{draft.Code}";
        var changes = await File($"{home}/changes.docx?from=1&to=now&lang=vi");
        using var file = new WordFile(changes);
        Assert.Empty(file.Errors);
        Assert.Equal(RawWord.Read(await File($"{home}/drafts/1/export.docx?lang=vi"), true), RawWord.Read(changes, false));
        Assert.Equal(RawWord.Read(await File($"{home}/export.docx?lang=vi"), true), RawWord.Read(changes, true));
    }

    [LibreOfficeFact]
    public async Task LibreOffice_accepts_and_rejects_to_both_drafts_exactly()
    {
        var files = new List<(byte[] File, bool Accept)>();
        for (var seed = 1; seed <= 12; seed++)
        {
            var draft = await app.ADraft();
            await app.Issue(draft);
            // A person does much in one moment: words at the end of a clause, and lines and clauses after it.
            await app.Change(draft, (r, pen) =>
            {
                var order = r.Numbering.InOrder;
                var clause = r.Standing.Single(c => c.Id == order[seed % order.Count].Id);
                r.Edit(clause.Id, 99, clause.Words with { Text = seed % 3 == 0 ? clause.Text.Split(' ')[0] : $"{clause.Text} và những lời thêm vào\nMột đoạn nữa.\nĐoạn cuối." }, pen);
                if (seed % 2 == 0) r.AddClause(Guid.CreateVersion7(), clause.ParentId, clause.Id, DraftingApp.Text("Phần thêm ngay sau đó;"), pen);
            });
            if (seed % 4 == 0) await app.AProgram(draft, "Việc một");
            var home = $"/resolutions/{draft.Code}";
            var changes = await File($"{home}/changes.docx?from=1&to=now&lang=vi");
            files.AddRange([(changes, false), (await File($"{home}/drafts/1/export.docx?lang=vi"), true), (changes, true), (await File($"{home}/export.docx?lang=vi"), true)]);
        }
        foreach (var (i, texts) in (await LibreOffice.Read(files)).Chunk(4).Index())
        {
            Assert.True(texts[1].Length > 300 && texts[1] != texts[3], $"{i + 1}");
            Assert.Equal(texts[1], texts[0]);
            Assert.Equal(texts[3], texts[2]);
        }
    }

    /// <summary>A first draft that was handed out, and what two people may do to it until now.</summary>
    private async Task<Resolution> MuchChanged(int seed)
    {
        var random = new Random(seed);
        var draft = await app.ADraft();
        await app.Change(draft, (r, pen) => r.Make(r.AddClause(Guid.CreateVersion7(), null, null, new("Phụ lục thử", "Trial annex", "", ""), pen, kind: ClauseKind.Annex).Id, ClauseKind.Annex, pen));
        for (var i = 0; i < 6; i++) await Step();
        await app.Issue(draft);
        for (var i = 0; i < 12; i++) await Step();
        return draft;

        async Task Step()
        {
            try { await app.Change(draft, Any); }
            catch (RuleBroken) { /* what is refused changes nothing */ }
        }

        void Any(Resolution r, Pen pen)
        {
            var standing = r.Standing.OrderBy(c => c.Id).ToList();
            var clause = standing[random.Next(standing.Count)];
            var words = DraftingApp.Text(string.Join(' ', Enumerable.Range(0, random.Next(1, 12)).Select(_ => $"từ{random.Next(20)}")) + (random.Next(4) == 0 ? "\nDòng sau." : ";"));
            switch (random.Next(8))
            {
                case 0: r.AddClause(Guid.CreateVersion7(), clause.ParentId, clause.Id, words, pen); break;
                case 1 or 2: r.Edit(clause.Id, 99, words with { Heading = random.Next(2) == 0 ? "Tiêu đề" : "" }, pen); break;
                case 3: r.MoveUp(clause.Id, pen); break;
                case 4: r.Indent(clause.Id, pen); break;
                case 5: r.Outdent(clause.Id, pen); break;
                case 6 when standing.Count > 4: r.Remove(clause.Id, pen); break;
                default: r.Move(clause.Id, standing[random.Next(standing.Count)].Id, random.Next(3), pen); break;
            }
        }
    }
}
