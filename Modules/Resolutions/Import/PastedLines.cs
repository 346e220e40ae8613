using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Conference.Resolutions;

/// <summary>
/// The paragraphs of HTML as word processors put it on the clipboard. Word writes the number of a list item out, inside a condition that
/// browsers ignore; others leave the counting to ol. Rows of tables are lines; deletions, comments and what only Office reads are left out.
/// </summary>
internal sealed partial class PastedLines
{
    public const int LongestHtml = 4_000_000;

    private sealed class Row
    {
        public List<List<DocumentLine>> Cells { get; } = [];
    }

    private sealed class Numbered(string? format, int next)
    {
        public string Next() => format is null ? "-" : Written(format, next++);
    }

    private const int LongestLabel = 10;

    private readonly List<DocumentLine> lines = [];
    private readonly Stack<Row> rows = [];
    private readonly Stack<Numbered> lists = [];
    private readonly StringBuilder text = new(), marker = new();
    private int heading, markerDepth;
    private bool aside, counted;

    public static IReadOnlyList<DocumentLine> Of(string html)
    {
        var reading = new PastedLines();
        reading.Read(html);
        while (reading.rows.Count > 0) reading.End("tr");
        reading.Flush();
        return [.. reading.lines.Select((l, i) => l with { No = i + 1 })];
    }

    private void Read(string html)
    {
        const string Start = "<!--StartFragment-->", Finish = "<!--EndFragment-->";
        if (html.IndexOf(Start, StringComparison.OrdinalIgnoreCase) is >= 0 and var begins) html = html[(begins + Start.Length)..];
        if (html.IndexOf(Finish, StringComparison.OrdinalIgnoreCase) is >= 0 and var ends) html = html[..ends];
        var (skipped, depth) = ("", 0);
        for (var at = 0; at < html.Length;)
        {
            if (html[at] != '<')
            {
                var end = html.IndexOf('<', at);
                if (end < 0) end = html.Length;
                if (depth == 0) Say(WebUtility.HtmlDecode(html[at..end]));
                at = end;
                continue;
            }
            if (html.AsSpan(at).StartsWith("<!--"))
            {
                var end = html.IndexOf("-->", at + 4, StringComparison.Ordinal);
                at = end < 0 ? html.Length : end + 3;
                continue;
            }
            var close = EndOfTag(html, at);
            var tag = html[at..close];
            at = close;
            if (tag.StartsWith("<![", StringComparison.Ordinal)) { Condition(tag); continue; }
            if (Tag().Match(tag) is not { Success: true } match) continue;
            var (name, opens, attributes) = (match.Groups["name"].Value.ToLowerInvariant(), match.Groups["end"].Length == 0, match.Groups["attributes"].Value);
            if (depth > 0)
            {
                if (name == skipped) depth += opens ? 1 : -1;
            }
            else if (opens && IsSkipped(name, attributes))
            {
                if (!attributes.EndsWith('/')) (skipped, depth) = (name, 1);
            }
            else if (opens) Begin(name, attributes);
            else End(name);
        }
    }

    /// <summary>Where a tag ends; a bracket within a quoted value does not end it.</summary>
    private static int EndOfTag(string html, int at)
    {
        var quote = '\0';
        for (; at < html.Length; at++)
        {
            if (quote != '\0') { if (html[at] == quote) quote = '\0'; }
            else if (html[at] is '"' or '\'') quote = html[at];
            else if (html[at] == '>') return at + 1;
        }
        return html.Length;
    }

    private static bool IsSkipped(string name, string attributes) => name is "head" or "style" or "script" or "title" or "xml" or "del"
        || attributes.Contains("msocomanchor", StringComparison.OrdinalIgnoreCase) || attributes.Contains("mso-element:comment-list", StringComparison.OrdinalIgnoreCase);

    private void Condition(string tag)
    {
        if (tag.Contains("!supportLists", StringComparison.OrdinalIgnoreCase)) markerDepth = 1;
        else if (tag.Contains("endif", StringComparison.OrdinalIgnoreCase)) markerDepth = 0;
    }

