using System.Text.Json;
using Conference.Shared;
using Conference.Shared.Data;

namespace Conference.Sessions;

/// <summary>Where a line of the minutes comes from.</summary>
public enum LineKind { Act, Note, Summary, Paper }

/// <summary>
/// One line of a session's minutes: when, what happened, what was said. Acts write their own lines; secretaries correct and
/// complete them. Nothing is deleted, and every version of the words is kept (<see cref="LineVersion"/>).
/// </summary>
[NotAudited]
public sealed class MinutesLine
{
    private readonly List<LineVersion> versions = [];

    public Guid Id { get; private set; }
    public Guid SessionId { get; private set; }
    /// <summary>The moment in the session that the line tells of.</summary>
    public DateTime At { get; private set; }
    public LineKind Kind { get; private set; }
    public SessionAct? Act { get; private set; }
    /// <summary>The act that wrote the line, and the one that completed it: the speech that ended, the vote that was decided.</summary>
    public Guid? EventId { get; private set; }
    public Guid? EndEventId { get; private set; }
    public SessionAct? EndAct { get; private set; }
    /// <summary>What both acts told, as JSON.</summary>
    public string? Facts { get; private set; }
    /// <summary>What it is about: C-12, D-3, DOC-7.</summary>
    public string? Code { get; private set; }
    /// <summary>Who spoke, where the conference knows them.</summary>
    public Guid? PersonId { get; private set; }
    public string Head { get; private set; } = "";
    public string HeadEn { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string TextEn { get; private set; } = "";
    /// <summary>The number of the last version.</summary>
    public int Version { get; private set; }
    /// <summary>A person has changed the words or the time.</summary>
    public bool IsEdited { get; private set; }
    public bool IsStruck { get; private set; }
    /// <summary>The act was taken back; a line that someone had edited stays until a person decides.</summary>
    public DateTime? UndoneAt { get; private set; }
    public string? UndoneBy { get; private set; }
    public DateTime? PublishedAt { get; private set; }
    /// <summary>The words that everyone reads; what is being written meanwhile is not among them.</summary>
    public LineWords? Published { get; private set; }
    /// <summary>When words that everyone had read were last corrected.</summary>
    public DateTime? CorrectedAt { get; private set; }

    public IReadOnlyList<LineVersion> Versions => versions;
    public LineWords Words => new(Head, HeadEn, Text, TextEn);
    public bool IsPublished => Published is not null && !IsStruck;
    /// <summary>What everyone reads is no longer what stands here.</summary>
    public bool IsBehind => Published is { } read && read != Words;
    public bool WaitsForDecision => UndoneAt is not null && !IsStruck;

    public EventFacts Read() => Facts is null ? new() : JsonSerializer.Deserialize<EventFacts>(Facts, ModuleDb.Json)!;

    internal static MinutesLine Of(SessionEvent act, EventFacts facts, LineWords words)
    {
        var line = new MinutesLine
        {
            Id = Guid.CreateVersion7(act.At), SessionId = act.SessionId, At = act.At, Kind = act.Act == SessionAct.PaperAdded ? LineKind.Paper : LineKind.Act, Act = act.Act,
            EventId = act.Id, Facts = JsonSerializer.Serialize(facts, ModuleDb.Json), Code = facts.Code, PersonId = act.Act is SessionAct.FloorGiven or SessionAct.Spoke ? facts.PersonId : null,
        };
        line.Say(words);
        line.Keep(VersionKind.Written, "", act.At);
        return line;
    }

    internal static MinutesLine Written(Guid id, Guid sessionId, DateTime at, LineKind kind, string? code, LineWords words, string who, DateTime now)
    {
        var line = new MinutesLine { Id = id, SessionId = sessionId, At = at, Kind = kind, Code = code, IsEdited = true };
        line.Say(words.Checked());
        line.Keep(VersionKind.Written, who, now);
        return line;
    }

    /// <summary>The act that ends what the line tells of adds what is known only then; words that a person changed stay as they are.</summary>
    internal void Complete(SessionEvent end, EventFacts facts, MinutesWording wording)
    {
        var before = Template(wording);
        (EndEventId, EndAct, Facts) = (end.Id, end.Act, JsonSerializer.Serialize(facts, ModuleDb.Json));
        Replace(before, Template(wording));
        Keep(VersionKind.Completed, "", end.At);
    }

    /// <summary>What the second act had added goes with it, unless a person has worked with it since.</summary>
    internal void TakeBackEnd(EventFacts facts, MinutesWording wording, string who, DateTime now)
    {
        var full = Template(wording);
        (EndEventId, EndAct, Facts) = (null, null, JsonSerializer.Serialize(facts, ModuleDb.Json));
        Replace(full, Template(wording));
        Keep(VersionKind.Undone, who, now);
    }

    internal void TakeBack(string who, DateTime now)
    {
        (UndoneAt, UndoneBy, IsStruck) = (now, who, !IsEdited);
        if (IsStruck) (Published, PublishedAt) = (null, null);
        Keep(VersionKind.Undone, who, now);
    }

    /// <returns>False when nothing is different.</returns>
    internal bool Write(LineWords words, string who, DateTime now)
    {
        var clean = words.Checked();
        if (clean == Words) return false;
        Say(clean);
        IsEdited = true;
        Keep(VersionKind.Edited, who, now);
        return true;
    }

    internal void Move(DateTime at, string who, DateTime now)
    {
        if (at == At) return;
        (At, IsEdited) = (at, true);
        Keep(VersionKind.Moved, who, now);
    }

    internal void Strike(string who, DateTime now)
    {
        if (IsStruck) throw new RuleBroken("This line is struck out already.");
        (IsStruck, Published, PublishedAt) = (true, null, null);
        Keep(VersionKind.Struck, who, now);
    }

    /// <summary>The line stands again; one whose act was taken back is then a line of its own.</summary>
    internal void Restore(string who, DateTime now)
    {
        if (!IsStruck && UndoneAt is null) throw new RuleBroken("This line stands already.");
        (IsStruck, UndoneAt, UndoneBy, IsEdited) = (false, null, null, true);
        Keep(VersionKind.Restored, who, now);
    }

    internal void Publish(string who, DateTime now)
    {
        if (IsStruck) throw new RuleBroken("This line is struck out. Restore it before it is published.");
        if (WaitsForDecision) throw new RuleBroken("What this line tells was undone. Strike it out, or keep it, before it is published.");
        if (Published == Words) throw new RuleBroken("This line is published already.");
        CorrectedAt = Published is null ? null : now;
        (PublishedAt, Published) = (PublishedAt ?? now, Words);
        Keep(VersionKind.Published, who, now);
    }

    internal void Unpublish(string who, DateTime now)
    {
        if (Published is null) throw new RuleBroken("This line is not published.");
        (PublishedAt, Published, CorrectedAt) = (null, null, null);
        Keep(VersionKind.Unpublished, who, now);
    }

    private LineWords Template(MinutesWording wording) => wording.Of(EndAct ?? Act!.Value, Read(), null) ?? LineWords.Empty;

    /// <summary>The system's words of before become those of now, where no person has changed them; for those who read along as well, for whom this is no correction.</summary>
    private void Replace(LineWords before, LineWords now)
    {
        Say(In(Words));
        if (Published is { } read) Published = In(read);

        // The wording itself may have changed since: what nobody has touched is the system's, however it read.
        LineWords In(LineWords words) => !IsEdited ? now : new(
            words.Head == before.Head ? now.Head : words.Head, words.HeadEn == before.HeadEn ? now.HeadEn : words.HeadEn,
            words.Text == before.Text ? now.Text : words.Text, words.TextEn == before.TextEn ? now.TextEn : words.TextEn);
    }

    private void Say(LineWords words) => (Head, HeadEn, Text, TextEn) = words;

    private void Keep(VersionKind what, string who, DateTime now) => versions.Add(new(this, ++Version, what, who, now));
}

/// <summary>What was done to a line.</summary>
public enum VersionKind { Written, Completed, Edited, Moved, Struck, Restored, Undone, Published, Unpublished }

/// <summary>A line as it stood after one change: the whole words, who, when. Never changed.</summary>
[NotAudited]
public sealed class LineVersion
{
    private LineVersion() { }

    internal LineVersion(MinutesLine line, int no, VersionKind what, string who, DateTime now) =>
        (LineId, No, What, LineAt, Head, HeadEn, Text, TextEn, Who, At) = (line.Id, no, what, line.At, line.Head, line.HeadEn, line.Text, line.TextEn, who, now);

    public Guid LineId { get; private set; }
    public int No { get; private set; }
    public VersionKind What { get; private set; }
    public DateTime LineAt { get; private set; }
    public string Head { get; private set; } = "";
    public string HeadEn { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string TextEn { get; private set; } = "";
    /// <summary>Empty where the system wrote it.</summary>
    public string Who { get; private set; } = "";
    public DateTime At { get; private set; }

    public LineWords Words => new(Head, HeadEn, Text, TextEn);
}
