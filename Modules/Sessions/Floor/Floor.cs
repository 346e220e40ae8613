using Conference.Shared;
using Conference.Shared.Contracts;

namespace Conference.Sessions;

/// <summary>Seconds for one kind of speech; <paramref name="Of"/> is null for every organisation that has no limit of its own.</summary>
public sealed record SpeakingLimit(SpeechKind Kind, OrganisationKind? Of, int Seconds);

/// <summary>Seconds in all that one organisation has in this session, where it has others than the rest.</summary>
public sealed record TimeBudget(Guid OrganisationId, int Seconds);

/// <summary>How long people may speak. Rights of reply as the rules of procedure of the UN General Assembly have them (decision 34/401): two for an item, 10 minutes and then 5.</summary>
/// <param name="Warning">Seconds before the end from which the clock warns.</param>
/// <param name="Budget">Seconds that each organisation has in all; null where that is not limited.</param>
public sealed record SpeakingTimes(IReadOnlyList<SpeakingLimit> Limits, int Warning, int? Budget, IReadOnlyList<TimeBudget> Budgets, int RightsOfReply, int SecondRightOfReply)
{
    public const int Shortest = 10, Longest = 4 * 3600;

    public static readonly SpeakingTimes Usual = new(
        [
            new(SpeechKind.Statement, null, 300), new(SpeechKind.Question, null, 120), new(SpeechKind.Reply, null, 180), new(SpeechKind.PointOfOrder, null, 120),
            new(SpeechKind.RightOfReply, null, 600), new(SpeechKind.Intervention, null, 180),
        ], 30, null, [], 2, 300);

    public int For(SpeechKind kind, OrganisationKind? of) =>
        (Limits.FirstOrDefault(l => l.Kind == kind && l.Of == of) ?? Limits.FirstOrDefault(l => l.Kind == kind && l.Of is null) ?? Usual.Limits.First(l => l.Kind == kind)).Seconds;
}

/// <summary>
/// The floor of one session, which bears the session's id: whether the list of speakers is open, who has the floor, and for
/// how long. Asking for the floor does not touch it, so that nobody who asks stands in the way of the chair.
/// </summary>
public sealed class Floor
{
    /// <summary>The session's id.</summary>
    public Guid Id { get; private set; }
    public bool ListIsClosed { get; private set; }
    /// <summary>Who has the floor: an entry of the list.</summary>
    public Guid? SpeakerId { get; private set; }
    /// <summary>The item of the run sheet that is on.</summary>
    public Guid? ItemId { get; private set; }
    public IReadOnlyList<SpeakingLimit> Limits { get; private set; } = SpeakingTimes.Usual.Limits;
    public int Warning { get; private set; } = SpeakingTimes.Usual.Warning;
    public int? Budget { get; private set; }
    public IReadOnlyList<TimeBudget> Budgets { get; private set; } = [];
    public int RightsOfReply { get; private set; } = SpeakingTimes.Usual.RightsOfReply;
    public int SecondRightOfReply { get; private set; } = SpeakingTimes.Usual.SecondRightOfReply;
    public int Version { get; private set; }

    public SpeakingTimes Times => new(Limits, Warning, Budget, Budgets, RightsOfReply, SecondRightOfReply);

    /// <summary>Seconds that an organisation has in all; null where that is not limited.</summary>
    public int? BudgetOf(Guid organisationId) => Budgets.FirstOrDefault(b => b.OrganisationId == organisationId)?.Seconds ?? Budget;

    internal static Floor Of(Guid sessionId) => new() { Id = sessionId };

