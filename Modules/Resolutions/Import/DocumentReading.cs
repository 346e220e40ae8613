using System.Globalization;
using System.Text.RegularExpressions;

namespace Conference.Resolutions;

/// <summary>
/// Makes the tree of a document out of its lines. A number is believed when it is the one that is due at its place; whatever is
/// not understood stays where it stands as text without a number, and a remark says so. No word is left out.
/// </summary>
internal sealed partial class DocumentReading
{
    private sealed class Node(ClauseKind kind, int line)
    {
        public ClauseKind Kind { get; set; } = kind;
        public int Line => line;
        public string Heading { get; set; } = "";
        public List<string> Text { get; } = [];
        public List<Node> Children { get; } = [];
        /// <summary>Its number stood alone: the next line is its heading.</summary>
        public bool WaitsForHeading { get; set; }
        public string Label { get; init; } = "";
        public int Length => Text.Sum(t => t.Length + 1);

        public ReadClause Read(bool english) => new(Kind, ClauseText.In(english, Heading, string.Join('\n', Text)), Line, [.. Children.Select(c => c.Read(english))]);
    }

    private const int LongestHeading = 300, FarthestNumber = 5, LongestPart = ClauseText.LongestText - 500;

    private readonly DocumentLayout layout;
    private readonly List<Node> roots = [];
    private readonly Stack<Node> open = [];
    private readonly List<ReadRemark> remarks = [];
    private readonly List<string> lost = [];
    private Zone zone = Zone.Preamble;
    private int numberWords;

    private DocumentReading(DocumentLayout layout) => this.layout = layout;

    public static ReadDocument Read(IReadOnlyList<DocumentLine> lines, string fallbackTitle, DocumentLayout? layout = null)
    {
        var rest = lines.ToList();
        var title = Title(rest) ?? fallbackTitle;
        var reading = new DocumentReading(layout ?? LayoutOf(lines));
        // Without any number there is nothing that the preamble could stand before.
        if (!rest.Any(l => IsLabelled(l.Text))) reading.zone = Zone.Operative;
        foreach (var line in rest) reading.Take(line);
        var english = IsEnglish(lines);
        return new(title, reading.layout, english, [.. reading.roots.OrderBy(r => r.Kind.Zone).Select(r => r.Read(english))], reading.remarks, lines.Sum(l => Words(l.Text)), reading.numberWords, reading.lost);
    }

    /// <summary>Paragraphs as they are pasted after a clause of this kind: the highest of them become what it is.</summary>
    /// <param name="html">The same as HTML, where the clipboard has it: it knows tables, headings and which line is a number's.</param>
    public static IReadOnlyList<ReadClause> Paste(string text, string? html, DocumentLayout layout, ClauseKind beside, bool english)
    {
        var lines = DocumentLines.OfPlain(text);
        // Whatever a strange HTML hides, no words are lost.
        if (html is { Length: > 0 and <= PastedLines.LongestHtml } && PastedLines.Of(html) is { Count: > 0 } formed && 2 * formed.Sum(l => Words(l.Text)) >= lines.Sum(l => Words(l.Text))) lines = formed;
        if (lines.Count > DocumentLines.MostLines) throw new DocumentUnreadable("This file has more than {0} paragraphs.", DocumentLines.MostLines);
        if (!lines.Any(l => IsLabelled(l.Text)) || !beside.IsLevel) return [.. lines.SelectMany(l => Chunks(l.Text).Select(t => new ReadClause(beside, ClauseText.In(english, "", t), l.No, [])))];
        var reading = new DocumentReading(layout) { zone = Zone.Operative };
        foreach (var line in lines) reading.Take(line);
        var steps = reading.roots.Where(r => r.Kind.IsLevel).Select(r => r.Kind).DefaultIfEmpty(beside).Min() is var highest && Levels.Of(layout).Contains(highest) ? StepsTo(highest, beside, layout) : 0;
        return [.. reading.roots.Select(r => Fit(r, steps, layout).Read(english))];
    }

