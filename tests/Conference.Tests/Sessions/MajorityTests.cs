using Conference.Sessions;
using Conference.Shared;
using Conference.Shared.Contracts;

namespace Conference.Tests.Sessions;

public sealed class MajorityTests
{
    /// <summary>201 have a vote, 190 are there: 78 for, 30 against, 68 abstain, 25 do not vote.</summary>
    [Theory]
    [InlineData(MajorityRule.SimpleMajority, 31, true)]
    [InlineData(MajorityRule.AbsoluteMajority, 101, false)]
    [InlineData(MajorityRule.TwoThirdsOfVoting, 72, true)]
    [InlineData(MajorityRule.TwoThirdsOfAll, 134, false)]
    [InlineData(MajorityRule.HalfOfPresent, 96, false)]
    [InlineData(MajorityRule.TwoThirdsOfPresent, 127, false)]
    public void Seventy_eight_to_thirty_with_sixty_eight_abstentions_adopts_by_some_rules_and_not_by_others(MajorityRule rule, int needed, bool adopted) =>
        Assert.Equal((needed, adopted), (rule.Needed(new(78, 30, 68, 25, 190, 201)), 78 >= rule.Needed(new(78, 30, 68, 25, 190, 201))));

    [Theory]
    [InlineData(MajorityRule.SimpleMajority, 10, 10, 0, 20, 20, false)] // a tie
    [InlineData(MajorityRule.SimpleMajority, 11, 10, 0, 21, 21, true)]
    [InlineData(MajorityRule.SimpleMajority, 0, 0, 20, 20, 20, false)]
    [InlineData(MajorityRule.SimpleMajority, 1, 0, 19, 20, 20, true)]
    [InlineData(MajorityRule.AbsoluteMajority, 10, 0, 0, 20, 20, false)] // exactly half
    [InlineData(MajorityRule.AbsoluteMajority, 11, 0, 0, 20, 20, true)]
    [InlineData(MajorityRule.AbsoluteMajority, 11, 10, 0, 21, 21, true)]
    [InlineData(MajorityRule.TwoThirdsOfVoting, 20, 10, 100, 130, 130, true)] // exactly two thirds
    [InlineData(MajorityRule.TwoThirdsOfVoting, 19, 10, 100, 130, 130, false)]
    [InlineData(MajorityRule.TwoThirdsOfVoting, 67, 33, 0, 100, 100, true)]
    [InlineData(MajorityRule.TwoThirdsOfVoting, 66, 34, 0, 100, 100, false)]
    [InlineData(MajorityRule.TwoThirdsOfVoting, 0, 0, 5, 5, 5, false)]
    [InlineData(MajorityRule.TwoThirdsOfAll, 134, 0, 0, 134, 201, true)]
    [InlineData(MajorityRule.TwoThirdsOfAll, 133, 0, 0, 133, 201, false)]
    [InlineData(MajorityRule.TwoThirdsOfAll, 133, 0, 0, 133, 200, false)] // 133.33 is needed
    [InlineData(MajorityRule.HalfOfPresent, 50, 0, 0, 100, 200, false)]
    [InlineData(MajorityRule.HalfOfPresent, 51, 0, 0, 100, 200, true)]
    [InlineData(MajorityRule.TwoThirdsOfPresent, 66, 0, 0, 100, 200, false)]
    [InlineData(MajorityRule.TwoThirdsOfPresent, 67, 0, 0, 100, 200, true)]
    [InlineData(MajorityRule.HalfOfPresent, 0, 0, 0, 0, 0, false)]
    public void A_majority_is_counted_in_whole_votes(MajorityRule rule, int @for, int against, int abstain, int present, int entitled, bool adopted) =>
        Assert.Equal(adopted, @for >= rule.Needed(new(@for, against, abstain, entitled - @for - against - abstain, present, entitled)));

    [Theory]
    [InlineData(QuorumFraction.None, 201, 0)]
    [InlineData(QuorumFraction.OneThird, 201, 67)]
    [InlineData(QuorumFraction.OneThird, 200, 67)]
    [InlineData(QuorumFraction.OneThird, 199, 67)]
    [InlineData(QuorumFraction.Majority, 201, 101)]
    [InlineData(QuorumFraction.Majority, 200, 101)]
    [InlineData(QuorumFraction.TwoThirds, 201, 134)]
    [InlineData(QuorumFraction.TwoThirds, 200, 134)]
    public void A_quorum_is_counted_in_whole_delegations(QuorumFraction fraction, int entitled, int needed)
    {
        var quorum = new Quorum(fraction, CountedUnit.Delegations, needed, entitled);
        Assert.Equal((needed, true), (quorum.Needed, quorum.IsReached));
        if (needed > 0) Assert.False((quorum with { Present = needed - 1 }).IsReached);
    }

