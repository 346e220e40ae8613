using System.Security.Cryptography;
using Conference.Shared;
using Conference.Shared.Contracts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>How a vote is to be taken; what is left out is as the rules of procedure say.</summary>
public sealed record VoteTerms(DecisionMethod? Method, MajorityRule? Rule, RollOrder? RollOrder);

/// <summary>A decision and the session it belongs to.</summary>
public sealed record Decided(LiveSession Session, Decision Decision);

/// <summary>Runs what is done about a decision, for the pages and the API. Whoever acts has the decision to themselves until it is stored.</summary>
public sealed class DecisionDesk(SessionsDb db, Silences silences, IDataProtectionProvider keys)
{
    /// <returns>The new decision, or null when there is no such session.</returns>
    public async Task<Decided?> Propose(string code, DecisionWording wording, string who, CancellationToken ct)
    {
        if (await db.Find(code, ct) is not { } session) return null;
        var clean = wording.Checked();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var decision = Decision.Draw(await db.TakeNumbers(Decision.Series, 1, ct), session, clean, who, db.Now);
        db.Add(decision);
        await db.SaveChangesAsync(ct);
        decision.Propose(session, who, db.Now, db);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new(session, decision);
    }

    public Task<Decided?> Change(string code, string decision, DecisionWording wording, CancellationToken ct) => Run(code, decision, (_, d) =>
    {
        d.Change(wording);
        db.Tell(d.SessionId, SessionAct.Proposed);
        return Task.CompletedTask;
    }, ct);

    public Task<Decided?> Drop(string code, string decision, string who, CancellationToken ct) => Run(code, decision, async (_, d) =>
    {
        var wasSecret = d is { State: DecisionState.Open, Method: DecisionMethod.Secret };
        d.Drop(who, db.Now, db);
        if (wasSecret) await ForgetSecrets(d, ct);
    }, ct);

    public Task<Decided?> Adopt(string code, string decision, string? withoutQuorum, string who, CancellationToken ct) => Run(code, decision, async (session, d) =>
        d.AdoptByConsensus(await db.HallOf(session, ct), withoutQuorum, who, db.Now, db), ct);

