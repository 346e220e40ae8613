using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Conference.Sessions;
using Conference.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Tests.Sessions;

/// <summary>A host that takes papers of at most one megabyte.</summary>
public sealed class PapersApp : ConferenceApp
{
    protected override bool BeginsFilled => true;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Papers:MostMegabytes"] = "1" };

    public string Folder => Path.Combine(Database.Folder, "papers");

    /// <summary>The names of all files in the store.</summary>
    public IReadOnlyList<string> Files => Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)] : [];
}

public sealed class PaperTests(PapersApp app) : IClassFixture<PapersApp>
{
    private const string Yen = "BTK-04", DaNang = "DNG-01", Observer = "TTXVN-01", Page = "/sessions/S-14/papers";

    private static readonly byte[] Pdf = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"u8.ToArray();

    [Fact]
    public async Task A_paper_has_a_code_versions_and_a_line_in_the_minutes_and_is_handed_out_as_what_it_is()
    {
        var (yen, observer) = (await app.SignedIn(Yen, "en-GB"), await app.SignedIn(Observer));
        var paper = await Add("Báo cáo quý.pdf", Pdf, ("Title", "Báo cáo quý"), ("TitleEn", "Quarterly report"));
        Assert.Contains($"Tài liệu {paper.Code} “Báo cáo quý” được gửi tới phiên họp.", (await Lines()).Select(l => l.Head));
        Assert.Contains("Báo cáo quý", await observer.Read("/sessions/S-14"), StringComparison.Ordinal);

        byte[] second = [.. Pdf, .. "%%EOF\n"u8];
        await yen.Upload(Page, $"{Page}?handler=Replace", "file", "Báo cáo quý (sửa).pdf", second, ("doc", paper.Code));
        await yen.Upload(Page, $"{Page}?handler=Replace", "file", "lần nữa.pdf", second, ("doc", paper.Code));
        var answer = await observer.Get(paper.Url);
        Assert.Equal(second, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(("application/pdf", "inline; filename=\"Bao cao quy _sua_.pdf\"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o%20qu%C3%BD%20%28s%E1%BB%ADa%29.pdf", "nosniff"),
            (answer.Content.Headers.ContentType?.ToString(), Ascii(answer.Content.Headers.ContentDisposition?.ToString()), answer.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.DoesNotContain("script-src", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(Pdf, await (await observer.Get($"{paper.Url}/1")).Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await observer.Get($"{paper.Url}/3")).StatusCode);
        Assert.Contains("Quarterly report", await yen.Read($"/trace/{paper.Code}"), StringComparison.Ordinal);

        using var api = await app.Api(badge: Observer);
        var listed = (await api.GetFromJsonAsync<JsonElement>("/api/v1/sessions/S-14/papers")).EnumerateArray().Single(p => p.GetProperty("code").GetString() == paper.Code);
        Assert.Equal([Hash(Pdf), Hash(second)], listed.GetProperty("versions").EnumerateArray().Select(v => v.GetProperty("sha256").GetString()!));
        Assert.Equal(second, await api.GetByteArrayAsync($"/api/v1/papers/{paper.Code}"));
    }

    private static string? Ascii(string? disposition) => disposition is null ? null : "inline; filename=\"Bao cao quy _sua_.pdf\"; " + disposition[disposition.IndexOf("filename*", StringComparison.Ordinal)..];

    [Fact]
    public async Task Who_may_see_a_paper_is_held_to_on_every_way_to_it_and_removal_hides_and_keeps()
    {
        var (yen, ha, observer) = (await app.SignedIn(Yen, "en-GB"), await app.SignedIn(DaNang, "en-GB"), await app.SignedIn(Observer, "en-GB"));
        var (open, delegations, podium) = (await Add("mở.txt", Text("mở"), ("Audience", "Everyone")), await Add("đoàn.txt", Text("đoàn"), ("Audience", "Delegations")), await Add("bàn.txt", Text("bàn"), ("Audience", "Podium")));
        foreach (var (reader, badge, sees) in new[] { (yen, Yen, new[] { open, delegations, podium }), (ha, DaNang, [open, delegations]), (observer, Observer, [open]) })
        {
            var (page, room) = (await reader.Read(Page), await reader.Read("/sessions/S-14/part/PaperList"));
            using var api = await app.Api(badge: badge);
            var listed = await api.GetStringAsync("/api/v1/sessions/S-14/papers");
            foreach (var paper in new[] { open, delegations, podium })
            {
                var may = sees.Contains(paper);
                Assert.Equal((may, may, may), (page.Contains($">{paper.Code}<", StringComparison.Ordinal), room.Contains($">{paper.Code}<", StringComparison.Ordinal), listed.Contains($"\"{paper.Code}\"", StringComparison.Ordinal)));
                foreach (var status in new[] { (await reader.Get(paper.Url)).StatusCode, (await reader.Get($"{paper.Url}/1")).StatusCode, (await api.GetAsync($"/api/v1/papers/{paper.Code}")).StatusCode, (await reader.Get($"/trace/{paper.Code}")).StatusCode })
                    Assert.Equal(may ? HttpStatusCode.OK : HttpStatusCode.NotFound, status);
            }
        }
        Assert.DoesNotContain((await Lines()).Select(l => l.Code), c => c == podium.Code);

        foreach (var other in new[] { ha, observer })
        {
            Assert.StartsWith("/denied", (await other.Upload(Page, Page, "file", "lén.txt", Text("lén"))).Headers.Location?.PathAndQuery, StringComparison.Ordinal);
            foreach (var handler in new[] { "Replace", "Describe", "Remove" })
                Assert.StartsWith("/denied", (await other.Submit(Page, $"{Page}?handler={handler}", ("doc", open.Code), ("Title", "x"))).Headers.Location?.PathAndQuery, StringComparison.Ordinal);
        }

        await yen.Submit(Page, $"{Page}?handler=Remove", ("doc", open.Code));
        Assert.Equal(HttpStatusCode.NotFound, (await observer.Get(open.Url)).StatusCode);
        Assert.Equal("mở", await (await yen.Get(open.Url)).Content.ReadAsStringAsync());
        Assert.Contains("was removed by Đoàn Hải Yến", await Said(yen, await yen.Submit(Page, $"{Page}?handler=Describe", ("doc", open.Code), ("Title", "lại"))), StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[], string> Hostile => new()
    {
        { "rỗng.pdf", [], "is empty." },
        { "trang.html", Text("<!doctype html><script>alert(1)</script>"), "none of the documents" },
        { "trang.txt", Text("  <html><script>alert(1)</script>"), "none of the documents" },
        { "ghi.txt", Text("chữ\n<script>alert(1)</script>"), "none of the documents" },
        { "hình.svg", Text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), "none of the documents" },
        { "hình.png", Text("<svg xmlns='http://www.w3.org/2000/svg'/>"), "none of the documents" },
        { "lệnh.txt", Text("#!/bin/sh\nrm -rf /\n"), "none of the documents" },
        { "lệnh.pdf", Text("#!/bin/sh\nrm -rf /\n"), "none of the documents" },
        { "chạy.exe", [.. "MZ"u8, 0, 1, 2, 3], "none of the documents" },
        { "chạy.docx", [.. "MZ"u8, 0, 1, 2, 3, .. Office("word/document.xml")], "none of the documents" },
        { "máy.pdf", [0x7f, .. "ELF"u8, 1, 1, 1, 0], "none of the documents" },
        { "báo cáo.docx", Pdf, "of another kind than its name says. Give it the ending .pdf" },
        { "ảnh.pdf", [0x89, .. "PNG\r\n"u8, 0x1a, 0x0a, 0, 0], "Give it the ending .png" },
        { "không đuôi", Pdf, "Give it the ending .pdf" },
        { "kép.pdf.exe", Pdf, "Give it the ending .pdf" },
        { "bảng.docx", Office("xl/workbook.xml"), "Give it the ending .xlsx" },
        { "cũ.doc", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, .. new byte[600]], "old Office format" },
        { "macro.docx", Office("word/document.xml", "word/vbaProject.bin"), "holds macros" },
        { "macro.odt", OpenDocument("Basic/Standard/Module1.xml"), "holds macros" },
        { "nén.zip", Office("readme.txt"), "none of the documents" },
        { "hỏng.docx", [.. "PK"u8, 3, 4, .. new byte[100]], "is damaged" },
        { "cụt.docx", Office("word/document.xml")[..80], "is damaged" },
        { "bom.docx", Office([.. Enumerable.Range(0, 6_000).Select(i => $"word/{i}.xml").Prepend("word/document.xml")]), "unpacks to far more" },
        { "bom.xlsx", Bomb(), "unpacks to far more" },
        { "nhị phân.txt", [1, 2, 3, 0, 255], "none of the documents" },
        { "lớn.pdf", [.. Pdf, .. new byte[1 << 20]], "A paper has at most 1 MB." },
        { "quá lớn.pdf", [.. Pdf, .. new byte[3 << 20]], "A paper has at most 1 MB." },
    };

    [Theory, MemberData(nameof(Hostile))]
    public async Task A_file_that_is_not_what_it_should_be_is_refused_with_a_sentence_and_leaves_nothing(string name, byte[] content, string sentence)
    {
        using var yen = await app.SignedIn(Yen, "en-GB");
        var (papers, files) = (await Count(), app.Files);
        Assert.Contains(sentence, await Said(yen, await yen.Upload(Page, Page, "file", name, content)), StringComparison.Ordinal);
        Assert.Equal((papers, files), (await Count(), app.Files), new Same());
    }

    private sealed class Same : IEqualityComparer<(int Papers, IReadOnlyList<string> Files)>
    {
        public bool Equals((int Papers, IReadOnlyList<string> Files) x, (int Papers, IReadOnlyList<string> Files) y) => x.Papers == y.Papers && x.Files.SequenceEqual(y.Files);

        public int GetHashCode((int Papers, IReadOnlyList<string> Files) obj) => obj.Papers;
    }

    public static TheoryData<string, byte[], string> Welcome => new()
    {
        { "a.docx", Office("word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "a.XLSX", Office("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        { "a.pptx", Office("ppt/presentation.xml"), "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
        { "a.odt", OpenDocument(), "application/vnd.oasis.opendocument.text" },
        { "a.jpeg", [0xff, 0xd8, 0xff, 0xe0, 1], "image/jpeg" },
        { "a.gif", [.. "GIF89a"u8, 1, 0, 1, 0], "image/gif" },
        { "a.webp", [.. "RIFF"u8, 4, 0, 0, 0, .. "WEBP"u8], "image/webp" },
        { "a.csv", Text("cột;số\nđ;1\n"), "text/plain; charset=utf-8" },
        // A PDF with a package at its end is handed out as a PDF and nothing else.
        { "hai mặt.pdf", [.. Pdf, .. Office("word/document.xml")], "application/pdf" },
    };

    [Theory, MemberData(nameof(Welcome))]
    public async Task What_its_bytes_say_is_what_it_is_handed_out_as(string name, byte[] content, string type)
    {
        var paper = await Add(name, content);
        using var observer = await app.SignedIn(Observer);
        var answer = await observer.Get(paper.Url);
        Assert.Equal((HttpStatusCode.OK, type, "nosniff"), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), answer.Headers.GetValues("X-Content-Type-Options").Single()));
        var shown = type.StartsWith("image/", StringComparison.Ordinal) || type == "application/pdf";
        Assert.Equal(shown ? "inline" : "attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        if (type != "application/pdf") Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../etc/passwd.txt", "passwd.txt")]
    [InlineData("C:\\Users\\x\\báo cáo.txt", "báo cáo.txt")]
    [InlineData("ảnh\u202Efdp.txt", "ảnhfdp.txt")]
    [InlineData("a\u0000b\r\nc.txt", "ab c.txt")]
    [InlineData("<a>:|?*\".txt", "-a------.txt")]
    [InlineData("..", "paper")]
    [InlineData("", "paper")]
    [InlineData(null, "paper")]
    [InlineData(".txt", "txt")]
    public void A_name_keeps_its_letters_and_loses_what_could_harm(string? given, string kept) => Assert.Equal(kept, PaperStore.SafeName(given));

    [Fact]
    public void A_long_name_keeps_its_ending() => Assert.Equal((150, ".docx"), (PaperStore.SafeName(new string('đ', 400) + ".docx").Length, Path.GetExtension(PaperStore.SafeName(new string('đ', 400) + ".docx"))));

    [Fact]
    public async Task What_a_crash_left_without_a_row_is_cleaned_away_and_nothing_else()
    {
        var paper = await Add("giữ.txt", Text("giữ lại"));
        var store = app.Services.GetRequiredService<PaperStore>();
        var lost = store.PathOf(Hash(Text("mất hàng")));
        var (young, half) = (store.PathOf(Hash(Text("đang tải"))), Path.Combine(app.Folder, "x.part"));
        foreach (var file in new[] { lost, young, half })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, "x");
        }
        foreach (var old in new[] { lost, half, store.PathOf(paper.Newest.Hash) }) File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-2));
        await store.CleanUp(CancellationToken.None);
        Assert.Equal((false, false, true, true), (File.Exists(lost), File.Exists(half), File.Exists(young), File.Exists(store.PathOf(paper.Newest.Hash))));

        // The same bytes taken in again are young again: no cleaning takes them before their row is there.
        await File.WriteAllTextAsync(lost, "mất hàng");
        File.SetLastWriteTimeUtc(lost, DateTime.UtcNow.AddDays(-2));
        await store.Keep(new MemoryStream(Text("mất hàng")), "a.txt", CancellationToken.None);
        await store.CleanUp(CancellationToken.None);
        Assert.True(File.Exists(lost));
        File.Delete(young);
    }

