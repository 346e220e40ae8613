using System.Diagnostics;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Conference.Tests.Shared;

/// <summary>A Word file read back with the Open XML SDK.</summary>
internal sealed class WordFile : IDisposable
{
    private readonly WordprocessingDocument package;

    public WordFile(byte[] file) => package = WordprocessingDocument.Open(new MemoryStream(file), isEditable: false);

    public static readonly string? DecreeCheck = Beside(Path.Combine("shared", "checks", "decree30.py"));

    public static readonly string? Python = new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(p => Run(p, "-c", "import docx").ExitCode == 0);

    public MainDocumentPart Main => package.MainDocumentPart!;
    public Body Body => Main.Document.Body!;

    /// <summary>The text of every paragraph, those in tables too.</summary>
    public IReadOnlyList<string> Lines => [.. Body.Descendants<Paragraph>().Select(TextOf)];

    public IReadOnlyList<(string Style, string Text)> Styled =>
        [.. Body.Descendants<Paragraph>().Select(p => (p.ParagraphProperties!.ParagraphStyleId!.Val!.Value!, TextOf(p))).Where(p => p.Item2.Length > 0)];

    /// <summary>The rows of a table with a head, counted from 1 among those; the paragraphs of a cell with | between them.</summary>
    public IReadOnlyList<string[]> Table(int number) =>
        [.. Body.Elements<Table>().Where(t => t.Descendants<TableHeader>().Any()).ElementAt(number - 1).Elements<TableRow>()
            .Select(r => r.Elements<TableCell>().Select(c => string.Join('|', c.Elements<Paragraph>().Select(TextOf))).ToArray())];

    public IReadOnlyList<SectionProperties> Sections => [.. Body.Descendants<SectionProperties>()];

    public Style Style(string id) => Main.StyleDefinitionsPart!.Styles!.Elements<Style>().Single(s => s.StyleId == id);

    public IReadOnlyList<string> Errors => [.. new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(package).Concat(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(package)).Select(e => $"{e.Path?.XPath}: {e.Description}")];

    public (string? Title, string? Author, string? Language) Facts => (package.PackageProperties.Title, package.PackageProperties.Creator, package.PackageProperties.Language);

    /// <summary>What an independent reader says of the decree's layout; it ends with 0 where everything is right.</summary>
    public static (int ExitCode, string Output) CheckDecree(byte[] file)
    {
        var path = Path.Combine(Path.GetTempPath(), $"conference-{Guid.NewGuid():N}.docx");
        File.WriteAllBytes(path, file);
        try { return Run(Python!, DecreeCheck!, path); }
        finally { File.Delete(path); }
    }

    public static string? Beside(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, path))) return Path.Combine(folder.FullName, path);
        return null;
    }

    public void Dispose() => package.Dispose();

    private static string TextOf(Paragraph paragraph) =>
        string.Concat(paragraph.Descendants().Select(d => d switch { Text t => t.Text, Break => "\n", _ => "" }));

    private static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + error.Result);
        }
        catch (System.ComponentModel.Win32Exception missing) { return (-1, missing.Message); }
    }
}
