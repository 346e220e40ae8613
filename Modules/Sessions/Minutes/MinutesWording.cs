namespace Conference.Sessions;

/// <summary>
/// How each act reads in the minutes, in both languages at once and in the manner of live coverage. Facts that an act does not
/// bring leave their words out. An act without a sentence here is no matter of the minutes.
/// </summary>
internal static class MinutesWording
{
    /// <param name="session">Needed for the sentence of its opening alone.</param>
    public static LineWords? Of(SessionAct act, EventFacts f, LiveSession? session) => act switch
    {
        SessionAct.Opened => Line(
            $"Phiên họp{Space(Quoted(session?.Title))} khai mạc{With(" tại", session?.Room)}.",
            $"The session{Space(Quoted(English(session?.TitleEn, session?.Title)))} opened{With(" in", English(session?.RoomEn, session?.Room))}."),
        SessionAct.Suspended => Line("Phiên họp tạm nghỉ.", "The session was suspended."),
        SessionAct.Resumed => Line("Phiên họp tiếp tục.", "The session resumed."),
        SessionAct.Closed => Line("Phiên họp kết thúc.", "The session closed."),
        SessionAct.ListClosed => Line("Chủ tọa đóng danh sách đăng ký phát biểu.", "The Chair closed the list of speakers."),
        SessionAct.ItemBegan => Line($"Phiên họp chuyển sang nội dung: {Dash(f.Text)}.", $"The session turned to the item: {Dash(English(f.TextEn, f.Text))}."),
        SessionAct.FloorGiven or SessionAct.Spoke => Speech(f),
        SessionAct.PointRuled => Line(
            $"Chủ tọa {(f.Kind == "rejected" ? "bác" : f.Kind == "upheld" ? "chấp nhận" : "kết luận về")} kiến nghị về thủ tục{With(" của", Someone(f, false, ""))}{With(":", Short(Stripped(f.Text)))}.",
            $"The Chair {(f.Kind == "rejected" ? "rejected" : f.Kind == "upheld" ? "upheld" : "ruled on")} the point of order{With(" raised by", Someone(f, true, ""))}{With(":", Short(Stripped(English(f.TextEn, f.Text))))}."),
        SessionAct.Shown when f.Kind == "comment" => Line(
            $"Ý kiến{With("", f.Code)}{With(" của", Someone(f, false, ""))} được đưa lên màn hình để trao đổi{With(":", Quoted(f.Text))}.",
            $"Comment{With("", f.Code)}{With(" by", Someone(f, true, ""))} was put on the screen for discussion{With(":", Quoted(English(f.TextEn, f.Text)))}."),
        SessionAct.QuorumStated => Quorum(f),
        SessionAct.Proposed => Line($"Chủ tọa đề nghị phiên họp xem xét, quyết định{What(f, false)}.", $"The Chair put{What(f, true)} to the session for decision."),
        SessionAct.ProposalDropped => Line($"Chủ tọa rút lại đề nghị quyết định{What(f, false)}.", $"The proposal{What(f, true)} was withdrawn."),
        SessionAct.VoteOpened => Line($"Bắt đầu {Method(f, false)} về{What(f, false)}.", $"{Capital(Method(f, true))} on{What(f, true)} began."),
        SessionAct.VoteClosed => Line($"Kết thúc {Method(f, false)} về{What(f, false)}{With(":", Count(f, false))}.", $"{Capital(Method(f, true))} on{What(f, true)} ended{With(":", Count(f, true))}."),
        SessionAct.Adopted => Decided(f, "thông qua", "adopted"),
        SessionAct.Rejected => Decided(f, "không thông qua", "did not adopt"),
        SessionAct.SilenceBegan => Line($"Áp dụng thủ tục im lặng đối với{What(f, false)}.", $"A silence procedure began on{What(f, true)}."),
        SessionAct.SilenceBroken => Line(
            $"Thủ tục im lặng đối với{What(f, false)} bị phá vỡ{With(" do ý kiến phản đối của", Someone(f, false, ""))}.",
            $"The silence on{What(f, true)} was broken{With(" by", Someone(f, true, ""))}."),
        SessionAct.PaperAdded when f.Kind != "podium" => Line($"Tài liệu{With("", f.Code)}{Space(Quoted(f.Text))} được gửi tới phiên họp.", $"Paper{With("", f.Code)}{Space(Quoted(English(f.TextEn, f.Text)))} was put before the session."),
        _ => null,
    };

