using Conference.Shared;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>What the demonstration's closed sessions decided, and what waits for a decision in one that is under way.</summary>
internal sealed class DecidingDemonstration(SessionsDb db) : IDemonstration
{
    private const string Clerk = "Đoàn Hải Yến", Chair = "Đàm Quốc Trụ";

    public int Order => 6;

    public async Task Fill(DateTime today, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await Decide(1, 20, new("Thông qua Chương trình nghị sự và Quy chế làm việc của Hội nghị", "Adoption of the agenda and the rules of procedure of the Conference", "", "", ""),
            (d, hall, at) => d.AdoptByConsensus(hall, null, Chair, at, db), ct);
        await Decide(6, 75, new("Họp giao ban ba kênh đối ngoại mỗi quý một lần", "Quarterly meeting of the three channels of foreign relations",
                "Ban Đối ngoại Trung ương, Bộ Ngoại giao và Liên hiệp các tổ chức hữu nghị Việt Nam họp giao ban mỗi quý một lần để thống nhất lịch đoàn, thông điệp và nội dung làm việc với đối tác.",
                "The Central Commission for External Relations, the Ministry of Foreign Affairs and the Union of Friendship Organizations meet once a quarter to agree on visits, messages and the substance of work with partners.", ""),
            (d, hall, at) =>
            {
                d.Say(StatementKind.Reservation, Delegation("BTC"), "Đồng ý về chủ trương; bảo lưu ý kiến về kinh phí, đề nghị bố trí trong dự toán chi thường xuyên đã giao.", at.AddMinutes(-1));
                d.AdoptByConsensus(hall, null, Chair, at, db);
            }, ct);
        await Decide(8, 70, new("Kéo dài phiên thảo luận thêm 30 phút", "Extension of the discussion by 30 minutes", "", "", ""), (d, hall, at) =>
        {
            d.OpenVote(DecisionMethod.ShowOfHands, MajorityRule.SimpleMajority, null, hall.Heads.Entitled(CountedUnit.Delegations), hall, null, Chair, at.AddMinutes(-3), db);
            var present = hall.Heads.Present(CountedUnit.Delegations);
            d.EnterHands(21, present - 21 - 9, 9, present);
            return new(21, present - 21 - 9, 9, hall.Heads.Entitled(CountedUnit.Delegations) - present, present, hall.Heads.Entitled(CountedUnit.Delegations));
        }, ct);
        await Decide(11, 80, new("Một đầu mối theo dõi thỏa thuận quốc tế do địa phương ký kết", "One focal point for the international agreements that localities sign",
            "Bộ Ngoại giao là đầu mối duy nhất theo dõi việc thực hiện các thỏa thuận quốc tế do địa phương ký kết; các địa phương gửi báo cáo hai lần một năm.",
            "The Ministry of Foreign Affairs is the only focal point that follows the implementation of the international agreements that localities sign; localities report twice a year.", "R-1 §3.2.đ"), (d, hall, at) => ByName(d, hall, at), ct);
        await Decide(14, 25, new("Công bố phần không mật của danh mục thỏa thuận, cam kết cấp cao", "Publication of the unclassified part of the list of high-level agreements and commitments",
            "Danh mục do các cơ quan đại diện lập sáu tháng một lần được Bộ Ngoại giao tổng hợp; phần không mật được công bố để bộ, ngành, địa phương theo dõi và đôn đốc.",
            "The Ministry of Foreign Affairs puts together the lists that the missions draw up every six months; the unclassified part is published for ministries, agencies and localities to follow and urge.", "R-1 §3.3.c"),
            (_, _, _) => { }, ct);
        await transaction.CommitAsync(ct);
    }

    private Dictionary<string, KnownOrganisation> delegations = [];

    private KnownOrganisation Delegation(string code) => delegations[code];

    private Task Decide(int number, int minutes, DecisionWording wording, Action<Decision, Hall, DateTime> act, CancellationToken ct) =>
        Decide(number, minutes, wording, (d, hall, at) => { act(d, hall, at); return null; }, ct);

    /// <param name="minutes">After the session was opened.</param>
    /// <param name="act">Opens the vote and returns what was counted; null where nothing is voted on.</param>
    private async Task Decide(int number, int minutes, DecisionWording wording, Func<Decision, Hall, DateTime, VoteCount?> act, CancellationToken ct)
    {
        if (delegations.Count == 0) delegations = await db.Organisations.AsNoTracking().ToDictionaryAsync(o => o.Code, ct);
        var session = await db.Programme.SingleAsync(s => s.Number == number, ct);
        var at = session.OpenedAt!.Value.AddMinutes(minutes);
        var decision = Decision.Draw(await db.TakeNumbers(Decision.Series, 1, ct), session, wording, Clerk, at.AddMinutes(-6));
        db.Add(decision);
        decision.Propose(session, Clerk, at.AddMinutes(-6), db);
        await db.SaveChangesAsync(ct);
        var hall = await db.HallOf(session, ct);
        // As it was while the session was open: those who have left by now were there.
        var there = (await db.Presences.AsNoTracking().Where(p => p.SessionId == session.Id && (p.State == PresenceState.Present || p.State == PresenceState.Left)).Select(p => p.PersonId).ToListAsync(ct)).ToHashSet();
        hall = hall with { IsInSession = true, Heads = new([.. hall.Heads.Voters.Select(v => v with { IsIn = there.Contains(v.PersonId) })]) };
        var count = act(decision, hall, at);
        await db.SaveChangesAsync(ct);
        if (count is null) return;
        decision.CloseVote(count, hall, null, Chair, at, db);
        await db.SaveChangesAsync(ct);
    }

    private VoteCount ByName(Decision decision, Hall hall, DateTime at)
    {
        var there = hall.Heads.Ids(CountedUnit.Delegations, hall.Heads.Voters.Where(v => v.IsIn));
        var voters = hall.Heads.Ids(CountedUnit.Delegations, hall.Heads.Voters);
        decision.OpenVote(DecisionMethod.Recorded, MajorityRule.TwoThirdsOfVoting, null, voters.Count, hall, null, Chair, at.AddMinutes(-4), db);
        var counted = new Dictionary<Choice, int>();
        foreach (var (delegation, position) in delegations.Values.Where(o => voters.Contains(o.Id)).OrderBy(o => o.ShortName, Alphabet.Vietnamese).Select((o, i) => (o, i + 1)))
        {
            var seat = Seat.Of(decision.Id, new(delegation.Id, delegation.Kind, delegation.ShortName, delegation.ShortNameEn), position);
            var chance = BitConverter.ToUInt16(Demo.Id("vote", delegation.Code).ToByteArray()) % 100;
            if (there.Contains(delegation.Id) && chance < 96)
            {
                var choice = chance < 72 ? Choice.For : chance < 86 ? Choice.Against : Choice.Abstain;
                seat.Take(choice, Demo.Id("ballot", delegation.Code), delegation.ShortName, at.AddMinutes(-3).AddSeconds(chance));
                counted[choice] = counted.GetValueOrDefault(choice) + 1;
            }
            db.Add(seat);
        }
        var (f, against, abstain) = (counted[Choice.For], counted[Choice.Against], counted[Choice.Abstain]);
        return new(f, against, abstain, voters.Count - f - against - abstain, there.Count, voters.Count);
    }
}
