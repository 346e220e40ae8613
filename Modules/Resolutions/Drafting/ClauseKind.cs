namespace Conference.Resolutions;

/// <summary>
/// What a clause is. The levels from part to point hold one another and are numbered; a paragraph has no number and stands
/// in any of them; recitals, closing, signatures and recipients are lists of their own; an annex holds levels like the text.
/// </summary>
public enum ClauseKind { Recital, Part, Chapter, Section, Subsection, Article, Item, Point, Paragraph, Closing, Signature, Recipient, Annex }

/// <summary>The parts of a document, in the order in which they stand.</summary>
public enum Zone { Preamble, Operative, Closing, Signature, Recipients, Annexes }

/// <summary>
/// The two layouts of Vietnamese documents (Decree 30/2020, annex I): phần – mục (I.) – khoản (1.) – điểm (a)) without Điều, or
/// phần – chương – mục – tiểu mục – Điều – khoản – điểm.
/// </summary>
public enum DocumentLayout { Sections, Articles }

/// <summary>Which languages of a clause keep step; the other one has to follow.</summary>
public enum Translation { InStep, EnglishBehind, VietnameseBehind }

/// <summary>What a revision of a clause did.</summary>
public enum RevisionKind { Added, Edited, Moved, Removed, Restored, Undone, Redone }

public enum ResolutionState { Draft, Adopted }

/// <summary>How the conference came to its decision.</summary>
public enum AdoptionBasis { Unanimously, Consensus, Vote, Silence }

/// <summary>Which levels a layout has, and what may stand in what. Every level may be left out.</summary>
public static class Levels
{
    private static readonly ClauseKind[] sections = [ClauseKind.Part, ClauseKind.Section, ClauseKind.Item, ClauseKind.Point];
    private static readonly ClauseKind[] articles = [ClauseKind.Part, ClauseKind.Chapter, ClauseKind.Section, ClauseKind.Subsection, ClauseKind.Article, ClauseKind.Item, ClauseKind.Point];

    /// <summary>From the highest to the lowest.</summary>
    public static IReadOnlyList<ClauseKind> Of(DocumentLayout layout) => layout == DocumentLayout.Articles ? articles : sections;

    extension(ClauseKind kind)
    {
        public bool IsLevel => kind is >= ClauseKind.Part and <= ClauseKind.Point;

        public Zone Zone => kind switch
        {
            ClauseKind.Recital => Zone.Preamble,
            ClauseKind.Closing => Zone.Closing,
            ClauseKind.Signature => Zone.Signature,
            ClauseKind.Recipient => Zone.Recipients,
            ClauseKind.Annex => Zone.Annexes,
            _ => Zone.Operative,
        };

        public bool MayHold(ClauseKind other, DocumentLayout layout) =>
            (kind.IsLevel || kind == ClauseKind.Annex)
            && (other == ClauseKind.Paragraph || other.IsLevel && Of(layout).Contains(other) && (kind == ClauseKind.Annex || other > kind));

        /// <summary>What usually stands in a clause of this kind.</summary>
        public ClauseKind UsualChild(DocumentLayout layout) => (kind, layout) switch
        {
            (ClauseKind.Part, DocumentLayout.Articles) => ClauseKind.Chapter,
            (ClauseKind.Article, _) or (ClauseKind.Section, DocumentLayout.Sections) => ClauseKind.Item,
            (ClauseKind.Item, _) => ClauseKind.Point,
            (ClauseKind.Point, _) => ClauseKind.Paragraph,
            _ => Top(layout),
        };

        /// <summary>The kind this many steps below (above where negative) in the levels that every layout's text is made of; null beyond them.</summary>
        public ClauseKind? Step(int steps, DocumentLayout layout)
        {
            ClauseKind[] core = [Top(layout), ClauseKind.Item, ClauseKind.Point];
            var at = Array.IndexOf(core, kind);
            return at < 0 ? kind : at + steps >= 0 && at + steps < core.Length ? core[at + steps] : null;
        }
    }

    /// <summary>What a text is usually made of: sections, or articles.</summary>
    public static ClauseKind Top(DocumentLayout layout) => layout == DocumentLayout.Articles ? ClauseKind.Article : ClauseKind.Section;
}