    public Task<Decided?> Say(string code, string decision, StatementKind kind, Guid organisationId, string? text, CancellationToken ct) => Run(code, decision, async (session, d) =>
    {
        var organisation = await db.Organisations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == organisationId, ct);
        if (organisation is null || (session.Delegations.Count > 0 && !session.Delegations.Contains(organisationId))) throw new RuleBroken("This delegation is not of {0}.", session.Code);
        d.Say(kind, organisation, text, db.Now);
        db.TellPodium(session.Id, "statement");
    }, ct);

    /// <param name="organisationId">The delegation whose statement it has to be; null for the clerk, who may take any off.</param>
    public Task<Decided?> Unsay(string code, string decision, Guid statement, Guid? organisationId, CancellationToken ct) => Run(code, decision, (session, d) =>
    {
        if (organisationId is not null && d.Statements.Any(s => s.Id == statement && s.OrganisationId != organisationId)) throw new RuleBroken("This is the statement of another delegation.");
        d.Unsay(statement);
        db.TellPodium(session.Id, "statement");
        return Task.CompletedTask;
    }, ct);

    public Task<Decided?> OpenVote(string code, string decision, VoteTerms terms, string? withoutQuorum, string who, CancellationToken ct) => Run(code, decision, async (session, d) =>
    {
        var other = await db.Decisions.Where(o => o.SessionId == session.Id && o.Id != d.Id && o.State == DecisionState.Open && o.Method != DecisionMethod.Silence).Select(o => (int?)o.Number).FirstOrDefaultAsync(ct);
        if (other is { } number) throw new RuleBroken("The vote on {0} is still open. One thing is voted on at a time.", Decision.CodeOf(number));
        var hall = await db.HallOf(session, ct);
        var (method, order) = (terms.Method ?? hall.Rules.Method, terms.RollOrder ?? hall.Rules.RollOrder);
        var voters = await Voters(session, hall, order, ct);
        d.OpenVote(method, terms.Rule ?? hall.Rules.Majority, order, voters.Count, hall, withoutQuorum, who, db.Now, db);
        // A roll is called from a place in the alphabet that is drawn by lot (rule 87 of the General Assembly).
        if (method is DecisionMethod.RollCall && RandomNumberGenerator.GetInt32(voters.Count) is var first) voters = [.. voters.Skip(first), .. voters.Take(first)];
        if (method.HasBallots) db.AddRange(voters.Select((v, i) => Seat.Of(d.Id, v, i + 1)));
        if (method is not DecisionMethod.Secret) return;
        var totals = SecretTotals.Of(d.Id);
        totals.Seal(new Dictionary<Choice, int>(), keys);
        db.Add(totals);
    }, ct);

    public Task<Decided?> EnterHands(string code, string decision, int @for, int against, int abstain, int? present, CancellationToken ct) => Run(code, decision, async (session, d) =>
    {
        await Enter(session, d, @for, against, abstain, present, ct);
        db.TellPodium(session.Id, "hands");
    }, ct);

    /// <param name="hands">For, against and abstentions of a show of hands, where the clerk has not entered them yet.</param>
    public Task<Decided?> CloseVote(string code, string decision, (int For, int Against, int Abstain, int? Present)? hands, string? withoutQuorum, string who, CancellationToken ct) => Run(code, decision, async (session, d) =>
    {
        if (!d.IsVoting) throw d.State is DecisionState.Proposed ? new RuleBroken("{0} is not being voted on.", d.Code) : d.Stands();
        if (hands is { } counted) await Enter(session, d, counted.For, counted.Against, counted.Abstain, counted.Present, ct);
        var hall = await db.HallOf(session, ct);
        var seats = await db.Seats.Where(s => s.DecisionId == d.Id).OrderBy(s => s.VoterId).ToListAsync(ct);
        if (d.Method is DecisionMethod.RollCall && new Roll([.. seats.OrderBy(s => s.Position)]).Called is { } called) throw new RuleBroken("The roll is not called to its end: {0} has not answered.", called.VoterName);
        if (d.Method is DecisionMethod.ShowOfHands && d.For is null) throw new RuleBroken("Enter the figures of the show of hands first.");

        var voted = seats.Where(s => s.HasVoted).Select(s => s.VoterId).ToHashSet();
        // Whoever votes is there.
        var heads = hall.Heads.WithVotes(d.VotesOf!.Value, voted);
        var there = heads.Ids(d.VotesOf.Value, heads.Voters.Where(v => v.IsIn));
        if (hall.Rules.QuorumOf == d.VotesOf) hall = hall with { Heads = heads };
        var count = d.Method is DecisionMethod.ShowOfHands ? new VoteCount(d.For!.Value, d.Against!.Value, d.Abstain!.Value, d.NotVoting!.Value, d.Present!.Value, d.Entitled!.Value)
            : Count(d.Method is DecisionMethod.Secret ? (await db.SecretTotals.SingleAsync(t => t.DecisionId == d.Id, ct)).Open(keys) : ByName(seats), seats.Count,
                seats.Count(s => voted.Contains(s.VoterId) || there.Contains(s.VoterId)));
        d.CloseVote(count, hall, withoutQuorum, who, db.Now, db);
        if (d.Method is DecisionMethod.Secret) await ForgetSecrets(d, ct);
    }, ct);

    public Task<Decided?> BeginSilence(string code, string decision, DateTime deadline, string who, CancellationToken ct) => Run(code, decision, (session, d) =>
    {
        d.BeginSilence(deadline, session, who, db.Now, db);
        return Task.CompletedTask;
    }, ct, silences.Wake);

    public Task<Decided?> Object(string code, string decision, Guid organisationId, string? text, string who, CancellationToken ct) => Run(code, decision, async (session, d) =>
    {
        var organisation = await db.Organisations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == organisationId, ct);
        if (organisation is null || (session.Delegations.Count > 0 && !session.Delegations.Contains(organisationId))) throw new RuleBroken("This delegation is not of {0}.", session.Code);
        d.Object(organisation, text, who, session, db.Now, db);
    }, ct);

    /// <summary>Those who have a seat in a vote, in the order in which a roll is called before the lot is drawn.</summary>
    private async Task<List<SeatedVoter>> Voters(LiveSession session, Hall hall, RollOrder order, CancellationToken ct)
    {
        var people = await db.VotersOf(session).ToListAsync(ct);
        var organisations = await db.Organisations.AsNoTracking().ToDictionaryAsync(o => o.Id, ct);
        var voters = hall.Rules.VotesOf is CountedUnit.Delegations
            ? people.Select(p => p.OrganisationId).Distinct().Where(organisations.ContainsKey).Select(id => organisations[id]).Select(o => new SeatedVoter(o.Id, o.Kind, o.ShortName, o.ShortNameEn))
            : people.Where(p => organisations.ContainsKey(p.OrganisationId)).Select(p => new SeatedVoter(p.Id, organisations[p.OrganisationId].Kind,
                $"{p.Name} ({organisations[p.OrganisationId].ShortName})", $"{p.Name} ({Sentences.InEnglish(organisations[p.OrganisationId].ShortName, organisations[p.OrganisationId].ShortNameEn)})"));
        return [.. voters.OrderBy(v => order is RollOrder.Protocol ? v.Kind : 0).ThenBy(v => v.Name, Alphabet.Vietnamese)];
    }

    private async Task Enter(LiveSession session, Decision d, int @for, int against, int abstain, int? present, CancellationToken ct)
    {
        var there = present ?? d.Present;
        if (there is null)
        {
            var (heads, hands) = ((await db.Heads(session, ct)).Present(d.VotesOf ?? CountedUnit.Delegations), @for + against + abstain);
            there = Math.Max(heads, hands);
        }
        d.EnterHands(@for, against, abstain, there.Value);
    }

    /// <summary>The sealed totals go, and who has voted is written anew in one order for all: nothing is left of when they did.</summary>
    private async Task ForgetSecrets(Decision decision, CancellationToken ct)
    {
        var seats = await db.Seats.Where(s => s.DecisionId == decision.Id).OrderBy(s => s.VoterId).ToListAsync(ct);
        foreach (var seat in seats) db.Entry(seat).State = EntityState.Detached;
        await db.Seats.Where(s => s.DecisionId == decision.Id).ExecuteDeleteAsync(ct);
        db.AddRange(seats.Select(Seat.Rewritten));
        await db.SecretTotals.Where(t => t.DecisionId == decision.Id).ExecuteDeleteAsync(ct);
        foreach (var totals in db.ChangeTracker.Entries<SecretTotals>().ToList()) totals.State = EntityState.Detached;
    }

    private static Dictionary<Choice, int> ByName(IEnumerable<Seat> seats) => seats.Where(s => s is { HasVoted: true, Choice: not null }).GroupBy(s => s.Choice!.Value).ToDictionary(g => g.Key, g => g.Count());

    private static VoteCount Count(IReadOnlyDictionary<Choice, int> votes, int entitled, int present)
    {
        var (f, against, abstain) = (votes.GetValueOrDefault(Choice.For), votes.GetValueOrDefault(Choice.Against), votes.GetValueOrDefault(Choice.Abstain));
        return new(f, against, abstain, entitled - f - against - abstain, present, entitled);
    }

    private async Task<Decided?> Run(string code, string decisionCode, Func<LiveSession, Decision, Task> act, CancellationToken ct, Action? afterwards = null)
    {
        await silences.Settle(ct);
        if (await db.Find(code, ct) is not { } session || Decision.NumberOf(decisionCode) is not { } number) return null;
        if (await db.Decisions.Where(d => d.SessionId == session.Id && d.Number == number).Select(d => (Guid?)d.Id).SingleOrDefaultAsync(ct) is not { } id) return null;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Hold(id, ct);
        var decision = await db.Decisions.SingleAsync(d => d.Id == id, ct);
        // The session may have been closed while we waited for our turn.
        await db.Entry(session).ReloadAsync(ct);
        await act(session, decision);
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleBroken("Someone else acted on {0} at the same moment. Look at its state, then repeat your step if it is still needed.", decision.Code);
        }
        afterwards?.Invoke();
        return new(session, decision);
    }
}
