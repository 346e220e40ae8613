using Conference.Shared;
using Conference.Shared.Contracts;

namespace Conference.Sessions;

/// <summary>How long a person or an organisation has spoken in a session, in finished and running speeches.</summary>
/// <param name="Counted">What of it counts against the organisation's time budget: not points of order, nor rights of reply.</param>
public sealed record SpeakingTotal(Guid Id, string Name, string NameEn, int Speeches, TimeSpan Spent, TimeSpan Counted);

/// <summary>The list of speakers of a session as it stands, everyone who asked for the floor in it: who has it, who comes next, who has spoken.</summary>
public sealed record ListOfSpeakers(LiveSession Session, Floor Floor, IReadOnlyList<Speaker> Entries)
{
    /// <summary>Who has the floor.</summary>
    public Speaker? Speaking => Floor.SpeakerId is { } id ? Entries.SingleOrDefault(s => s.Id == id) : null;

    /// <summary>
    /// In the order in which the floor is given: points of order as they were raised, then what they interrupted, replies to
    /// what was asked, the list, and rights of reply when it is exhausted. A reply to a question that still waits follows it.
    /// </summary>
    public IReadOnlyList<Speaker> Waiting => field ??=
    [
        .. from s in Entries
           where s.State is SpeakerState.Waiting
           let question = WaitingQuestionOf(s)
           orderby RankOf(s), question?.Order ?? s.Order, question is null ? 0 : 1, s.Order, s.Id
           select s
    ];

    public Speaker? Next => Waiting.Count > 0 ? Waiting[0] : null;

    /// <summary>The speeches that are over, the latest first.</summary>
    public IEnumerable<Speaker> Spoken => Entries.Where(s => s.State is SpeakerState.Spoken).OrderByDescending(s => s.EndedAt);

    /// <summary>The point of order that the chair has to rule on: the one that has the floor, or else the latest that was heard.</summary>
    public Speaker? ToRule => Speaking is { AwaitsRuling: true } speaking ? speaking : Spoken.FirstOrDefault(s => s.AwaitsRuling);

    /// <summary>The place on the list, 1 for the next; 0 for someone who does not wait.</summary>
    public int PlaceOf(Speaker speaker) => Waiting.ToList().IndexOf(speaker) + 1;

    public SpeakingTotal TotalOf(Guid personId, DateTime now) => Total(Entries.Where(s => s.PersonId == personId), personId, s => (s.Name, s.Name), now);

    public SpeakingTotal TotalOfOrganisation(Guid organisationId, DateTime now) => Total(Entries.Where(s => s.OrganisationId == organisationId), organisationId, s => (s.Organisation, s.OrganisationEn), now);

    /// <summary>Who has spoken for how long, the longest first.</summary>
    public IReadOnlyList<SpeakingTotal> ByPerson(DateTime now) => Totals(s => s.PersonId, s => (s.Name, s.Name), now);

    /// <inheritdoc cref="ByPerson"/>
    public IReadOnlyList<SpeakingTotal> ByOrganisation(DateTime now) => Totals(s => s.OrganisationId, s => (s.Organisation, s.OrganisationEn), now);

    /// <summary>What an organisation has left of its time budget, negative when it is overdrawn; null where there is none.</summary>
    public TimeSpan? LeftOf(Guid organisationId, DateTime now) =>
        Floor.BudgetOf(organisationId) is { } budget ? TimeSpan.FromSeconds(budget) - TotalOfOrganisation(organisationId, now).Counted : null;

    /// <summary>The entry of this id; refused where there is none.</summary>
    public Speaker Entry(Guid id) => Entries.SingleOrDefault(s => s.Id == id) ?? throw new RuleBroken("There is no such entry on the list.");

    /// <summary>The questions of this session that can be replied to, the latest first.</summary>
    public IEnumerable<Speaker> Questions => Entries.Where(s => s.Kind is SpeechKind.Question && s.State is not SpeakerState.GivenUp).OrderByDescending(s => s.StartedAt ?? DateTime.MinValue).ThenBy(s => s.Order);

    internal Speaker? Question(Guid? id) => id is null ? Questions.FirstOrDefault() : Questions.SingleOrDefault(s => s.Id == id);

    internal int RightsOfReplyOf(Guid organisationId) => RightsOfReply(organisationId, Floor.ItemId).Count();

    internal bool IsSecondRightOfReply(Speaker speaker) => RightsOfReply(speaker.OrganisationId, speaker.ItemId).Any(s => s.Id != speaker.Id && s.AskedAt < speaker.AskedAt);

    /// <summary>Those among whom someone can be moved, in their order.</summary>
    internal List<Speaker> PeersOf(Speaker speaker) => speaker.Kind is SpeechKind.PointOfOrder || speaker.IsInterrupted || speaker.State is not SpeakerState.Waiting || WaitingQuestionOf(speaker) is not null ? []
        : [.. Waiting.Where(s => RankOf(s) == RankOf(speaker) && WaitingQuestionOf(s) is null)];

    private IEnumerable<Speaker> RightsOfReply(Guid organisationId, Guid? itemId) =>
        Entries.Where(s => s.Kind is SpeechKind.RightOfReply && s.OrganisationId == organisationId && s.ItemId == itemId && s.State is not SpeakerState.GivenUp);

    private Speaker? WaitingQuestionOf(Speaker s) => s.AnswersId is { } id ? Entries.FirstOrDefault(q => q.Id == id && q.State is SpeakerState.Waiting && !q.IsInterrupted) : null;

    private int RankOf(Speaker s) => s switch
    {
        { Kind: SpeechKind.PointOfOrder } => 0,
        { IsInterrupted: true } => 1,
        { Kind: SpeechKind.RightOfReply } => 4,
        { Kind: SpeechKind.Reply } when WaitingQuestionOf(s) is null => 2,
        _ => 3,
    };

    private IReadOnlyList<SpeakingTotal> Totals(Func<Speaker, Guid> by, Func<Speaker, (string, string)> name, DateTime now) =>
        [.. Entries.Where(s => s.StartedAt is not null).GroupBy(by).Select(g => Total(g, g.Key, name, now)).OrderByDescending(t => t.Spent)];

    private static SpeakingTotal Total(IEnumerable<Speaker> entries, Guid id, Func<Speaker, (string Vi, string En)> name, DateTime now)
    {
        var spoke = entries.Where(s => s.StartedAt is not null).ToList();
        var (vi, en) = spoke.Count == 0 ? ("", "") : name(spoke[^1]);
        return new(id, vi, en, spoke.Count, Sum(spoke), Sum(spoke.Where(s => s.Kind is not (SpeechKind.PointOfOrder or SpeechKind.RightOfReply))));

        TimeSpan Sum(IEnumerable<Speaker> some) => some.Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Spent(now));
    }
}
