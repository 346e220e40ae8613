using System.Globalization;

namespace Conference.Sessions;

/// <summary>How something usually reads in the minutes.</summary>
/// <param name="Key">What happened.</param>
/// <param name="Name">The same in English words, a key of their translation.</param>
/// <param name="Places">The facts it can name.</param>
internal sealed record UsualSentence(string Key, string Name, string Vi, string En, params string[] Places);

/// <summary>
/// How each act reads in the minutes, in both languages at once and in the manner of live coverage, or as the secretariat words
/// it. An act without a sentence here is no matter of the minutes.
/// </summary>
/// <param name="own">The conference's own sentences by key.</param>
internal sealed class MinutesWording(IReadOnlyDictionary<string, MinutesSentence> own)
{
    private static readonly string[] Speech = ["speaker", "for", "subject", "time"];

    public static IReadOnlyList<UsualSentence> Usual { get; } =
    [
        new("opened", "Opening of the session", "Phiên họp[ “{title}”] khai mạc[ tại {room}].", "The session[ “{title}”] opened[ in {room}].", "title", "room"),
        new("suspended", "Suspension of the session", "Phiên họp tạm nghỉ.", "The session was suspended."),
        new("resumed", "Resumption of the session", "Phiên họp tiếp tục.", "The session resumed."),
        new("closed", "End of the session", "Phiên họp kết thúc.", "The session closed."),
        new("item", "An item begins", "Phiên họp chuyển sang nội dung: {item}.", "The session turned to the item: {item}.", "item"),
        new("listClosed", "The list of speakers is closed", "Chủ tọa đóng danh sách đăng ký phát biểu.", "The Chair closed the list of speakers."),
        new("statement", "Statement", "{speaker}[ thay mặt {for}] phát biểu[ về “{subject}”][ ({time})].", "{speaker}[ on behalf of {for}] spoke[ on “{subject}”][ ({time})].", Speech),
        new("question", "Question", "{speaker}[ thay mặt {for}] nêu câu hỏi[: “{subject}”][ ({time})].", "{speaker}[ on behalf of {for}] asked a question[: “{subject}”][ ({time})].", Speech),
        new("reply", "Reply to a question", "{speaker}[ thay mặt {for}] trả lời câu hỏi[ về “{subject}”][ ({time})].", "{speaker}[ on behalf of {for}] replied to a question[ on “{subject}”][ ({time})].", Speech),
        new("pointOfOrder", "Point of order", "{speaker}[ thay mặt {for}] nêu kiến nghị về thủ tục[: “{subject}”][ ({time})].", "{speaker}[ on behalf of {for}] raised a point of order[: “{subject}”][ ({time})].", Speech),
        new("rightOfReply", "Right of reply", "{speaker}[ thay mặt {for}] thực hiện quyền đáp lời[ về “{subject}”][ ({time})].", "{speaker}[ on behalf of {for}] exercised the right of reply[ on “{subject}”][ ({time})].", Speech),
        new("pointUpheld", "A point of order is upheld", "Chủ tọa chấp nhận kiến nghị về thủ tục[ của {speaker}][: {words}].", "The Chair upheld the point of order[ raised by {speaker}][: {words}].", "speaker", "words"),
        new("pointRejected", "A point of order is rejected", "Chủ tọa bác kiến nghị về thủ tục[ của {speaker}][: {words}].", "The Chair rejected the point of order[ raised by {speaker}][: {words}].", "speaker", "words"),
        new("comment", "A comment is on the screen", "Ý kiến[ {code}][ của {speaker}] được đưa lên màn hình để trao đổi[: “{words}”].", "Comment[ {code}][ by {speaker}] was put on the screen for discussion[: “{words}”].", "code", "speaker", "words"),
        new("quorumMet", "The quorum is met", "Có mặt {present}[/{of}] đoàn, đủ số lượng cần thiết {purpose} ({needed}).", "{present}[ of {of}] delegations were present; the quorum {purpose} ({needed}) was met.", "present", "of", "purpose", "needed"),
        new("quorumMissed", "The quorum is not met", "Có mặt {present}[/{of}] đoàn, chưa đủ số lượng cần thiết {purpose} ({needed}).", "{present}[ of {of}] delegations were present; the quorum {purpose} ({needed}) was not met.", "present", "of", "purpose", "needed"),
        new("proposed", "Something is put up for decision", "Chủ tọa đề nghị phiên họp xem xét, quyết định {what}.", "The Chair put {what} to the session for decision.", "what"),
        new("dropped", "Something is no longer up for decision", "Chủ tọa rút lại đề nghị quyết định {what}.", "The proposal {what} was withdrawn.", "what"),
        new("voteOpened", "A vote begins", "Bắt đầu {method} về {what}.", "{method} on {what} began.", "method", "what"),
        new("voteClosed", "A vote ends", "Kết thúc {method} về {what}[: {figures}].", "{method} on {what} ended[: {figures}].", "method", "what", "figures"),
        new("adopted", "Something is adopted", "Phiên họp thông qua {what}[ {how}][: {figures}][ ({rule})].", "The session adopted {what}[ {how}][: {figures}][ ({rule})].", "what", "how", "figures", "rule"),
        new("rejected", "Something is not adopted", "Phiên họp không thông qua {what}[ {how}][: {figures}][ ({rule})].", "The session did not adopt {what}[ {how}][: {figures}][ ({rule})].", "what", "how", "figures", "rule"),
        new("silenceBegan", "A silence procedure begins", "Áp dụng thủ tục im lặng đối với {what}.", "A silence procedure began on {what}.", "what"),
        new("silenceBroken", "Silence is broken", "Thủ tục im lặng đối với {what} bị phá vỡ[ do ý kiến phản đối của {speaker}].", "The silence on {what} was broken[ by {speaker}].", "what", "speaker"),
        new("paper", "A paper is put before the session", "Tài liệu[ {code}][ “{title}”] được gửi tới phiên họp.", "Paper[ {code}][ “{title}”] was put before the session.", "code", "title"),
    ];

