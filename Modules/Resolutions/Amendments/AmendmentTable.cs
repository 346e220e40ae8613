using Conference.Shared;

namespace Conference.Resolutions;

/// <summary>Two amendments that cannot both stand: they touch the same words, or one takes out what the other needs.</summary>
public sealed record Collision(Amendment One, Amendment Other);

/// <summary>What a clause says with some amendments switched on, and which of these could not be shown together with the others.</summary>
public sealed record AmendedClause(ClauseText Words, bool Deleted, IReadOnlyList<Amendment> After, IReadOnlyList<Amendment> Left);

/// <summary>
/// A draft with all its amendments: how they stand to one another and in which order a presiding officer takes them; and what is
/// decided on each, which changes the draft in the same act, so that whoever decided takes both back with one undo.
/// </summary>
public sealed class AmendmentTable
{
    private readonly Dictionary<Guid, Amendment> byId;
    private readonly Dictionary<Guid, Clause> clauses;
    private readonly ILookup<Guid, Amendment> byClause, byAmended;
    private readonly Dictionary<Guid, int> places;
    private readonly Dictionary<Guid, IReadOnlyList<Amendment>> colliding = [];

    public AmendmentTable(Resolution resolution, IEnumerable<Amendment> amendments)
    {
        Resolution = resolution;
        All = [.. amendments.OrderBy(a => a.Number)];
        byId = All.ToDictionary(a => a.Id);
        byClause = All.Where(a => a.AmendsId is null).ToLookup(a => a.ClauseId);
        byAmended = All.Where(a => a.AmendsId is not null).ToLookup(a => a.AmendsId!.Value);
        clauses = resolution.Clauses.ToDictionary(c => c.Id);
        Numbering = resolution.Numbering;
        places = Numbering.InOrder.Index().ToDictionary(n => n.Item.Id, n => n.Index);
    }

    public Resolution Resolution { get; }
    public IReadOnlyList<Amendment> All { get; }
    public Numbering Numbering { get; }

    public Amendment Find(Guid id) => byId[id];

    public IEnumerable<Amendment> Of(Guid clause) => byClause[clause];

    public IEnumerable<Amendment> To(Amendment amended) => byAmended[amended.Id];

    /// <summary>How the clause of an amendment is cited now; as it was when it was decided, where the clause left the text.</summary>
    public string Citation(Amendment amendment) => Numbering.Find(amendment.Standing.Became ?? amendment.ClauseId)?.Citation ?? amendment.Standing.Place;

    /// <summary>
    /// What the conference still has to decide, in the order in which a presiding officer takes it: the amendment furthest from the text
    /// first (a deletion, then by the share of words it changes), then by place; an amendment to an amendment before the one it changes.
    /// </summary>
    public IReadOnlyList<Amendment> InOrder() =>
    [
        .. Sorted(All.Where(a => a.IsPending && a.AmendsId is null)).SelectMany(a => Sorted(To(a).Where(s => s.IsPending)).Append(a)),
        .. Sorted(All.Where(a => a.IsPending && a.AmendsId is { } parent && !byId[parent].IsPending)),
    ];

    /// <summary>
    /// The clauses to which something is proposed, in the order of the text, each with its amendments in the order of treatment and then what
    /// is decided; last and without a clause what was proposed for those that left the text.
    /// </summary>
    /// <param name="all">Also where everything is decided.</param>
    public IReadOnlyList<(OpenResolutionModel.Line? Line, IReadOnlyList<Amendment> Amendments)> ByClause(bool all)
    {
        var rank = InOrder().Index().ToDictionary(o => o.Item.Id, o => o.Index);
        IReadOnlyList<Amendment> Ranked(IEnumerable<Amendment> some) => [.. some.OrderBy(a => rank.GetValueOrDefault(a.Id, int.MaxValue)).ThenBy(a => a.Number)];
        var lines = OpenResolutionModel.LinesOf(Resolution);
        var byPlace = All.Where(a => a.AmendsId is null).ToLookup(a => a.Kind == AmendmentKind.Insert && a.Standing.Became is { } became ? became : a.ClauseId);
        var standing = lines.Select(l => l.Clause.Id).ToHashSet();
        var homeless = Ranked(All.Where(a => a.AmendsId is null && !standing.Contains(a.Standing.Became ?? a.ClauseId) && (a.IsOpen || all)));
        return
        [
            .. from line in lines
               let some = byPlace[line.Clause.Id].ToList()
               where some.Any(a => a.IsOpen) || all && some.Count > 0
               select ((OpenResolutionModel.Line?)line, Ranked(some)),
            .. homeless.Count > 0 ? [(null, homeless)] : Array.Empty<(OpenResolutionModel.Line?, IReadOnlyList<Amendment>)>(),
        ];
    }

