using System.Text.Json;
using System.Text.RegularExpressions;
using ClosedXML.Excel;
using Conference.Resolutions;
using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Resolutions;

/// <summary>What the tests of action programs do with the host.</summary>
internal static partial class ProgramTestSupport
{
    public const string Secretariat = "BTK-04", OtherSecretariat = "BTK-05", Organiser = "BTK-01", Chair = "BNG-01", DelegateOfDaNang = "DNG-01", FocalPoint = "BCT-03", Observer = "TTXVN-01";

    extension(ConferenceApp app)
    {
        /// <summary>A program of its own, so that tests do not meet. Returns its code.</summary>
        public async Task<string> NewProgram(string? resolution = null)
        {
            using var visitor = await app.SignedIn(Secretariat);
            var answer = await visitor.Submit("/programs/edit", "/programs/edit", ("Title", "Chương trình thử"), ("TitleEn", "Trial program"), ("Resolution", resolution ?? ""));
            return answer.Headers.Location!.ToString()["/programs/".Length..];
        }

        /// <summary>A new draft resolution with one clause that names agencies.</summary>
        public Task<(string Code, Guid Id, Guid Clause)> NewResolution() => app.With<ResolutionsDb, (string, Guid, Guid)>(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var pen = new Pen("test", db.Now, db);
            var resolution = Resolution.Draft(Guid.CreateVersion7(), (int)await db.TakeNumbers("resolutions", 1) + 50, "Nghị quyết thử", "Trial resolution", pen);
            var section = resolution.AddClause(Guid.CreateVersion7(), null, null, new("Nhiệm vụ", "Tasks", "", ""), pen);
            var clause = resolution.AddClause(Guid.CreateVersion7(), section.Id, null, new("", "",
                "Bộ Công Thương chủ trì, phối hợp với Bộ Ngoại giao, các địa phương và Bộ Văn hóa, Thể thao và Du lịch tổ chức hội nghị xúc tiến;",
                "The Ministry of Industry and Trade shall preside over and coordinate with the Ministry of Foreign Affairs in organising a promotion conference;"), pen);
            db.Add(resolution);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return (resolution.Code, resolution.Id, clause.Id);
        });

        public Task Adopt(Guid resolution) => app.With<ResolutionsDb>(async db =>
        {
            var whole = await db.Whole.SingleAsync(r => r.Id == resolution);
            var today = DateOnly.FromDateTime(DateTime.UtcNow);
            whole.Adopt(new(new(whole.Number, "NQ-THU"), today, AdoptionBasis.Unanimously, null, null, null, "", "") { Programs = await ProgramText.Of(db, whole, default) }, new("test", db.Now, db), today.AddDays(1));
            await db.SaveChangesAsync();
        });

        /// <summary>Everything stored about programs, so that "nothing changed" can be said of all of it.</summary>
        public Task<string> State() => app.With<ResolutionsDb, string>(async db => JsonSerializer.Serialize(new
        {
            Programs = await db.Programs.OrderBy(p => p.Id).ToListAsync(),
            Groups = await db.TaskGroups.OrderBy(g => g.Id).ToListAsync(),
            Tasks = (await db.Tasks.Include(t => t.Agencies).OrderBy(t => t.Id).ToListAsync()).Select(t => new { t.Id, t.Number, t.GroupId, t.Position, t.Version, t.Content, Agencies = t.Agencies.OrderBy(a => a.Id) }),
        }, ModuleDb.Json));

        public Task<List<ActionTask>> TasksOf(string program) => app.With<ResolutionsDb, List<ActionTask>>(async db =>
            [.. (await WholeProgram.Read(db, program, CancellationToken.None))!.Tasks]);

