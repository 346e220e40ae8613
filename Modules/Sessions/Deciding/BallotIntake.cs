using System.Threading.Channels;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Conference.Sessions;

/// <summary>A ballot on its way in. <paramref name="Id"/> is made by the sender: sending it again is sending the same ballot.</summary>
/// <param name="For">The seat that a clerk answers for in a roll-call; null for one's own.</param>
public sealed record NewBallot(Guid Id, Guid DecisionId, Choice Choice, Actor Voter, Guid? For = null);

/// <summary>The answer to a voter: the ballot is stored for good.</summary>
/// <param name="Choice">How it stands; null for a secret ballot, of which nobody knows it any more.</param>
/// <param name="Again">It had been stored before.</param>
public sealed record ReceivedBallot(InBoth VoterName, Choice? Choice, bool Again);

/// <summary>
/// The one way in for ballots. Those that wait are committed together by one writer, and each voter is answered after the
/// commit. A seat has one ballot, whatever comes twice; a vote that closes at the same moment closes before or after them.
/// </summary>
public sealed partial class BallotIntake(IServiceScopeFactory scopes, IDataProtectionProvider keys, ILogger<BallotIntake> log) : BackgroundService
{
    private const int MostAtOnce = 256, MostWaiting = 5000;

    private sealed record Waiting(NewBallot Ballot)
    {
        public TaskCompletionSource<ReceivedBallot> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private readonly Channel<Waiting> waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <summary>Stores a ballot and answers once it is durable.</summary>
    public Task<ReceivedBallot> Receive(NewBallot ballot, CancellationToken ct)
    {
        if (!Enum.IsDefined(ballot.Choice)) throw new RuleBroken("Vote for, against or abstain.");
        var one = new Waiting(ballot);
        if (!waiting.Writer.TryWrite(one)) throw new PleaseWait("The system is very busy. Your ballot is not recorded yet; send it again in a moment.");
        return one.Answer.Task.WaitAsync(ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Waiting>();
        while (await waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            batch.Clear();
            while (batch.Count < MostAtOnce && waiting.Reader.TryRead(out var one)) batch.Add(one);
            await StoreAll(batch);
        }
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    private async Task StoreAll(IReadOnlyList<Waiting> batch)
    {
        try
        {
            await Store(batch);
        }
        catch (Exception failure) when (batch.Count > 1)
        {
            LogBatchFailed(failure, batch.Count);
            foreach (var one in batch) await StoreAll([one]);
        }
        catch (Exception failure)
        {
            if (failure is not RuleBroken) LogFailed(failure);
            batch[0].Answer.TrySetException(failure is RuleBroken ? failure : new PleaseWait("The system is very busy. Your ballot is not recorded yet; send it again in a moment."));
        }
    }

    private async Task Store(IReadOnlyList<Waiting> batch)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Is("intake of ballots");
        var db = scope.ServiceProvider.GetRequiredService<SessionsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var outcomes = new List<(Waiting One, ReceivedBallot? Received, RuleBroken? Refusal)>();
        foreach (var vote in batch.GroupBy(w => w.Ballot.DecisionId).OrderBy(g => g.Key))
        {
            await db.Hold(vote.Key, CancellationToken.None);
            var decision = await db.Decisions.AsNoTracking().SingleOrDefaultAsync(d => d.Id == vote.Key);
            var wanted = vote.Select(w => Seat(w.Ballot, decision)).ToHashSet();
            var all = decision?.Method is DecisionMethod.RollCall;
            var seats = await db.Seats.Where(s => s.DecisionId == vote.Key && (all || wanted.Contains(s.VoterId))).ToDictionaryAsync(s => s.VoterId);
            var box = new BallotBox(decision, seats, decision is { Method: DecisionMethod.Secret, State: DecisionState.Open } ? await db.SecretTotals.FindAsync(decision.Id) : null, keys, db.Now);
            var away = decision is not { VotesOf: CountedUnit.Persons } ? [] : await db.Presences.AsNoTracking()
                .Where(p => p.SessionId == decision.SessionId && p.DeputyId != null && wanted.Contains(p.PersonId)).Select(p => p.PersonId).ToHashSetAsync();
            foreach (var one in vote)
            {
                try
                {
                    // Who votes is who is there: a deputy with their own vote, and not both.
                    if (one.Ballot.For is null && away.Contains(one.Ballot.Voter.PersonId)) throw new RuleBroken("You have sent a deputy, who is there in your place. To vote yourself, say first that you are here.");
                    outcomes.Add((one, box.Take(one.Ballot, Seat(one.Ballot, decision)), null));
                }
                catch (RuleBroken refusal) { outcomes.Add((one, null, refusal)); }
            }
            if (!box.HasChanged) continue;
            box.Seal();
            await db.Decisions.Where(d => d.Id == vote.Key).ExecuteUpdateAsync(s => s.SetProperty(d => d.Cast, d => d.Cast + box.Added));
            db.TellPodium(decision!.SessionId, "ballot");
            if (decision.Method is DecisionMethod.RollCall) db.TellVote(decision.SessionId, RollNews.Of(decision, new([.. seats.Values.OrderBy(s => s.Position)])));
        }
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        foreach (var (one, received, refusal) in outcomes)
        {
            if (received is null) one.Answer.TrySetException(refusal!);
            else one.Answer.TrySetResult(received);
        }
    }

    private static Guid Seat(NewBallot ballot, Decision? decision) => ballot.For ?? (decision?.VotesOf is CountedUnit.Persons ? ballot.Voter.PersonId : ballot.Voter.OrganisationId);

    [LoggerMessage(LogLevel.Warning, "Storing {Count} ballots together failed; storing them one by one")]
    private partial void LogBatchFailed(Exception failure, int count);

    [LoggerMessage(LogLevel.Error, "Storing a ballot failed; its voter is asked to send it again")]
    private partial void LogFailed(Exception failure);
}

/// <summary>How a roll stands, as everyone who follows it may hear.</summary>
internal sealed record RollNews(string Code, Guid? Called, string? CalledName, string? CalledNameEn, Guid? Answered, int For, int Against, int Abstain)
{
    public static RollNews Of(Decision decision, Roll roll) => new(decision.Code, roll.Called?.VoterId, roll.Called?.Name, roll.Called?.NameEn,
        roll.Latest?.VoterId, roll.Count(Choice.For), roll.Count(Choice.Against), roll.Count(Choice.Abstain));
}
