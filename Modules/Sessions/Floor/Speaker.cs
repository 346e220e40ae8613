using Conference.Shared;
using Conference.Shared.Contracts;

namespace Conference.Sessions;

/// <summary>Waiting → Speaking → Spoken; one who is interrupted waits again; one who gives up leaves the list.</summary>
public enum SpeakerState { Waiting, Speaking, Spoken, GivenUp }

public enum Ruling { Upheld, Rejected }

/// <summary>What someone asks the floor for.</summary>
/// <param name="OnBehalfOf">For whom they speak, where that is not their own delegation alone.</param>
/// <param name="AnswersId">Of a reply: the question on the list that it answers; null for the latest.</param>
public sealed record FloorRequest(SpeechKind Kind, string? Subject = null, string? OnBehalfOf = null, Guid? AnswersId = null);

/// <summary>An entry of a session's list of speakers, from asking for the floor to having spoken. Its clock is the server's.</summary>
public sealed class Speaker
{
    public const int LongestSubject = 300, LongestRuling = 500;

    public Guid Id { get; private set; }
    public Guid SessionId { get; private set; }
    public Guid PersonId { get; private set; }
    public string Name { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string TitleEn { get; private set; } = "";
    public Guid OrganisationId { get; private set; }
    public OrganisationKind? OrganisationKind { get; private set; }
    public string Organisation { get; private set; } = "";
    public string OrganisationEn { get; private set; } = "";
    public SpeechKind Kind { get; private set; }
    public string? OnBehalfOf { get; private set; }
    public string? Subject { get; private set; }
    /// <summary>Of a reply: the question it answers.</summary>
    public Guid? AnswersId { get; private set; }
    /// <summary>The item of the run sheet that was on when the floor was asked for.</summary>
    public Guid? ItemId { get; private set; }
    public DateTime AskedAt { get; private set; }
    public string AskedBy { get; private set; } = "";
    /// <summary>Among entries of the same rank the smaller comes first; at first the ticks of the asking.</summary>
    public long Order { get; private set; }
    public SpeakerState State { get; private set; }
    public DateTime? StartedAt { get; private set; }
    /// <summary>Since when the clock runs; null while it stands.</summary>
    public DateTime? RunningSince { get; private set; }
    /// <summary>Milliseconds on the clock before <see cref="RunningSince"/>.</summary>
    public long Before { get; private set; }
    /// <summary>Seconds allowed; null until the floor is given.</summary>
    public int? Limit { get; private set; }
    public DateTime? EndedAt { get; private set; }
    /// <summary>Of a point of order: what the chair ruled, and in which words.</summary>
    public Ruling? Ruling { get; private set; }
    public string? RulingWords { get; private set; }
    public int Version { get; private set; }

    public bool IsInterrupted => State is SpeakerState.Waiting && StartedAt is not null;

    public bool AwaitsRuling => Kind is SpeechKind.PointOfOrder && State is SpeakerState.Speaking or SpeakerState.Spoken && Ruling is null;

    /// <summary>Time on the clock, without interruptions.</summary>
    public TimeSpan Spent(DateTime now) => TimeSpan.FromMilliseconds(Before) + (RunningSince is { } since && now > since ? now - since : TimeSpan.Zero);

    /// <summary>What is over the limit.</summary>
    public TimeSpan Over(DateTime now) => Limit is { } limit && Spent(now) - TimeSpan.FromSeconds(limit) is { Ticks: > 0 } over ? over : TimeSpan.Zero;

    /// <summary>What the log and the minutes say of it.</summary>
    internal EventFacts Facts => new()
    {
        Person = Name, PersonId = PersonId, Title = Title, TitleEn = TitleEn, Organisation = Organisation, OrganisationEn = OrganisationEn, OnBehalfOf = OnBehalfOf, Kind = Kind.Key, Text = Subject, Limit = Limit,
    };

    internal static Speaker Ask(Guid sessionId, KnownPerson person, KnownOrganisation? organisation, FloorRequest request, Guid? itemId, string who, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(now), SessionId = sessionId, PersonId = person.Id, Name = person.Name, Title = person.Title, TitleEn = person.TitleEn, OrganisationId = person.OrganisationId,
        OrganisationKind = organisation?.Kind, Organisation = organisation?.Name ?? "", OrganisationEn = organisation?.NameEn ?? "", Kind = request.Kind,
        OnBehalfOf = Line(request.OnBehalfOf), Subject = Line(request.Subject), AnswersId = request.AnswersId, ItemId = itemId, AskedAt = now, AskedBy = who, Order = now.Ticks,
    };

    /// <summary>They are called otherwise by now. Whoever has begun to speak has done so under the name of that moment.</summary>
    /// <returns>Whether the list reads differently.</returns>
    internal bool Rename(KnownPerson person, KnownOrganisation? organisation)
    {
        var (name, now) = ((Name, Title, TitleEn, Organisation, OrganisationEn), (person.Name, person.Title, person.TitleEn, organisation?.Name ?? "", organisation?.NameEn ?? ""));
        if (State is not SpeakerState.Waiting || StartedAt is not null || person.OrganisationId != OrganisationId || name == now) return false;
        (Name, Title, TitleEn, Organisation, OrganisationEn) = now;
        Version++;
        return true;
    }

    internal void GiveUp(DateTime now)
    {
        RequireWaiting();
        (State, EndedAt) = (SpeakerState.GivenUp, now);
        Version++;
    }

    /// <summary>Back to the same place after giving up by mistake.</summary>
    internal void ComeBack(DateTime now)
    {
        if (State is not SpeakerState.GivenUp) throw new RuleBroken("{0} is not off the list.", Name);
        if (now - EndedAt > SessionEvent.UndoFor) throw new RuleBroken("An action can be undone for half a minute. It is later than that: do the opposite instead.");
        (State, EndedAt) = (SpeakerState.Waiting, null);
        Version++;
    }

    internal void Take(long order)
    {
        Order = order;
        Version++;
    }

    internal void Begin(int limit, DateTime now)
    {
        RequireWaiting();
        (State, RunningSince) = (SpeakerState.Speaking, now);
        StartedAt ??= now;
        Limit ??= limit;
        Version++;
    }

    internal void Pause(DateTime now)
    {
        Before = (long)Spent(now).TotalMilliseconds;
        RunningSince = null;
        Version++;
    }

    internal void Resume(DateTime now)
    {
        RunningSince = now;
        Version++;
    }

    internal void Interrupt(DateTime now)
    {
        Pause(now);
        State = SpeakerState.Waiting;
    }

    internal void Extend(int seconds)
    {
        Limit += seconds;
        Version++;
    }

    internal void End(DateTime now)
    {
        Pause(now);
        (State, EndedAt) = (SpeakerState.Spoken, now);
    }

    internal void Rule(Ruling ruling, string? words)
    {
        (Ruling, RulingWords) = (ruling, Line(words, LongestRuling));
        Version++;
    }

    internal SpeechGiven Given(string sessionCode) => new(Id, SessionId, sessionCode, Kind, PersonId, Name, Title, TitleEn, OrganisationId, Organisation, OrganisationEn,
        OnBehalfOf, Subject, StartedAt!.Value, EndedAt!.Value, (int)Math.Round(Before / 1000.0));

    private void RequireWaiting()
    {
        if (State is not SpeakerState.Waiting) throw new RuleBroken("{0} is no longer waiting on the list.", Name);
    }

    private static string? Line(string? text, int longest = LongestSubject)
    {
        var line = Clean.Line(text);
        if (line.Length > longest) throw new RuleBroken("Here {0} characters are enough, and these are {1}. Shorten the text.", longest, line.Length);
        return line.Length == 0 ? null : line;
    }
}