    private static readonly Dictionary<string, UsualSentence> ByKey = Usual.ToDictionary(s => s.Key);

    private static readonly EventFacts Example = new()
    {
        Person = "Trần Văn Lâm", Title = "Đại sứ", TitleEn = "Ambassador", Organisation = "Cơ quan đại diện tại Nhật Bản", OrganisationEn = "Mission in Japan", OnBehalfOf = "Nhóm miền Trung", Seconds = 500, Rule = "simpleMajority",
        Text = "Hợp tác địa phương", TextEn = "Cooperation of localities", Figures = new Dictionary<string, int> { ["for"] = 78, ["against"] = 30, ["abstain"] = 68, ["present"] = 120, ["entitled"] = 176, ["needed"] = 89 },
    };

    /// <summary>As is usual, where the conference has no sentences of its own.</summary>
    public static MinutesWording AsUsual { get; } = new(new Dictionary<string, MinutesSentence>());

    public static UsualSentence? UsualOf(string? key) => key is null ? null : ByKey.GetValueOrDefault(key);

    /// <summary>How a sentence would read, with facts made up for the purpose.</summary>
    public static string Sample(string key, string template, bool english)
    {
        var facts = Facts(key, Example with { Kind = key is "quorumMet" or "quorumMissed" ? "toDecide" : "recorded", Code = key switch { "comment" => "C-147", "paper" => "DOC-7", _ => "D-3" } }, english);
        if (key is "opened") (facts["title"], facts["room"]) = english ? ("Opening", "Hall A") : ("Khai mạc", "Hội trường A");
        return Capital(LineTemplate.Fill(template, facts));
    }

    /// <param name="session">Needed for the sentence of its opening alone.</param>
    public LineWords? Of(SessionAct act, EventFacts f, LiveSession? session)
    {
        if (KeyOf(act, f) is not { } key) return null;
        var (vi, en) = own.TryGetValue(key, out var sentence) ? (sentence.Vi, sentence.En) : (ByKey[key].Vi, ByKey[key].En);
        var words = new LineWords(Read(vi, false), Read(en, true), "", "");
        if (key is not ("adopted" or "rejected") || f.Statements is not { Count: > 0 } statements) return words;
        var said = string.Concat(statements.Select(s => $"\n– {s.Who}{With(":", Stripped(s.Text))}."));
        return words with { Text = "Ý kiến bảo lưu, phản đối được ghi vào biên bản:" + said, TextEn = "Reservations and objections placed on record:" + said };

        string Read(string template, bool english)
        {
            var facts = Facts(key, f, english);
            if (key == "opened" && session is not null)
            {
                Put(facts, "title", Short(Stripped(english ? English(session.TitleEn, session.Title) : session.Title)));
                Put(facts, "room", english ? English(session.RoomEn, session.Room) : session.Room);
            }
            return Capital(LineTemplate.Fill(template, facts));
        }
    }