    /// <summary>Puts someone on the list.</summary>
    /// <param name="self">They ask for themselves, and are not put on the list by those who keep it.</param>
    public Speaker Ask(KnownPerson person, KnownOrganisation? organisation, FloorRequest request, ListOfSpeakers list, string who, bool self, SessionsDb db)
    {
        var session = list.Session;
        if (session.State is SessionState.Closed) throw new RuleBroken("{0} is closed: the floor can no longer be asked for.", session.Code);
        if (!session.Admits(person)) throw self ? new RuleBroken("You do not take part in {0}, so you cannot ask for the floor.", session.Code) : new RuleBroken("{0} does not take part in {1}.", person.Name, session.Code);
        if (ListIsClosed && self && request.Kind is SpeechKind.Statement or SpeechKind.Question or SpeechKind.Intervention)
            throw new RuleBroken("The list of speakers is closed. A point of order and a right of reply are still possible.");
        if (list.Entries.Any(s => s.PersonId == person.Id && s.Kind == request.Kind && s.State is SpeakerState.Waiting or SpeakerState.Speaking))
            throw self ? new RuleBroken("You are on the list for this already.") : new RuleBroken("{0} is on the list for this already.", person.Name);
        switch (request.Kind)
        {
            case SpeechKind.PointOfOrder when session.State is not SessionState.Open:
                throw new RuleBroken("A point of order is raised while {0} is in session.", session.Code);
            case SpeechKind.Intervention when Clean.Line(request.OnBehalfOf).Length == 0:
                throw new RuleBroken("Say on whose behalf the intervention is made.");
            case SpeechKind.RightOfReply when list.RightsOfReplyOf(person.OrganisationId) >= RightsOfReply:
                throw new RuleBroken("Each delegation has {0} rights of reply for an item, and these are used.", RightsOfReply);
            case SpeechKind.Reply:
                request = request with { AnswersId = (list.Question(request.AnswersId) ?? throw new RuleBroken("There is no question to reply to.")).Id };
                break;
            default:
                request = request with { AnswersId = null };
                break;
        }
        var speaker = Speaker.Ask(session.Id, person, organisation, request, ItemId, who, db.Now);
        db.Add(speaker);
        db.Log(session.Id, self ? SessionAct.Asked : SessionAct.Added, who, speaker.Facts);
        return speaker;
    }

    public void OpenList(ListOfSpeakers list, string who, SessionsDb db)
    {
        RefuseWhenClosed(list.Session);
        if (!ListIsClosed) throw new RuleBroken("The list of speakers is open already.");
        ListIsClosed = false;
        Version++;
        db.Log(Id, SessionAct.ListOpened, who);
    }

    public void CloseList(ListOfSpeakers list, string who, SessionsDb db)
    {
        RefuseWhenClosed(list.Session);
        if (ListIsClosed) throw new RuleBroken("The list of speakers is closed already.");
        ListIsClosed = true;
        Version++;
        db.Log(Id, SessionAct.ListClosed, who);
    }

    /// <summary>Gives the floor to someone who waits. Whoever has it has spoken; but a point of order interrupts, and what it interrupts goes on afterwards.</summary>
    public void Give(Speaker next, ListOfSpeakers list, string who, SessionsDb db)
    {
        RequireInSession(list.Session);
        var goesOn = next.IsInterrupted;
        if (list.Speaking is { } current)
        {
            if (current.Id == next.Id) throw new RuleBroken("{0} has the floor already.", next.Name);
            if (next.Kind is SpeechKind.PointOfOrder && current.Kind is not SpeechKind.PointOfOrder)
            {
                current.Interrupt(db.Now);
                db.Log(Id, SessionAct.FloorPaused, who, current.Facts, aside: true);
            }
            else Finish(current, list.Session, who, db, aside: true);
        }
        next.Begin(LimitOf(next, list), db.Now);
        SpeakerIs(next);
        Version++;
        db.Log(Id, goesOn ? SessionAct.FloorResumed : SessionAct.FloorGiven, who, next.Facts);
    }

    public void Pause(ListOfSpeakers list, string who, SessionsDb db)
    {
        var speaker = Required(list);
        if (speaker.RunningSince is null) throw new RuleBroken("The clock of {0} stands already.", speaker.Name);
        speaker.Pause(db.Now);
        db.Log(Id, SessionAct.FloorPaused, who, speaker.Facts);
    }