    /// <summary>What the secretariat still has to validate, as it came in.</summary>
    public IReadOnlyList<Amendment> ToValidate() => [.. All.Where(a => a.State == AmendmentState.Submitted)];

    private IEnumerable<Amendment> Sorted(IEnumerable<Amendment> some) => some
        .OrderByDescending(a => a.Kind == AmendmentKind.Delete).ThenByDescending(a => a.Distance)
        .ThenBy(a => places.GetValueOrDefault(a.ClauseId, int.MaxValue)).ThenBy(a => AmendedText.Begins(a.Before, a.Words)).ThenBy(a => a.Number);

    /// <summary>Pending amendments that say exactly the same as this one: they are decided with it.</summary>
    public IReadOnlyList<Amendment> Identical(Amendment amendment) => [.. Beside(amendment).Where(a => Same(a, amendment))];

    private static bool Same(Amendment one, Amendment other) => one.Kind == other.Kind && one.Before == other.Before && one.Words == other.Words;

    private IEnumerable<Amendment> Beside(Amendment amendment) =>
        (amendment.AmendsId is { } parent ? byAmended[parent] : byClause[amendment.ClauseId]).Where(a => a.IsPending && a != amendment);

    /// <summary>The pending amendments with which this one cannot stand, and where they are from.</summary>
    public IReadOnlyList<Amendment> CollidesWith(Amendment amendment) =>
        colliding.TryGetValue(amendment.Id, out var known) ? known : colliding[amendment.Id] = Colliding(amendment);

    private IReadOnlyList<Amendment> Colliding(Amendment amendment)
    {
        if (!amendment.IsPending) return [];
        var found = Beside(amendment).Where(other => !Same(amendment, other) && Touch(amendment, other)).ToList();
        if (amendment.AmendsId is null)
        {
            // A deletion takes along what the clause holds.
            for (var holder = clauses.GetValueOrDefault(amendment.ClauseId)?.ParentId; holder is { } id; holder = clauses[id].ParentId)
                found.AddRange(byClause[id].Where(a => a.IsPending && a.Kind == AmendmentKind.Delete));
            if (amendment.Kind == AmendmentKind.Delete)
                found.AddRange(All.Where(a => a.IsPending && a.AmendsId is null && a.ClauseId != amendment.ClauseId && IsBelow(a.ClauseId, amendment.ClauseId)));
        }
        return [.. found.OrderBy(a => a.Number)];
    }

    /// <summary>Every pair that cannot stand together, each once.</summary>
    public IReadOnlyList<Collision> Collisions() =>
        [.. from one in All where one.IsPending from other in CollidesWith(one) where one.Number < other.Number select new Collision(one, other)];

    /// <summary>Whether its words can no longer be put into the text as it stands: others have changed the same ones since.</summary>
    public bool IsOvertaken(Amendment amendment) => amendment.IsPending && (amendment.AmendsId is { } parent
        ? !byId[parent].IsPending || AmendedText.Merge(amendment.Before, byId[parent].Words, amendment.Words) is null
        : Clause(amendment) is null || amendment.Kind == AmendmentKind.Change && Together(amendment.ClauseId, [amendment]) is null);

    /// <summary>The clause with these amendments switched on; of those that collide the one that is treated first is shown.</summary>
    public AmendedClause Result(Guid clauseId, IReadOnlyCollection<int> on)
    {
        var clause = clauses[clauseId];
        var chosen = Sorted(byClause[clauseId].Where(a => a.IsPending && on.Contains(a.Number))).ToList();
        List<Amendment> shown = [], left = [];
        foreach (var one in chosen.Where(a => a.Kind == AmendmentKind.Change))
            (Together(clauseId, [.. shown, one], on) is null ? left : shown).Add(one);
        foreach (var parent in byClause[clauseId].Where(a => a.IsPending))
            if (Words(parent, on) is var words && words == parent.Words) left.AddRange(To(parent).Where(s => s.IsPending && on.Contains(s.Number)));
        return new(Together(clauseId, shown, on)!, chosen.Any(a => a.Kind == AmendmentKind.Delete), [.. chosen.Where(a => a.Kind == AmendmentKind.Insert).OrderBy(a => a.Number)], left);
    }

