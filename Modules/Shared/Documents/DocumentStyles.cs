using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Conference.Shared.Documents;

/// <summary>
/// The named styles of a document; sizes, weights and distances are those of Decree 30/2020/NĐ-CP, Annex I, part I, section V.
/// Whoever works on the file in Word changes the look in the styles.
/// </summary>
internal static class DocumentStyles
{
    public const string
        Body = "BodyText", Kind = "Title", Abstract = "Subtitle", Country = "Country", Motto = "Motto", ParentBody = "ParentBody", IssuingBody = "IssuingBody",
        Number = "DocumentNumber", PlaceAndDate = "PlaceAndDate", Mark = "DocumentMark", Rule = "Rule", Authority = "Authority", LegalBasis = "LegalBasis", Enacting = "Enacting",
        Capacity = "SigningCapacity", Signer = "Signer", RecipientsHead = "RecipientsHead", Recipient = "Recipient",
        AnnexNumber = "AnnexNumber", AnnexTitle = "AnnexTitle", Attached = "AnnexReference", TableHead = "TableHead", TableText = "TableText", TableCentred = "TableTextCentred", TableGroup = "TableGroup", Grid = "DocumentGrid",
        PageNumber = "Header", Foot = "Footer", End = "EndOfPart";

    /// <summary>1.27 cm, the indent of a first line.</summary>
    private const string FirstLine = "720";

    /// <summary>The style of a division's number and heading; one without a heading reads on as text.</summary>
    public static string Of(Divided divided) => divided.Heading.Length > 0 || divided.Division < Division.Heading ? divided.Division.ToString() : Body;