    private static int StepsTo(ClauseKind from, ClauseKind to, DocumentLayout layout) => Enumerable.Range(-2, 5).FirstOrDefault(s => from.Step(s, layout) == to);

    /// <summary>What would stand below a point stays text with its number.</summary>
    private static Node Fit(Node node, int steps, DocumentLayout layout)
    {
        if (node.Kind.IsLevel && node.Kind.Step(steps, layout) is { } kind) node.Kind = kind;
        else if (node.Kind.IsLevel)
        {
            if (node.Text.Count > 0) node.Text[0] = $"{node.Label} {node.Text[0]}";
            node.Kind = ClauseKind.Paragraph;
        }
        else if (node.Kind.Zone != Zone.Operative) node.Kind = ClauseKind.Paragraph;
        foreach (var child in node.Children.ToList()) Fit(child, steps, layout);
        foreach (var child in node.Children.ToList())
        {
            if (node.Kind.MayHold(child.Kind, layout)) continue;
            node.Text.AddRange(child.Text);
            node.Children.Remove(child);
        }
        return node;
    }

    private void Take(DocumentLine line)
    {
        if (line.Aside) { Unnumbered(line); return; }
        var text = line.Text;
        if (zone != Zone.Preamble && RecipientsHead().Match(text) is { Success: true } recipients && recipients.Groups["rest"].Value is var listed)
        {
            zone = Zone.Recipients;
            Number(text, listed);
            open.Clear();
            if (listed.Length > 0) Flat(ClauseKind.Recipient, line with { Text = listed });
            return;
        }
        if (AnnexHead().Match(text) is { Success: true } annex && IsTitle(annex.Groups["rest"].Value) && (annex.Groups["rest"].Length == 0 || annex.Groups["end"].Length > 0 || IsCapitals(text)))
        {
            zone = Zone.Annexes;
            open.Clear();
            Begin(ClauseKind.Annex, text, annex.Groups["rest"].Value, line);
            return;
        }
        if (Label(line)) return;
        if (zone == Zone.Operative && roots.Count > 0 && SignatureHead().IsMatch(text)) { zone = Zone.Signature; open.Clear(); }
        switch (zone)
        {
            case Zone.Signature: Flat(ClauseKind.Signature, line); break;
            case Zone.Recipients when Bullet().IsMatch(text) || text.EndsWith(';'): Flat(ClauseKind.Recipient, line); break;
            case Zone.Recipients: zone = Zone.Signature; Flat(ClauseKind.Signature, line); break;
            default: Unnumbered(line); break;
        }
    }

    /// <summary>Takes the line as the numbered beginning of a clause, if it is one.</summary>
    private bool Label(DocumentLine line)
    {
        var text = line.Text;
        if (PartHead().Match(text) is { Success: true } part && IsTitle(part.Groups["rest"].Value)) return Begin(ClauseKind.Part, text, part.Groups["rest"].Value, line);
        if (ChapterHead().Match(text) is { Success: true } chapter && IsTitle(chapter.Groups["rest"].Value) && layout == DocumentLayout.Articles) return Begin(ClauseKind.Chapter, text, chapter.Groups["rest"].Value, line);
        if (SubsectionHead().Match(text) is { Success: true } sub && IsTitle(sub.Groups["rest"].Value) && layout == DocumentLayout.Articles) return Begin(ClauseKind.Subsection, text, sub.Groups["rest"].Value, line);
        if (SectionHead().Match(text) is { Success: true } section && IsTitle(section.Groups["rest"].Value)) return Begin(ClauseKind.Section, text, section.Groups["rest"].Value, line);
        if (ArticleHead().Match(text) is { Success: true } article && layout == DocumentLayout.Articles) return Begin(ClauseKind.Article, text, article.Groups["rest"].Value, line, Int(article), line.Heading > 0 ? 999 : 40);
        if (RomanHead().Match(text) is { Success: true } roman && RomanValue(roman.Groups["n"].Value) is > 0 and var number && (number == 1 || number <= Due(ClauseKind.Section) + 1))
        {
            if (layout == DocumentLayout.Articles) Say(line, "“{0}” is written “{1}” in a document with articles.", roman.Groups["n"].Value + ".", $"Mục {Due(ClauseKind.Section)}.");
            return Begin(ClauseKind.Section, text, roman.Groups["rest"].Value, line, number, FarthestNumber);
        }
        if (DeeperHead().IsMatch(text))
        {
            Say(line, "A number such as {0} has no level of its own here; the line stays text.", text.Split(' ')[0]);
            Kept(line);
            return true;
        }
        if (ItemHead().Match(text) is { Success: true } item) return Begin(ClauseKind.Item, text, item.Groups["rest"].Value, line, Int(item), FarthestNumber);
        if (PointHead().Match(text) is { Success: true } point) return Point(point, line);
        return false;
    }

