using System.Globalization;
using Conference.Shared;
using Conference.Shared.Contracts;

namespace Conference.Sessions;

/// <summary>Proposed → Open → Adopted or Rejected; or Proposed → Adopted by consensus; or Dropped.</summary>
public enum DecisionState { Proposed, Open, Adopted, Rejected, Dropped }

public enum StatementKind { Reservation, Objection }

/// <summary>What a delegation put on record about something that is to be decided.</summary>
public sealed record DecisionStatement(Guid Id, StatementKind Kind, Guid OrganisationId, string Who, string WhoEn, string Text, DateTime At);

/// <summary>What is decided, as it is put to the session.</summary>
public sealed record DecisionWording(string? Title, string? TitleEn, string? Text, string? TextEn, string? Subject)
{
    public const int LongestTitle = 300, LongestText = 20_000;

    internal DecisionWording Checked()
    {
        var clean = new DecisionWording(Clean.Line(Title), Clean.Line(TitleEn), Clean.Text(Text), Clean.Text(TextEn), TraceCode.Normal(Subject ?? ""));
        if (clean.Title!.Length == 0) throw new RuleBroken("Say what is to be decided: a title is needed.");
        if (clean.Title.Length > LongestTitle || clean.TitleEn!.Length > LongestTitle) throw new RuleBroken("The title has at most {0} characters.", LongestTitle);
        if (clean.Text!.Length > LongestText || clean.TextEn!.Length > LongestText) throw new RuleBroken("The text has at most {0} characters.", LongestText);
        if (clean.Subject!.Length > 0 && !TraceCode.IsCode(clean.Subject)) throw new RuleBroken("Write the code of what is decided like this: {0}.", "R-1 §2.3");
        return clean;
    }
}

/// <summary>Something put to a session for decision, and what became of it. Once a vote on it is closed it never changes.</summary>
public sealed class Decision
{
    public const string Series = "decisions";