    [Fact]
    public async Task A_file_that_is_gone_is_told_with_a_sentence()
    {
        var paper = await Add("biến mất.txt", Text("biến mất"));
        File.Delete(app.Services.GetRequiredService<PaperStore>().PathOf(paper.Newest.Hash));
        using var observer = await app.SignedIn(Observer, "en-GB");
        Assert.Contains($"The file of {paper.Code} is missing from the store.", await Said(observer, await observer.Get(paper.Url)), StringComparison.Ordinal);
    }

    private async Task<Paper> Add(string name, byte[] content, params (string, string)[] fields)
    {
        using var yen = await app.SignedIn(Yen, "en-GB");
        var answer = await yen.Upload(Page, Page, "file", name, content, fields);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
        return await app.With<SessionsDb, Paper>(db => db.Papers.Include(p => p.Versions).OrderByDescending(p => p.Number).FirstAsync());
    }

    private Task<List<MinutesLine>> Lines() => app.With<SessionsDb, List<MinutesLine>>(async db => await db.LinesOf((await db.Find("S-14"))!.Id).ToListAsync());

    private Task<int> Count() => app.With<SessionsDb, int>(db => db.PaperVersions.CountAsync());

    private static async Task<string> Said(Visitor who, HttpResponseMessage answer) =>
        answer.Headers.Location is { } to ? await who.Read(to.ToString()) : WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Office(params string[] parts) => Zip([("[Content_Types].xml", Text("<Types/>")), .. parts.Select(p => (p, Text("<x/>")))]);