    private bool Point(Match match, DocumentLine line)
    {
        var letter = match.Groups["n"].Value.ToLowerInvariant();
        var due = Due(ClauseKind.Point) - 1;
        var (vietnamese, latin) = (letter == "dd" ? 4 : Numbering.Letters.IndexOf(letter, StringComparison.Ordinal), letter is [>= 'a' and <= 'z'] ? letter[0] - 'a' : -1);
        // "v)" after a text is as often five as it is a letter.
        if (vietnamese != due && latin != due && (Math.Min(Math.Abs(vietnamese - due), latin < 0 ? 99 : Math.Abs(latin - due)) > 3 || due == 0)) return false;
        if (due >= Numbering.Letters.Length)
        {
            Say(line, "There are more than {0} points here; the line stays text.", Numbering.Letters.Length);
            Kept(line);
            return true;
        }
        if (vietnamese != due && !line.Counted) Say(line, "“{0}” is “{1}” at this place.", letter + ")", Numbering.Letter(due) + ")");
        return Begin(ClauseKind.Point, line.Text, match.Groups["rest"].Value, line);
    }

    private int Due(ClauseKind kind) => (Holder(kind)?.Children ?? roots).Count(n => n.Kind == kind) + 1;

    private Node? Holder(ClauseKind kind) => open.FirstOrDefault(n => n.Kind == ClauseKind.Annex || n.Kind.IsLevel && n.Kind < kind);

    private bool Begin(ClauseKind kind, string whole, string rest, DocumentLine line, int? number = null, int farthest = 0)
    {
        if (number is { } given && kind != ClauseKind.Article && given != Due(kind))
        {
            if (Math.Abs(given - Due(kind)) > farthest && given != 1) return false;
            Say(line, "Number {0} is {1} at this place.", given, Due(kind));
        }
        if (zone != Zone.Annexes && kind != ClauseKind.Annex) zone = Zone.Operative;
        var node = new Node(kind, line.No) { Label = whole[..(whole.Length - rest.Length)].Trim() };
        Number(whole, rest);
        if (kind != ClauseKind.Annex)
        {
            while (open.TryPeek(out var top) && top.Kind != ClauseKind.Annex && top.Kind >= kind) open.Pop();
        }
        (open.TryPeek(out var holder) && kind != ClauseKind.Annex ? holder.Children : roots).Add(node);
        open.Push(node);
        if (rest.Length == 0) node.WaitsForHeading = true;
        else if (kind is ClauseKind.Item or ClauseKind.Point || rest.Length > LongestHeading || kind is ClauseKind.Article or ClauseKind.Section && Ends().IsMatch(rest)) Say(node, rest, line);
        else node.Heading = rest;
        return true;
    }