    public Guid Id { get; private set; }
    public int Number { get; private set; }
    public Guid SessionId { get; private set; }
    public DecisionState State { get; private set; }
    public string Title { get; private set; } = "";
    public string TitleEn { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string TextEn { get; private set; } = "";
    /// <summary>The code of what is decided about, such as R-1 §2.3; empty where it has none.</summary>
    public string Subject { get; private set; } = "";
    public DecisionMethod? Method { get; private set; }
    public MajorityRule? Rule { get; private set; }
    public CountedUnit? VotesOf { get; private set; }
    public RollOrder? RollOrder { get; private set; }
    public string ProposedBy { get; private set; } = "";
    public DateTime ProposedAt { get; private set; }
    public DateTime? OpenedAt { get; private set; }
    /// <summary>Until when an objection breaks the silence.</summary>
    public DateTime? Deadline { get; private set; }
    public DateTime? DecidedAt { get; private set; }
    public string? DecidedBy { get; private set; }
    public int? For { get; private set; }
    public int? Against { get; private set; }
    public int? Abstain { get; private set; }
    public int? NotVoting { get; private set; }
    public int? Present { get; private set; }
    public int? Entitled { get; private set; }
    /// <summary>How many votes for were needed.</summary>
    public int? Needed { get; private set; }
    public int? Quorum { get; private set; }
    public int? QuorumPresent { get; private set; }
    /// <summary>The chair's words for deciding without a quorum.</summary>
    public string? WithoutQuorum { get; private set; }
    public IReadOnlyList<DecisionStatement> Statements { get; private set; } = [];
    /// <summary>How many ballots are in; kept by the intake of ballots.</summary>
    public int Cast { get; private set; }
    public int Version { get; private set; }

    public string Code => CodeOf(Number);

    public bool IsTaken => State is DecisionState.Adopted or DecisionState.Rejected;

    /// <summary>Ballots are taken, or hands are counted.</summary>
    public bool IsVoting => State is DecisionState.Open && Method is not DecisionMethod.Silence;

    public string Name => Sentences.Pick(Title, TitleEn);

    public string Words => Sentences.Pick(Text, TextEn);

    public IEnumerable<DecisionStatement> Objections => Statements.Where(s => s.Kind is StatementKind.Objection);

    public IEnumerable<DecisionStatement> Reservations => Statements.Where(s => s.Kind is StatementKind.Reservation);

    /// <summary>Silence that nobody broke in time: adopted, whether or not anyone has written that down yet.</summary>
    public bool IsSilenceOver(DateTime now) => State is DecisionState.Open && Method is DecisionMethod.Silence && now >= Deadline;

    public DecisionFigures? Figures => Method is { IsVote: true } && Needed is { } needed && For is { } f
        ? new(f, Against ?? 0, Abstain ?? 0, NotVoting ?? 0, Present ?? 0, Entitled ?? 0, needed) : null;

    public static string CodeOf(int number) => string.Create(CultureInfo.InvariantCulture, $"D-{number}");

    /// <summary>The number in D-3, however it is typed; null when it is none.</summary>
    public static int? NumberOf(string? code) =>
        code is { Length: > 2 and <= 9 } && code.StartsWith("D-", StringComparison.OrdinalIgnoreCase) && int.TryParse(code.AsSpan(2), NumberStyles.None, null, out var number) ? number : null;

    /// <summary>A new one with the next number of its series, taken off until it is put up: so a number once given is never missing.</summary>
    internal static Decision Draw(long number, LiveSession session, DecisionWording wording, string who, DateTime now)
    {
        var decision = new Decision { Id = Guid.CreateVersion7(), Number = (int)number, SessionId = session.Id, State = DecisionState.Dropped, ProposedBy = who, ProposedAt = now };
        decision.Word(wording);
        return decision;
    }

    internal void Propose(LiveSession session, string who, DateTime now, SessionsDb db)
    {
        if (State is not DecisionState.Dropped || OpenedAt is not null) throw Stands();
        if (session.ClosedAt <= now) throw new RuleBroken("{0} is closed: nothing is put to it any more.", session.Code);
        Become(DecisionState.Proposed);
        db.Log(SessionId, SessionAct.Proposed, who, Facts(who), at: now);
    }

    internal void Change(DecisionWording wording)
    {
        RefuseUnless(DecisionState.Proposed);
        Word(wording);
        Version++;
    }

    /// <summary>Taken off, or an open vote annulled before its end: then its ballots count for nothing.</summary>
    internal void Drop(string who, DateTime now, SessionsDb db)
    {
        if (State is not (DecisionState.Proposed or DecisionState.Open)) throw Stands();
        var wasOpen = State is DecisionState.Open;
        Become(DecisionState.Dropped);
        db.Log(SessionId, SessionAct.ProposalDropped, who, Facts(who), forGood: wasOpen, at: now);
    }

    internal void Say(StatementKind kind, KnownOrganisation who, string? text, DateTime now)
    {
        if (State is not DecisionState.Proposed && !IsVoting) throw Stands();
        var clean = Clean.Text(text);
        if (clean.Length > 4000) throw new RuleBroken("A statement has at most {0} characters.", 4000);
        // What a delegation says last stands.
        Statements = [.. Statements.Where(s => s.OrganisationId != who.Id || s.Kind != kind), new(Guid.CreateVersion7(), kind, who.Id, who.Name, who.NameEn, clean, now)];
        Version++;
    }

    internal void Unsay(Guid statement)
    {
        if (State is not DecisionState.Proposed && !IsVoting) throw Stands();
        if (Statements.All(s => s.Id != statement)) throw new RuleBroken("This statement is no longer there.");
        Statements = [.. Statements.Where(s => s.Id != statement)];
        Version++;
    }

    internal void AdoptByConsensus(Hall hall, string? withoutQuorum, string who, DateTime now, SessionsDb db)
    {
        RefuseUnless(DecisionState.Proposed);
        RefuseUnlessInSession(hall);
        if (Objections.FirstOrDefault() is { } objection) throw new RuleBroken("{0} objects: there is no consensus. Put it to the vote, or ask for the objection to be withdrawn.", objection.Who);
        StateQuorum(hall, withoutQuorum);
        (Method, VotesOf, Present, Entitled) = (DecisionMethod.Consensus, hall.Rules.VotesOf, hall.Heads.Present(hall.Rules.VotesOf), hall.Heads.Entitled(hall.Rules.VotesOf));
        Decide(true, hall.Session, who, now, db, forGood: false);
    }

    internal void OpenVote(DecisionMethod method, MajorityRule rule, RollOrder? order, int seats, Hall hall, string? withoutQuorum, string who, DateTime now, SessionsDb db)
    {
        RefuseUnless(DecisionState.Proposed);
        RefuseUnlessInSession(hall);
        if (!method.IsVote) throw new RuleBroken("This is not a way of voting.");
        if (seats == 0) throw new RuleBroken("Nobody in {0} has a vote.", hall.Session.Code);
        StateQuorum(hall, withoutQuorum);
        (Method, Rule, VotesOf, RollOrder, OpenedAt, Entitled, Cast) = (method, rule, hall.Rules.VotesOf, method is DecisionMethod.RollCall ? order : null, now, seats, 0);
        Become(DecisionState.Open);
        db.Log(SessionId, SessionAct.VoteOpened, who, Facts(who), at: now);
    }

    /// <summary>The clerk's count of a show of hands, to be announced by closing the vote.</summary>
    internal void EnterHands(int @for, int against, int abstain, int present)
    {
        if (!IsVoting || Method is not DecisionMethod.ShowOfHands) throw new RuleBroken("{0} is not being voted on by show of hands.", Code);
        if (@for < 0 || against < 0 || abstain < 0 || present < 0) throw new RuleBroken("Numbers of votes are not negative.");
        if (present > Entitled) throw new RuleBroken("{0} are present, but only {1} have a vote. Check the figures.", present, Entitled!);
        if ((long)@for + against + abstain > present) throw new RuleBroken("{0} hands are more than the {1} present. Check the figures, or how many are present.", (long)@for + against + abstain, present);
        (For, Against, Abstain, Present) = (@for, against, abstain, present);
        NotVoting = Entitled - @for - against - abstain;
        Version++;
    }

    internal void CloseVote(VoteCount count, Hall hall, string? withoutQuorum, string who, DateTime now, SessionsDb db)
    {
        if (!IsVoting) throw State is DecisionState.Proposed ? new RuleBroken("{0} is not being voted on.", Code) : Stands();
        StateQuorum(hall, withoutQuorum);
        (For, Against, Abstain, NotVoting, Present, Entitled) = (count.For, count.Against, count.Abstain, count.NotVoting, count.Present, count.Entitled);
        Needed = Rule!.Value.Needed(count);
        db.Log(SessionId, SessionAct.VoteClosed, who, Facts(who), at: now.AddMilliseconds(-1));
        Decide(For >= Needed, hall.Session, who, now, db, forGood: true);
    }

    internal void BeginSilence(DateTime deadline, LiveSession session, string who, DateTime now, SessionsDb db)
    {
        RefuseUnless(DecisionState.Proposed);
        if (session.State is SessionState.Planned) throw new RuleBroken("{0} has not been opened yet.", session.Code);
        if (Objections.FirstOrDefault() is { } objection) throw new RuleBroken("{0} objects already: there is no silence to wait for.", objection.Who);
        deadline = deadline.AddTicks(-(deadline.Ticks % TimeSpan.TicksPerSecond));
        if (deadline <= now) throw new RuleBroken("The deadline lies in the past.");
        if (deadline - now > TimeSpan.FromDays(90)) throw new RuleBroken("The deadline lies more than {0} days ahead.", 90);
        (Method, OpenedAt, Deadline) = (DecisionMethod.Silence, now, deadline);
        Become(DecisionState.Open);
        db.Log(SessionId, SessionAct.SilenceBegan, who, Facts(who), at: now);
    }

    /// <summary>Breaks the silence. At the deadline it is too late.</summary>
    internal void Object(KnownOrganisation who, string? text, string person, LiveSession session, DateTime now, SessionsDb db)
    {
        if (State is not DecisionState.Open || Method is not DecisionMethod.Silence) throw IsTaken ? Stands() : new RuleBroken("{0} is not under silence procedure.", Code);
        if (now >= Deadline) throw new RuleBroken("The deadline is over: {0} is adopted.", Code);
        var clean = Clean.Text(text);
        if (clean.Length == 0) throw new RuleBroken("Say what the objection is.");
        if (clean.Length > 4000) throw new RuleBroken("A statement has at most {0} characters.", 4000);
        Statements = [.. Statements, new(Guid.CreateVersion7(), StatementKind.Objection, who.Id, who.Name, who.NameEn, clean, now)];
        (DecidedAt, DecidedBy) = (now, person);
        Become(DecisionState.Rejected);
        db.Log(SessionId, SessionAct.SilenceBroken, person, Facts(person) with { Organisation = who.Name, OrganisationEn = who.NameEn }, at: now);
        db.Publish(News(session, now));
    }

    /// <summary>Nobody broke the silence: adopted at its deadline, whenever that is written down.</summary>
    internal void KeepSilence(LiveSession session, SessionsDb db) => Decide(true, session, "", Deadline!.Value, db, forGood: true);

    internal DecisionTaken News(LiveSession session, DateTime at) => new(Id, Code, SessionId, session.Code, Subject, Title, TitleEn, State is DecisionState.Adopted, Method!.Value, Rule, Figures,
        [.. Reservations.Select(r => new DecisionReservation(r.Who, r.Text))], at, [.. Objections.Select(o => new DecisionReservation(o.Who, o.Text))]);

    /// <param name="who">Who acts: the chair's words for the record are theirs.</param>
    internal EventFacts Facts(string who) => new()
    {
        Code = Code, Kind = Method is { } method ? JsonName(method) : null, Rule = Rule is { } rule ? JsonName(rule) : null, Text = Title, TextEn = TitleEn.Length > 0 ? TitleEn : null,
        Figures = FactFigures(), Statements = Statements.Count == 0 && WithoutQuorum is null ? null
            : [.. Statements.Select(s => new Statement(s.Who, s.Text)), .. WithoutQuorum is null ? (Statement[])[] : [new(who, WithoutQuorum)]],
    };

    private Dictionary<string, int>? FactFigures()
    {
        (string Name, int? Value)[] all = State is DecisionState.Proposed or DecisionState.Dropped ? [] :
        [
            ("for", Needed is null ? null : For), ("against", Needed is null ? null : Against), ("abstain", Needed is null ? null : Abstain), ("notVoting", Needed is null ? null : NotVoting),
            ("present", Present), ("entitled", Entitled), ("needed", Needed), ("quorum", Quorum),
        ];
        return all.Any(f => f.Value is not null) ? all.Where(f => f.Value is not null).ToDictionary(f => f.Name, f => f.Value!.Value) : null;
    }

    private void StateQuorum(Hall hall, string? words)
    {
        var quorum = hall.ToDecide;
        (Quorum, QuorumPresent) = (quorum.Needed, quorum.Present);
        if (!hall.MissesQuorum || WithoutQuorum is not null) return;
        var clean = Clean.Text(words);
        if (clean.Length == 0) throw new RuleBroken("There is no quorum: {0} are present and {1} are needed. To decide all the same, the chair says why, for the record.", quorum.Present, quorum.Needed);
        if (clean.Length > 1000) throw new RuleBroken("A statement has at most {0} characters.", 1000);
        WithoutQuorum = clean;
    }

    private void Decide(bool adopted, LiveSession session, string who, DateTime at, SessionsDb db, bool forGood)
    {
        (DecidedAt, DecidedBy) = (at, who);
        Become(adopted ? DecisionState.Adopted : DecisionState.Rejected);
        db.Log(SessionId, adopted ? SessionAct.Adopted : SessionAct.Rejected, who, Facts(who), forGood, at);
        db.Publish(News(session, at));
    }

    private void Word(DecisionWording wording)
    {
        var clean = wording.Checked();
        (Title, TitleEn, Text, TextEn, Subject) = (clean.Title!, clean.TitleEn!, clean.Text!, clean.TextEn!, clean.Subject!);
    }

    private void Become(DecisionState state) => (State, Version) = (state, Version + 1);

    private void RefuseUnless(DecisionState state)
    {
        if (State != state) throw Stands();
    }

    private static void RefuseUnlessInSession(Hall hall)
    {
        if (!hall.IsInSession) throw new RuleBroken("{0} is not in session: nothing is decided now.", hall.Session.Code);
    }

    internal RuleBroken Stands() => State switch
    {
        DecisionState.Adopted => new("{0} is adopted and does not change any more.", Code),
        DecisionState.Rejected => new("{0} was not adopted; that does not change any more.", Code),
        DecisionState.Open when Method is DecisionMethod.Silence => new("{0} is under silence procedure until its deadline.", Code),
        DecisionState.Open => new("{0} is being voted on: close the vote first.", Code),
        DecisionState.Dropped => new("{0} was taken off.", Code),
        _ => new("{0} is still up for decision.", Code),
    };

    private static string JsonName<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
