using Conference.Shared;
using Conference.Shared.Contracts;

namespace Conference.Resolutions;

/// <summary>
/// A resolution from its first draft to its adoption, with the tree of its clauses. All changes are verbs here, because
/// each may renumber the rest and because after the adoption every one is refused. Load it whole (<see cref="ResolutionsDb.Whole"/>).
/// </summary>
public sealed class Resolution
{
    public const int LongestTitle = 500;

    private readonly List<Clause> clauses = [];

    public Guid Id { get; private set; }
    public int Number { get; private set; }
    public string Title { get; private set; } = "";
    public string TitleEn { get; private set; } = "";
    public ResolutionState State { get; private set; }
    /// <summary>Grows with every change of anything in the draft: nobody adopts a text that changes at the same moment.</summary>
    public int Version { get; private set; }
    public DateTime CreatedAt { get; private set; }
    public DateTime ChangedAt { get; private set; }
    public string ChangedBy { get; private set; } = "";
    public Adoption? Adoption { get; private set; }

    public string Code => CodeOf(Number);
    public string Topic => $"resolution/{Id}";

    /// <summary>All clauses, also the removed ones.</summary>
    public IReadOnlyList<Clause> Clauses => clauses;
    public IEnumerable<Clause> Standing => clauses.Where(c => c.RemovedAt is null);
    public Numbering Numbering => Numbering.Of(Code, Standing.Select(c => c.Place));

    public static string CodeOf(int number) => $"R-{number}";

    public static Resolution Draft(Guid id, int number, string title, string titleEn, Pen pen)
    {
        var resolution = new Resolution { Id = id, Number = number, CreatedAt = pen.At };
        resolution.Rename(title, titleEn, pen);
        return resolution;
    }

    public void Rename(string title, string titleEn, Pen pen)
    {
        Touch(pen);
        (Title, TitleEn) = (Clean.Line(title), Clean.Line(titleEn));
        if (Title.Length == 0) throw new RuleBroken("A resolution needs a title.");
        if (Title.Length > LongestTitle || TitleEn.Length > LongestTitle) throw new RuleBroken("A title has at most {0} characters.", LongestTitle);
    }

    /// <summary>Adds a recital at the end of the recitals, or right after another one.</summary>
    public Clause AddRecital(Guid id, Guid? after, ClauseText words, Pen pen, string note = "")
    {
        if (after is { } other && !Find(other).IsRecital) throw new RuleBroken("Recitals stand together, before the sections.");
        return Add(id, null, true, after, words, pen, note);
    }

    /// <summary>Adds a clause inside <paramref name="parentId"/> (a section where that is null), after its sibling <paramref name="after"/> or at the end.</summary>
    public Clause AddClause(Guid id, Guid? parentId, Guid? after, ClauseText words, Pen pen, string note = "")
    {
        if (parentId is { } parent && Find(parent).IsRecital) throw new RuleBroken("A recital cannot hold other clauses.");
        return Add(id, parentId, false, after, words, pen, note);
    }

    /// <summary>Changes the words of a clause. <paramref name="expected"/> is the version that the editor began with.</summary>
    /// <returns>False when nothing was different.</returns>
    public bool Edit(Guid id, int expected, ClauseText words, Pen pen, string note = "")
    {
        RefuseWhenAdopted();
        var clause = Find(id);
        words = words.Checked();
        if (words == clause.Words) return false;
        if (clause.WordsVersion > expected) throw new EditConflict(clause, words);
        Touch(pen);
        clause.Say(words);
        Keep(clause, RevisionKind.Edited, Numbering[id].Citation, pen, note);
        return true;
    }

    /// <summary>Moves a clause, with all it holds, to a place among the children of <paramref name="parentId"/>; its kind follows the place.</summary>
    public void Move(Guid id, Guid? parentId, int index, Pen pen, string note = "")
    {
        Touch(pen);
        var clause = Find(id);
        if (parentId is { } parent)
        {
            if (clause.IsRecital || Find(parent).IsRecital) throw new RuleBroken("Recitals stand together, before the sections.");
            if (Below(clause).Any(c => c.Id == parent)) throw new RuleBroken("A clause cannot be moved into itself.");
        }
        Restructure(pen, () =>
        {
            var from = Siblings(clause.ParentId, clause.IsRecital);
            from.Remove(clause);
            Line(from, clause.ParentId);
            var to = Siblings(parentId, clause.IsRecital);
            to.Remove(clause);
            to.Insert(Math.Clamp(index, 0, to.Count), clause);
            Line(to, parentId);
            return (clause, RevisionKind.Moved, note);
        });
    }

    public void MoveUp(Guid id, Pen pen)
    {
        var (clause, index, _) = PlaceOf(id);
        if (index == 0) throw new RuleBroken("This clause is already the first of its kind here.");
        Move(id, clause.ParentId, index - 1, pen);
    }