    /// <summary>A line without a number: a heading that was waited for, more of the clause's own text, or a paragraph of its own.</summary>
    private void Unnumbered(DocumentLine line)
    {
        var text = line.Text;
        if (!open.TryPeek(out var top))
        {
            if (zone == Zone.Preamble) Flat(ClauseKind.Recital, line);
            else Paragraph(null, line);
            return;
        }
        if (top.WaitsForHeading && text.Length <= LongestHeading && !line.Aside)
        {
            (top.Heading, top.WaitsForHeading) = (text, false);
            return;
        }
        top.WaitsForHeading = false;
        if (top.Heading.Length > 0 && top.Text.Count == 0 && top.Children.Count == 0 && top.Kind < ClauseKind.Article && IsCapitals(text) && IsCapitals(top.Heading) && top.Heading.Length + text.Length < LongestHeading)
        {
            top.Heading += " " + text;
            return;
        }
        var last = top.Children.LastOrDefault() ?? top;
        if (last.Kind.IsLevel && last != top) last = null;
        // A dash goes on with what it stands under; the first lines below a heading, or after a colon, are the clause's own.
        if (last is not null && !line.Aside && Fits(last, text) && (Bullet().IsMatch(text) && last.Text.Count > 0
            || last == top && (top.Text.Count == 0 && top.Children.Count == 0 || top.Kind is ClauseKind.Item or ClauseKind.Point && top.Text.Count > 0 && !EndsSentence().IsMatch(top.Text[^1]))))
        {
            last.Text.Add(text);
            return;
        }
        Paragraph(top, line);
        Say(line, line.Aside ? "A note or a row of a table, kept as text." : "Text without a number, kept where it stands.");
    }

    private void Kept(DocumentLine line)
    {
        if (open.TryPeek(out var top)) Paragraph(top, line);
        else if (zone == Zone.Preamble) Flat(ClauseKind.Recital, line);
        else Paragraph(null, line);
    }

    private void Paragraph(Node? holder, DocumentLine line)
    {
        foreach (var part in Chunks(line.Text))
        {
            var node = new Node(ClauseKind.Paragraph, line.No);
            node.Text.Add(part);
            (holder?.Children ?? roots).Add(node);
        }
    }

    private void Flat(ClauseKind kind, DocumentLine line)
    {
        foreach (var part in Chunks(line.Text))
        {
            var node = new Node(kind, line.No);
            node.Text.Add(kind == ClauseKind.Recipient ? Clause.Undashed(part) : part);
            roots.Add(node);
        }
        if (kind == ClauseKind.Recital && !Basis().IsMatch(line.Text)) Say(line, "Text before the first number, kept in the preamble.");
    }

    private void Say(Node node, string text, DocumentLine line)
    {
        var parts = Chunks(text).ToList();
        node.Text.Add(parts[0]);
        foreach (var more in parts.Skip(1)) Paragraph(node, line with { Text = more });
    }

    private static bool Fits(Node node, string text) => node.Length + text.Length < LongestPart;

    /// <summary>A text in parts that a clause can hold.</summary>
    private static IEnumerable<string> Chunks(string text)
    {
        while (text.Length > LongestPart)
        {
            var cut = text.LastIndexOf(' ', LongestPart - 1);
            yield return text[..(cut > 0 ? cut : LongestPart)];
            text = text[(cut > 0 ? cut + 1 : LongestPart)..];
        }
        yield return text;
    }

    private void Number(string whole, string rest) => numberWords += Words(whole) - Words(rest);

    private void Say(DocumentLine line, string what, params object[] arguments) => remarks.Add(new(line.No, what, arguments, line.Text));