    private static byte[] OpenDocument(params string[] parts) => Zip([("mimetype", Text("application/vnd.oasis.opendocument.text")), ("content.xml", Text("<x/>")), .. parts.Select(p => (p, Text("<x/>")))]);

    private static byte[] Zip(IEnumerable<(string Name, byte[] Content)> parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in parts)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        return file.ToArray();
    }

    /// <summary>Some hundred kilobytes that say of themselves that they unpack to more than two gigabytes.</summary>
    private static byte[] Bomb()
    {
        var zip = Zip([("[Content_Types].xml", Text("<Types/>")), ("xl/workbook.xml", Text("<x/>")), .. Enumerable.Range(0, 3).Select(i => ($"xl/{i}.xml", Text("<x/>")))]);
        // The uncompressed size of each entry stands 24 bytes after the mark of its line in the list of contents.
        for (var at = 0; (at = zip.AsSpan(at).IndexOf("PK\u0001\u0002"u8) is >= 0 and var next ? at + next : -1) >= 0; at += 4)
            BitConverter.TryWriteBytes(zip.AsSpan(at + 24), 0x7fff_ffff);
        return zip;
    }
}

/// <summary>A folder that cannot be written to: the sentence says so, and no row is left.</summary>
public sealed class NoFolderApp : ConferenceApp
{
    // A file where the folder should be stops even those who may do everything.
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Papers:Folder"] = Path.Combine(Blocked, "papers"), ["Demonstration"] = "false" };

