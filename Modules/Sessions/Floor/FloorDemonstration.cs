using Conference.Shared;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>Speeches of the sessions that are over; in the two that are under way a run sheet, someone who speaks and some who wait.</summary>
internal sealed class FloorDemonstration(SessionsDb db) : IDemonstration
{
    private const string Desk = "Đoàn Hải Yến", Chair = "Đàm Quốc Trụ";

    private sealed record Said(string Badge, string? Subject, int Seconds, SpeechKind Kind = SpeechKind.Statement, string? OnBehalfOf = null);

    private sealed record Item(string Title, string TitleEn, int Minutes, string? Directions = null);

    private static readonly Dictionary<int, Item[]> Sheets = new()
    {
        [13] =
        [
            new("Khai mạc phiên, giới thiệu chủ đề", "Opening, introduction of the subject", 10, "Mời khách mời ngồi hàng đầu. Nhắc đại biểu tắt chuông điện thoại."),
            new("Báo cáo đề dẫn: ngoại giao công nghệ 2021–2023", "Keynote report: technology diplomacy 2021–2023", 20),
            new("Thảo luận", "Discussion", 60, "Ưu tiên địa phương chưa phát biểu. Sau 5 đại biểu mời một cơ quan đại diện trả lời."),
            new("Thông qua kết luận phiên", "Adoption of the conclusions", 10, "Đọc dự thảo kết luận trên màn hình trước khi hỏi ý kiến. Kiểm tra số đại biểu có mặt."),
            new("Kết thúc phiên", "Closing", 5),
        ],
        [14] =
        [
            new("Khai mạc phiên", "Opening", 5),
            new("Báo cáo đề dẫn về công tác điều ước quốc tế", "Keynote report on treaties", 25, "Bản dịch tiếng Anh phát tại bàn số 2."),
            new("Thảo luận", "Discussion", 65, "Câu hỏi gom theo nhóm ba, mời Vụ trưởng Vụ Luật pháp trả lời."),
            new("Kết luận phiên", "Conclusions", 10),
        ],
        [15] =
        [
            new("Chào mừng Chủ tịch Quốc hội", "Welcome of the Chairman of the National Assembly", 10, "Toàn thể đại biểu đứng khi đoàn vào. Nhạc chào mừng do kỹ thuật viên bật."),
            new("Phát biểu chỉ đạo", "Guiding address", 30),
            new("Trao đổi", "Exchange of views", 45),
            new("Chụp ảnh lưu niệm", "Group photo", 5),
        ],
    };

    private static readonly Dictionary<int, (Said[] Spoke, Said Speaks, Said[] Wait)> Open = new()
    {
        [13] = (
            [
                new("BKHCN-01", "Kết quả kết nối chuyên gia công nghệ người Việt ở nước ngoài", 287), new("SQJP-01", "Hợp tác bán dẫn với các địa phương Nhật Bản", 342),
                new("DNG-02", "Nhu cầu đào tạo nhân lực vi mạch của thành phố", 251), new("BCT-01", "Ai theo dõi việc thực hiện các cam kết về năng lượng sạch?", 64, SpeechKind.Question),
            ],
            new("SQKR-01", "Kinh nghiệm vận động doanh nghiệp công nghệ đầu tư tại địa phương", 78),
            [
                new("DLK-02", "Chuyển đổi xanh trong ngành cà phê", 0), new("BTTTT-01", "Hạ tầng số cho cơ quan đại diện", 0), new("BKHDT-01", "Trả lời về cam kết năng lượng sạch", 0, SpeechKind.Reply),
                new("SQDE-02", "Đào tạo nghề kép", 0), new("QNH-01", "Hành lang kinh tế xanh", 0, SpeechKind.Intervention, "Cụm các tỉnh duyên hải Bắc Bộ"),
            ]),
        [14] = (
            [
                new("BTP-01", "Rà soát điều ước chưa được nội luật hóa", 263), new("PDGVA-01", "Tham gia các cơ chế giải quyết tranh chấp", 318), new("BNG-08", "Quy trình ký kết thỏa thuận quốc tế của địa phương", 295),
            ],
            new("UBBGQG-01", "Thực thi các hiệp định về biên giới", 45),
            [
                new("LSN-01", "Quy chế phối hợp tại cửa khẩu", 0), new("HGG-01", "Hợp tác cấp tỉnh với địa phương láng giềng", 0), new("PDNYC-01", "Ứng cử vào các cơ quan pháp lý quốc tế", 0),
            ]),
    };

