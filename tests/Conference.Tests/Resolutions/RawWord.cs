using System.IO.Compression;
using System.Xml.Linq;

namespace Conference.Tests.Resolutions;

/// <summary>
/// Reads a Word file past any library: the letters of its parts with all tracked changes accepted or rejected, as ISO 29500 part 1,
/// 17.13.5 describes them. Knows nothing of the code that wrote it.
/// </summary>
internal static class RawWord
{
    private static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    public static XDocument Part(byte[] file, string name = "word/document.xml")
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        using var part = zip.GetEntry(name)!.Open();
        return XDocument.Load(part, LoadOptions.PreserveWhitespace);
    }

    /// <summary>Style and text of every paragraph, tables included, then of every footer.</summary>
    public static IReadOnlyList<(string Style, string Text)> Read(byte[] file, bool accept)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        var lines = new List<(string, string)>();
        Read(Part(file).Root!.Element(W + "body")!, accept, lines);
        foreach (var footer in zip.Entries.Where(e => e.FullName.StartsWith("word/footer", StringComparison.Ordinal)).OrderBy(e => e.FullName, StringComparer.Ordinal)) Read(Part(file, footer.FullName).Root!, accept, lines);
        return lines;
    }

    public static IReadOnlyList<(string Kind, string Author, string Date, string Text)> Changes(byte[] file) =>
        [.. Part(file).Descendants().Where(e => e.Name == W + "ins" || e.Name == W + "del").Where(e => e.Parent!.Name == W + "p")
            .Select(e => (e.Name.LocalName, (string)e.Attribute(W + "author")!, (string)e.Attribute(W + "date")!, string.Concat(e.Descendants().Where(t => t.Name == W + "t" || t.Name == W + "delText").Select(t => t.Value))))];

    private static void Read(XElement container, bool accept, List<(string, string)> lines)
    {
        var carried = "";
        foreach (var element in container.Elements())
        {
            if (element.Name == W + "tbl")
            {
                Assert.Equal("", carried);
                foreach (var row in element.Elements(W + "tr").Where(r => r.Element(W + "trPr")?.Element(W + (accept ? "del" : "ins")) is null))
                    foreach (var cell in row.Elements(W + "tc")) Read(cell, accept, lines);
            }
            if (element.Name != W + "p") continue;
            var properties = element.Element(W + "pPr");
            carried += Letters(element, accept);
            // A paragraph whose mark goes is joined with the next one.
            if (properties?.Element(W + "rPr")?.Element(W + (accept ? "del" : "ins")) is not null) continue;
            var looks = !accept && properties?.Element(W + "pPrChange") is { } changed ? changed.Element(W + "pPr") : properties;
            lines.Add(((string?)looks?.Element(W + "pStyle")?.Attribute(W + "val") ?? "", carried));
            carried = "";
        }
        Assert.Equal("", carried);
    }

    private static string Letters(XElement paragraph, bool accept) => string.Concat(paragraph.Descendants().Where(e => !e.Ancestors(W + (accept ? "del" : "ins")).Any()).Select(e =>
        e.Name == W + "t" || e.Name == W + "delText" ? e.Value : e.Name == W + "br" ? "\n" : ""));
}