    /// <summary>What an amendment proposes with amendments to it switched on.</summary>
    public ClauseText Words(Amendment amendment, IReadOnlyCollection<int>? on = null)
    {
        var words = amendment.Words;
        foreach (var one in Sorted(To(amendment).Where(s => s.IsPending && on?.Contains(s.Number) == true)))
            words = AmendedText.Merge(one.Before, words, one.Words) ?? words;
        return words;
    }

    /// <summary>What would be written if this were accepted as it is; null where it cannot be.</summary>
    public ClauseText? Proposed(Amendment amendment) => amendment switch
    {
        { AmendsId: { } parent } => AmendedText.Merge(amendment.Before, byId[parent].Words, amendment.Words),
        { Kind: AmendmentKind.Change } => Clause(amendment) is null ? null : Together(amendment.ClauseId, [amendment]),
        _ => amendment.Words,
    };

    /// <summary>The secretariat takes an amendment as receivable: the delegations see it and the conference decides.</summary>
    public void Receive(Guid id, Pen pen)
    {
        Decide(pen);
        Known(id).Receive(pen);
    }

    /// <summary>The secretariat sends an amendment back to its delegation, which may mend it.</summary>
    public void Return(Guid id, string why, Pen pen)
    {
        Decide(pen);
        Known(id).Return(why, pen);
    }

    /// <summary>
    /// Decides for an amendment and those that say the same. It changes the clause as a new revision, takes it out, puts a new one, or
    /// rewords the amendment it amends.
    /// </summary>
    /// <param name="changed">The words that are accepted in place of those proposed.</param>
    public void Accept(Guid id, ClauseText? changed, Pen pen)
    {
        var amendment = Pending(id);
        if (changed is not null && amendment.Kind == AmendmentKind.Delete) throw new RuleBroken("A deletion is accepted or rejected; there are no words to change.");
        Decide(pen);
        Amendment[] same = [amendment, .. changed is null ? Identical(amendment) : []];
        if (same.SelectMany(To).FirstOrDefault(s => s.IsPending) is { } other) throw new RuleBroken("Decide on {0} first: it amends {1}.", other.Code, byId[other.AmendsId!.Value].Code);
        var state = changed is null || changed.Checked() == Proposed(amendment) ? AmendmentState.Accepted : AmendmentState.AcceptedChanged;
        var note = string.Join(", ", same.Select(a => $"{a.Code} ({string.Join("; ", a.Sponsors)})"));
        var (became, revision, place) = amendment.AmendsId is { } parent ? Reword(byId[parent], amendment, changed) : Write(amendment, changed, pen, note);
        foreach (var one in same) one.Decide(state, pen, "", became, revision, place);
        foreach (var fallen in same.SelectMany(To).Where(s => s.IsOpen)) fallen.Decide(AmendmentState.Fell, pen, place: place);
    }

    /// <summary>Decides against an amendment and those that say the same; amendments to them fall.</summary>
    public void Reject(Guid id, string why, Pen pen)
    {
        var amendment = Pending(id);
        Decide(pen);
        foreach (var one in Identical(amendment).Prepend(amendment).ToList())
        {
            one.Decide(AmendmentState.Rejected, pen, Clean.Line(why), place: Citation(one));
            Fell(one, pen);
        }
    }

    /// <summary>Its delegation, or the secretariat for it, takes an amendment back; amendments to it fall.</summary>
    public void Withdraw(Guid id, Pen pen)
    {
        var amendment = Known(id);
        if (!amendment.IsOpen) throw new RuleBroken("{0} is decided already.", amendment.Code);
        Decide(pen);
        amendment.Decide(AmendmentState.Withdrawn, pen, place: Citation(amendment));
        Fell(amendment, pen);
    }

    private void Decide(Pen pen)
    {
        colliding.Clear();
        Resolution.Decide(pen);
    }

    private void Fell(Amendment amended, Pen pen)
    {
        foreach (var one in To(amended).Where(s => s.IsOpen)) one.Decide(AmendmentState.Fell, pen, place: Citation(amended));
    }