    /// <summary>The title, which is taken out of the lines: a first heading, a kind of document with what it is about, or a first short line.</summary>
    private static string? Title(List<DocumentLine> lines)
    {
        var preamble = lines.TakeWhile(l => !IsLabelled(l.Text)).ToList();
        var kind = preamble.FindIndex(l => Kind().IsMatch(l.Text));
        List<DocumentLine> taken = [];
        if (preamble.FirstOrDefault(l => l.Heading == 1) is { } heading) taken = [heading];
        else if (kind >= 0) taken = [.. preamble.Skip(kind).Take(kind + 1 < preamble.Count && !Basis().IsMatch(preamble[kind + 1].Text) && preamble[kind + 1].Text.Length <= LongestHeading ? 2 : 1)];
        else if (lines[0] is { Text.Length: <= 200 } first && !Ends().IsMatch(first.Text) && !IsLabelled(first.Text) && !Letterhead().IsMatch(first.Text) && lines.Count > 1) taken = [first];
        if (taken.Count == 0) return null;
        foreach (var line in taken) lines.Remove(line);
        var title = string.Join(' ', taken.Select(l => l.Text));
        return IsCapitals(taken[0].Text) && taken.Count == 2 ? taken[0].Text[..1] + taken[0].Text[1..].ToLower(CultureInfo.GetCultureInfo("vi-VN")) + " " + Lower(taken[1].Text) : title;
    }

    private static string Lower(string text) => IsCapitals(text) || text.Length < 2 || char.IsUpper(text[1]) ? text : char.ToLowerInvariant(text[0]) + text[1..];

    private static DocumentLayout LayoutOf(IReadOnlyList<DocumentLine> lines)
    {
        var articles = lines.Where(l => !l.Aside).Select(l => ArticleHead().Match(l.Text)).Where(m => m.Success).ToList();
        return articles.Count > 1 || articles.Any(m => Int(m) == 1) || lines.Any(l => !l.Aside && ChapterHead().Match(l.Text) is { Success: true } m && IsTitle(m.Groups["rest"].Value)) ? DocumentLayout.Articles : DocumentLayout.Sections;
    }

    private static bool IsEnglish(IReadOnlyList<DocumentLine> lines)
    {
        var letters = lines.SelectMany(l => l.Text).Where(char.IsLetter).Take(20_000).ToList();
        return letters.Count(c => c > 0x7F) * 20 < letters.Count;
    }

    private static bool IsLabelled(string text) =>
        ArticleHead().IsMatch(text) || ItemHead().IsMatch(text) || text.StartsWith("a)", StringComparison.Ordinal)
        || RomanHead().Match(text) is { Success: true } roman && roman.Groups["n"].Value == "I"
        || new[] { PartHead(), ChapterHead(), SectionHead() }.Any(r => r.Match(text) is { Success: true } m && IsTitle(m.Groups["rest"].Value));

    /// <summary>What follows the number of a heading begins like a heading; otherwise the line only speaks of it.</summary>
    private static bool IsTitle(string rest) => rest.Length == 0 || rest.Length <= LongestHeading && !char.IsLower(rest[0]);

    private static bool IsCapitals(string text) => text.Any(char.IsLetter) && !text.Any(char.IsLower);