    /// <param name="divisions">Those that have headings, in the order of their rank: the outline of the document.</param>
    public static Styles All(CultureInfo language, IReadOnlyList<Division> divisions)
    {
        var styles = new Styles(
            new DocDefaults(
                new RunPropertiesDefault(new RunPropertiesBaseStyle
                {
                    RunFonts = new() { Ascii = "Times New Roman", HighAnsi = "Times New Roman", EastAsia = "Times New Roman", ComplexScript = "Times New Roman" },
                    FontSize = new() { Val = "28" }, FontSizeComplexScript = new() { Val = "28" },
                    Languages = new() { Val = language.Name, EastAsia = language.Name, Bidi = "ar-SA" },
                }),
                new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle { SpacingBetweenLines = new() { Before = "0", After = "0", Line = "240", LineRule = LineSpacingRuleValues.Auto } })),
            Style("Normal", "Normal", null, isDefault: true),
            new Style(new StyleName { Val = "Normal Table" }, new UIPriority { Val = 99 }, new SemiHidden(), new UnhideWhenUsed(), new StyleTableProperties(
                new TableIndentation { Width = 0, Type = TableWidthUnitValues.Dxa },
                new TableCellMarginDefault(new TableCellLeftMargin { Width = 0, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 0, Type = TableWidthValues.Dxa })))
                { Type = StyleValues.Table, StyleId = "TableNormal", Default = true },
            new Style(new StyleName { Val = "Document Grid" }, new BasedOn { Val = "TableNormal" }, new StyleTableProperties(
                new TableBorders(
                    new TopBorder { Val = BorderValues.Single, Size = 4 }, new LeftBorder { Val = BorderValues.Single, Size = 4 }, new BottomBorder { Val = BorderValues.Single, Size = 4 },
                    new RightBorder { Val = BorderValues.Single, Size = 4 }, new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 }, new InsideVerticalBorder { Val = BorderValues.Single, Size = 4 }),
                new TableCellMarginDefault(
                    new TopMargin { Width = "40", Type = TableWidthUnitValues.Dxa }, new TableCellLeftMargin { Width = 85, Type = TableWidthValues.Dxa },
                    new BottomMargin { Width = "40", Type = TableWidthUnitValues.Dxa }, new TableCellRightMargin { Width = 85, Type = TableWidthValues.Dxa })))
                { Type = StyleValues.Table, StyleId = Grid, CustomStyle = true });

        void Add(string id, string name, double size, bool bold = false, bool italic = false, JustificationValues? align = null, double before = 0, double after = 0,
            bool indent = false, double line = 1, bool keepNext = false, int? outline = null, string basedOn = "Normal") =>
            styles.Append(Style(id, name, basedOn, size, bold, italic, align ?? JustificationValues.Center, before, after, indent, line, keepNext, outline));

        Add(Country, "Country", 12, bold: true);
        Add(Motto, "Motto", 13, bold: true);
        Add(ParentBody, "Parent Body", 12);
        Add(IssuingBody, "Issuing Body", 12, bold: true);
        Add(Number, "Document Number", 13, before: 4);
        Add(PlaceAndDate, "Place and Date", 13, italic: true, before: 4);
        Add(Mark, "Document Mark", 13, bold: true, before: 6);
        Add(Kind, "Title", 14, bold: true, before: 18, keepNext: true);
        Add(Abstract, "Subtitle", 14, bold: true, keepNext: true);
        Add(Rule, "Rule", 3, before: 3, after: 6);
        Add(Authority, "Authority", 14, bold: true, before: 6, after: 6, keepNext: true);
        Add(Body, "Body Text", 14, align: JustificationValues.Both, after: 6, indent: true, line: 1.1);
        Add(LegalBasis, "Legal Basis", 14, italic: true, align: JustificationValues.Both, after: 6, indent: true, line: 1.1);
        Add(Enacting, "Enacting Words", 14, bold: true, before: 6, after: 6, keepNext: true);

        for (var level = 1; level <= Math.Max(1, divisions.Count); level++)
            Add($"Heading{level}", $"heading {level}", 14, bold: true, align: JustificationValues.Both, before: 6, after: 6, keepNext: true, outline: level - 1);
        foreach (var (rank, division) in divisions.Index())
        {
            var centred = division < Division.Heading;
            styles.Append(Style(division.ToString(), $"Division {division}", $"Heading{rank + 1}", 14, true, false, centred ? JustificationValues.Center : JustificationValues.Both,
                centred ? 12 : 6, 6, !centred, centred ? 1 : 1.1, true, null));
        }

        Add(Capacity, "Signing Capacity", 14, bold: true, keepNext: true);
        Add(Signer, "Signer", 14, bold: true, before: 72);
        Add(RecipientsHead, "Recipients", 12, bold: true, italic: true, align: JustificationValues.Left, keepNext: true);
        Add(Recipient, "Recipient", 11, align: JustificationValues.Left);
        Add(AnnexNumber, "Annex Number", 14, bold: true, keepNext: true);
        Add(AnnexTitle, "Annex Title", 14, bold: true, keepNext: true, outline: 0);
        Add(Attached, "Annex Reference", 14, italic: true, after: 2, keepNext: true);
        Add(TableHead, "Table Head", 12, bold: true);
        Add(TableText, "Table Text", 12, align: JustificationValues.Left);
        Add(TableCentred, "Table Text Centred", 12);
        Add(TableGroup, "Table Group", 12, bold: true, align: JustificationValues.Left, keepNext: true);
        Add(PageNumber, "header", 13);
        Add(Foot, "footer", 10);
        Add(End, "End of Part", 1);
        return styles;
    }

    private static Style Style(string id, string name, string? basedOn, double size = 14, bool bold = false, bool italic = false, JustificationValues? align = null,
        double before = 0, double after = 0, bool indent = false, double line = 1, bool keepNext = false, int? outline = null, bool isDefault = false)
    {
        var style = new Style { Type = StyleValues.Paragraph, StyleId = id, Default = isDefault ? true : null, CustomStyle = BuiltIn.Contains(name) || name.StartsWith("heading ", StringComparison.Ordinal) ? null : true };
        style.Append(new StyleName { Val = name });
        if (basedOn is null) return style.With(new PrimaryStyle());
        style.Append(new BasedOn { Val = basedOn });
        if (keepNext) style.Append(new NextParagraphStyle { Val = Body });
        style.Append(new PrimaryStyle());
        style.Append(new StyleParagraphProperties
        {
            KeepNext = keepNext ? new() : null,
            SpacingBetweenLines = new() { Before = Twips(before), After = Twips(after), Line = Twips(line * 12), LineRule = LineSpacingRuleValues.Auto },
            SuppressLineNumbers = Unnumbered.Contains(id) ? new() : null,
            Indentation = new() { FirstLine = indent ? FirstLine : "0" },
            Justification = new() { Val = align },
            OutlineLevel = outline is { } level ? new() { Val = level } : null,
        });
        var half = (2 * size).ToString(CultureInfo.InvariantCulture);
        style.Append(new StyleRunProperties
        {
            Bold = bold ? new() : null, BoldComplexScript = bold ? new() : null, Italic = italic ? new() : null, ItalicComplexScript = italic ? new() : null,
            FontSize = new() { Val = half }, FontSizeComplexScript = new() { Val = half },
        });
        return style;
    }

    /// <summary>What stands above and below the text is not counted where lines are.</summary>
    private static readonly string[] Unnumbered = [Kind, Abstract, Rule, Authority, Recipient, AnnexNumber, AnnexTitle, Attached, End];

    private static readonly string[] BuiltIn = ["Normal", "Title", "Subtitle", "Body Text", "header", "footer"];

    private static Style With(this Style style, OpenXmlElement child)
    {
        style.Append(child);
        return style;
    }

    private static string Twips(double points) => Math.Round(points * 20).ToString(CultureInfo.InvariantCulture);
}