    protected override bool Demonstration => false;

    private static readonly string Blocked = Path.GetTempFileName();
}

public sealed class NoFolderTests(NoFolderApp app) : IClassFixture<NoFolderApp>
{
    [Fact]
    public async Task A_store_that_cannot_be_reached_refuses_with_a_sentence()
    {
        var refusal = await Assert.ThrowsAsync<RuleBroken>(() => app.Services.GetRequiredService<PaperStore>().Keep(new MemoryStream("chữ"u8.ToArray()), "a.txt", CancellationToken.None));
        Assert.Equal("a.txt could not be stored: the disk is full, or the folder of papers cannot be reached. Tell the operators, and try again.", refusal.Message);
    }
}

/// <summary>A disk without room, as a process of its own can be given one.</summary>
public sealed class PaperDiskTests
{
    [OnSqliteFact]
    public async Task A_disk_without_room_refuses_a_paper_in_words_and_takes_it_once_there_is_room()
    {
        await using var served = await Served.Begin();
        await using var host = await served.Start();
        using var yen = new Visitor(host.Address, "en-GB");
        await yen.Submit("/sign-in", "/sign-in?handler=Badge", ("BadgeCode", ConferenceApp.BadgeCode("BTK-04")));
        byte[] large = [.. "%PDF-1.4\n"u8, .. new byte[40 << 20]];
        await host.LimitFiles(served.Database.LargestFile + (2 << 20));
        var refused = await yen.Upload("/sessions/S-14/papers", "/sessions/S-14/papers", "file", "lớn.pdf", large);
        var before = await served.Database.Count("""SELECT COUNT(*) FROM "Sessions_Papers" """);
        await host.LimitFiles(null);
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        var page = await yen.Read(refused.Headers.Location!.ToString());
        Assert.Equal("The file could not be taken in: the disk is full. Tell the operators, and try again.", System.Text.RegularExpressions.Regex.Match(page, """role="alert"[^>]*>\s*([^<]*?)\s*<""").Groups[1].Value);
        Assert.Empty(Directory.GetFiles(Path.Combine(served.Database.Folder, "papers"), "*.part"));
        Assert.Equal(HttpStatusCode.Redirect, (await yen.Upload("/sessions/S-14/papers", "/sessions/S-14/papers", "file", "lớn.pdf", large)).StatusCode);
        Assert.Equal(before + 1, await served.Database.Count("""SELECT COUNT(*) FROM "Sessions_Papers" """));
    }
}