    private static LineWords Speech(EventFacts f)
    {
        var (subject, subjectEn) = (Quoted(f.Text), Quoted(English(f.TextEn, f.Text)));
        var (forWhom, forWhomEn) = (With(" thay mặt", f.OnBehalfOf), With(" on behalf of", f.OnBehalfOf));
        var (said, saidEn) = f.Kind switch
        {
            "question" => ("nêu câu hỏi", "asked a question"),
            "reply" => ("trả lời câu hỏi", "replied to a question"),
            "pointOfOrder" => ("nêu kiến nghị về thủ tục", "raised a point of order"),
            "rightOfReply" => ("thực hiện quyền đáp lời", "exercised the right of reply"),
            _ => ("phát biểu", "spoke"),
        };
        return Line(
            $"{Someone(f, false, "Đại biểu")}{forWhom} {said}{With(f.Kind is "pointOfOrder" or "question" ? ":" : " về", subject)}{In(Duration(f.Seconds, false))}.",
            $"{Someone(f, true, "A delegate")}{forWhomEn} {saidEn}{With(f.Kind is "pointOfOrder" or "question" ? ":" : " on", subjectEn)}{In(Duration(f.Seconds, true))}.");
    }

    private static LineWords Quorum(EventFacts f)
    {
        if (Figure(f, "present") is not { } present) return Line("Chủ tọa xác nhận số đại biểu có mặt.", "The Chair stated the quorum.");
        var (of, ofEn) = Figure(f, "entitled") is { } entitled ? ($"/{entitled}", $" of {entitled}") : ("", "");
        var (purpose, purposeEn) = f.Kind == "toDecide" ? ("để quyết định", "to decide") : f.Kind == "toOpen" ? ("để khai mạc", "to open") : ("để họp", "to meet");
        if (Figure(f, "needed") is not { } needed) return Line($"Có mặt {present}{of} đoàn.", $"{present}{ofEn} delegations were present.");
        return present >= needed
            ? Line($"Có mặt {present}{of} đoàn, đủ số lượng cần thiết {purpose} ({needed}).", $"{present}{ofEn} delegations were present; the quorum {purposeEn} ({needed}) was met.")
            : Line($"Có mặt {present}{of} đoàn, chưa đủ số lượng cần thiết {purpose} ({needed}).", $"{present}{ofEn} delegations were present; the quorum {purposeEn} ({needed}) was not met.");
    }

    private static LineWords Decided(EventFacts f, string verb, string verbEn)
    {
        var (how, howEn) = f.Kind switch
        {
            "consensus" => ("bằng đồng thuận", "by consensus"),
            "silence" => ("theo thủ tục im lặng", "under the silence procedure"),
            null => ("", ""),
            _ => ("bằng " + Method(f, false), "by " + Method(f, true)),
        };
        var (rule, ruleEn) = f.Rule switch
        {
            "simpleMajority" => ("đa số quá bán", "simple majority"),
            "absoluteMajority" => ("đa số tuyệt đối", "absolute majority"),
            "twoThirdsOfVoting" => ("đa số hai phần ba số phiếu", "two-thirds majority of those voting"),
            "twoThirdsOfPresent" => ("đa số hai phần ba số đoàn có mặt", "two-thirds majority of those present"),
            "twoThirdsOfAll" => ("đa số hai phần ba tổng số đoàn", "two-thirds majority of all"),
            "halfOfPresent" => ("quá nửa số đoàn có mặt", "majority of those present"),
            _ => ("", ""),
        };
        var (needed, neededEn) = Figure(f, "needed") is not { } n ? (rule, ruleEn) : (Join("; ", rule, $"cần {n}"), Join("; ", ruleEn, $"{n} needed"));
        var words = Line(
            $"Phiên họp {verb}{What(f, false)}{Space(how)}{With(":", Count(f, false))}{In(Count(f, false).Length > 0 ? needed : "")}.",
            $"The session {verbEn}{What(f, true)}{Space(howEn)}{With(":", Count(f, true))}{In(Count(f, true).Length > 0 ? neededEn : "")}.");
        if (f.Statements is not { Count: > 0 } statements) return words;
        var said = string.Concat(statements.Select(s => $"\n– {s.Who}{With(":", Stripped(s.Text))}."));
        return words with { Text = "Ý kiến bảo lưu, phản đối được ghi vào biên bản:" + said, TextEn = "Reservations and objections placed on record:" + said };
    }

