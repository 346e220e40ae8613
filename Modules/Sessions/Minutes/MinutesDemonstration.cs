using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>
/// What happened has written its lines already; here secretaries have summed up some speeches, published S-01, S-02 and the two
/// sessions under way, and signed S-01. A few papers.
/// </summary>
internal sealed class MinutesDemonstration(SessionsDb db, MinutesDesk desk, PaperDesk papers, ConferenceTime time) : IDemonstration
{
    private const string Secretary = "Đoàn Hải Yến", Chair = "Đàm Quốc Trụ";

    public int Order => 40;

    public async Task Fill(DateTime today, CancellationToken ct)
    {
        int[] covered = [1, 2, 13, 14];
        var sessions = await db.Programme.Where(s => covered.Contains(s.Number)).ToDictionaryAsync(s => s.Number, ct);
        foreach (var session in sessions.Values)
        {
            var lines = await db.LinesOf(session.Id).ToListAsync(ct);
            foreach (var (line, (vi, en)) in lines.Where(l => l.Act == SessionAct.FloorGiven).Zip(Summaries[session.Number]))
                line.Write(line.Words with { Text = vi, TextEn = en }, Secretary, line.At.AddMinutes(4));
            // The one who speaks now is not published yet.
            foreach (var line in lines.Where(l => l.Act != SessionAct.FloorGiven || l.EndEventId is not null)) line.Publish(Secretary, line.At.AddMinutes(5));
        }
        await db.SaveChangesAsync(ct);
        if (sessions.TryGetValue(1, out var opening)) await Sign(opening, ct);
        db.ChangeTracker.Clear();
        await AddPapers(sessions, ct);
    }

    private async Task Sign(LiveSession session, CancellationToken ct)
    {
        await desk.Change(session, async book =>
        {
            book.Describe("Thứ trưởng " + Chair, "Thư ký phiên họp " + Secretary, "Lãnh đạo Bộ Ngoại giao; Trưởng các cơ quan đại diện Việt Nam ở nước ngoài; đại diện các ban, bộ, ngành trung ương và các địa phương", "Leaders of the Ministry of Foreign Affairs; heads of Viet Nam's missions abroad; representatives of central agencies, ministries and localities");
            book.Close(session, MinutesText.Canonical(await MinutesRecord.Read(session, book, db, ct), time), Secretary, session.ClosedAt!.Value.AddHours(4));
        }, ct);
        foreach (var (name, role) in new[] { (Chair, Shared.Access.Roles.Chair), (Secretary, Shared.Access.Roles.Secretariat) })
            if (await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Name == name, ct) is { } person)
                await desk.Change(session, book => { book.Sign(new(person.Id, name, person.Title, person.OrganisationId, "", [role]), role == Shared.Access.Roles.Chair, book.Hash, session.ClosedAt!.Value.AddHours(5)); return Task.CompletedTask; }, ct);
    }

    private async Task AddPapers(Dictionary<int, LiveSession> sessions, CancellationToken ct)
    {
        (int Session, string File, string Title, string TitleEn, PaperAudience Audience, byte[] Content)[] all =
        [
            (13, "chuong-trinh-phien.txt", "Chương trình chi tiết của phiên họp", "Detailed programme of the session", PaperAudience.Everyone, Text("Chương trình chi tiết\n\n1. Báo cáo đề dẫn\n2. Thảo luận\n3. Kết luận của chủ tọa\n")),
            (13, "goi-y-thao-luan.pdf", "Gợi ý thảo luận", "Points for discussion", PaperAudience.Delegations, Pdf("Goi y thao luan - Points for discussion")),
            (14, "so-lieu-dia-phuong.csv", "Số liệu kết nối địa phương", "Figures on connecting localities", PaperAudience.Podium, Text("Chỉ tiêu,Số lượng\nĐoàn tiếp xúc,50\nHoạt động kết nối,70\n")),
        ];
        foreach (var (number, file, title, titleEn, audience, content) in all)
        {
            if (!sessions.TryGetValue(number, out var session)) continue;
            using var upload = new MemoryStream(content);
            await papers.Add(session, upload, file, title, titleEn, audience, Secretary, ct, session.OpenedAt?.AddMinutes(1));
            db.ChangeTracker.Clear();
        }
    }

    private static byte[] Text(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    /// <summary>A PDF of one page with one line of type.</summary>
    private static byte[] Pdf(string line)
    {
        var page = $"BT /F1 18 Tf 72 760 Td ({line}) Tj ET";
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {page.Length} >>\nstream\n{page}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
        ];
        var (file, offsets) = (new System.Text.StringBuilder("%PDF-1.4\n"), new List<int>());
        for (var i = 0; i < objects.Length; i++)
        {
            offsets.Add(file.Length);
            file.Append(i + 1).Append(" 0 obj\n").Append(objects[i]).Append("\nendobj\n");
        }
        var at = file.Length;
        file.Append("xref\n0 6\n0000000000 65535 f \n");
        foreach (var offset in offsets) file.Append(offset.ToString("0000000000", System.Globalization.CultureInfo.InvariantCulture)).Append(" 00000 n \n");
        file.Append("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n").Append(at).Append("\n%%EOF\n");
        return System.Text.Encoding.ASCII.GetBytes(file.ToString());
    }

    /// <summary>What was said, in the order of the speeches.</summary>
    private static readonly Dictionary<int, (string Vi, string En)[]> Summaries = new()
    {
        [1] =
        [
            ("Đánh giá các nhiệm vụ của Hội nghị trước đã hoàn thành, nêu những việc còn chậm và nguyên nhân: phối hợp giữa cơ quan đại diện và địa phương chưa thường xuyên.\nĐề nghị mỗi biện pháp có người chịu trách nhiệm và thời hạn rõ ràng.",
                "Went through the tasks of the last Conference, those that are late and why: missions and localities do not work together regularly enough.\nEvery measure should have someone in charge and a deadline."),
            ("Kiến nghị lập một đầu mối trả lời địa phương trong vòng mười ngày làm việc.", "Proposed one focal point that answers localities within ten working days."),
            ("Đề nghị cơ quan đại diện thẩm định đối tác trước khi địa phương ký thỏa thuận.", "Asked missions to verify partners before a locality signs an agreement."),
            ("Nhất trí với báo cáo; đề nghị rút gọn chế độ báo cáo định kỳ.", "Agreed with the report; periodic reporting should become lighter."),
        ],
        [2] =
        [
            ("Nêu ba kịch bản đến năm 2030 và hàm ý đối với chuỗi cung ứng.", "Three scenarios to 2030 and what they mean for supply chains."),
        ],
        [13] =
        [
            ("Giới thiệu mạng lưới chuyên gia công nghệ người Việt ở nước ngoài và ba lĩnh vực cần kết nối ngay.", "Presented the network of Vietnamese technology experts abroad and three fields to connect at once."),
            ("Sẵn sàng đưa ba đoàn doanh nghiệp bán dẫn tới các địa phương trong năm tới.", "Ready to bring three delegations of semiconductor companies to localities next year."),
            ("Thành phố cần khoảng năm trăm kỹ sư vi mạch; đề nghị cơ quan đại diện giới thiệu cơ sở đào tạo.", "The city needs about five hundred chip engineers; missions are asked to recommend training institutes."),
        ],
        [14] =
        [
            ("Đề nghị rà soát điều ước chưa được nội luật hóa và công bố danh mục.", "Treaties not yet brought into domestic law should be reviewed and listed."),
            ("Nêu kinh nghiệm theo dõi các vụ tranh chấp đầu tư.", "Experience with following investment disputes."),
        ],
    };
}