    public void Resume(ListOfSpeakers list, string who, SessionsDb db)
    {
        RequireInSession(list.Session);
        var speaker = Required(list);
        if (speaker.RunningSince is not null) throw new RuleBroken("The clock of {0} runs already.", speaker.Name);
        speaker.Resume(db.Now);
        db.Log(Id, SessionAct.FloorResumed, who, speaker.Facts);
    }

    public void AddTime(int seconds, ListOfSpeakers list, string who, SessionsDb db)
    {
        if (seconds is < 1 or > SpeakingTimes.Longest) throw new RuleBroken("A speech is extended by 1 second at least and 4 hours at most.");
        var speaker = Required(list);
        speaker.Extend(seconds);
        db.Log(Id, SessionAct.TimeAdded, who, speaker.Facts);
    }

    public void End(ListOfSpeakers list, string who, SessionsDb db)
    {
        Finish(Required(list), list.Session, who, db, aside: false);
        Version++;
    }

    /// <summary>The chair rules on a point of order once it was heard; one that has the floor is ended by the ruling.</summary>
    public void Rule(Speaker point, Ruling ruling, string? words, ListOfSpeakers list, string who, SessionsDb db)
    {
        if (point.Kind is not SpeechKind.PointOfOrder) throw new RuleBroken("Only a point of order is ruled upon.");
        if (point.Ruling is not null) throw new RuleBroken("This point of order was ruled upon already.");
        if (!point.AwaitsRuling) throw new RuleBroken("Hear {0} first: give them the floor, then rule.", point.Name);
        if (SpeakerId == point.Id)
        {
            Finish(point, list.Session, who, db, aside: true);
            Version++;
        }
        point.Rule(ruling, words);
        db.Log(Id, SessionAct.PointRuled, who, point.Facts with { Kind = ruling.Key, Text = point.RulingWords, Limit = null });
    }

    /// <summary>Someone leaves the list; who was interrupted has spoken.</summary>
    public void GiveUp(Speaker speaker, ListOfSpeakers list, string who, SessionsDb db)
    {
        if (speaker.IsInterrupted) Finish(speaker, list.Session, who, db, aside: false);
        else
        {
            speaker.GiveUp(db.Now);
            db.Log(Id, SessionAct.GaveUp, who, speaker.Facts);
        }
    }

    public void ComeBack(Speaker speaker, ListOfSpeakers list, string who, SessionsDb db)
    {
        RefuseWhenClosed(list.Session);
        speaker.ComeBack(db.Now);
        db.Log(Id, SessionAct.Asked, who, speaker.Facts);
    }

    /// <summary>Moves someone up (negative) or down among those of the same rank, as far as there is room.</summary>
    public void Move(Speaker speaker, int places, ListOfSpeakers list, string who, SessionsDb db)
    {
        var peers = list.PeersOf(speaker);
        var from = peers.IndexOf(speaker);
        if (from < 0) throw speaker.Kind is SpeechKind.PointOfOrder ? new RuleBroken("Points of order are heard in the order in which they were raised.")
            : speaker.State is SpeakerState.Waiting ? new RuleBroken("{0} cannot be moved: the place follows from what was interrupted or asked.", speaker.Name)
            : new RuleBroken("{0} is no longer waiting on the list.", speaker.Name);
        var to = (int)Math.Clamp((long)from + places, 0, peers.Count - 1);
        if (to == from) throw new RuleBroken("{0} stands there already.", speaker.Name);
        // The places change hands; the numbers of the places stay.
        var orders = peers.Select(p => p.Order).ToList();
        peers.RemoveAt(from);
        peers.Insert(to, speaker);
        for (var i = 0; i < peers.Count; i++) if (peers[i].Order != orders[i]) peers[i].Take(orders[i]);
        db.Log(Id, SessionAct.Reordered, who, speaker.Facts);
    }

