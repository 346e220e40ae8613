using Conference.Resolutions;
using Conference.Shared;
using FsCheck;
using FsCheck.Fluent;

namespace Conference.Tests.Resolutions;

/// <summary>Whatever is done to a draft in whatever order: numbers are right, no word is lost, and what is taken back is as it was.</summary>
public sealed class DraftingPropertyTests
{
    private const int Kinds = 14;

    /// <summary>What someone tries: which act, on which clause, towards which other one.</summary>
    public sealed record Try(int Act, int At, int To, int Who);

    private static readonly Arbitrary<Try[]> Tries = (from act in Gen.Choose(0, Kinds - 1) from at in Gen.Choose(0, 40) from to in Gen.Choose(0, 40) from who in Gen.Choose(0, 1) select new Try(act, at, to, who)).ArrayOf().Resize(60).ToArbitrary();

    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(150);

    /// <summary>A draft with what its authors do, kept as acts like the drafting room keeps them.</summary>
    private sealed class Room(DocumentLayout layout)
    {
        private readonly List<DraftAct> acts = [];
        private int words;

        public Resolution Draft { get; } = Resolution.Draft(Guid.CreateVersion7(), 1, "Dự thảo", "", Pens.Of("0"), layout);
        public List<string> Said { get; } = [];
        public int Refused { get; private set; }

        public string Word()
        {
            var word = $"từ{++words}";
            Said.Add(word);
            return word;
        }

        public bool Do(Try one, bool alone)
        {
            var pen = Pens.Of(alone ? "0" : $"{one.Who}");
            var standing = Draft.Numbering.InOrder.Select(n => Draft.Clauses.Single(c => c.Id == n.Id)).ToList();
            var at = standing.Count == 0 ? null : standing[one.At % standing.Count];
            var to = standing.Count == 0 ? null : standing[one.To % standing.Count];
            var before = Draft.Clauses.ToDictionary(c => c.Id, c => c.State);
            var said = Said.Count;
            var standingWords = Words();
            try
            {
                switch (one.Act)
                {
                    // Ids as a page makes them, in no order.
                    case 0: Draft.AddClause(Guid.NewGuid(), null, null, DraftingApp.Text(Word()), pen); break;
                    case 1: Draft.AddClause(Guid.NewGuid(), at?.Id, null, DraftingApp.Text(Word()), pen); break;
                    case 2: Draft.AddClause(Guid.NewGuid(), at?.ParentId, at?.Id, DraftingApp.Text(Word()), pen, "", one.To % 4 == 0 ? Enum.GetValues<ClauseKind>()[one.To % 13] : null); break;
                    case 3 when at is not null: Draft.Edit(at.Id, at.Version, at.Words with { Text = $"{at.Text} {Word()}" }, pen); break;
                    case 4 when at is not null: Draft.Move(at.Id, one.To % 5 == 0 ? null : to!.Id, one.Act + one.To % 3, pen); break;
                    case 5 when at is not null: Draft.Indent(at.Id, pen); break;
                    case 6 when at is not null: Draft.Outdent(at.Id, pen); break;
                    case 7 when at is not null: if (one.To % 2 == 0) Draft.MoveUp(at.Id, pen); else Draft.MoveDown(at.Id, pen); break;
                    case 8 when at is not null && one.To % 3 == 0: Draft.Remove(at.Id, pen); break;
                    case 9: if (Draft.Clauses.Where(c => !c.Stands).Skip(one.At % 5).FirstOrDefault() is { } removed) Draft.Restore(removed.Id, pen); break;
                    case 10 when at is not null && at.Text.Contains(' ', StringComparison.Ordinal):
                        var next = Draft.Split(at.Id, at.Version, at.Words with { Text = at.Text[..at.Text.IndexOf(' ', StringComparison.Ordinal)] }, Guid.NewGuid(), DraftingApp.Text(at.Text[(at.Text.IndexOf(' ', StringComparison.Ordinal) + 1)..]), pen);
                        Assert.Equal((at.ParentId, at.Position + 1), (next.ParentId, next.Position));
                        break;
                    case 11 when at is not null: Draft.Join(at.Id, pen); break;
                    case 12: return Take(pen, redo: false);
                    case 13: return Take(pen, redo: true);
                    default: return false;
                }
            }
            catch (RuleBroken)
            {
                Refused++;
                Said.RemoveRange(said, Said.Count - said);
                return false;
            }
            // What only moves, splits or joins leaves every word in the text.
            if (one.Act is 4 or 5 or 6 or 7 or 10 or 11) Assert.Equal(standingWords, Words());
            if (DraftAct.Of(Draft, before, pen) is not { } act) return false;
            foreach (var undone in acts.Where(a => a.Person == pen.Person && a.State == ActState.Undone)) undone.Take(ActState.Past);
            acts.Add(act);
            return true;
        }

        public bool Take(Pen pen, bool redo)
        {
            var mine = acts.Where(a => a.Person == pen.Person && a.State == (redo ? ActState.Undone : ActState.Done)).OrderBy(a => a.No).ToList();
            if (mine.Count == 0) return false;
            var act = redo ? mine[0] : mine[^1];
            var since = Draft.Clauses.SelectMany(c => c.Revisions).ToList();
            var others = act.Changes.Where(c => since.Any(r => r.ClauseId == c.Id && r.No > c.After.Version && r.Person != pen.Person)).Select(c => c.Id).ToHashSet();
            try
            {
                if (redo) Draft.Redo(act, since, [], pen);
                else Draft.Undo(act, since, [], pen);
            }
            catch (RuleBroken)
            {
                act.Take(ActState.Past);
                Refused++;
                return false;
            }
            Assert.Empty(others);
            return true;
        }

