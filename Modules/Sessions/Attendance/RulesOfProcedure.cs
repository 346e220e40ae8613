using Conference.Shared.Contracts;

namespace Conference.Sessions;

/// <summary>What part of those entitled has to be there.</summary>
public enum QuorumFraction { None, OneThird, Majority, TwoThirds }

/// <summary>What is counted: delegations, each of which has one vote, or persons.</summary>
public enum CountedUnit { Delegations, Persons }

/// <summary>Whether the quorum is taken for granted until someone challenges it, as in the United Nations, or counted each time.</summary>
public enum PresenceRule { Presumed, Counted }

/// <summary>In which order a roll is called: by name, or by the order of protocol and then by name.</summary>
public enum RollOrder { Alphabet, Protocol }

/// <summary>The rules of procedure as they hold in a session.</summary>
/// <param name="Method">How a vote is usually taken.</param>
public sealed record Procedure(
    QuorumFraction ToOpen, QuorumFraction ToDecide, PresenceRule Presence, CountedUnit QuorumOf, CountedUnit VotesOf, MajorityRule Majority, DecisionMethod Method, RollOrder RollOrder)
{
    /// <summary>What the General Assembly does: a third opens, a majority decides, presence is presumed, each delegation has one vote.</summary>
    public static Procedure Usual { get; } = new(
        QuorumFraction.OneThird, QuorumFraction.Majority, PresenceRule.Presumed, CountedUnit.Delegations, CountedUnit.Delegations, MajorityRule.SimpleMajority, DecisionMethod.Recorded, RollOrder.Alphabet);
}

/// <summary>The conference's rules of procedure, and what a session has otherwise.</summary>
public sealed class RulesOfProcedure
{
    /// <summary>The id under which the conference's own rules stand.</summary>
    public static readonly Guid OfTheConference = Guid.Empty;

    public Guid SessionId { get; private set; }
    public QuorumFraction? ToOpen { get; private set; }
    public QuorumFraction? ToDecide { get; private set; }
    public PresenceRule? Presence { get; private set; }
    public CountedUnit? QuorumOf { get; private set; }
    public CountedUnit? VotesOf { get; private set; }
    public MajorityRule? Majority { get; private set; }
    public DecisionMethod? Method { get; private set; }
    public RollOrder? RollOrder { get; private set; }
    public int Version { get; private set; }

    internal static RulesOfProcedure Of(Guid sessionId) => new() { SessionId = sessionId };

    internal void Set(Procedure rules)
    {
        if (rules.Method is DecisionMethod.Consensus or DecisionMethod.Silence) rules = rules with { Method = DecisionMethod.Recorded };
        (ToOpen, ToDecide, Presence, QuorumOf, VotesOf, Majority, Method, RollOrder) = (rules.ToOpen, rules.ToDecide, rules.Presence, rules.QuorumOf, rules.VotesOf, rules.Majority, rules.Method, rules.RollOrder);
        Version++;
    }

    /// <summary>What a session has otherwise; null is as in the conference.</summary>
    internal void Differ(QuorumFraction? toOpen, QuorumFraction? toDecide, PresenceRule? presence)
    {
        (ToOpen, ToDecide, Presence) = (toOpen, toDecide, presence);
        Version++;
    }

    /// <summary>These rules where they say something, otherwise <paramref name="general"/>.</summary>
    internal Procedure Over(Procedure general) => new(ToOpen ?? general.ToOpen, ToDecide ?? general.ToDecide, Presence ?? general.Presence,
        QuorumOf ?? general.QuorumOf, VotesOf ?? general.VotesOf, Majority ?? general.Majority, Method ?? general.Method, RollOrder ?? general.RollOrder);
}