    public void Set(SpeakingTimes times, string who, SessionsDb db)
    {
        foreach (var seconds in times.Limits.Select(l => l.Seconds).Append(times.SecondRightOfReply))
            if (seconds is < SpeakingTimes.Shortest or > SpeakingTimes.Longest) throw new RuleBroken("A speaking time is between 10 seconds and 4 hours.");
        if (times.Warning is < 0 or > 600) throw new RuleBroken("The clock warns 10 minutes before the end at most.");
        if (times.RightsOfReply is < 0 or > 10) throw new RuleBroken("Rights of reply for an item: 0 to 10.");
        foreach (var seconds in times.Budgets.Select(b => b.Seconds).Append(times.Budget ?? 60))
            if (seconds is < 60 or > 24 * 3600) throw new RuleBroken("A time budget is between 1 minute and 24 hours.");
        if (times.Limits.GroupBy(l => (l.Kind, l.Of)).Any(g => g.Count() > 1) || times.Budgets.GroupBy(b => b.OrganisationId).Any(g => g.Count() > 1))
            throw new RuleBroken("Two times are set for the same thing. Keep one of them.");
        (Limits, Warning, Budget, Budgets, RightsOfReply, SecondRightOfReply) = (times.Limits, times.Warning, times.Budget, times.Budgets, times.RightsOfReply, times.SecondRightOfReply);
        Version++;
        db.Log(Id, SessionAct.LimitsSet, who);
    }

    /// <summary>What a suspension or the end of the session means for whoever has the floor: the clock stops, and at the end they have spoken.</summary>
    internal void FollowState(ListOfSpeakers list, string who, SessionsDb db)
    {
        if (list.Session.State is SessionState.Closed)
        {
            foreach (var speaker in list.Entries.Where(s => s.IsInterrupted || s.Id == SpeakerId).ToList()) Finish(speaker, list.Session, who, db, aside: true);
            Version++;
        }
        else if (list.Session.State is not SessionState.Open && list.Speaking is { RunningSince: not null } speaking) speaking.Pause(db.Now);
    }

    /// <summary>An item of the run sheet begins; the one that was on has ended.</summary>
    public void BeginItem(RunSheetItem item, RunSheetItem? current, LiveSession session, string who, SessionsDb db)
    {
        if (session.State is not SessionState.Open) throw new RuleBroken("An item begins while {0} is in session.", session.Code);
        var now = db.Now;
        item.Begin(now);
        current?.End(now);
        ItemIs(item);
        Version++;
        db.Log(Id, SessionAct.ItemBegan, who, new() { Text = item.Title, TextEn = item.TitleEn });
    }

    internal void SpeakerIs(Speaker speaker) => SpeakerId = speaker.Id;

    internal void ItemIs(RunSheetItem item) => ItemId = item.Id;

    private int LimitOf(Speaker speaker, ListOfSpeakers list) => speaker.Kind is SpeechKind.RightOfReply && list.IsSecondRightOfReply(speaker) ? SecondRightOfReply : Times.For(speaker.Kind, speaker.OrganisationKind);

    private void Finish(Speaker speaker, LiveSession session, string who, SessionsDb db, bool aside)
    {
        speaker.End(db.Now);
        if (SpeakerId == speaker.Id) SpeakerId = null;
        var given = speaker.Given(session.Code);
        db.Publish(given);
        db.Log(Id, SessionAct.Spoke, who, speaker.Facts with { Seconds = given.Seconds }, aside: aside);
    }

    private static Speaker Required(ListOfSpeakers list) => list.Speaking ?? throw new RuleBroken("Nobody has the floor.");

    private static void RequireInSession(LiveSession session)
    {
        if (session.State is not SessionState.Open) throw new RuleBroken("The floor is given while {0} is in session.", session.Code);
    }

    private static void RefuseWhenClosed(LiveSession session)
    {
        if (session.State is SessionState.Closed) throw new RuleBroken("{0} is already closed.", session.Code);
    }
}