    private static readonly string[] Speakers = ["SQCN-01", "HNI-01", "BQP-01", "SQUS-01", "HCM-01", "BCT-02", "SQLA-01", "CTO-01", "PDASEAN-01", "LCI-01", "BVHTTDL-01", "SQFR-01", "NAN-01", "UBNVNONN-01", "SQAU-01", "AGG-01", "BGDDT-01", "SQRU-01"];

    private Dictionary<Guid, KnownPerson> people = [];
    private Dictionary<Guid, KnownOrganisation> organisations = [];

    public int Order => 4;

    public async Task Fill(DateTime today, CancellationToken ct)
    {
        people = await db.People.AsNoTracking().ToDictionaryAsync(p => p.Id, ct);
        organisations = await db.Organisations.AsNoTracking().ToDictionaryAsync(o => o.Id, ct);
        var floors = await db.Floors.ToDictionaryAsync(f => f.Id, ct);
        foreach (var session in await db.Programme.Where(s => s.Number <= 15).ToListAsync(ct))
        {
            var items = Sheets.GetValueOrDefault(session.Number, []).Select((i, n) => RunSheetItem.Plan(session.Id, i.Title, i.TitleEn, i.Minutes, i.Directions, n + 1)).ToList();
            db.AddRange(items);
            if (session.State is SessionState.Closed) Past(session);
            else if (session.State is SessionState.Open) UnderWay(session, floors[session.Id], items);
        }
        await db.SaveChangesAsync(ct);
    }

    private void Past(LiveSession session)
    {
        var (at, many) = (session.OpenedAt!.Value.AddMinutes(18), 3 + session.Number % 3);
        for (var i = 0; i < many; i++)
        {
            var seconds = 170 + (session.Number * 37 + i * 61) % 190;
            Speak(session, new(Speakers[(session.Number * 5 + i * 7) % Speakers.Length], null, seconds), null, at, limit: 300);
            at = at.AddSeconds(seconds + 75);
        }
    }

    private void UnderWay(LiveSession session, Floor floor, List<RunSheetItem> items)
    {
        var (spoke, speaks, wait) = Open[session.Number];
        var began = session.OpenedAt!.Value;
        foreach (var item in items.Take(2))
        {
            Begin(item, began);
            began = began.AddMinutes(item.Minutes + 2);
            item.End(began);
        }
        // What is on now and who has just spoken belong to the last half hour, so that every clock tells something.
        began = db.Now.AddMinutes(-31);
        Begin(items[2], began);
        floor.ItemIs(items[2]);
        foreach (var one in spoke)
        {
            began = began.AddSeconds(40);
            Speak(session, one, items[2], began, limit: 300);
            began = began.AddSeconds(one.Seconds);
        }
        var started = db.Now.AddSeconds(-speaks.Seconds);
        var speaker = Entry(session, speaks, items[2], started.AddMinutes(-14));
        speaker.Begin(300, started);
        floor.SpeakerIs(speaker);
        db.Log(session.Id, SessionAct.FloorGiven, Chair, speaker.Facts, at: started);
        for (var i = 0; i < wait.Length; i++) Entry(session, wait[i], items[2], started.AddMinutes(-9).AddSeconds(i * 97));
    }

    private void Begin(RunSheetItem item, DateTime at)
    {
        item.Begin(at);
        db.Log(item.SessionId, SessionAct.ItemBegan, Chair, new() { Text = item.Title, TextEn = item.TitleEn }, at: at);
    }

    private void Speak(LiveSession session, Said said, RunSheetItem? item, DateTime at, int limit)
    {
        var speaker = Entry(session, said, item, at.AddMinutes(-11));
        speaker.Begin(said.Kind is SpeechKind.Question ? 120 : limit, at);
        db.Log(session.Id, SessionAct.FloorGiven, Chair, speaker.Facts, at: at);
        speaker.End(at.AddSeconds(said.Seconds));
        db.Publish(speaker.Given(session.Code));
        db.Log(session.Id, SessionAct.Spoke, Chair, speaker.Facts with { Seconds = said.Seconds }, at: at.AddSeconds(said.Seconds));
    }

    private Speaker Entry(LiveSession session, Said said, RunSheetItem? item, DateTime at)
    {
        var person = people[Demo.Id("person", said.Badge)];
        var answers = said.Kind is SpeechKind.Reply ? db.ChangeTracker.Entries<Speaker>().Single(e => e.Entity.SessionId == session.Id && e.Entity.Kind is SpeechKind.Question).Entity.Id : (Guid?)null;
        return db.Add(Speaker.Ask(session.Id, person, organisations[person.OrganisationId], new(said.Kind, said.Subject, said.OnBehalfOf, answers), item?.Id, Desk, at)).Entity;
    }
}
