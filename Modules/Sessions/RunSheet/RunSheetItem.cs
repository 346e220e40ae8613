using Conference.Shared;

namespace Conference.Sessions;

/// <summary>An item of a session's run sheet: what is planned for how long, with stage directions that only the podium reads.</summary>
public sealed class RunSheetItem
{
    public const int LongestTitle = 300, LongestDirections = 2000, Longest = 600;

    public Guid Id { get; private set; }
    public Guid SessionId { get; private set; }
    public string Title { get; private set; } = "";
    public string TitleEn { get; private set; } = "";
    /// <summary>Planned.</summary>
    public int Minutes { get; private set; }
    public string? Directions { get; private set; }
    public int Order { get; private set; }
    public DateTime? BeganAt { get; private set; }
    public DateTime? EndedAt { get; private set; }
    /// <summary>Since when its clock runs; null while it stands.</summary>
    public DateTime? RunningSince { get; private set; }
    /// <summary>Milliseconds on the clock before <see cref="RunningSince"/>.</summary>
    public long Before { get; private set; }
    public int Version { get; private set; }

    public bool IsOn => BeganAt is not null && EndedAt is null;

    public TimeSpan Spent(DateTime now) => TimeSpan.FromMilliseconds(Before) + (RunningSince is { } since && now > since ? now - since : TimeSpan.Zero);

    internal static RunSheetItem Plan(Guid sessionId, string? title, string? titleEn, int minutes, string? directions, int order)
    {
        var item = new RunSheetItem { Id = Guid.CreateVersion7(), SessionId = sessionId, Order = order };
        item.Change(title, titleEn, minutes, directions);
        return item;
    }

    public void Change(string? title, string? titleEn, int minutes, string? directions)
    {
        var (vi, en, notes) = (Clean.Line(title), Clean.Line(titleEn), Clean.Text(directions));
        if (vi.Length == 0) throw new RuleBroken("Give the item a title.");
        if (vi.Length > LongestTitle || en.Length > LongestTitle) throw new RuleBroken("A title has {0} characters at most.", LongestTitle);
        if (notes.Length > LongestDirections) throw new RuleBroken("Stage directions have {0} characters at most.", LongestDirections);
        if (minutes is < 1 or > Longest) throw new RuleBroken("An item takes between 1 and {0} minutes.", Longest);
        (Title, TitleEn, Minutes, Directions) = (vi, en, minutes, notes.Length == 0 ? null : notes);
        Version++;
    }

    internal void Stand(int order)
    {
        if (Order == order) return;
        Order = order;
        Version++;
    }

    internal void Begin(DateTime now)
    {
        if (BeganAt is not null) throw new RuleBroken("This item has begun already.");
        (BeganAt, RunningSince) = (now, now);
        Version++;
    }

    internal void End(DateTime now)
    {
        Stop(now);
        EndedAt = now;
        Version++;
    }

    internal void Stop(DateTime now)
    {
        if (RunningSince is null) return;
        (Before, RunningSince) = ((long)Spent(now).TotalMilliseconds, null);
        Version++;
    }

    internal void GoOn(DateTime now)
    {
        if (!IsOn || RunningSince is not null) return;
        RunningSince = now;
        Version++;
    }
}