    public void MoveDown(Guid id, Pen pen)
    {
        var (clause, index, siblings) = PlaceOf(id);
        if (index == siblings.Count - 1) throw new RuleBroken("This clause is already the last of its kind here.");
        Move(id, clause.ParentId, index + 1, pen);
    }

    /// <summary>Puts a clause into the one before it: an item becomes the last point of the item above.</summary>
    public void Indent(Guid id, Pen pen)
    {
        var (clause, index, siblings) = PlaceOf(id);
        if (clause.IsRecital) throw new RuleBroken("Recitals stand together, before the sections.");
        if (index == 0) throw new RuleBroken("There is no clause above into which this one could be put.");
        Move(id, siblings[index - 1].Id, int.MaxValue, pen);
    }

    /// <summary>Takes a clause out of the one that holds it: a point becomes the item after its item.</summary>
    public void Outdent(Guid id, Pen pen)
    {
        var (clause, _, _) = PlaceOf(id);
        if (clause.ParentId is not { } parent) throw new RuleBroken("This clause stands in no other.");
        var (holder, index, _) = PlaceOf(parent);
        Move(id, holder.ParentId, index + 1, pen);
    }

    /// <summary>Takes a clause, with all it holds, out of the text. Its words, history and sources are kept, and it can be restored.</summary>
    public void Remove(Guid id, Pen pen, string note = "")
    {
        Touch(pen);
        var clause = Find(id);
        Restructure(pen, () =>
        {
            var numbering = Numbering;
            foreach (var removed in Below(clause).ToList())
            {
                removed.Leave(clause.Id, pen.At);
                Keep(removed, RevisionKind.Removed, numbering[removed.Id].Citation, pen, note);
                foreach (var link in removed.Sources) Tell(removed, link, numbering[removed.Id].Citation, false, pen);
            }
            Line(Siblings(clause.ParentId, clause.IsRecital), clause.ParentId);
            return null;
        });
    }

    /// <summary>Brings a removed clause back to its place, with everything that was removed together with it.</summary>
    public void Restore(Guid id, Pen pen, string note = "")
    {
        Touch(pen);
        var clause = clauses.SingleOrDefault(c => c.Id == id && c.RemovedAt is not null) ?? throw new RuleBroken("This clause is not removed.");
        if (clause.ParentId is { } parent && clauses.Single(c => c.Id == parent).RemovedAt is not null)
            throw new RuleBroken("This clause stood in one that is removed as well. Restore that one first.");
        Restructure(pen, () =>
        {
            var siblings = Siblings(clause.ParentId, clause.IsRecital);
            siblings.Insert(Math.Clamp(clause.Position, 0, siblings.Count), clause);
            var back = clauses.Where(c => c.RemovedWith == clause.RemovedWith && (c == clause || Holders(c).Contains(clause))).ToList();
            foreach (var restored in back) restored.Return();
            Line(siblings, clause.ParentId);
            Check();
            var numbering = Numbering;
            foreach (var restored in back)
            {
                Keep(restored, RevisionKind.Restored, numbering[restored.Id].Citation, pen, note);
                foreach (var link in restored.Sources) Tell(restored, link, numbering[restored.Id].Citation, true, pen);
            }
            return null;
        });
    }

    /// <summary>Notes that a clause was built on a source. Linking twice changes nothing.</summary>
    /// <returns>False when it was linked already.</returns>
    public bool Link(Guid id, Source source, Pen pen)
    {
        RefuseWhenAdopted();
        var clause = Find(id);
        if (clause.Sources.Any(s => s.SourceId == source.Id)) return false;
        Touch(pen);
        var link = ClauseSource.Of(clause, source, pen);
        clause.Link(link);
        Tell(clause, link, Numbering[id].Citation, true, pen);
        pen.Db.Announce(Topic, "sources", new { clause.Id, Count = clause.Sources.Count, pen.Who });
        return true;
    }

    public void Unlink(Guid id, Guid sourceId, Pen pen)
    {
        Touch(pen);
        var clause = Find(id);
        if (clause.Sources.SingleOrDefault(s => s.SourceId == sourceId) is not { } link) return;
        clause.Unlink(link);
        Tell(clause, link, Numbering[id].Citation, false, pen);
        pen.Db.Announce(Topic, "sources", new { clause.Id, Count = clause.Sources.Count, pen.Who });
    }

    /// <summary>The conference adopts the text as it stands now. From here on nothing of it changes.</summary>
    public void Adopt(Decision decision, Pen pen, DateOnly today)
    {
        Touch(pen);
        decision = decision.Checked(today);
        if (!Standing.Any(c => !c.IsRecital)) throw new RuleBroken("A resolution without clauses cannot be adopted.");
        Adoption = Adoption.Of(this, decision, CanonicalText.Of(this), pen);
        State = ResolutionState.Adopted;
        pen.Db.Publish(new ResolutionAdopted(Id, Code, Adoption.NumberAndSymbol, Adoption.AdoptedOn, pen.At));
        pen.Db.Announce(Topic, "adopted", new { pen.Who, Number = Adoption.NumberAndSymbol });
    }

