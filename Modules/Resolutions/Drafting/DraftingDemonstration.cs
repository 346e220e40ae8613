using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

internal sealed record DemoResolution(string Title, string TitleEn, DemoRecital[] Recitals, DemoClause[] Clauses);

internal sealed record DemoRecital(string Vi, string En);

internal sealed record DemoClause(string Key, string? Heading, string? HeadingEn, string Text, string TextEn, DemoClause[] Children);

internal sealed record DemoLink(int Comment, string Clause);

/// <summary>The draft of the conference's resolution as it stands on the morning of the third day, with its sources.</summary>
internal sealed class DraftingDemonstration(ResolutionsDb db) : IDemonstration
{
    private const string Yen = "Đoàn Hải Yến", Nhan = "Phùng Đức Nhân", Vy = "Lương Khánh Vy", Thinh = "Tạ Bá Thịnh";

    public int Order => 5;

    public async Task Fill(DateTime today, CancellationToken ct)
    {
        var data = Demo.Read<ResolutionsDb, DemoResolution>("resolution.json");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var number = (int)await db.TakeNumbers("resolutions", 1, ct);
        var begun = By(Yen, today.AddDays(-3).AddHours(9));
        var resolution = Resolution.Draft(Demo.Id("resolution", number), number, data.Title, data.TitleEn, begun);
        db.Add(resolution);
        for (var i = 0; i < data.Recitals.Length; i++)
            resolution.AddRecital(Demo.Id("clause", $"0.{i + 1}"), null, new("", "", data.Recitals[i].Vi, data.Recitals[i].En), begun);
        foreach (var clause in data.Clauses) Add(resolution, clause, null, begun);
        await db.SaveChangesAsync(ct);

        var sources = await db.Sources.ToDictionaryAsync(s => s.Id, ct);
        foreach (var link in Demo.Read<ResolutionsDb, DemoLink[]>("sources.json"))
            if (sources.TryGetValue(Demo.Id("comment", link.Comment), out var source))
                resolution.Link(Demo.Id("clause", link.Clause), source, By(link.Comment % 3 == 0 ? Nhan : Yen, today.AddHours(7).AddMinutes(link.Comment % 50)));
        db.Add(Revise(resolution, today));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static void Add(Resolution resolution, DemoClause clause, Guid? parent, Pen pen)
    {
        var id = Demo.Id("clause", clause.Key);
        resolution.AddClause(id, parent, null, new(clause.Heading ?? "", clause.HeadingEn ?? "", clause.Text, clause.TextEn), pen);
        foreach (var child in clause.Children) Add(resolution, child, id, pen);
    }

    /// <summary>Two days of work on three clauses: earlier wordings, which are handed out as the first draft, and end in the ones the data files hold.</summary>
    private NumberedDraft Revise(Resolution resolution, DateTime today)
    {
        var edits = (from edit in new[] { (Key: "3.2.đ", First: Nhan, Then: Vy), (Key: "2.1", First: Vy, Then: Thinh), (Key: "3.1.a", First: Thinh, Then: Nhan) }
                     from clause in resolution.Standing.Where(c => c.Id == Demo.Id("clause", edit.Key))
                     select (Clause: clause, Final: clause.Words, edit.First, edit.Then)).ToList();
        foreach (var (clause, final, first, _) in edits)
            resolution.Edit(clause.Id, clause.Version, final with { Text = Shorter(final.Text), TextEn = Shorter(final.TextEn) }, By(first, today.AddDays(-1).AddHours(16)), "Rút gọn theo góp ý của Tổ biên tập");
        var draft = resolution.Issue(null, false, "Gửi các đoàn góp ý trước phiên thảo luận ngày thứ ba", true, [], By(Yen, today.AddDays(-1).AddHours(18)));
        foreach (var (clause, final, _, then) in edits)
            resolution.Edit(clause.Id, clause.Version, final, By(then, today.AddHours(8).AddMinutes(12)), "Tiếp thu ý kiến thảo luận ngày thứ hai");
        return draft;
    }

    // A demonstration that is filled early in the morning has nothing from later that day.
    private Pen By(string who, DateTime at) => new(who, at < db.Now ? at : db.Now, db);

    private static string Shorter(string text)
    {
        var words = text.Split(' ');
        return words.Length < 8 ? text : string.Join(' ', words[..(words.Length * 2 / 3)]).TrimEnd(',', ';') + text[^1];
    }
}