    private (Guid? Became, int Revision, string Place) Reword(Amendment parent, Amendment by, ClauseText? changed)
    {
        if (!parent.IsPending) throw new RuleBroken("{0} is decided already.", parent.Code);
        var words = changed?.Checked() ?? AmendedText.Merge(by.Before, parent.Words, by.Words) ?? throw Overtaken(by);
        parent.Reword(words);
        return (null, 0, Citation(parent));
    }

    private (Guid? Became, int Revision, string Place) Write(Amendment amendment, ClauseText? changed, Pen pen, string note)
    {
        var clause = Clause(amendment) ?? throw new RuleBroken("This clause is no longer in the text.");
        switch (amendment.Kind)
        {
            case AmendmentKind.Delete:
                var place = Numbering[clause.Id].Citation;
                Resolution.Remove(clause.Id, pen, note);
                return (clause.Id, clause.Version, place);
            case AmendmentKind.Insert:
                var added = Resolution.AddClause(Guid.CreateVersion7(), clause.ParentId, After(amendment, clause), changed ?? amendment.Words, pen, note, clause.Kind);
                return (added.Id, added.Version, Resolution.Numbering[added.Id].Citation);
            default:
                Resolution.Edit(clause.Id, clause.Version, changed ?? Together(clause.Id, [amendment]) ?? throw Overtaken(amendment), pen, note);
                return (clause.Id, clause.Version, Numbering[clause.Id].Citation);
        }
    }

    private static RuleBroken Overtaken(Amendment amendment) =>
        new("{0} touches words that were changed since. Accept it with changes, so that somebody has read the result.", amendment.Code);

    /// <summary>Of several new clauses after one, the one proposed first stands first, in whichever order they are accepted.</summary>
    private Guid After(Amendment insertion, Clause clause) => byClause[clause.Id]
        .Where(a => a.Kind == AmendmentKind.Insert && a.IsAccepted && a.Number < insertion.Number && a.Standing.Became is { } id && clauses.GetValueOrDefault(id) is { Stands: true } made && made.ParentId == clause.ParentId)
        .Select(a => a.Standing.Became!.Value).LastOrDefault(clause.Id);

    /// <summary>
    /// The words of a clause with these amendments put in; null where they touch the same words. Amendments of one text are put together
    /// on that text, so that nothing depends on the order in which they are accepted; what was written by hand since is kept.
    /// </summary>
    private ClauseText? Together(Guid clauseId, IReadOnlyList<Amendment> more, IReadOnlyCollection<int>? on = null)
    {
        ClauseText? now = clauses[clauseId].Words;
        foreach (var group in more.GroupBy(a => a.Before))
        {
            List<ClauseText> words = [.. group.Select(a => Words(a, on))];
            List<ClauseText> accepted = [.. byClause[clauseId].Where(a => a.Kind == AmendmentKind.Change && a.State == AmendmentState.Accepted && a.Before == group.Key).Select(a => a.Words)];
            if (now is not null) now = AmendedText.Merge(group.Key, now == AmendedText.Merge(group.Key, accepted) ? [.. accepted, .. words] : [now, .. words]);
        }
        return now;
    }

    private bool Touch(Amendment one, Amendment other)
    {
        if (one.AmendsId is not null) return AmendedText.Merge(one.Before, one.Words, other.Words) is null && one.Before == other.Before;
        return (one.Kind, other.Kind) switch
        {
            (AmendmentKind.Delete, _) or (_, AmendmentKind.Delete) => true,
            (AmendmentKind.Change, AmendmentKind.Change) => one.Before == other.Before ? AmendedText.Merge(one.Before, one.Words, other.Words) is null : Together(one.ClauseId, [one, other]) is null,
            _ => false,
        };
    }

    private bool IsBelow(Guid clause, Guid holder)
    {
        for (var at = clauses.GetValueOrDefault(clause)?.ParentId; at is { } id; at = clauses[id].ParentId)
            if (id == holder) return true;
        return false;
    }

    private Clause? Clause(Amendment amendment) => clauses.GetValueOrDefault(amendment.ClauseId) is { Stands: true } clause ? clause : null;

    private Amendment Known(Guid id) => byId.GetValueOrDefault(id) ?? throw new RuleBroken("There is no such amendment.");

    private Amendment Pending(Guid id)
    {
        var amendment = Known(id);
        return amendment switch
        {
            { IsPending: true } => amendment,
            { IsOpen: true } => throw new RuleBroken("{0} is not validated yet.", amendment.Code),
            _ => throw new RuleBroken("{0} is decided already.", amendment.Code),
        };
    }
}
