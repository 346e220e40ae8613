using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Conference.Shared;

namespace Conference.Sessions;

/// <summary>What a file is by its bytes, whatever its name says; and whether a browser may show it rather than save it.</summary>
/// <param name="Name">English name, a key of its translation.</param>
/// <param name="Extensions">The endings that its name may have.</param>
internal sealed record FileKind(string Name, string ContentType, string[] Extensions, bool Shown = false)
{
    private const int MostEntries = 5_000, MostDirectory = 2 << 20;
    private const long MostUnpacked = 2L << 30;

    public static readonly FileKind
        Pdf = new("PDF", "application/pdf", [".pdf"], Shown: true),
        Png = new("PNG image", "image/png", [".png"], Shown: true),
        Jpeg = new("JPEG image", "image/jpeg", [".jpg", ".jpeg"], Shown: true),
        Gif = new("GIF image", "image/gif", [".gif"], Shown: true),
        WebP = new("WebP image", "image/webp", [".webp"], Shown: true),
        Word = new("Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", [".docx"]),
        Excel = new("Excel workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", [".xlsx"]),
        PowerPoint = new("PowerPoint presentation", "application/vnd.openxmlformats-officedocument.presentationml.presentation", [".pptx"]),
        OpenText = new("OpenDocument text", "application/vnd.oasis.opendocument.text", [".odt"]),
        OpenSheet = new("OpenDocument spreadsheet", "application/vnd.oasis.opendocument.spreadsheet", [".ods"]),
        OpenSlides = new("OpenDocument presentation", "application/vnd.oasis.opendocument.presentation", [".odp"]),
        Text = new("text file", "text/plain; charset=utf-8", [".txt", ".md", ".csv"]);

    public static readonly IReadOnlyList<FileKind> All = [Pdf, Word, Excel, PowerPoint, OpenText, OpenSheet, OpenSlides, Png, Jpeg, Gif, WebP, Text];

    public static string Accepted => string.Join(',', All.SelectMany(k => k.Extensions));

    /// <summary>Reads what a file is and holds it against its name.</summary>
    /// <exception cref="RuleBroken">It is nothing that is taken, or not what its name says.</exception>
    public static async Task<FileKind> Of(Stream file, string fileName, CancellationToken ct)
    {
        if (file.Length == 0) throw new RuleBroken("{0} is empty.", fileName);
        var kind = await Sniff(file, fileName, ct) ?? throw new RuleBroken("{0} is none of the documents that can be kept here: PDF, Word, Excel, PowerPoint, OpenDocument, images or plain text.", fileName);
        var ending = Path.GetExtension(fileName).ToLowerInvariant();
        if (!kind.Extensions.Contains(ending)) throw new RuleBroken("By its content {0} is a file of another kind than its name says. Give it the ending {1} if that is right.", fileName, kind.Extensions[0]);
        return kind;
    }

    private static async Task<FileKind?> Sniff(Stream file, string fileName, CancellationToken ct)
    {
        var head = new byte[512];
        file.Position = 0;
        var read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        var start = head.AsMemory(0, read);
        if (Begins(start, "%PDF-"u8)) return Pdf;
        if (Begins(start, [0x89, .. "PNG\r\n"u8, 0x1a, 0x0a])) return Png;
        if (Begins(start, [0xff, 0xd8, 0xff])) return Jpeg;
        if (Begins(start, "GIF87a"u8) || Begins(start, "GIF89a"u8)) return Gif;
        if (Begins(start, "RIFF"u8) && read >= 12 && start.Span[8..12].SequenceEqual("WEBP"u8)) return WebP;
        if (Begins(start, [0xd0, 0xcf, 0x11, 0xe0])) throw new RuleBroken("{0} is in the old Office format, which can hide programs. Save it as .docx, .xlsx or .pptx and add that.", fileName);
        if (Begins(start, [.. "PK"u8, 3, 4])) return Office(file, fileName);
        return await IsText(file, ct) && Text.Extensions.Contains(Path.GetExtension(fileName).ToLowerInvariant()) ? Text : null;
    }

    private static bool Begins(ReadOnlyMemory<byte> start, ReadOnlySpan<byte> mark) => start.Span.StartsWith(mark);

    /// <summary>Looks into a package without unpacking it: which format it is, and that it holds no programs and no bomb.</summary>
    private static FileKind? Office(Stream file, string fileName)
    {
        try
        {
            if (DirectorySize(file) > MostDirectory) throw Bomb();
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MostEntries || zip.Entries.Sum(e => Math.Min(e.Length, MostUnpacked)) > MostUnpacked || zip.Entries.Any(e => e.Length < 0)) throw Bomb();
            if (zip.Entries.Any(e => e.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || e.FullName.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase) || e.FullName.StartsWith("Scripts/", StringComparison.OrdinalIgnoreCase)))
                throw new RuleBroken("{0} holds macros. Save it without them and add that.", fileName);
            if (zip.GetEntry("[Content_Types].xml") is not null)
                return zip.GetEntry("word/document.xml") is not null ? Word : zip.GetEntry("xl/workbook.xml") is not null ? Excel : zip.GetEntry("ppt/presentation.xml") is not null ? PowerPoint : null;
            return zip.GetEntry("mimetype") is { Length: <= 100 } type && zip.GetEntry("content.xml") is not null ? All.SingleOrDefault(k => k.ContentType == Read(type)) : null;
        }
        catch (InvalidDataException)
        {
            throw new RuleBroken("{0} is damaged: it cannot be opened.", fileName);
        }

        RuleBroken Bomb() => new("{0} unpacks to far more than a document needs. It is not taken.", fileName);
    }

    private static string Read(ZipArchiveEntry entry)
    {
        Span<byte> bytes = stackalloc byte[100];
        using var stream = entry.Open();
        return Encoding.ASCII.GetString(bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)]).Trim();
    }

    /// <summary>The size of a package's list of contents, which is read into memory as a whole.</summary>
    private static long DirectorySize(Stream file)
    {
        var tail = new byte[Math.Min(file.Length, 65_557)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || tail.Length - at < 22) throw new InvalidDataException();
        file.Position = 0;
        return file.Length - BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
    }

    /// <summary>UTF-8 without control characters that does not begin like something a browser or a shell would run.</summary>
    private static async Task<bool> IsText(Stream file, CancellationToken ct)
    {
        file.Position = 0;
        using var reader = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var (buffer, first) = (new char[16_384], true);
        try
        {
            for (int read; (read = await reader.ReadBlockAsync(buffer, ct)) > 0; first = false)
            {
                if (buffer.AsSpan(0, read).ContainsAnyInRange('\0', '\b') || buffer.AsSpan(0, read).ContainsAnyInRange('\u000e', '\u001f')) return false;
                if (first && LooksLikeProgram(new string(buffer, 0, Math.Min(read, 1024)))) return false;
            }
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static bool LooksLikeProgram(string start)
    {
        var text = start.TrimStart('\ufeff', ' ', '\t', '\r', '\n');
        return text.StartsWith('<') || text.StartsWith("#!", StringComparison.Ordinal)
            || new[] { "<script", "<html", "<svg", "<body", "<iframe" }.Any(m => start.Contains(m, StringComparison.OrdinalIgnoreCase));
    }
}
