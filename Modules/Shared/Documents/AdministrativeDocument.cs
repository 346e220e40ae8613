using System.Globalization;

namespace Conference.Shared.Documents;

public enum DocumentLanguage { Vietnamese, English }

/// <summary>
/// An administrative document as Decree 30/2020/NĐ-CP (Annex I) knows it: what it says, part by part. How it looks is the
/// writer's affair (<see cref="WordDocument"/>). Names come in ordinary letters; the writer capitalises what the
/// decree wants in capitals. Text keeps its line breaks.
/// </summary>
public sealed record AdministrativeDocument
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    public DocumentLanguage Language { get; init; }

    /// <summary>The body above the one that issues the document; empty where there is none.</summary>
    public string ParentBody { get; init; } = "";
    public required string IssuingBody { get; init; }
    /// <summary>Number and symbol, such as 01/NQ-HNNG32; null where the document has none.</summary>
    public string? Number { get; init; }
    /// <summary>Place and date are left out where the document has neither, as minutes have.</summary>
    public string Place { get; init; } = "";
    /// <summary>Null beside a place leaves room for a date that is not known yet.</summary>
    public DateOnly? Date { get; init; }
    /// <summary>What the document is marked with below its number, such as “Dự thảo”.</summary>
    public string Mark { get; init; } = "";

    /// <summary>The kind of document, such as “Nghị quyết”, and what it is about in one phrase.</summary>
    public required string Kind { get; init; }
    public string Abstract { get; init; } = "";

    /// <summary>Who decides, in a line of its own above the legal bases.</summary>
    public string Authority { get; init; } = "";
    /// <summary>“Căn cứ …”, one each; the writer ends them with semicolons and a full stop.</summary>
    public IReadOnlyList<LegalBasis> LegalBases { get; init; } = [];
    /// <summary>“Quyết nghị:”, between the legal bases and the content.</summary>
    public string Enacting { get; init; } = "";

    /// <summary>The text. The writer closes it with “./.”.</summary>
    public required IReadOnlyList<Block> Content { get; init; }

    /// <summary>One signer stands beside the recipients; several stand side by side, above them.</summary>
    public IReadOnlyList<Signature> Signatures { get; init; } = [];
    /// <summary>“Nơi nhận”, one each, the file copy last; without dashes and semicolons.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];
    /// <summary>Each begins on a page of its own with page numbers of its own; several are numbered I, II, III.</summary>
    public IReadOnlyList<Annex> Annexes { get; init; } = [];

    /// <summary>Across the page, for a document that is a wide table.</summary>
    public bool Landscape { get; init; }
    /// <summary>Every line of the text has its number in the margin, from 1 on each page; lines of tables have none.</summary>
    public bool LineNumbers { get; init; }

    /// <summary>A line at the foot of every page, such as the SHA-256 of an adopted text.</summary>
    public string Foot { get; init; } = "";

    internal CultureInfo Culture => CultureInfo.GetCultureInfo(Language == DocumentLanguage.Vietnamese ? "vi-VN" : "en-GB");
}

/// <param name="Key">What this basis is in every version of the document.</param>
public sealed record LegalBasis(string Text, string? Key = null)
{
    public static implicit operator LegalBasis(string text) => new(text);
}

/// <summary>A part of the text.</summary>
public abstract record Block
{
    /// <summary>What this part is in every version of the document, whatever it says and wherever it stands; null where only its words tell.</summary>
    public string? Key { get; init; }
}

/// <summary>
/// What a division is called. A document is divided by part, chapter, section, subsection, article, clause and point, or
/// by part, heading (I., II.), clause and point without articles.
/// </summary>
public enum Division { Part, Chapter, Section, Subsection, Heading, Article, Clause, Point }

/// <summary>A division with its number as the text writes it: “Chương I”, “Mục 1”, “II.”, “Điều 3.”, “1.”, “đ)”.</summary>
public sealed record Divided(Division Division, string Number, string Heading = "", string Text = "") : Block;

/// <summary>Paragraphs of the text; phrases of it may be bold or italic.</summary>
public sealed record Prose(params IReadOnlyList<Phrase> Phrases) : Block
{
    public string Text => string.Concat(Phrases.Select(p => p.Text));

    public static implicit operator Prose(string text) => new([text]);
}

/// <summary>Words in one kind of type.</summary>
/// <param name="Change">Whether a proposal puts them in (underlined) or takes them out (struck through).</param>
public sealed record Phrase(string Text, bool Bold = false, bool Italic = false, WordChange Change = WordChange.Same)
{
    public static implicit operator Phrase(string text) => new(text);
}

/// <summary>A table; its head is repeated on every page.</summary>
public sealed record DocumentTable(IReadOnlyList<DocumentColumn> Columns, IReadOnlyList<DocumentRow> Rows) : Block;

/// <param name="Share">Width as a share of the sum of all shares.</param>
public sealed record DocumentColumn(string Heading, double Share, bool Centred = false);

/// <summary>A row; where it has fewer cells than the table has columns, the last cell spans the rest.</summary>
/// <param name="Group">A row that heads those below it.</param>
/// <param name="Key">What this row is in every version of the document.</param>
public sealed record DocumentRow(IReadOnlyList<Prose> Cells, bool Group = false, string? Key = null);

/// <summary>The right by which someone signs in another's place: TM., Q., KT., TL., TUQ. (Annex I, part I, II.7.b).</summary>
public enum SigningAuthority { OnBehalfOf, Acting, InPlaceOf, ByOrderOf, ByAuthorisationOf }

/// <param name="Title">The signer's own office.</param>
/// <param name="Name">Without academic titles; empty leaves room for one.</param>
/// <param name="By">By which right, where it is not the signer's own.</param>
/// <param name="For">The body or office for which is signed.</param>
public sealed record Signature(string Title, string Name = "", SigningAuthority? By = null, string For = "");

/// <param name="Landscape">Across the page, for wide tables.</param>
public sealed record Annex(string Title, IReadOnlyList<Block> Content, bool Landscape = false);