    private static string Count(EventFacts f, bool english)
    {
        if (f.Figures is null) return "";
        (string Name, string Vi, string En)[] names = [("for", "phiếu thuận", "for"), ("against", "phiếu chống", "against"), ("abstain", "phiếu trắng", "abstaining"), ("notVoting", "không biểu quyết", "not voting")];
        return string.Join(", ", names.Where(n => f.Figures.ContainsKey(n.Name) && (n.Name != "notVoting" || f.Figures[n.Name] > 0))
            .Select(n => $"{f.Figures[n.Name]} {(english ? n.En : n.Vi)}"));
    }

    private static string Method(EventFacts f, bool english) => f.Kind switch
    {
        "showOfHands" => english ? "a show of hands" : "biểu quyết giơ tay",
        "recorded" => english ? "a recorded vote" : "biểu quyết ghi danh",
        "rollCall" => english ? "a roll-call vote" : "biểu quyết gọi tên",
        "secret" => english ? "a secret ballot" : "bỏ phiếu kín",
        _ => english ? "a vote" : "biểu quyết",
    };

    private static string What(EventFacts f, bool english)
    {
        var text = Quoted(english ? English(f.TextEn, f.Text) : f.Text);
        return f.Code is null && text.Length == 0 ? english ? " the proposal" : " nội dung được nêu" : With("", f.Code) + Space(text);
    }

    /// <summary>Who it was: Đại sứ Trần Văn Lâm (ĐSQ tại Nhật Bản). Titles are known in Vietnamese alone.</summary>
    private static string Someone(EventFacts f, bool english, string nobody)
    {
        var name = f.Person is null ? "" : english || string.IsNullOrWhiteSpace(f.Title) ? f.Person : $"{f.Title} {f.Person}";
        var organisation = english ? English(f.OrganisationEn, f.Organisation) : f.Organisation;
        return name.Length > 0 ? name + In(organisation ?? "") : string.IsNullOrWhiteSpace(organisation) ? nobody : nobody.Length > 0 ? nobody + In(organisation) : organisation;
    }

    /// <summary>8 phút 20 giây; 8 min 20 s. Empty where nothing was measured.</summary>
    internal static string Duration(int? seconds, bool english)
    {
        if (seconds is null or <= 0) return "";
        var (minutes, rest) = Math.DivRem(seconds.Value, 60);
        return english
            ? string.Join(' ', new[] { minutes > 0 ? $"{minutes} min" : "", rest > 0 ? $"{rest} s" : "" }.Where(p => p.Length > 0))
            : string.Join(' ', new[] { minutes > 0 ? $"{minutes} phút" : "", rest > 0 ? $"{rest} giây" : "" }.Where(p => p.Length > 0));
    }

    private static int? Figure(EventFacts f, string name) => f.Figures is not null && f.Figures.TryGetValue(name, out var figure) ? figure : null;

    private static LineWords Line(string vi, string en) => new(vi, Capital(en), "", "");

    private static string? English(string? english, string? vietnamese) => string.IsNullOrWhiteSpace(english) ? vietnamese : english;

    private static string Quoted(string? text) => string.IsNullOrWhiteSpace(text) ? "" : $"“{Short(Stripped(text))}”";

    // A line is one sentence: the whole text stands where its code leads.
    private static string Short(string text) => text.Length <= 300 ? text : text[..(text.LastIndexOf(' ', 300) is > 0 and var at ? at : 300)].TrimEnd() + "…";

    private static string Stripped(string? text) => text is null ? "" : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.', ';');

    private static string Dash(string? text) => Stripped(text) is { Length: > 0 } some ? Short(some) : "…";

    private static string With(string word, string? what) => string.IsNullOrWhiteSpace(what) ? "" : $"{word} {what}";

    private static string Space(string text) => text.Length == 0 ? "" : " " + text;

    private static string In(string text) => text.Length == 0 ? "" : $" ({text})";

    private static string Join(string between, params string[] parts) => string.Join(between, parts.Where(p => p.Length > 0));

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