    private Clause Add(Guid id, Guid? parentId, bool recital, Guid? after, ClauseText words, Pen pen, string note)
    {
        Touch(pen);
        words = words.Checked();
        var siblings = Siblings(parentId is { } parent ? Find(parent).Id : null, recital);
        var index = after is null ? siblings.Count : siblings.FindIndex(c => c.Id == after) + 1;
        if (after is not null && index == 0) throw new RuleBroken("The clause above is no longer there.");
        var clause = Clause.At(id, Id, parentId, recital ? ClauseKind.Recital : ClauseKind.Section, index);
        clause.Say(words);
        Restructure(pen, () =>
        {
            clauses.Add(clause);
            siblings.Insert(index, clause);
            Line(siblings, parentId);
            return (clause, RevisionKind.Added, note);
        });
        return clause;
    }

    /// <summary>Changes the tree, keeps the revision of what was changed, and tells the sources of every clause that is cited differently now.</summary>
    private void Restructure(Pen pen, Func<(Clause Clause, RevisionKind What, string Note)?> change)
    {
        var before = Numbering;
        var changed = change();
        Check();
        var after = Numbering;
        if (changed is { } one) Keep(one.Clause, one.What, after[one.Clause.Id].Citation, pen, one.Note);
        var renumbered = after.InOrder.Where(n => before.Find(n.Id) is { } old && old.Citation != n.Citation).ToList();
        foreach (var numbered in renumbered.Where(n => n.Id != changed?.Clause.Id))
            pen.Db.Announce(Topic, "renumbered", new { numbered.Id, numbered.Citation });
        if (renumbered.Count > 0) pen.Db.Publish(new ClausesChanged([.. renumbered.Select(n => n.Id)], pen.At));
        var told = renumbered.Where(n => Find(n.Id).Sources.Count > 0).Select(n => new RenumberedClause(n.Id, n.Citation)).ToList();
        if (told.Count > 0) pen.Db.Publish(new ClausesRenumbered(Id, told, pen.At));
    }

    /// <summary>Every clause stands where its kind may stand, and becomes what its depth says.</summary>
    private void Check()
    {
        foreach (var clause in Standing.Where(c => !c.IsRecital))
        {
            var kind = Numbering.KindAt(Holders(clause).Count() + 1);
            if (kind != clause.Kind) clause.Become(kind);
        }
        _ = Numbering;
    }

    private void Keep(Clause clause, RevisionKind what, string place, Pen pen, string note)
    {
        clause.Keep(what, place, pen, Clean.Line(note) is { Length: > 300 } cut ? cut[..300] : Clean.Line(note));
        pen.Db.Announce(Topic, "clause", new { clause.Id, clause.Version, What = what, Place = place, pen.Who });
    }

    private void Tell(Clause clause, ClauseSource link, string citation, bool linked, Pen pen) =>
        pen.Db.Publish(new ClauseSourced(Id, clause.Id, citation, link.Source.Code, linked, pen.At));

    private void RefuseWhenAdopted()
    {
        if (State == ResolutionState.Adopted) throw new RuleBroken(Adopted, Code);
    }

    private void Touch(Pen pen)
    {
        RefuseWhenAdopted();
        Version++;
        (ChangedAt, ChangedBy) = (pen.At, pen.Who);
    }

    internal const string Adopted = "{0} is adopted: nothing of it can be changed any more.";

    private Clause Find(Guid id) => clauses.SingleOrDefault(c => c.Id == id && c.RemovedAt is null) ?? throw new RuleBroken("This clause is no longer in the text.");

    private (Clause Clause, int Index, List<Clause> Siblings) PlaceOf(Guid id)
    {
        RefuseWhenAdopted();
        var clause = Find(id);
        var siblings = Siblings(clause.ParentId, clause.IsRecital);
        return (clause, siblings.IndexOf(clause), siblings);
    }

    private List<Clause> Siblings(Guid? parentId, bool recitals) =>
        [.. Standing.Where(c => c.ParentId == parentId && c.IsRecital == recitals).OrderBy(c => c.Position).ThenBy(c => c.Id)];

    private IEnumerable<Clause> Below(Clause clause) => Standing.Where(c => c == clause || Holders(c).Contains(clause));

    private IEnumerable<Clause> Holders(Clause clause)
    {
        for (var id = clause.ParentId; id is not null;)
        {
            var holder = clauses.Single(c => c.Id == id);
            yield return holder;
            id = holder.ParentId;
        }
    }

    private static void Line(List<Clause> siblings, Guid? parentId)
    {
        for (var i = 0; i < siblings.Count; i++)
            if (siblings[i].Position != i || siblings[i].ParentId != parentId) siblings[i].Stand(parentId, i);
    }
}
