using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

internal record DemoDelegation(string Badge, string By, string OrganisationCode, string Organisation);

/// <param name="To">Which of the amendments it amends, counted from 1; null where it amends the text.</param>
/// <param name="Fate">submitted, returned, accepted, changed, rejected or withdrawn; null where the conference has to decide.</param>
internal sealed record DemoAmendment(
    string Badge, string By, string OrganisationCode, string Organisation, string Clause, AmendmentKind Kind, string Old, string New, string OldEn, string NewEn, string Reason, DemoDelegation[] Joined,
    int? To, string? Fate, string? Why, DemoWords? Says) : DemoDelegation(Badge, By, OrganisationCode, Organisation);

internal sealed record DemoWords(string Old, string New, string OldEn, string NewEn);

/// <summary>What delegations proposed to the draft since the evening of the second day, and how far the secretariat has come with it.</summary>
internal sealed class AmendmentsDemonstration(ResolutionsDb db) : IDemonstration
{
    public int Order => 7;

    public async Task Fill(DateTime today, CancellationToken ct)
    {
        var resolution = await db.Whole.SingleAsync(r => r.Id == Demo.Id("resolution", 1), ct);
        var data = Demo.Read<ResolutionsDb, DemoAmendment[]>("amendments.json");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var window = AmendmentWindow.Of(resolution);
        window.Set(today.AddDays(-1).AddHours(18), today.AddDays(2).AddHours(17), By(today.AddDays(-1).AddHours(17.5)));
        db.Add(window);
        var number = (int)await db.TakeNumbers("amendments", data.Length, ct) - data.Length;
        var made = new List<Amendment>();
        foreach (var (i, one) in data.Index())
        {
            var at = today.AddDays(-1).AddHours(19).AddMinutes(53 * i);
            var clause = resolution.Clauses.Single(c => c.Id == Demo.Id("clause", one.Clause));
            var amendment = one.To is { } to ? made[to - 1].Amend(++number, made[to - 1].Words, Words(made[to - 1].Words, one.Old, one.New, one.OldEn, one.NewEn), one.Reason, Who(one), at)
                : Amendment.Propose(++number, clause, one.Kind, clause.Words, one.Kind == AmendmentKind.Insert ? new("", "", one.New, one.NewEn) : Words(clause.Words, one.Old, one.New, one.OldEn, one.NewEn), one.Reason, Who(one), at);
            db.Add(amendment);
            made.Add(amendment);
            if (one.Fate is "submitted") continue;
            if (one.Fate is "returned") amendment.Return(one.Why!, By(at.AddMinutes(40)));
            else amendment.Receive(By(at.AddMinutes(20)));
            foreach (var other in one.Joined) amendment.Join(Who(other), at.AddMinutes(45));
        }
        await db.SaveChangesAsync(ct);

        var table = new AmendmentTable(resolution, made);
        foreach (var (amendment, one) in made.Zip(data))
        {
            var pen = By(today.AddHours(9).AddMinutes(amendment.Number));
            if (one.Fate is "accepted") table.Accept(amendment.Id, null, pen);
            else if (one is { Fate: "changed", Says: { } says }) table.Accept(amendment.Id, Words(amendment.Words, says.Old, says.New, says.OldEn, says.NewEn), pen);
            else if (one.Fate is "rejected") table.Reject(amendment.Id, one.Why!, pen);
            else if (one.Fate is "withdrawn") table.Withdraw(amendment.Id, pen);
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static ClauseText Words(ClauseText words, string old, string now, string oldEn, string nowEn) =>
        words with { Text = words.Text.Replace(old, now, StringComparison.Ordinal), TextEn = words.TextEn.Replace(oldEn, nowEn, StringComparison.Ordinal) };

    private static Actor Who(DemoDelegation one) => new(Demo.Id("person", one.Badge), one.By, "", Demo.Id("organisation", one.OrganisationCode), one.Organisation, [Roles.Delegate]);

    private Pen By(DateTime at) => new("Đoàn Hải Yến", at < db.Now ? at : db.Now, db, Demo.Id("person", "BTK-04"));
}