        /// <summary>Uploads a file to the import page as the secretariat; the answer is the preview's address or the page that says why not.</summary>
        public async Task<(string? Preview, string Page)> Upload(string program, byte[] file, string name = "chuong-trinh.xlsx", string language = "vi-VN")
        {
            using var visitor = await app.SignedIn(Secretariat, language);
            var answer = await visitor.Upload($"/programs/{program}/import", $"/programs/{program}/import", "file", name, file);
            if (answer.Headers.Location?.ToString() is not { } preview) return (null, System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
            return (preview, await visitor.Read(preview));
        }

        /// <summary>Presses the button below a preview, as it was shown.</summary>
        public async Task<HttpResponseMessage> Confirm(string preview, string page)
        {
            using var visitor = await app.SignedIn(Secretariat);
            return await visitor.Submit(preview, Action().Match(page).Groups[1].Value, ("plan", Plan().Match(page).Groups[1].Value));
        }

        public async Task Import(string program, byte[] file)
        {
            var (preview, page) = await app.Upload(program, file);
            Assert.NotNull(preview);
            Assert.Equal(System.Net.HttpStatusCode.Redirect, (await app.Confirm(preview, page)).StatusCode);
        }

        public async Task<byte[]> Export(string program, string language)
        {
            using var visitor = await app.SignedIn(Secretariat);
            var answer = await visitor.Get($"/programs/{program}/export?lang={language}");
            return await answer.Content.ReadAsByteArrayAsync();
        }
    }

    public static bool OffersToConfirm(string page) => Plan().IsMatch(page);

    /// <summary>The numbers above a preview or a table, by their words.</summary>
    public static Dictionary<string, int> Counts(string page) => Count().Matches(page).ToDictionary(m => m.Groups[2].Value.Trim(), m => int.Parse(m.Groups[1].Value));

    /// <summary>A program of two groups and six tasks, with every way of writing a deadline that matters here.</summary>
    public static byte[] ASmallProgram(params string[][] more) => GivenWorkbook.AWorkbook(
    [
        ["TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Kết quả", "Thời gian hoàn thành"],
        ["I.", "Nâng cao nhận thức"],
        ["1.", "Xây dựng chương trình tuyên truyền về Nghị quyết", "Bộ Thông tin và Truyền thông", "Ban Tuyên giáo Trung ương; các bộ, ngành, địa phương", "Quyết định", "6/2025"],
        ["2.", "Xây dựng chương trình chuyên biệt trên truyền hình", "VTV, VOV, TTXVN", "Bộ Khoa học và Công nghệ, Bộ Thông tin và Truyền thông", "Chương trình", "Thường xuyên"],
        ["3.", "Đánh giá mức độ hoàn thành nhiệm vụ của người đứng đầu", "Bộ Nội vụ", "", "Đề án", "06/2025"],
        ["II.", "Hoàn thiện thể chế"],
        ["4.", "Sửa đổi quy chế quản lý đoàn ra, đoàn vào", "Bộ Ngoại giao, Bộ Công an", "các địa phương", "", "Quý II/2025"],
        ["5.", "Rà soát các thỏa thuận quốc tế đã ký", "Bộ Tư pháp", "Bộ Ngoại giao", "Báo cáo", ""],
        ["6.", "=HYPERLINK(\"http://example.invalid\") là nội dung, không phải công thức", "Bộ Y tế", "", "Báo cáo", "2025"],
        .. more,
    ]).ToArray();

    public static byte[] Changed(byte[] file, Action<IXLWorksheet> change)
    {
        using var workbook = new XLWorkbook(new MemoryStream(file));
        change(workbook.Worksheet(1));
        return GivenWorkbook.Saved(workbook).ToArray();
    }

    [GeneratedRegex("""<form class="confirm" method="post" action="([^"]+)""")]
    private static partial Regex Action();

    [GeneratedRegex("""name="plan" value="([0-9a-f]{64})""")]
    private static partial Regex Plan();

    [GeneratedRegex("""<b>(\d+)</b>([^<]+)</a></li>""")]
    private static partial Regex Count();
}
