using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>
/// The closed sessions have minutes (those of S-01 signed), S-13 and S-14 have lines that grow. Written through the same
/// templates as what happens live.
/// </summary>
internal sealed class MinutesDemonstration(SessionsDb db, MinutesDesk desk, PaperDesk papers, ConferenceTime time) : IDemonstration
{
    private const string Secretary = "Đoàn Hải Yến", Chair = "Đàm Quốc Trụ";

    /// <param name="Minute">Minutes after the opening.</param>
    private sealed record Spoken(int Minute, string Badge, string Person, string Title, string Organisation, string OrganisationEn, int Seconds, string Subject, string SubjectEn, string Said, string SaidEn);

    public int Order => 40;

    public async Task Fill(DateTime today, CancellationToken ct)
    {
        var sessions = await db.Programme.Where(s => s.Number == 1 || s.Number == 2 || s.Number == 7 || s.Number == 13 || s.Number == 14).ToDictionaryAsync(s => s.Number, ct);
        foreach (var (number, speeches) in Speeches)
            if (sessions.TryGetValue(number, out var session)) await Speak(session, speeches, ct);
        await db.SaveChangesAsync(ct);
        int[] covered = [1, 2, 13, 14];
        foreach (var session in sessions.Values.Where(s => covered.Contains(s.Number)))
            foreach (var line in await db.LinesOf(session.Id).ToListAsync(ct)) line.Publish(Secretary, line.At.AddMinutes(3));
        await db.SaveChangesAsync(ct);
        if (sessions.TryGetValue(1, out var opening)) await Sign(opening, ct);
        db.ChangeTracker.Clear();
        await AddPapers(sessions, ct);
    }

    private async Task Speak(LiveSession session, IEnumerable<Spoken> speeches, CancellationToken ct)
    {
        foreach (var s in speeches)
        {
            var at = session.OpenedAt!.Value.AddMinutes(s.Minute);
            EventFacts facts = new() { Person = s.Person, Title = s.Title, Organisation = s.Organisation, OrganisationEn = s.OrganisationEn, Kind = "statement", Text = s.Subject, TextEn = s.SubjectEn, Seconds = s.Seconds };
            var words = MinutesWording.Of(SessionAct.FloorGiven, facts, null)!;
            var person = await db.People.Where(p => p.Name == s.Person).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(ct);
            var line = MinutesLine.Of(new SessionEvent(session.Id, SessionAct.FloorGiven, Secretary, at, facts), facts, words, person);
            if (s.Said.Length > 0) line.Write(words with { Text = s.Said, TextEn = s.SaidEn }, Secretary, at.AddMinutes(2));
            db.Add(line);
        }
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

    private static readonly (int Session, Spoken[] Speeches)[] Speeches =
    [
        (1,
        [
            new(5, "BNG-01", "Đàm Quốc Trụ", "Thứ trưởng", "Bộ Ngoại giao", "Ministry of Foreign Affairs", 1260, "kết quả thực hiện Nghị quyết Hội nghị lần thứ 31", "how the resolution of the 31st Conference was carried out",
                "Báo cáo nêu các nhiệm vụ đã hoàn thành, những việc còn chậm và nguyên nhân, trong đó có việc phối hợp giữa cơ quan đại diện và địa phương chưa thường xuyên.\nĐề nghị Hội nghị tập trung thảo luận biện pháp cụ thể, có người chịu trách nhiệm và thời hạn rõ ràng.",
                "The report told which tasks are done, which are late and why, among others that missions and localities do not work together regularly enough.\nThe Conference was asked to discuss concrete measures, each with someone in charge and a deadline."),
            new(32, "SQJP-01", "Phí Quỳnh Giang", "Đại sứ", "ĐSQ tại Nhật Bản", "Embassy in Japan", 480, "hợp tác giữa các địa phương hai nước", "cooperation between localities of both countries",
                "Kiến nghị lập đầu mối chung để trả lời địa phương trong vòng mười ngày làm việc.", "A common focal point was proposed, to answer localities within ten working days."),
            new(45, "DNG-01", "Nguyễn Thu Hà", "Giám đốc Sở Ngoại vụ", "Đà Nẵng", "Da Nang", 395, "yêu cầu của địa phương đối với cơ quan đại diện", "what localities ask of missions",
                "Đề nghị cơ quan đại diện thẩm định đối tác trước khi địa phương ký thỏa thuận.", "Missions were asked to verify partners before a locality signs an agreement."),
        ]),
        (2,
        [
            new(12, "SQUS-01", "Đậu Trường Xuân", "Đại sứ", "ĐSQ tại Hoa Kỳ", "Embassy in the United States", 610, "chuyển động của cục diện thế giới đến năm 2030", "movements of the world order to 2030", "Nêu ba kịch bản và hàm ý đối với chuỗi cung ứng, kiến nghị theo dõi sớm chính sách thuế.", "Three scenarios and what they mean for supply chains; tax policy should be watched early."),
            new(27, "SQRU-01", "Thiều Quang Sáng", "Đại sứ", "ĐSQ tại Liên bang Nga", "Embassy in the Russian Federation", 505, "an ninh năng lượng", "energy security", "", ""),
        ]),
        (7,
        [
            new(9, "SQKR-01", "Bành Ngọc Ánh", "Đại sứ", "ĐSQ tại Hàn Quốc", "Embassy in the Republic of Korea", 545, "ngoại giao kinh tế phục vụ doanh nghiệp", "economic diplomacy in the service of enterprises", "Đề nghị mỗi cơ quan đại diện công bố danh mục ngành hàng ưu tiên hằng năm.", "Each mission should publish its priority industries every year."),
        ]),
        (13,
        [
            new(6, "SQDE-01", "Mẫn Thị Hoa Lý", "Đại sứ", "ĐSQ tại Đức", "Embassy in Germany", 455, "hợp tác công nghệ và chuyển đổi xanh", "cooperation in technology and the green transition", "Giới thiệu ba chương trình đào tạo kỹ sư có thể mở cho địa phương trong năm tới.", "Three programmes to train engineers were presented that localities could join next year."),
            new(19, "DLK-01", "Lê Minh Châu", "Phó Giám đốc Sở Ngoại vụ", "Đắk Lắk", "Dak Lak", 320, "chuyển đổi số trong công tác đối ngoại địa phương", "digital work in local foreign affairs", "", ""),
        ]),
        (14,
        [
            new(8, "SQFR-01", "Hồng Chấn Nam", "Đại sứ", "ĐSQ tại Pháp", "Embassy in France", 390, "quảng bá văn hóa gắn với địa phương", "cultural promotion together with localities", "Kiến nghị đưa tuần lễ văn hóa của địa phương vào lịch hằng năm của cơ quan đại diện.", "Cultural weeks of localities should become part of the missions' yearly calendar."),
        ]),
    ];
}