    /// <summary>The same figures by show of hands in a real session, where the rule is chosen when the vote is opened.</summary>
    public sealed class ByShowOfHands(ConferenceApp app) : IClassFixture<ConferenceApp>
    {
        [Fact]
        public async Task The_clerks_figures_give_the_result_of_each_rule()
        {
            await app.Opens("S-15");
            // Each of the 202 delegates has a vote.
            await app.With<SessionsDb>(async db =>
            {
                (await db.Rules.FindAsync(RulesOfProcedure.OfTheConference))!.Set(Procedure.Usual with { VotesOf = CountedUnit.Persons });
                await db.SaveChangesAsync();
            });
            using var chair = await app.Api("chair");
            using var clerk = await app.Api("secretariat");
            var expected = new Dictionary<string, (int Needed, string State)>
            {
                ["simpleMajority"] = (31, "adopted"), ["absoluteMajority"] = (102, "rejected"), ["twoThirdsOfVoting"] = (72, "adopted"),
                ["twoThirdsOfAll"] = (135, "rejected"), ["halfOfPresent"] = (96, "rejected"), ["twoThirdsOfPresent"] = (127, "rejected"),
            };
            foreach (var (rule, (needed, state)) in expected)
            {
                var code = await clerk.Proposes("S-15", rule);
                await chair.Does($"S-15/decisions/{code}/open", new { method = "showOfHands", rule });
                await clerk.Does($"S-15/decisions/{code}/hands", new { @for = 78, against = 30, abstain = 68, present = 190 });
                await chair.Does($"S-15/decisions/{code}/close");
                var read = await chair.Reads("S-15", code);
                Assert.Equal((state, rule), (read.Text("state"), read.Text("rule")));
                var figures = read.GetProperty("figures");
                Assert.Equal((78, 30, 68, 26, 190, 202, needed), (Figure("for"), Figure("against"), Figure("abstain"), Figure("notVoting"), Figure("present"), Figure("entitled"), Figure("needed")));
                int Figure(string name) => figures.GetProperty(name).GetInt32();
            }
        }

        [Fact]
        public async Task Whoever_sent_a_deputy_does_not_vote_beside_them_until_they_are_back()
        {
            await app.Opens("S-16");
            await app.With<SessionsDb>(async db =>
            {
                (await db.Rules.FindAsync(RulesOfProcedure.OfTheConference))!.Set(Procedure.Usual with { VotesOf = CountedUnit.Persons });
                await db.SaveChangesAsync();
            });
            var session = await app.With<SessionsDb, LiveSession>(async db => (await db.Find("S-16"))!);
            await app.With<AttendanceDesk>(desk => desk.SendDeputy(session, Demo.Id("person", "DNG-01"), Demo.Id("person", "DNG-02"), "test", CancellationToken.None));
            using var chair = await app.Api("chair");
            using var away = await app.Api(badge: "DNG-01");
            using var deputy = await app.Api(badge: "DNG-02");
            var code = await chair.Proposes("S-16");
            await chair.Does($"S-16/decisions/{code}/open", new { method = "recorded" });
            await deputy.Votes("S-16", code, "for");
            Assert.Equal("You have sent a deputy, who is there in your place. To vote yourself, say first that you are here.",
                await away.IsRefused($"S-16/decisions/{code}/ballot", new { id = Guid.CreateVersion7(), choice = "against" }));
            Assert.Equal(1, (await app.Decision(code)).Cast);
            await app.With<AttendanceDesk>(desk => desk.ComeIn(session, Demo.Id("person", "DNG-01"), CameBy.Self, "test", CancellationToken.None));
            await away.Votes("S-16", code, "against");
            var figures = (await chair.Does($"S-16/decisions/{code}/close")).GetProperty("figures");
            Assert.Equal((1, 1), (figures.GetProperty("for").GetInt32(), figures.GetProperty("against").GetInt32()));
        }
    }
}
