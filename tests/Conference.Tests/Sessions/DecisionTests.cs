using System.Net;
using Conference.Sessions;
using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Sessions;

public sealed class DecisionTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private static readonly Guid DaNang = Demo.Id("organisation", "DNG");

    [Fact]
    public async Task Consensus_is_one_action_and_records_reservations_quorum_and_who_was_there()
    {
        using var chair = await app.Api("chair");
        using var clerk = await app.Api("secretariat");
        var before = await app.With<SessionsDb, int>(db => db.Decisions.CountAsync());
        var code = await clerk.Proposes("S-13", "Đồng thuận", "r1/3.2.dd");
        Assert.Equal($"D-{before + 1}", code);
        await clerk.Does($"S-13/decisions/{code}/statements", new { kind = "reservation", organisationId = DaNang, text = "Bảo lưu về thời hạn." });
        var adopted = await chair.Does($"S-13/decisions/{code}/consensus");
        Assert.Equal(("adopted", "consensus", "R-1 §3.2.đ"), (adopted.Text("state"), adopted.Text("method"), adopted.Text("subject")));
        Assert.Equal(("reservation", "Thành phố Đà Nẵng", "Bảo lưu về thời hạn."), (adopted.GetProperty("statements")[0].Text("kind"), adopted.GetProperty("statements")[0].Text("who"), adopted.GetProperty("statements")[0].Text("text")));
        var decision = await app.Decision(code);
        Assert.True(decision.QuorumPresent >= decision.Quorum && decision.Quorum == 57 && decision.Present == decision.QuorumPresent && decision.Entitled == 169);

        var line = await Line(SessionAct.Adopted, code);
        Assert.Equal(("consensus", "Đồng thuận"), (line.Read().Kind, line.Read().Text));
        Assert.Equal([new Statement("Thành phố Đà Nẵng", "Bảo lưu về thời hạn.")], line.Read().Statements!);
        foreach (var sentence in new[]
        {
            await chair.IsRefused($"S-13/decisions/{code}/consensus"), await chair.IsRefused($"S-13/decisions/{code}/open"), await chair.IsRefused($"S-13/decisions/{code}/drop"),
            await clerk.IsRefused($"S-13/decisions/{code}/statements", new { kind = "reservation", organisationId = DaNang, text = "" }),
        }) Assert.Equal($"{code} is adopted and does not change any more.", sentence);

        using var reader = await app.SignedIn("TTXVN-01", "en-GB");
        Assert.Contains("Bảo lưu về thời hạn.", await reader.Read($"/sessions/S-13/decisions/{code}"), StringComparison.Ordinal);
        Assert.Contains($">{code}</a>", await reader.Read("/sessions/S-13/decisions"), StringComparison.Ordinal);
        using var secretary = await app.SignedIn("BTK-04", "en-GB");
        Assert.Contains($">{code}</a>", await secretary.Read("/trace/R-1 §3.2.đ"), StringComparison.Ordinal);
        Assert.Contains(">R-1 §3.2.đ</a>", await secretary.Read($"/trace/{code}"), StringComparison.Ordinal);
        Assert.Contains(">S-13</a>", await secretary.Read($"/trace/{code}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_adoption_by_consensus_is_taken_back_within_half_a_minute_and_the_other_modules_hear_it()
    {
        await app.Opens("S-15");
        using var chair = await app.Api("chair");
        var code = await chair.Proposes("S-15");
        await chair.Does($"S-15/decisions/{code}/consensus");
        using var clerk = await app.SignedIn("BTK-04", "en-GB");
        await clerk.Submit("/sessions/S-15", "/sessions/S-15/undo", ("act", (await Line(SessionAct.Adopted, code)).Id.ToString()));
        var decision = await app.Decision(code);
        Assert.Equal((DecisionState.Proposed, null, null, null), (decision.State, decision.Method, decision.DecidedAt, decision.Present));
        await chair.Does($"S-15/decisions/{code}/consensus");

        // Later than that it is sealed against everything, whoever asks and however.
        var later = await app.With<SessionsDb, bool>(async db =>
        {
            await db.Decisions.Where(d => d.Id == decision.Id).ExecuteUpdateAsync(s => s.SetProperty(d => d.DecidedAt, db.Now.AddSeconds(-32)));
            var again = await db.Decisions.SingleAsync(d => d.Id == decision.Id);
            db.Entry(again).Property(d => d.State).CurrentValue = DecisionState.Proposed;
            await Assert.ThrowsAsync<RuleBroken>(() => db.SaveChangesAsync());
            return true;
        });
        Assert.True(later);
    }

    [Fact]
    public async Task Taking_off_what_was_put_up_or_undoing_it_leaves_no_gap_in_the_series()
    {
        using var clerk = await app.Api("secretariat");
        using var chair = await app.Api("chair");
        using var page = await app.SignedIn("BTK-04", "en-GB");
        var first = await clerk.Proposes("S-13", "Nhầm");
        await page.Submit("/sessions/S-13", "/sessions/S-13/undo", ("act", (await Line(SessionAct.Proposed, first)).Id.ToString()));
        var second = await clerk.Proposes("S-13", "Cũng nhầm");
        await chair.Does($"S-13/decisions/{second}/drop");
        Assert.Equal((DecisionState.Dropped, DecisionState.Dropped), ((await app.Decision(first)).State, (await app.Decision(second)).State));
        await page.Submit("/sessions/S-13", "/sessions/S-13/undo", ("act", (await Line(SessionAct.ProposalDropped, second)).Id.ToString()));
        Assert.Equal(DecisionState.Proposed, (await app.Decision(second)).State);
        await chair.Does($"S-13/decisions/{second}/drop");
        var numbers = await app.With<SessionsDb, List<int>>(db => db.Decisions.OrderBy(d => d.Number).Select(d => d.Number).ToListAsync());
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }

    [Fact]
    public async Task An_objection_prevents_consensus_until_it_is_withdrawn()
    {
        await app.Opens("S-16");
        using var chair = await app.Api("chair");
        using var laptop = await app.SignedIn("DNG-01", "en-GB");
        using var other = await app.SignedIn("DLK-01", "en-GB");
        var code = await chair.Proposes("S-16");
        await laptop.Submit("/sessions/S-16", $"/sessions/S-16/decisions/{code}/vote?handler=Say", ("kind", "Objection"), ("text", "Chưa thống nhất."));
        Assert.Equal("Thành phố Đà Nẵng objects: there is no consensus. Put it to the vote, or ask for the objection to be withdrawn.", await chair.IsRefused($"S-16/decisions/{code}/consensus"));
        Assert.Contains("objects already", await chair.IsRefused($"S-16/decisions/{code}/silence", new { deadline = DateTimeOffset.UtcNow.AddHours(1) }), StringComparison.Ordinal);
        var objection = (await app.Decision(code)).Statements.Single().Id;
        var refused = await other.Submit("/sessions/S-16", $"/sessions/S-16/decisions/{code}/vote?handler=Unsay", ("statement", objection.ToString()));
        Assert.Contains("This is the statement of another delegation.", await other.Read(refused.Headers.Location!.ToString()), StringComparison.Ordinal);
        await laptop.Submit("/sessions/S-16", $"/sessions/S-16/decisions/{code}/vote?handler=Unsay", ("statement", objection.ToString()));
        await chair.Does($"S-16/decisions/{code}/consensus");
        Assert.Equal(DecisionState.Adopted, (await app.Decision(code)).State);
    }

    [Fact]
    public async Task Without_a_quorum_nothing_is_decided_unless_the_chair_says_why_and_that_is_recorded()
    {
        using var chair = await app.Api("chair");
        using var clerk = await app.Api("secretariat");
        // The rules of the demonstration count presence each time, and nobody has come to S-17 yet.
        await chair.Does("S-17/open");
        var code = await clerk.Proposes("S-17");
        var refused = $"There is no quorum: 0 are present and 85 are needed. To decide all the same, the chair says why, for the record.";
        Assert.Equal(refused, await chair.IsRefused($"S-17/decisions/{code}/consensus"));
        Assert.Equal(refused, await chair.IsRefused($"S-17/decisions/{code}/open", new { method = "recorded", withoutQuorum = "   " }));
        Assert.Equal((DecisionState.Proposed, null), ((await app.Decision(code)).State, (await app.Decision(code)).WithoutQuorum));
        await chair.Does($"S-17/decisions/{code}/open", new { method = "showOfHands", withoutQuorum = "Thỏa thuận của các trưởng đoàn." });
        await chair.Does($"S-17/decisions/{code}/close", new { hands = new { @for = 5, against = 1, abstain = 0 } });
        var decision = await app.Decision(code);
        Assert.Equal((DecisionState.Adopted, "Thỏa thuận của các trưởng đoàn.", 85, 0, 6), (decision.State, decision.WithoutQuorum, decision.Quorum, decision.QuorumPresent, decision.Present));
        Assert.Contains((await Line(SessionAct.Adopted, code)).Read().Statements!, s => s.Text == "Thỏa thuận của các trưởng đoàn.");
        using var reader = await app.SignedIn("DNG-01", "en-GB");
        Assert.Contains("Thỏa thuận của các trưởng đoàn.", await reader.Read($"/sessions/S-17/decisions/{code}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_presumed_quorum_is_counted_once_it_was_challenged()
    {
        var id = await app.Opens("S-18");
        await app.With<SessionsDb>(async db =>
        {
            (await db.Rules.FindAsync(id))!.Differ(null, QuorumFraction.OneThird, PresenceRule.Presumed);
            await db.SaveChangesAsync();
        });
        using var chair = await app.Api("chair");
        using var page = await app.SignedIn("BTK-04", "en-GB");
        var (first, second) = (await chair.Proposes("S-18"), await chair.Proposes("S-18"));
        await chair.Does($"S-18/decisions/{first}/consensus");
        Assert.Contains("presumed", await page.Read("/sessions/S-18/part/DecisionPanel"), StringComparison.Ordinal);
        await page.Submit("/sessions/S-18/cockpit", "/sessions/S-18/attendance?handler=Quorum");
        var stated = await app.With<SessionsDb, SessionEvent>(db => db.Events.SingleAsync(e => e.SessionId == id && e.Act == SessionAct.QuorumStated));
        Assert.Equal(("toDecide", 0, 169, 57), (stated.Read().Kind, stated.Read().Figures!["present"], stated.Read().Figures!["entitled"], stated.Read().Figures!["needed"]));
        Assert.Contains("There is no quorum: 0 are present and 57 are needed.", await chair.IsRefused($"S-18/decisions/{second}/consensus"), StringComparison.Ordinal);
        using var desk = await app.Api("secretariat");
        var voters = await app.With<SessionsDb, List<Guid>>(async db => [.. (await db.People.Where(SessionsDb.Votes).ToListAsync()).GroupBy(p => p.OrganisationId).Select(g => g.First().Id).Take(57)]);
        foreach (var voter in voters) await desk.Does($"S-18/attendance/{voter}", new { mark = "present" });
        await chair.Does($"S-18/decisions/{second}/consensus");
        Assert.Equal((57, 57), ((await app.Decision(second)).Quorum, (await app.Decision(second)).QuorumPresent));
    }

    [Fact]
    public async Task Opening_without_a_quorum_is_warned_about_and_not_blocked()
    {
        using var page = await app.SignedIn("BNG-01", "en-GB");
        Assert.Contains("The quorum to open is not reached.", await page.Read("/sessions/S-22/part/AttendancePanel"), StringComparison.Ordinal);
        await page.Submit("/sessions/S-22/cockpit", "/sessions/S-22/run?handler=Open");
        Assert.Contains("To decide: 0 present, 85 needed", await page.Read("/sessions/S-22/part/AttendancePanel"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hands_that_cannot_be_are_refused_and_closing_needs_figures()
    {
        await app.Opens("S-19");
        using var chair = await app.Api("chair");
        using var clerk = await app.Api("secretariat");
        var code = await clerk.Proposes("S-19");
        Assert.Equal($"{code} is not being voted on by show of hands.", await clerk.IsRefused($"S-19/decisions/{code}/hands", new { @for = 1, against = 0, abstain = 0 }));
        await chair.Does($"S-19/decisions/{code}/open", new { method = "showOfHands" });
        Assert.Equal("Enter the figures of the show of hands first.", await chair.IsRefused($"S-19/decisions/{code}/close"));
        Assert.Equal("Numbers of votes are not negative.", await clerk.IsRefused($"S-19/decisions/{code}/hands", new { @for = -1, against = 0, abstain = 0, present = 20 }));
        Assert.Equal("170 are present, but only 169 have a vote. Check the figures.", await clerk.IsRefused($"S-19/decisions/{code}/hands", new { @for = 1, against = 0, abstain = 0, present = 170 }));
        Assert.Equal("21 hands are more than the 20 present. Check the figures, or how many are present.", await clerk.IsRefused($"S-19/decisions/{code}/hands", new { @for = 10, against = 10, abstain = 1, present = 20 }));
        Assert.Contains("more than the", await clerk.IsRefused($"S-19/decisions/{code}/hands", new { @for = int.MaxValue, against = int.MaxValue, abstain = 2, present = 20 }), StringComparison.Ordinal);
        using var page = await app.SignedIn("BTK-04", "en-GB");
        var refused = await page.Submit("/sessions/S-19/cockpit", $"/sessions/S-19/decisions/{code}/record?handler=Hands", ("for", "ten"), ("against", "1"), ("abstain", ""));
        Assert.Contains("as whole numbers", await page.Read(refused.Headers.Location!.ToString()), StringComparison.Ordinal);
        await clerk.Does($"S-19/decisions/{code}/hands", new { @for = 10, against = 10, abstain = 0, present = 20 });
        await chair.Does($"S-19/decisions/{code}/close");
        Assert.Equal((DecisionState.Rejected, 11), ((await app.Decision(code)).State, (await app.Decision(code)).Needed));
    }

    [Fact]
    public async Task A_roll_is_called_in_order_from_a_place_drawn_by_lot_with_a_second_round_for_those_who_pass()
    {
        await app.Opens("S-20");
        await Only("S-20", "DNG", "DLK", "BCT", "BTP", "HNI");
        using var chair = await app.Api("chair");
        using var clerk = await app.Api("secretariat");
        var firsts = new HashSet<string>();
        string code = "";
        List<Seat> roll = [];
        // The lot falls differently sooner or later: twenty times the same place of five is one chance in nineteen billion.
        for (var i = 0; i < 20 && firsts.Count < 2; i++)
        {
            if (code.Length > 0) await chair.Does($"S-20/decisions/{code}/drop");
            code = await clerk.Proposes("S-20");
            await chair.Does($"S-20/decisions/{code}/open", new { method = "rollCall" });
            roll = await Seats(code);
            firsts.Add(roll[0].Name);
        }
        Assert.Equal(2, firsts.Count);
        string[] alphabet = ["Bộ Công Thương", "Bộ Tư pháp", "Đà Nẵng", "Đắk Lắk", "Hà Nội"];
        var start = Array.IndexOf(alphabet, roll[0].Name);
        Assert.Equal([.. alphabet.Skip(start), .. alphabet.Take(start)], roll.Select(s => s.Name));

        var (first, second) = (roll[0], roll[1]);
        Assert.Contains("has not been called yet.", await clerk.IsRefused($"S-20/decisions/{code}/roll", new { voterId = second.VoterId, choice = "for" }), StringComparison.Ordinal);
        Assert.Contains("The roll is not called to its end", await chair.IsRefused($"S-20/decisions/{code}/close"), StringComparison.Ordinal);
        foreach (var (seat, choice) in roll.Zip(new[] { "pass", "for", "against", "noAnswer", "abstain" })) await clerk.Does($"S-20/decisions/{code}/roll", new { voterId = seat.VoterId, choice });
        Assert.Contains("In the second round nobody passes", await clerk.IsRefused($"S-20/decisions/{code}/roll", new { voterId = first.VoterId, choice = "pass" }), StringComparison.Ordinal);
        await clerk.Does($"S-20/decisions/{code}/roll", new { voterId = first.VoterId, choice = "for" });
        // The clerk misheard one, and corrects it before the end.
        await clerk.Does($"S-20/decisions/{code}/roll", new { voterId = roll[2].VoterId, choice = "abstain" });
        await chair.Does($"S-20/decisions/{code}/close");
        var read = await chair.Reads("S-20", code);
        Assert.Equal(("adopted", 2, 0, 2, 1), (read.Text("state"), read.GetProperty("figures").GetProperty("for").GetInt32(), read.GetProperty("figures").GetProperty("against").GetInt32(), read.GetProperty("figures").GetProperty("abstain").GetInt32(), read.GetProperty("figures").GetProperty("notVoting").GetInt32()));
        Assert.Equal(roll.Select(s => s.Name), read.GetProperty("ballots").EnumerateArray().Select(b => b.Text("voter")));
    }

    [Fact]
    public async Task A_delegate_answers_the_roll_from_the_laptop_when_called_and_everyone_follows_it_live()
    {
        var id = await app.Opens("S-21");
        await Only("S-21", "DNG", "DLK");
        using var chair = await app.Api("chair");
        var code = await chair.Proposes("S-21");
        await using var screen = await LiveClient.Connect(app, "TTXVN-01");
        await screen.Follow($"session/{id}/vote");
        await chair.Does($"S-21/decisions/{code}/open", new { method = "rollCall", rollOrder = "protocol" });
        var roll = await Seats(code);
        using var first = await app.Api(badge: roll[0].Name == "Đà Nẵng" ? "DNG-01" : "DLK-01");
        using var second = await app.Api(badge: roll[0].Name == "Đà Nẵng" ? "DLK-01" : "DNG-01");
        Assert.Equal($"{(roll[1].NameEn)} has not been called yet.", await second.IsRefused($"S-21/decisions/{code}/ballot", new { id = Guid.CreateVersion7(), choice = "for" }));
        await first.Votes("S-21", code, "for");
        Assert.Contains("has answered already", await first.IsRefused($"S-21/decisions/{code}/ballot", new { id = Guid.CreateVersion7(), choice = "against" }), StringComparison.Ordinal);
        var news = await screen.Hear($"session/{id}/vote", n => n.Kind == "roll");
        Assert.Equal((code, roll[1].Name, 1, 0), (news.Body.Text("code"), news.Body.Text("calledName"), news.Body.GetProperty("for").GetInt32(), news.Body.GetProperty("against").GetInt32()));
        using var reader = await app.SignedIn("TTXVN-01", "en-GB");
        Assert.Contains(roll[1].NameEn, await reader.Read("/sessions/S-21/part/ScreenDecision"), StringComparison.Ordinal);
        await second.Votes("S-21", code, "against");
        await chair.Does($"S-21/decisions/{code}/close");
        Assert.Equal(DecisionState.Rejected, (await app.Decision(code)).State);
    }

    [Fact]
    public async Task Only_one_vote_is_open_at_a_time_only_in_session_and_no_session_closes_over_it()
    {
        await app.Opens("S-23");
        using var chair = await app.Api("chair");
        var (first, second) = (await chair.Proposes("S-23"), await chair.Proposes("S-23"));
        await chair.Does($"S-23/decisions/{first}/open");
        Assert.Equal($"The vote on {first} is still open. One thing is voted on at a time.", await chair.IsRefused($"S-23/decisions/{second}/open"));
        Assert.Equal($"The vote on {first} is still open. Close it before you close S-23.", await chair.IsRefused("S-23/close"));
        await chair.Does($"S-23/decisions/{first}/close");
        await chair.Does("S-23/suspend");
        Assert.Equal("S-23 is not in session: nothing is decided now.", await chair.IsRefused($"S-23/decisions/{second}/consensus"));
        await chair.Does("S-23/close");
        Assert.Equal("S-23 is closed: nothing is put to it any more.", await chair.IsRefused("S-23/decisions", new { title = "Muộn" }));
    }

    [Theory]
    [InlineData("", "", "Say what is to be decided: a title is needed.")]
    [InlineData("Tiêu đề", "điều ba", "Write the code of what is decided like this: R-1 §2.3.")]
    public async Task What_cannot_be_put_up_is_refused_and_the_form_keeps_what_was_typed(string title, string subject, string sentence)
    {
        using var clerk = await app.Api("secretariat");
        var before = await app.With<SessionsDb, int>(db => db.Decisions.CountAsync());
        Assert.Equal(sentence, await clerk.IsRefused("S-14/decisions", new { title, subject }));
        using var page = await app.SignedIn("BTK-04", "en-GB");
        var answer = WebUtility.HtmlDecode(await (await page.Submit("/sessions/S-14/decisions/new", "/sessions/S-14/decisions/new", ("Title", title), ("Subject", subject), ("Text", "Đã gõ dở"))).Content.ReadAsStringAsync());
        Assert.Contains(sentence, answer, StringComparison.Ordinal);
        Assert.Contains("Đã gõ dở", answer, StringComparison.Ordinal);
        Assert.Equal(before, await app.With<SessionsDb, int>(db => db.Decisions.CountAsync()));
    }

    [Fact]
    public async Task Of_two_chairs_who_decide_at_once_one_does_and_the_other_is_told()
    {
        using var chair = await app.Api("chair");
        var code = await chair.Proposes("S-13", "Hai người cùng bấm");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => chair.Sends($"S-13/decisions/{code}/{(i % 2 == 0 ? "consensus" : "drop")}")));
        Assert.Single(answers, a => a.Status is HttpStatusCode.OK);
        Assert.Equal(5, answers.Count(a => a.Status is HttpStatusCode.Conflict));
    }

    private Task Only(string session, params string[] delegations) => app.With<SessionsDb>(async db =>
    {
        (await db.Find(session))!.Invite([.. delegations.Select(d => Demo.Id("organisation", d))], "test", db);
        await db.SaveChangesAsync();
    });

    private Task<List<Seat>> Seats(string code) => app.With<SessionsDb, List<Seat>>(async db =>
    {
        var id = (await db.Decisions.SingleAsync(d => d.Number == Conference.Sessions.Decision.NumberOf(code))).Id;
        return await db.Seats.AsNoTracking().Where(s => s.DecisionId == id).OrderBy(s => s.Position).ToListAsync();
    });

    private Task<SessionEvent> Line(SessionAct act, string code) => app.With<SessionsDb, SessionEvent>(async db =>
        (await db.Events.AsNoTracking().Where(e => e.Act == act && e.UndoneAt == null).OrderByDescending(e => e.Id).ToListAsync()).First(e => e.Read().Code == code));
}
