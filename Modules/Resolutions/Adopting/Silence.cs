using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>A silence procedure on a whole resolution, as its session told of it: while it runs, the text stays as it is.</summary>
public sealed class Silence
{
    /// <summary>Stands for a text that changed between what a session did about it and the moment that was heard of: no text has this fingerprint.</summary>
    internal const string Changed = "changed";

    public Guid DecisionId { get; private set; }
    public Guid ResolutionId { get; private set; }
    public string Code { get; private set; } = "";
    public DateTime? Deadline { get; private set; }
    public DateTime At { get; private set; }
    public bool Runs { get; private set; }
    /// <summary>The fingerprint of the text that is under silence.</summary>
    public string TextHash { get; private set; } = "";

    internal static Silence Of(Guid decision, Guid resolution) => new() { DecisionId = decision, ResolutionId = resolution };

    internal void Take(SilenceBegan news, Resolution resolution, string text)
    {
        if (news.At <= At) return;
        (Code, Deadline, At, Runs, TextHash) = (news.Code, news.Deadline, news.At, true, resolution.ChangedAt > news.At ? Changed : CanonicalText.HashOf(text));
    }

    internal void Take(SilenceEnded news)
    {
        // It may be heard of before its beginning, which is then older and locks nothing.
        if (news.At < At) return;
        (Code, At, Runs) = (news.Code, news.At, false);
    }
}

/// <summary>Locks the text of a resolution while a silence procedure on it runs. The lock is a change of the resolution: whoever saves at the same moment comes before it, or is refused.</summary>
public static class SilencesHandler
{
    public static async Task Handle(SilenceBegan began, ResolutionsDb db, CancellationToken ct)
    {
        if (await Held(began.SubjectCode, db, ct) is not { State: ResolutionState.Draft } resolution) return;
        var silence = await Known(began.DecisionId, resolution.Id, db, ct);
        silence.Take(began, resolution, await CanonicalText.Whole(db, resolution, ct));
        await Lock(silence, resolution, db, ct);
    }

    public static async Task Handle(SilenceEnded ended, ResolutionsDb db, CancellationToken ct)
    {
        if (await Held(ended.SubjectCode, db, ct) is not { } resolution) return;
        var silence = await Known(ended.DecisionId, resolution.Id, db, ct);
        silence.Take(ended);
        if (resolution.State == ResolutionState.Draft) await Lock(silence, resolution, db, ct);
    }

    /// <summary>The resolution; nobody else changes a draft until this is committed.</summary>
    private static async Task<Resolution?> Held(string subject, ResolutionsDb db, CancellationToken ct)
    {
        if (Code.Resolution(subject) is not { } number) return null;
        await db.Resolutions.Where(r => r.Number == number && r.State == ResolutionState.Draft).ExecuteUpdateAsync(s => s.SetProperty(r => r.Version, r => r.Version + 1), ct);
        return await db.Whole.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, ct);
    }

    private static async Task<Silence> Known(Guid decision, Guid resolution, ResolutionsDb db, CancellationToken ct) =>
        await db.Silences.FindAsync([decision], ct) ?? db.Add(Silence.Of(decision, resolution)).Entity;

    private static async Task Lock(Silence silence, Resolution resolution, ResolutionsDb db, CancellationToken ct)
    {
        var others = await db.Silences.AsNoTracking().Where(s => s.ResolutionId == resolution.Id && s.DecisionId != silence.DecisionId && s.Runs).Select(s => s.Deadline).ToListAsync(ct);
        var until = others.Append(silence.Runs ? silence.Deadline : null).Max();
        await db.Resolutions.Where(r => r.Id == resolution.Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.SilentUntil, until), ct);
        db.Announce(resolution.Topic, "silence", new { Until = until });
    }
}