    private static string? KeyOf(SessionAct act, EventFacts f) => act switch
    {
        SessionAct.Opened => "opened",
        SessionAct.Suspended => "suspended",
        SessionAct.Resumed => "resumed",
        SessionAct.Closed => "closed",
        SessionAct.ListClosed => "listClosed",
        SessionAct.ItemBegan => "item",
        SessionAct.FloorGiven or SessionAct.Spoke => f.Kind is "question" or "reply" or "pointOfOrder" or "rightOfReply" ? f.Kind : "statement",
        SessionAct.PointRuled => f.Kind == "rejected" ? "pointRejected" : "pointUpheld",
        SessionAct.Shown when f.Kind == "comment" => "comment",
        SessionAct.QuorumStated => Figure(f, "present") >= Figure(f, "needed") ? "quorumMet" : "quorumMissed",
        SessionAct.Proposed => "proposed",
        SessionAct.ProposalDropped => "dropped",
        SessionAct.VoteOpened => "voteOpened",
        SessionAct.VoteClosed => "voteClosed",
        SessionAct.Adopted => "adopted",
        SessionAct.Rejected => "rejected",
        SessionAct.SilenceBegan => "silenceBegan",
        SessionAct.SilenceBroken => "silenceBroken",
        SessionAct.PaperAdded when f.Kind != "podium" => "paper",
        _ => null,
    };

    /// <summary>What an act tells, by the name of its place; what it does not bring is not among them.</summary>
    private static Dictionary<string, string> Facts(string key, EventFacts f, bool english)
    {
        var facts = new Dictionary<string, string>();
        var text = Short(Stripped(english ? English(f.TextEn, f.Text) : f.Text));
        foreach (var place in new[] { "subject", "words", "item", "title" }) Put(facts, place, text);
        Put(facts, "speaker", Someone(f, english, ByKey[key].Places != Speech ? "" : english ? "A delegate" : "Đại biểu"));
        Put(facts, "for", f.OnBehalfOf);
        Put(facts, "time", Duration(f.Seconds, english));
        Put(facts, "code", f.Code);
        Put(facts, "what", f.Code is null && text.Length == 0 ? english ? "the proposal" : "nội dung được nêu" : $"{f.Code}{(text.Length == 0 ? "" : $" “{text}”")}".Trim());
        Put(facts, "method", Method(f, english));
        Put(facts, "how", f.Kind switch
        {
            "consensus" => english ? "by consensus" : "bằng đồng thuận",
            "silence" => english ? "under the silence procedure" : "theo thủ tục im lặng",
            null => "",
            _ => english ? "by " + Method(f, true) : "bằng " + Method(f, false),
        });
        var figures = Count(f, english);
        Put(facts, "figures", figures);
        if (figures.Length > 0) Put(facts, "rule", Rule(f, english));
        foreach (var (place, figure) in new[] { ("present", "present"), ("of", "entitled"), ("needed", "needed") }) Put(facts, place, Figure(f, figure)?.ToString(CultureInfo.InvariantCulture));
        Put(facts, "purpose", f.Kind switch { "toDecide" => english ? "to decide" : "để quyết định", "toOpen" => english ? "to open" : "để khai mạc", _ => english ? "to meet" : "để họp" });
        return facts;
    }

    private static void Put(Dictionary<string, string> facts, string place, string? fact)
    {
        if (!string.IsNullOrWhiteSpace(fact)) facts[place] = fact;
    }

    private static string Rule(EventFacts f, bool english)
    {
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
        string[] parts = [english ? ruleEn : rule, Figure(f, "needed") is not { } needed ? "" : english ? $"{needed} needed" : $"cần {needed}"];
        return string.Join("; ", parts.Where(p => p.Length > 0));
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

    /// <summary>Who it was: Đại sứ Trần Văn Lâm (ĐSQ tại Nhật Bản); Trần Văn Lâm, Ambassador (Mission in Japan). A title known in Vietnamese alone is left out in English.</summary>
    private static string Someone(EventFacts f, bool english, string nobody)
    {
        var title = english ? f.TitleEn : f.Title;
        var name = f.Person is null ? "" : string.IsNullOrWhiteSpace(title) ? f.Person : english ? $"{f.Person}, {title}" : $"{title} {f.Person}";
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

    private static string? English(string? english, string? vietnamese) => string.IsNullOrWhiteSpace(english) ? vietnamese : english;

    // A line is one sentence: the whole text stands where its code leads.
    private static string Short(string text) => text.Length <= 300 ? text : text[..(text.LastIndexOf(' ', 300) is > 0 and var at ? at : 300)].TrimEnd() + "…";

    private static string Stripped(string? text) => text is null ? "" : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.', ';');

    private static string With(string word, string? what) => string.IsNullOrWhiteSpace(what) ? "" : $"{word} {what}";

    private static string In(string text) => text.Length == 0 ? "" : $" ({text})";

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
