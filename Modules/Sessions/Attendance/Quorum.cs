namespace Conference.Sessions;

/// <summary>How many are there of how many, and whether that is enough.</summary>
public sealed record Quorum(QuorumFraction Fraction, CountedUnit Of, int Present, int Entitled)
{
    /// <summary>At least a third and at least two thirds are rounded up; a majority is more than half.</summary>
    public int Needed => Fraction switch
    {
        QuorumFraction.OneThird => (Entitled + 2) / 3,
        QuorumFraction.Majority => Entitled / 2 + 1,
        QuorumFraction.TwoThirds => (2 * Entitled + 2) / 3,
        _ => 0,
    };

    public bool IsReached => Present >= Needed;

    internal Dictionary<string, int> Figures => new() { ["present"] = Present, ["entitled"] = Entitled, ["needed"] = Needed };
}

/// <summary>Someone who may vote in a session, and whether they are in.</summary>
public sealed record Voter(Guid PersonId, Guid OrganisationId, bool IsIn);

/// <summary>Those who may vote in a session. A delegation is there when one of its people is.</summary>
public sealed record Headcount(IReadOnlyList<Voter> Voters)
{
    public int Entitled(CountedUnit unit) => Ids(unit, Voters).Count;

    public int Present(CountedUnit unit) => Ids(unit, Voters.Where(v => v.IsIn)).Count;

    /// <summary>The delegations or persons that are there.</summary>
    public HashSet<Guid> Ids(CountedUnit unit, IEnumerable<Voter> voters) => [.. voters.Select(v => Id(unit, v))];

    /// <summary>The same, and whoever has voted is there as well.</summary>
    public Headcount WithVotes(CountedUnit unit, IReadOnlySet<Guid> voted) => new([.. Voters.Select(v => voted.Contains(Id(unit, v)) ? v with { IsIn = true } : v)]);

    private static Guid Id(CountedUnit unit, Voter voter) => unit is CountedUnit.Delegations ? voter.OrganisationId : voter.PersonId;
}

/// <summary>How the room stands against the rules when something is to be decided.</summary>
/// <param name="WasChallenged">The quorum was stated since the session was opened or resumed: from then on it is counted.</param>
public sealed record Hall(LiveSession Session, Procedure Rules, Headcount Heads, bool WasChallenged)
{
    public Quorum ToOpen => Of(Rules.ToOpen);

    public Quorum ToDecide => Of(Rules.ToDecide);

    /// <summary>Something can be decided now.</summary>
    public bool IsInSession { get; init; } = Session.State is SessionState.Open;

    public bool IsCounted => Rules.Presence is PresenceRule.Counted || WasChallenged;

    /// <summary>Nothing can be decided, unless the chair gives words for the record.</summary>
    public bool MissesQuorum => IsCounted && !ToDecide.IsReached;

    /// <summary>To be warned about at the opening; it is the chair's to open nevertheless.</summary>
    public bool OpensWithoutQuorum => IsCounted && !ToOpen.IsReached;

    private Quorum Of(QuorumFraction fraction) => new(fraction, Rules.QuorumOf, Heads.Present(Rules.QuorumOf), Heads.Entitled(Rules.QuorumOf));
}
