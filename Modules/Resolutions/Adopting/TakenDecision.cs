using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>What a session decided about a whole resolution, as its module told it: our copy, on which an adoption is recorded.</summary>
public sealed class TakenDecision
{
    /// <summary>Within which a consensus may be taken back in the session.</summary>
    public static readonly TimeSpan MayBeTakenBack = TimeSpan.FromSeconds(31);

    public Guid Id { get; private set; }
    public string Code { get; private set; } = "";
    public string Subject { get; private set; } = "";
    public string SessionCode { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string TitleEn { get; private set; } = "";
    public bool Adopted { get; private set; }
    public DecisionMethod Method { get; private set; }
    public MajorityRule? Rule { get; private set; }
    public int? VotesFor { get; private set; }
    public int? VotesAgainst { get; private set; }
    public int? Abstentions { get; private set; }
    public int? NotVoting { get; private set; }
    public int? Present { get; private set; }
    public int? Needed { get; private set; }
    /// <summary>One a paragraph, each with who made it.</summary>
    public string Reservations { get; private set; } = "";
    public string Objections { get; private set; } = "";
    public DateTime At { get; private set; }
    public DateTime? TakenBackAt { get; private set; }
    /// <summary>The fingerprint of the text when the decision was heard of.</summary>
    public string TextHash { get; private set; } = "";

    /// <summary>The text may be adopted on it.</summary>
    public bool Stands => Adopted && TakenBackAt is null;

    public AdoptionBasis Basis => Method switch { DecisionMethod.Consensus => AdoptionBasis.Consensus, DecisionMethod.Silence => AdoptionBasis.Silence, _ => AdoptionBasis.Vote };

    internal static TakenDecision Of(Guid id) => new() { Id = id };

    internal void Take(DecisionTaken news, string textHash)
    {
        if (news.At <= At) return;
        (Code, Subject, SessionCode, Title, TitleEn, Adopted, Method, Rule, At) =
            (news.Code, Resolutions.Code.Normal(news.SubjectCode)!, news.SessionCode, news.Title, news.TitleEn, news.Adopted, news.Method, news.Rule, news.At);
        (VotesFor, VotesAgainst, Abstentions, NotVoting, Present, Needed) =
            (news.Figures?.For, news.Figures?.Against, news.Figures?.Abstain, news.Figures?.NotVoting, news.Figures?.Present, news.Figures?.Needed);
        (Reservations, Objections) = (Said(news.Reservations), Said(news.Objections ?? []));
        TextHash = textHash;
        TakenBackAt = null;
    }

    internal void Take(DecisionTakenBack news)
    {
        // It may be heard of before what it takes back, which is then older and changes nothing.
        if (news.At < At) return;
        (Code, At, TakenBackAt) = (news.Code, news.At, news.At);
    }

    private static string Said(IReadOnlyList<DecisionReservation> statements) => string.Join('\n', statements.Select(s => s.Text.Length > 0 ? $"{s.Who}: {s.Text}" : s.Who));
}

/// <summary>Keeps our copy of what sessions decide about resolutions.</summary>
public static class TakenDecisionsHandler
{
    public static async Task Handle(DecisionTaken taken, ResolutionsDb db, CancellationToken ct)
    {
        if (Code.Resolution(taken.SubjectCode) is not { } number) return;
        var resolution = await db.Whole.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, ct);
        // What was under silence is what the silence began with.
        var hash = await db.Silences.FindAsync([taken.DecisionId], ct) is { TextHash.Length: > 0 } silence ? silence.TextHash
            : resolution is null ? "" : await HasChanged(resolution, taken.At, db, ct) ? Silence.Changed : CanonicalText.HashOf(await CanonicalText.Whole(db, resolution, ct));
        (await db.TakenDecisions.FindAsync([taken.DecisionId], ct) ?? db.Add(TakenDecision.Of(taken.DecisionId)).Entity)
            .Take(taken, hash);
        if (resolution is not null) db.Announce(resolution.Topic, "decided", new { taken.Code, taken.Adopted });
    }

    /// <summary>Messages can be late: what was decided on is then not what stands here.</summary>
    private static Task<bool> HasChanged(Resolution resolution, DateTime since, ResolutionsDb db, CancellationToken ct) =>
        db.Revisions.AnyAsync(r => r.At > since && db.Clauses.Any(c => c.Id == r.ClauseId && c.ResolutionId == resolution.Id), ct);

    public static async Task Handle(DecisionTakenBack back, ResolutionsDb db, CancellationToken ct) =>
        (await db.TakenDecisions.FindAsync([back.DecisionId], ct) ?? db.Add(TakenDecision.Of(back.DecisionId)).Entity).Take(back);
}