    private static int Int(Match match) => int.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture);

    /// <summary>The value of a Roman number as it is properly written, or 0.</summary>
    private static int RomanValue(string text) => Enumerable.Range(1, 60).FirstOrDefault(n => Shared.Roman.Of(n) == text);

    internal static int Words(string text) => Word().Count(text);

    [GeneratedRegex(@"[\p{L}\p{M}\d]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^(?:PHẦN|Phần|PART|Part)\s+(?:(?:thứ|THỨ)\s+\p{L}+|[IVXLC]+|\d{1,2})(?![\p{L}\d])[\s.:—–-]*(?<rest>.*)$")]
    private static partial Regex PartHead();

    [GeneratedRegex(@"^(?:CHƯƠNG|Chương|CHAPTER|Chapter)\s+(?:[IVXLC]+|\d{1,2})(?![\p{L}\d])[\s.:—–-]*(?<rest>.*)$")]
    private static partial Regex ChapterHead();

    [GeneratedRegex(@"^(?:MỤC|Mục|SECTION|Section)\s+(?:[IVXLC]+|\d{1,2})(?![\p{L}\d])[\s.:—–-]*(?<rest>.*)$")]
    private static partial Regex SectionHead();

    [GeneratedRegex(@"^(?:TIỂU MỤC|Tiểu mục|SUBSECTION|Subsection)\s+(?:[IVXLC]+|\d{1,2})(?![\p{L}\d])[\s.:—–-]*(?<rest>.*)$")]
    private static partial Regex SubsectionHead();

    [GeneratedRegex(@"^(?:ĐIỀU|Điều|ARTICLE|Article)\s+(?<n>\d{1,3})(?:\s*[.:—–-]\s*|$)(?<rest>.*)$")]
    private static partial Regex ArticleHead();

    [GeneratedRegex(@"^(?<n>[IVXLC]{1,7})\s*[.)—–-]\s*(?<rest>\p{L}.*)$")]
    private static partial Regex RomanHead();

    [GeneratedRegex(@"^(?<n>\d{1,3})\s*[.)]\s*(?<rest>[\p{L}""“'‘(\[].*)$")]
    private static partial Regex ItemHead();

    [GeneratedRegex(@"^\d{1,2}(?:\.\d{1,2})+[.)]?\s+\p{L}")]
    private static partial Regex DeeperHead();

    [GeneratedRegex(@"^(?<n>[Dd]d|[a-zđ])(?:\s*\)\s*|\.\s+)(?<rest>\S.*)$")]
    private static partial Regex PointHead();

    [GeneratedRegex(@"^(?:PHỤ LỤC|Phụ lục|ANNEX|Annex|APPENDIX|Appendix)(?:\s+(?:[IVXLC]+|\d{1,2}))?(?![\p{L}\d])(?<end>[\s.:—–-]*[.:—–-]+)?\s*(?<rest>.*)$")]
    private static partial Regex AnnexHead();

    [GeneratedRegex(@"^(?:Nơi nhận|NƠI NHẬN|Recipients|RECIPIENTS)\s*:\s*(?<rest>.*)$")]
    private static partial Regex RecipientsHead();

    [GeneratedRegex(@"^(?:TM\.|T/M|KT\.|TL\.|TUQ\.|Q\.\s|THAY MẶT|ON BEHALF OF|\((?:Đã ký|đã ký|Signed|signed)\)|(?:THỦ TƯỚNG|CHỦ TỊCH|BỘ TRƯỞNG|TỔNG BÍ THƯ|TRƯỞNG ĐOÀN)\b)")]
    private static partial Regex SignatureHead();

    [GeneratedRegex(@"^(?:Căn cứ|Theo đề nghị|Xét|Trên cơ sở|Quán triệt|Thực hiện|QUYẾT NGHỊ|Pursuant|Having|Recalling|Considering|Noting|Recognizing|Bearing|On the proposal|At the proposal)")]
    private static partial Regex Basis();

    [GeneratedRegex(@"^(?:NGHỊ QUYẾT|NGHỊ ĐỊNH|CHỈ THỊ|QUYẾT ĐỊNH|KẾ HOẠCH|CHƯƠNG TRÌNH|CHƯƠNG TRÌNH HÀNH ĐỘNG|RESOLUTION|DIRECTIVE|DECREE|DECISION|ACTION PLAN|ACTION PROGRAM)$")]
    private static partial Regex Kind();

    [GeneratedRegex("CỘNG H[OÒ][AÀ] XÃ HỘI|Độc lập|^Số:|^No\\.", RegexOptions.IgnoreCase)]
    private static partial Regex Letterhead();

    [GeneratedRegex(@"^\s*[-–—+•*·]\s*")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"[.;:…]/?\.?$")]
    private static partial Regex Ends();

    [GeneratedRegex(@"[.;!?…][""”’)]*$")]
    private static partial Regex EndsSentence();
}