    private void Begin(string name, string attributes)
    {
        if (markerDepth > 0 && name == "span") markerDepth++;
        switch (name)
        {
            case "span" when attributes.Contains("mso-list:ignore", StringComparison.OrdinalIgnoreCase): markerDepth = Math.Max(markerDepth, 1); break;
            case "br": if (markerDepth == 0) text.Append('\n'); break;
            case "p" or "div" or "blockquote" or "dt" or "dd" or "table" or ['h', >= '1' and <= '6']:
                Flush();
                if (name is ['h', var level] && char.IsDigit(level)) heading = level - '0';
                else if (Outline().Match(attributes) is { Success: true } outline) heading = outline.Groups[1].Value[0] - '0';
                else if (attributes.Contains("MsoTitle", StringComparison.OrdinalIgnoreCase)) heading = 1;
                aside = attributes.Contains("MsoFootnoteText", StringComparison.OrdinalIgnoreCase) || attributes.Contains("MsoEndnoteText", StringComparison.OrdinalIgnoreCase);
                break;
            case "ol" or "ul":
                Flush();
                lists.Push(new(name == "ul" ? null : Format().Match(attributes) is { Success: true } format ? format.Groups["type"].Value : "1", Start().Match(attributes) is { Success: true } start ? int.Parse(start.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : 1));
                break;
            case "li":
                Flush();
                if (lists.TryPeek(out var list) && !NoMarker().IsMatch(attributes)) (_, counted) = (marker.Clear().Append(list.Next()), true);
                break;
            case "tr": Flush(); rows.Push(new()); break;
            case "td" or "th": Flush(); if (rows.TryPeek(out var row)) row.Cells.Add([]); break;
        }
    }

    private void End(string name)
    {
        if (markerDepth > 0 && name == "span") markerDepth--;
        switch (name)
        {
            case "p" or "div" or "blockquote" or "dt" or "dd" or "li" or "td" or "th" or "table" or ['h', >= '1' and <= '6']: Flush(); break;
            case "ol" or "ul": Flush(); lists.TryPop(out _); break;
            case "tr":
                Flush();
                if (rows.TryPop(out var row)) AddRow(row);
                break;
        }
    }

    /// <summary>A table that only lays out the letterhead or the signature is read cell by cell; any other row is one line.</summary>
    private void AddRow(Row row)
    {
        if (row.Cells.Any(c => c.Count > 1)) foreach (var line in row.Cells.SelectMany(c => c)) Add(line);
        else if (string.Join(" | ", row.Cells.Select(c => c is [var one] ? one.Text : "")).Trim(' ', '|') is { Length: > 0 } joined) Add(new(0, joined, Aside: true));
    }

    private void Add(DocumentLine line)
    {
        if (rows.TryPeek(out var row) && row.Cells is [.., var cell]) cell.Add(line);
        else lines.Add(line);
    }

    private void Say(string said)
    {
        // In HTML a line's end is a space; Word pads with spaces that do not break.
        said = said.Replace('\u00A0', ' ').Replace('\r', ' ').Replace('\n', ' ');
        if (markerDepth > 0) (_, counted) = (marker.Append(said), true);
        else text.Append(said);
    }

    private void Flush()
    {
        var label = Label(Shared.Clean.Line(marker.ToString()));
        // Where the condition was never closed, a sentence stands in it.
        if (label.Length > LongestLabel) (label, _) = ("", text.Insert(0, marker));
        foreach (var part in text.ToString().Split('\n'))
        {
            var words = Shared.Clean.Line(Wording.Compose(part));
            if (words.Length == 0) continue;
            Add(new(0, label.Length > 0 ? $"{label} {words}" : words, heading, aside, counted));
            (label, counted) = ("", false);
            marker.Clear();
        }
        text.Clear();
        // A paragraph that only begins inside a list item leaves its number for the next one.
        if (lists.Count == 0) marker.Clear();
        (heading, aside, markerDepth) = (0, false, 0);
    }

    /// <summary>The number as Word wrote it; the letters of symbol fonts, such as § and o, are bullets.</summary>
    private static string Label(string marker) => marker.Length == 0 ? "" : marker.Any(char.IsDigit) || marker[^1] is '.' or ')' or ':' || marker.Count(char.IsLetter) > 1 ? marker : "-";

    private static string Written(string format, int number) => format switch
    {
        "a" or "lower-alpha" or "lower-latin" when number <= Numbering.Letters.Length => $"{Numbering.Letter(number - 1)})",
        "A" or "upper-alpha" or "upper-latin" => $"{(char)('A' + (number - 1) % 26)}.",
        "i" or "lower-roman" => $"{Shared.Roman.Of(number).ToLowerInvariant()})",
        "I" or "upper-roman" => $"{Shared.Roman.Of(number)}.",
        _ => $"{number}.",
    };

    [GeneratedRegex(@"^<(?<end>/?)(?<name>[a-zA-Z][\w:-]*)(?<attributes>[^\0]*?)>?$")]
    private static partial Regex Tag();

    [GeneratedRegex(@"mso-outline-level:\s*([1-6])", RegexOptions.IgnoreCase)]
    private static partial Regex Outline();

    [GeneratedRegex(@"(?:\btype\s*=\s*[""']?|list-style-type:\s*)(?<type>upper-roman|lower-roman|upper-alpha|lower-alpha|upper-latin|lower-latin|decimal|[1aAiI](?![\w-]))")]
    private static partial Regex Format();

    [GeneratedRegex(@"\bstart\s*=\s*[""']?(\d{1,4})", RegexOptions.IgnoreCase)]
    private static partial Regex Start();

    [GeneratedRegex(@"list-style(?:-type)?:\s*none", RegexOptions.IgnoreCase)]
    private static partial Regex NoMarker();
}