        private string[] Words() => [.. Draft.Standing.SelectMany(c => c.Text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)).Order(StringComparer.Ordinal)];

        public string[] Outline() => [.. Draft.Numbering.InOrder.Select(n => $"{n.Citation} {n.Kind} {Draft.Clauses.Single(c => c.Id == n.Id).Text}")];
    }

    /// <summary>The numbers once more, by counting along the text.</summary>
    private static void NumbersAreRight(Resolution draft)
    {
        string[] roman = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI", "XXII", "XXIII", "XXIV", "XXV", "XXVI", "XXVII", "XXVIII", "XXIX", "XXX"];
        var letters = "a b c d đ e g h i k l m n o p q r s t u v x y".Split(' ');
        var articles = draft.Layout == DocumentLayout.Articles;
        var counts = new Dictionary<string, int>();
        var annexes = draft.Standing.Count(c => c.Kind == ClauseKind.Annex);
        Guid? annex = null;
        var lastPosition = new Dictionary<string, int>();
        foreach (var n in draft.Numbering.InOrder)
        {
            var clause = draft.Clauses.Single(c => c.Id == n.Id);
            Assert.True(clause.Stands);
            if (clause.ParentId is { } holder) Assert.True(draft.Clauses.Single(c => c.Id == holder) is { Stands: true } h && h.Kind.MayHold(clause.Kind, draft.Layout));
            var siblings = $"{clause.ParentId} {clause.Zone}";
            Assert.Equal(lastPosition.GetValueOrDefault(siblings, -1) + 1, clause.Position);
            lastPosition[siblings] = clause.Position;
            if (n.Kind == ClauseKind.Annex) annex = n.Id;
            var through = n.Kind is ClauseKind.Article or ClauseKind.Chapter;
            var series = through ? $"{n.Kind} in {annex}" : $"{n.Kind} of {clause.ParentId}";
            var number = counts[series] = counts.GetValueOrDefault(series) + 1;
            Assert.Equal(n.Kind switch
            {
                ClauseKind.Part => "Phần " + roman[number], ClauseKind.Chapter => "Chương " + roman[number], ClauseKind.Section => articles ? $"Mục {number}." : roman[number] + ".",
                ClauseKind.Subsection => $"Tiểu mục {number}.", ClauseKind.Article => $"Điều {number}.", ClauseKind.Item => $"{number}.", ClauseKind.Point => letters[number - 1] + ")",
                ClauseKind.Annex => annexes == 1 ? "Phụ lục" : "Phụ lục " + roman[number], _ => "",
            }, n.Label);
            Assert.Equal(n.Citation, Code.Normal(n.Citation));
        }
        Assert.Equal(draft.Standing.Count(), draft.Numbering.InOrder.Count);
        Assert.Equal(draft.Numbering.InOrder.Count, draft.Numbering.InOrder.Select(n => n.Citation).Distinct().Count());
    }

    private static void NoWordIsLost(Room room)
    {
        var kept = room.Draft.Clauses.SelectMany(c => c.Revisions).SelectMany(r => r.Text.Split(' ')).ToHashSet();
        Assert.All(room.Said, w => Assert.Contains(w, kept));
    }

    [Theory]
    [InlineData(DocumentLayout.Sections), InlineData(DocumentLayout.Articles)]
    public void Any_acts_of_two_people_keep_the_numbers_right_and_lose_no_word(DocumentLayout layout) => Prop.ForAll(Tries, tries =>
    {
        var room = new Room(layout);
        foreach (var one in tries)
        {
            room.Do(one, alone: false);
            NumbersAreRight(room.Draft);
        }
        NoWordIsLost(room);
    }).Check(Often);

    [Theory]
    [InlineData(DocumentLayout.Sections), InlineData(DocumentLayout.Articles)]
    public void All_that_one_person_did_can_be_undone_to_the_beginning_and_done_again_to_the_end(DocumentLayout layout) => Prop.ForAll(Tries, tries =>
    {
        var room = new Room(layout);
        // Undo and redo come afterwards.
        foreach (var one in tries.Where(t => t.Act < 12)) room.Do(one, alone: true);
        var (end, refused) = (room.Outline(), room.Refused);
        while (room.Take(Pens.Of("0"), redo: false)) NumbersAreRight(room.Draft);
        Assert.Empty(room.Outline());
        while (room.Take(Pens.Of("0"), redo: true)) NumbersAreRight(room.Draft);
        Assert.Equal(end, room.Outline());
        Assert.Equal(refused, room.Refused);
        NoWordIsLost(room);
    }).Check(Often);

    [Fact]
    public void A_difference_of_words_applied_to_the_old_text_gives_the_new_one() =>
        Prop.ForAll(Texts, Texts, (before, after) =>
        {
            var runs = WordDiff.Between(before, after);
            Assert.Equal(before, string.Concat(runs.Where(r => r.Change != WordChange.Inserted).Select(r => r.Text)));
            Assert.Equal(after, string.Concat(runs.Where(r => r.Change != WordChange.Deleted).Select(r => r.Text)));
        }).Check(Often);

    private static readonly Arbitrary<string> Texts = (from words in Gen.Elements("Bộ", "Ngoại giao", "chủ trì,", "phối hợp", "với", "các", "địa phương;", "(15-CT/TW)", "\n", " ", "đ)", "30/2020").ArrayOf() select string.Join(' ', words)).ToArbitrary();
}
