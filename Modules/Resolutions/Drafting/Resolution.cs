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
    public DocumentLayout Layout { get; private set; }
    public ResolutionState State { get; private set; }
    /// <summary>Grows with every change of anything in the draft: nobody adopts a text that changes at the same moment.</summary>
    public int Version { get; private set; }
    public DateTime CreatedAt { get; private set; }
    public DateTime ChangedAt { get; private set; }
    public string ChangedBy { get; private set; } = "";
    /// <summary>The deadline of the silence procedure that the text is under; null where it is under none. <see cref="Silence"/> keeps it.</summary>
    public DateTime? SilentUntil { get; private set; }
    public Adoption? Adoption { get; private set; }

    public string Code => CodeOf(Number);
    public string Topic => $"resolution/{Id}";

    /// <summary>All clauses, also the removed ones.</summary>
    public IReadOnlyList<Clause> Clauses => clauses;
    public IEnumerable<Clause> Standing => clauses.Where(c => c.Stands);
    public Numbering Numbering => Numbering.Of(Code, Standing.Select(c => c.Place), Layout);

    public static string CodeOf(int number) => $"R-{number}";

    public static Resolution Draft(Guid id, int number, string title, string titleEn, Pen pen, DocumentLayout layout = DocumentLayout.Sections)
    {
        var resolution = new Resolution { Id = id, Number = number, CreatedAt = pen.At, Layout = layout };
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

    /// <summary>Gives the text articles, or sections in their place. A text with chapters keeps its articles.</summary>
    public void Lay(DocumentLayout layout, Pen pen)
    {
        Touch(pen);
        if (layout == Layout) return;
        if (layout == DocumentLayout.Sections && Standing.Any(c => c.Kind is ClauseKind.Chapter or ClauseKind.Section or ClauseKind.Subsection))
            throw new RuleBroken("Chapters and their sections need articles. Take them out of the text first.");
        var (from, to) = (Levels.Top(Layout), Levels.Top(layout));
        Change(pen, () =>
        {
            Layout = layout;
            foreach (var clause in clauses.Where(c => c.Kind == from)) clause.Become(to);
        });
    }

    /// <summary>Adds a recital at the end of the recitals, or right after another one.</summary>
    public Clause AddRecital(Guid id, Guid? after, ClauseText words, Pen pen, string note = "")
    {
        if (after is { } other && !Find(other).IsRecital) throw new RuleBroken("Recitals stand together, before the sections.");
        return AddClause(id, null, after, words, pen, note, ClauseKind.Recital);
    }

    /// <summary>
    /// Adds a clause inside <paramref name="parentId"/> (in the text itself where that is null), after its sibling <paramref name="after"/>,
    /// first where that is empty, or at the end. Its kind is that of its neighbours, unless one is named.
    /// </summary>
    public Clause AddClause(Guid id, Guid? parentId, Guid? after, ClauseText words, Pen pen, string note = "", ClauseKind? kind = null)
    {
        Touch(pen);
        words = words.Checked();
        if (clauses.Any(c => c.Id == id)) throw new RuleBroken("This clause is already in the text.");
        var holder = parentId is { } parent ? Find(parent) : null;
        if (holder is { IsRecital: true }) throw new RuleBroken("A recital cannot hold other clauses.");
        var neighbour = after is { } other && other != Guid.Empty ? Find(other) : null;
        if (neighbour is not null && neighbour.ParentId != parentId) throw new RuleBroken("The clause above is no longer there.");
        var siblings = Siblings(parentId, kind?.Zone ?? neighbour?.Zone ?? Zone.Operative);
        neighbour ??= after is null ? siblings.LastOrDefault(s => s.Kind.IsLevel) ?? siblings.LastOrDefault() : siblings.FirstOrDefault();
        var clause = Clause.At(id, Id, parentId, kind ?? neighbour?.Kind ?? holder?.Kind.UsualChild(Layout) ?? Levels.Top(Layout), 0);
        if (kind is null && holder?.Kind == ClauseKind.Point && neighbour is null) throw new RuleBroken("A point cannot hold other clauses.");
        clause.Say(words, pen);
        var index = after is null ? siblings.Count : after == Guid.Empty ? 0 : siblings.IndexOf(neighbour!) + 1;
        Change(pen, () =>
        {
            clauses.Add(clause);
            Put(clause, parentId, index);
        }, note: note);
        return clause;
    }

    /// <summary>Adds a whole text as it was read from a file or the clipboard, after a clause or at the end.</summary>
    /// <returns>The clauses of its highest level.</returns>
    public IReadOnlyList<Clause> Insert(IReadOnlyList<ReadClause> read, Guid? parentId, Guid? after, Pen pen, string note = "")
    {
        Touch(pen);
        if (parentId is { } parent) Find(parent);
        var added = new List<Clause>();
        Change(pen, () =>
        {
            foreach (var one in read)
            {
                var siblings = Siblings(parentId, one.Kind.Zone);
                var above = after is { } other ? siblings.FindIndex(c => c.Id == other) : -1;
                var clause = Read(one, parentId, above < 0 ? siblings.Count : above + 1);
                if (above >= 0) after = clause.Id;
                added.Add(clause);
            }
        }, note: note);
        return added;

        Clause Read(ReadClause one, Guid? holder, int index)
        {
            var clause = Clause.At(one.Id, Id, holder, one.Kind, 0);
            clause.Say(one.Words.Checked(), pen);
            clauses.Add(clause);
            Put(clause, holder, index);
            foreach (var (i, child) in one.Children.Index()) Read(child, clause.Id, i);
            return clause;
        }
    }

    /// <summary>Changes the words of a clause. <paramref name="expected"/> is the version that the editor began with.</summary>
    /// <returns>False when nothing was different.</returns>
    public bool Edit(Guid id, int expected, ClauseText words, Pen pen, string note = "")
    {
        RefuseWhenAdopted();
        var clause = Find(id);
        words = words.Checked();
        if (words == clause.Words) return false;
        RefuseWhenSilent();
        if (clause.WordsVersion > expected) throw new EditConflict(clause, words);
        Touch(pen);
        Change(pen, () => clause.Say(words, pen), note: note);
        return true;
    }

    /// <summary>Makes two clauses of one: the words before the caret stay, those after it become the next clause and take along what the clause holds.</summary>
    public Clause Split(Guid id, int expected, ClauseText before, Guid next, ClauseText after, Pen pen)
    {
        var clause = Find(id);
        if (clause.WordsVersion > expected) throw new EditConflict(clause, before);
        Touch(pen);
        if (clauses.Any(c => c.Id == next)) throw new RuleBroken("This clause is already in the text.");
        var added = Clause.At(next, Id, clause.ParentId, clause.Kind, 0);
        var (first, second) = (before.Checked(), after.Checked());
        Change(pen, () =>
        {
            var (held, index) = (Siblings(clause.Id, Zone.Operative), Siblings(clause.ParentId, clause.Zone).IndexOf(clause) + 1);
            added.Say(second, pen);
            clauses.Add(added);
            Put(added, clause.ParentId, index);
            clause.Say(first, pen);
            foreach (var (i, child) in held.Index()) Put(child, added.Id, i);
        });
        return added;
    }

    /// <summary>Joins a clause with the one above it in the text: its words end that one's, what it holds and was built on goes over.</summary>
    /// <returns>The clause above.</returns>
    public Clause Join(Guid id, Pen pen)
    {
        Touch(pen);
        var clause = Find(id);
        var order = Numbering.InOrder.ToList();
        var at = order.FindIndex(n => n.Id == id);
        var above = at > 0 ? Find(order[at - 1].Id) : null;
        if (above is null || above.Zone != clause.Zone && above.Id != clause.ParentId) throw new RuleBroken("There is no clause above that this one could be joined with.");
        Change(pen, () =>
        {
            above.Say(above.Words.With(clause.Words).Checked(), pen);
            var place = clause.ParentId == above.Id ? Siblings(above.Id, Zone.Operative).IndexOf(clause) : int.MaxValue;
            var held = Siblings(clause.Id, Zone.Operative);
            clause.Leave(clause.Id, pen.At);
            foreach (var child in held) Put(child, above.Id, place == int.MaxValue ? place : place++);
            foreach (var link in clause.Sources.Where(s => above.Sources.All(a => a.SourceId != s.SourceId)).ToList()) above.Link(ClauseSource.Of(above, link.Source, pen));
        });
        return above;
    }

    /// <summary>Moves a clause, with all it holds, to a place among the children of <paramref name="parentId"/>; it becomes what stands there.</summary>
    public void Move(Guid id, Guid? parentId, int index, Pen pen, string note = "")
    {
        Touch(pen);
        var clause = Find(id);
        var holder = parentId is { } parent ? Find(parent) : null;
        if (holder is not null)
        {
            if (clause.IsRecital || holder.IsRecital) throw new RuleBroken("Recitals stand together, before the sections.");
            if (clause.Zone != Zone.Operative) throw new RuleBroken("The closing, the signature, the recipients and annexes stand in no clause.");
            if (Below(clause).Contains(holder)) throw new RuleBroken("A clause cannot be moved into itself.");
        }
        var siblings = Siblings(parentId, clause.Zone);
        siblings.Remove(clause);
        index = Math.Clamp(index, 0, siblings.Count);
        var beside = siblings.Take(index).LastOrDefault(c => c.Kind.IsLevel) ?? siblings.FirstOrDefault(c => c.Kind.IsLevel);
        Place(clause, parentId, index, parentId == clause.ParentId ? clause.Kind : KindIn(holder, clause.Kind, beside?.Kind), pen, note);
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
        var above = siblings.Take(index).LastOrDefault(c => c.Kind.IsLevel) ?? throw new RuleBroken("There is no clause above into which this one could be put.");
        Move(id, above.Id, int.MaxValue, pen);
    }

    /// <summary>
    /// Takes a clause out of the one that holds it: a point becomes the item after its item. Where a level was left out, a point
    /// right below a section, it becomes that level first.
    /// </summary>
    public void Outdent(Guid id, Pen pen)
    {
        var (clause, index, _) = PlaceOf(id);
        var holder = clause.ParentId is { } parent ? Find(parent) : null;
        if (clause.Kind.Step(-1, Layout) is { } raised && raised != clause.Kind && (holder is null || holder.Kind.MayHold(raised, Layout)))
        {
            Touch(pen);
            Place(clause, clause.ParentId, index, raised, pen, "");
            return;
        }
        if (holder is null or { Kind: ClauseKind.Annex }) throw new RuleBroken("This clause stands in no other.");
        Touch(pen);
        var (_, place, _) = PlaceOf(holder.Id);
        var outer = holder.ParentId is { } further ? Find(further) : null;
        Place(clause, holder.ParentId, place + 1, KindIn(outer, clause.Kind, holder.Kind), pen, "");
    }

    /// <summary>Makes another kind of a clause: a paragraph of what was read as a closing, a point right below a section.</summary>
    public void Make(Guid id, ClauseKind kind, Pen pen)
    {
        Touch(pen);
        var clause = Find(id);
        if (kind == clause.Kind) return;
        if (Below(clause).Skip(1).Any() && !(kind.IsLevel && clause.Kind.IsLevel)) throw new RuleBroken("What holds other clauses can only be another level.");
        if (kind.Zone == clause.Zone) Place(clause, clause.ParentId, Siblings(clause.ParentId, clause.Zone).IndexOf(clause), kind, pen, "");
        else Place(clause, null, kind.Zone > clause.Zone ? 0 : int.MaxValue, kind, pen, "");
    }

    /// <summary>Takes a clause, with all it holds, out of the text. Its words, history and sources are kept, and it can be restored.</summary>
    public void Remove(Guid id, Pen pen, string note = "")
    {
        Touch(pen);
        var clause = Find(id);
        Change(pen, () =>
        {
            foreach (var removed in Below(clause)) removed.Leave(clause.Id, pen.At);
        }, note: note);
    }

    /// <summary>Brings a removed clause back to its place, with everything that was removed together with it.</summary>
    public void Restore(Guid id, Pen pen, string note = "")
    {
        Touch(pen);
        var clause = clauses.SingleOrDefault(c => c.Id == id && !c.Stands) ?? throw new RuleBroken("This clause is not removed.");
        var together = Under(clauses.Where(c => c.RemovedWith == clause.RemovedWith), clause);
        Change(pen, () =>
        {
            var index = clause.Position;
            foreach (var restored in together) restored.Return();
            Put(clause, clause.ParentId, index);
        }, note: note);
    }

    /// <summary>Says that both languages of a clause say the same, whoever wrote last.</summary>
    public void MarkTranslated(Guid id, Pen pen)
    {
        Touch(pen);
        Find(id).Translated();
    }

    /// <summary>Takes an act back; refused where someone else has touched one of its clauses since.</summary>
    /// <param name="since">What happened to its clauses after it.</param>
    /// <param name="sources">The sources its clauses were built on before or after it.</param>
    public void Undo(DraftAct act, IReadOnlyList<Revision> since, IReadOnlyList<Source> sources, Pen pen)
    {
        Touch(pen);
        Take(act.Changes, c => c.After, c => c.Before, since, sources, RevisionKind.Undone, pen);
        act.Take(ActState.Undone);
    }

    /// <summary>Does an act again that was taken back, under the same conditions.</summary>
    public void Redo(DraftAct act, IReadOnlyList<Revision> since, IReadOnlyList<Source> sources, Pen pen)
    {
        Touch(pen);
        Take(act.Changes, c => c.Before, c => c.After, since, sources, RevisionKind.Redone, pen);
        act.Take(ActState.Done);
    }

    /// <summary>Notes that a clause was built on a source. Linking twice changes nothing.</summary>
    /// <returns>False when it was linked already.</returns>
    public bool Link(Guid id, Source source, Pen pen)
    {
        RefuseWhenAdopted();
        var clause = Find(id);
        if (clause.Sources.Any(s => s.SourceId == source.Id)) return false;
        Touch(pen, text: false);
        Change(pen, () => clause.Link(ClauseSource.Of(clause, source, pen)));
        return true;
    }

    public void Unlink(Guid id, Guid sourceId, Pen pen)
    {
        Touch(pen, text: false);
        var clause = Find(id);
        if (clause.Sources.SingleOrDefault(s => s.SourceId == sourceId) is { } link) Change(pen, () => clause.Unlink(link));
    }

    /// <summary>Freezes a copy of the text under the number after <paramref name="last"/>.</summary>
    /// <param name="revises">Another revision of the last draft, rather than a new one.</param>
    /// <param name="circulated">Whether delegations and focal points may read it.</param>
    public NumberedDraft Issue(NumberedDraft? last, bool revises, string? note, bool circulated, IReadOnlyList<ProgramAnnex> programs, Pen pen)
    {
        Touch(pen, text: false);
        if (!Standing.Any()) throw new RuleBroken("A draft without clauses is not handed out.");
        var clean = Clean.Line(note);
        if (clean.Length > NumberedDraft.LongestNote) throw new RuleBroken("A note has at most {0} characters.", NumberedDraft.LongestNote);
        var draft = NumberedDraft.Of(this, (last?.Number ?? default).Next(revises && last is not null), programs, clean, circulated, pen);
        if (last is not null && draft.Says(last)) throw new RuleBroken("Nothing has changed since draft {0} was handed out.", last.Number.Name);
        pen.Db.Announce(Topic, "issued", new { pen.Who, Draft = draft.Number.Name });
        return draft;
    }

    /// <summary>This resolution with the text that a numbered draft froze: to be read, never to be saved.</summary>
    internal Resolution As(NumberedDraft draft)
    {
        var text = draft.Text;
        var frozen = new Resolution
        {
            Id = Id, Number = Number, Title = text.Title, TitleEn = text.TitleEn, Layout = text.Layout, Version = draft.Version, CreatedAt = CreatedAt, ChangedAt = draft.IssuedAt, ChangedBy = draft.IssuedBy,
        };
        frozen.clauses.AddRange(text.Clauses.Select(c => Clause.As(Id, c)));
        return frozen;
    }

    /// <summary>Something is decided on an amendment: nobody adopts the text at the same moment.</summary>
    public void Decide(Pen pen)
    {
        RefuseWhenAdopted();
        Version++;
        pen.Db.Announce(Topic, "amendments", new { pen.Who });
    }

    /// <summary>The conference adopts the text as it stands now. From here on nothing of it changes.</summary>
    public void Adopt(Decision decision, Pen pen, DateOnly today)
    {
        Touch(pen);
        decision = decision.Checked(today);
        if (!Standing.Any(c => c.Zone == Zone.Operative)) throw new RuleBroken("A resolution without clauses cannot be adopted.");
        var text = CanonicalText.Of(this, decision.Programs);
        decision.MustConcern(this, text, pen.At);
        Adoption = Adoption.Of(this, decision, text, pen);
        State = ResolutionState.Adopted;
        pen.Db.Publish(new ResolutionAdopted(Id, Code, Adoption.NumberAndSymbol, Adoption.AdoptedOn, pen.At));
        pen.Db.Announce(Topic, "adopted", new { pen.Who, Number = Adoption.NumberAndSymbol });
    }

    /// <summary>Changes the tree, keeps a revision of every clause that is different, and tells its sources where they went and how they are cited.</summary>
    private void Change(Pen pen, Action change, Func<Clause, bool>? moved = null, RevisionKind? what = null, string note = "")
    {
        var before = clauses.ToDictionary(c => c.Id, c => (c.ParentId, c.Words, c.Stands, Sources: c.Sources.ToList()));
        var (old, layout) = (Numbering, Layout);
        var now = Attempt(change);
        foreach (var clause in clauses)
        {
            var known = before.TryGetValue(clause.Id, out var was);
            RevisionKind? kind = !known ? RevisionKind.Added
                : clause.Stands != was.Stands ? clause.Stands ? RevisionKind.Restored : RevisionKind.Removed
                : clause.Words != was.Words ? RevisionKind.Edited
                : clause.Stands && (clause.ParentId != was.ParentId || moved?.Invoke(clause) == true) ? RevisionKind.Moved : null;
            var place = (clause.Stands ? now : old).Find(clause.Id)?.Citation ?? "";
            if (kind is { } changed)
            {
                clause.Keep(what ?? changed, place, pen, Short(note));
                pen.Db.Announce(Topic, "clause", new { clause.Id, clause.Version, What = what ?? changed, Place = place, pen.Who });
            }
            Tell(clause, known && was.Stands ? was.Sources : [], place, pen);
        }
        var renumbered = now.InOrder.Where(n => old.Find(n.Id) is { } then && then.Citation != n.Citation).ToList();
        if (renumbered.Count > 0 || layout != Layout) pen.Db.Announce(Topic, "renumbered", new { renumbered.Count, pen.Who });
        if (renumbered.Count > 0) pen.Db.Publish(new ClausesChanged([.. renumbered.Select(n => n.Id)], pen.At));
        var byId = clauses.ToDictionary(c => c.Id);
        var told = renumbered.Where(n => byId[n.Id].Sources.Count > 0).Select(n => new RenumberedClause(n.Id, n.Citation)).ToList();
        if (told.Count > 0) pen.Db.Publish(new ClausesRenumbered(Id, told, pen.At));
    }

    /// <summary>Changes the tree, or leaves it as it was where a rule refuses.</summary>
    private Numbering Attempt(Action change)
    {
        var (layout, memory) = (Layout, clauses.ToDictionary(c => c, c => c.Memory()));
        try
        {
            change();
            foreach (var siblings in Standing.GroupBy(c => (c.ParentId, c.Zone))) Line(siblings.OrderBy(c => c.Position).ThenBy(c => c.Id));
            Check();
            return Numbering;
        }
        catch (RuleBroken)
        {
            Layout = layout;
            clauses.RemoveAll(c => !memory.ContainsKey(c));
            foreach (var restore in memory.Values) restore();
            throw;
        }
    }

    /// <summary>Tells the sources of a clause that came, went or were linked.</summary>
    private void Tell(Clause clause, List<ClauseSource> before, string place, Pen pen)
    {
        List<ClauseSource> now = clause.Stands ? [.. clause.Sources] : [];
        foreach (var link in before.Where(b => now.All(n => n.SourceId != b.SourceId))) pen.Db.Publish(new ClauseSourced(Id, clause.Id, place, link.Source.Code, false, pen.At));
        foreach (var link in now.Where(n => before.All(b => b.SourceId != n.SourceId))) pen.Db.Publish(new ClauseSourced(Id, clause.Id, place, link.Source.Code, true, pen.At));
        if (clause.Stands && before.Count != now.Count) pen.Db.Announce(Topic, "sources", new { clause.Id, clause.Sources.Count, pen.Who });
    }

    private void Take(IReadOnlyList<ClauseChange> changes, Func<ClauseChange, ClauseState?> from, Func<ClauseChange, ClauseState?> to, IReadOnlyList<Revision> since, IReadOnlyList<Source> sources, RevisionKind what, Pen pen)
    {
        if (since.FirstOrDefault(r => r.Person != pen.Person && changes.Any(c => c.Id == r.ClauseId && r.No > c.After.Version)) is { } other)
            throw new RuleBroken("{0} changed {1} after you. Undoing or redoing this would overwrite it.", other.Who, other.Place);
        var touched = changes.Select(c => (Clause: clauses.SingleOrDefault(x => x.Id == c.Id), From: from(c), To: to(c))).ToList();
        if (touched.Any(t => t.Clause is null || (t.From is null ? t.Clause.Stands : !t.Clause.State.Says(t.From))))
            throw new RuleBroken("The text has changed since in a way that this cannot be taken back.");
        var going = touched.Where(t => t.To is null).Select(t => t.Clause!).ToHashSet();
        // What others put into a clause that goes would be lost from sight; what this act put there goes back by itself.
        if (Standing.Any(c => going.Any(g => g.Id == c.ParentId) && touched.All(t => t.Clause != c)))
            throw new RuleBroken("The text has changed since in a way that this cannot be taken back.");
        // What an act moved among its siblings alone has a revision of its own; what only gave way has none.
        var moved = touched.Where(t => t.From is { } was && t.To is { RemovedAt: null } state && was.Says(state) && was.Position != state.Position && was.Version != state.Version).Select(t => t.Clause!).ToHashSet();
        Change(pen, () =>
        {
            foreach (var gone in going)
            {
                var top = gone;
                while (going.FirstOrDefault(g => g.Id == top.ParentId) is { } holder) top = holder;
                gone.Leave(top.Id, pen.At);
            }
            foreach (var (clause, _, state) in touched) if (state is not null) clause!.Become(state);
            foreach (var (clause, was, state) in touched.OrderBy(t => t.To?.Position))
                if (state is { RemovedAt: null } && (was is null || (was.ParentId, was.Position, was.RemovedAt is null) != (state.ParentId, state.Position, true)))
                    Put(clause!, state.ParentId, state.Position);
            foreach (var (clause, was, state) in touched)
            {
                if (was is null || state is null) continue;
                foreach (var link in clause!.Sources.Where(s => was.Sources.Contains(s.SourceId) && !state.Sources.Contains(s.SourceId)).ToList()) clause.Unlink(link);
                foreach (var source in sources.Where(s => state.Sources.Contains(s.Id) && !was.Sources.Contains(s.Id) && clause.Sources.All(l => l.SourceId != s.Id))) clause.Link(ClauseSource.Of(clause, source, pen));
            }
        }, moved.Contains, what);
    }

    private void Place(Clause clause, Guid? parentId, int index, ClauseKind kind, Pen pen, string note) => Change(pen, () =>
    {
        if (kind != clause.Kind) Shift(clause, kind);
        Put(clause, parentId, index);
    }, c => c == clause, note: note);

    /// <summary>Makes another level of a clause; what it holds keeps its distance.</summary>
    private void Shift(Clause clause, ClauseKind kind)
    {
        var steps = Enumerable.Range(-2, 5).FirstOrDefault(s => s != 0 && clause.Kind.IsLevel && clause.Kind.Step(s, Layout) == kind && clause.Kind.Step(s, Layout) != clause.Kind);
        foreach (var held in Below(clause).Skip(1))
            held.Become(held.Kind.Step(steps, Layout) ?? (steps > 0 ? throw new RuleBroken("A point cannot hold other clauses.") : held.Kind));
        clause.Become(kind);
    }

    /// <summary>What a clause becomes in another place: what stands beside it, otherwise what it is, otherwise what usually stands there.</summary>
    private ClauseKind KindIn(Clause? holder, ClauseKind kind, ClauseKind? beside)
    {
        if (!kind.IsLevel) return kind;
        bool Core(ClauseKind k) => k == Levels.Top(Layout) || k is ClauseKind.Item or ClauseKind.Point;
        bool Fits(ClauseKind k) => holder is null || holder.Kind.MayHold(k, Layout);
        if (beside is { } other && Core(other) && Core(kind) && Fits(other)) return other;
        if (Fits(kind)) return kind;
        var usual = holder!.Kind.UsualChild(Layout);
        return usual.IsLevel ? usual : throw new RuleBroken("A point cannot hold other clauses.");
    }

    /// <summary>Puts a clause among the siblings of a place, from wherever it stood.</summary>
    private void Put(Clause clause, Guid? parentId, int index)
    {
        var from = Siblings(clause.ParentId, clause.Zone);
        if (from.Remove(clause)) Line(from);
        var to = Siblings(parentId, clause.Zone);
        to.Remove(clause);
        index = Math.Clamp(index, 0, to.Count);
        to.Insert(index, clause);
        clause.Stand(parentId, index);
        Line(to);
    }

    /// <summary>Every clause stands where its kind may stand.</summary>
    private void Check()
    {
        var byId = clauses.ToDictionary(c => c.Id);
        foreach (var clause in Standing)
        {
            if (clause.ParentId is not { } id)
            {
                if (clause.Kind.IsLevel && !Levels.Of(Layout).Contains(clause.Kind)) throw new RuleBroken("The layout of this document has no such level.");
                continue;
            }
            var holder = byId[id];
            if (!holder.Stands) throw new RuleBroken("This clause stood in one that is removed as well. Restore that one first.");
            if (holder.Kind.MayHold(clause.Kind, Layout)) continue;
            throw new RuleBroken(holder.Kind == ClauseKind.Point && clause.Kind.IsLevel ? "A point cannot hold other clauses." : "A clause holds only what is below it.");
        }
    }

    private void RefuseWhenAdopted()
    {
        if (State == ResolutionState.Adopted) throw new RuleBroken(Adopted, Code);
    }

    private void RefuseWhenSilent()
    {
        if (SilentUntil is { } until) throw new RuleBroken(Silent, Code, until);
    }

    /// <param name="text">Whether what it says may be different afterwards.</param>
    private void Touch(Pen pen, bool text = true)
    {
        RefuseWhenAdopted();
        if (text) RefuseWhenSilent();
        Version++;
        (ChangedAt, ChangedBy) = (pen.At, pen.Who);
    }

    internal const string Silent = "{0} is under silence procedure until {1}: until then its text does not change. It opens again when a delegation breaks the silence.";

    internal const string Adopted = "{0} is adopted: nothing of it can be changed any more.";

    private static string Short(string note) => Clean.Line(note) is { Length: > 300 } cut ? cut[..300] : Clean.Line(note);

    private Clause Find(Guid id)
    {
        RefuseWhenAdopted();
        return clauses.SingleOrDefault(c => c.Id == id && c.Stands) ?? throw new RuleBroken("This clause is no longer in the text.");
    }

    private (Clause Clause, int Index, List<Clause> Siblings) PlaceOf(Guid id)
    {
        var clause = Find(id);
        var siblings = Siblings(clause.ParentId, clause.Zone);
        return (clause, siblings.IndexOf(clause), siblings);
    }

    private List<Clause> Siblings(Guid? parentId, Zone zone) =>
        [.. Standing.Where(c => c.ParentId == parentId && c.Zone == zone).OrderBy(c => c.Position).ThenBy(c => c.Id)];

    private List<Clause> Below(Clause clause) => Under(Standing, clause);

    /// <summary>A clause and all that stands in it, each before what it holds.</summary>
    private static List<Clause> Under(IEnumerable<Clause> among, Clause clause)
    {
        var children = among.ToLookup(c => c.ParentId);
        List<Clause> found = [clause];
        for (var i = 0; i < found.Count; i++) found.AddRange(children[found[i].Id]);
        return found;
    }

    private static void Line(IEnumerable<Clause> inOrder)
    {
        foreach (var (i, clause) in inOrder.Index())
            if (clause.Position != i) clause.Stand(clause.ParentId, i);
    }
}
