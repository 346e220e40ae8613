using System.Text;
using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>The minutes of a session with everything that a document made of them says.</summary>
public sealed record MinutesRecord(LiveSession Session, MinutesBook Book, IReadOnlyList<MinutesLine> Lines, IReadOnlyDictionary<Guid, KnownPerson> People, IReadOnlyDictionary<Guid, KnownOrganisation> Organisations)
{
    public static async Task<MinutesRecord> Read(LiveSession session, MinutesBook book, SessionsDb db, CancellationToken ct)
    {
        // The model's closing sentence says when the session ended; the act's own line would say it twice.
        var lines = await db.LinesOf(session.Id).AsNoTracking().Where(l => !l.IsStruck && l.UndoneAt == null && !(l.Act == SessionAct.Closed && !l.IsEdited)).ToListAsync(ct);
        var speakers = lines.Where(l => l.PersonId is not null).Select(l => l.PersonId!.Value).ToHashSet();
        var people = await db.People.AsNoTracking().Where(p => speakers.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var organisations = people.Values.Select(p => p.OrganisationId).ToHashSet();
        return new(session, book, lines, people, await db.Organisations.AsNoTracking().Where(o => organisations.Contains(o.Id)).ToDictionaryAsync(o => o.Id, ct));
    }

    public string Title(bool english) => english && Session.TitleEn.Length > 0 ? Session.TitleEn : Session.Title;

    public string Room(bool english) => english && Session.RoomEn.Length > 0 ? Session.RoomEn : Session.Room;

    public DateTime Began => Session.OpenedAt ?? Session.Starts;

    public DateTime? Ended => Session.ClosedAt;

    public string Participants(bool english) => english && Book.ParticipantsEn.Length > 0 ? Book.ParticipantsEn : Book.Participants;

    /// <summary>What happened, in the language that is asked for or in the one that there is.</summary>
    public static string Head(MinutesLine line, bool english) => english ? Some(line.HeadEn, line.Head) : Some(line.Head, line.HeadEn);

    public static string Said(MinutesLine line, bool english) => english ? Some(line.TextEn, line.Text) : Some(line.Text, line.TextEn);

    /// <summary>The paragraphs of a line, the time before the first.</summary>
    public IReadOnlyList<string> Paragraphs(MinutesLine line, bool english, ConferenceTime time)
    {
        string[] words = [Head(line, english), .. Said(line, english).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        words = [.. words.Where(w => w.Length > 0)];
        return words.Length == 0 ? [] : [$"{Clock(time.Local(line.At), english)}: {words[0]}", .. words[1..]];
    }

    private static string Some(string wanted, string other) => wanted.Length > 0 ? wanted : other;

    /// <summary>A time of day whatever language the reader has: 8h35 in Vietnamese, 08:35 in English.</summary>
    public static string Clock(DateTime local, bool english) => local.ToString(english ? "HH':'mm" : "H'h'mm", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A time as the closing sentence of Decree 30/2020's model 1.9 has it.</summary>
    public static string ClockInWords(DateTime local, bool english) => english ? Clock(local, true) : $"{local.Hour} giờ {local.Minute:00}";

    /// <summary>A day as the decree writes it: a leading zero for days below 10 and for January and February alone.</summary>
    public static string Day(DateTime local, bool english) => english
        ? local.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture)
        : $"ngày {local.Day:00} tháng {(local.Month < 3 ? $"{local.Month:00}" : $"{local.Month}")} năm {local.Year}";
}

/// <summary>The minutes as plain lines, the same on every machine and database (NFC, LF): what is sealed when they are closed, and what is downloaded as text.</summary>
internal static class MinutesText
{
    /// <summary>Both languages, Vietnamese first: what the chair and the secretary sign.</summary>
    public static string Canonical(MinutesRecord record, ConferenceTime time) => Of(record, false, time) + "\n—\n\n" + Of(record, true, time);

    public static string Of(MinutesRecord record, bool english, ConferenceTime time)
    {
        var text = new StringBuilder();
        void Line(string line) => text.Append(line).Append('\n');
        var began = time.Local(record.Began);
        Line(english ? "MINUTES" : "BIÊN BẢN");
        Line($"{(english ? "Session" : "Phiên họp")} {record.Session.Code}: {record.Title(english)}");
        Line($"{(english ? "Beginning" : "Thời gian bắt đầu")}: {MinutesRecord.Clock(began, english)}, {MinutesRecord.Day(began, english)}");
        Line($"{(english ? "Place" : "Địa điểm")}: {record.Room(english)}");
        if (record.Participants(english) is { Length: > 0 } participants) Line($"{(english ? "Participants" : "Thành phần tham dự")}: {participants}");
        if (record.Book.Chair.Length > 0) Line($"{(english ? "Chair" : "Chủ trì")}: {record.Book.Chair}");
        if (record.Book.Secretary.Length > 0) Line($"{(english ? "Secretary" : "Thư ký")}: {record.Book.Secretary}");
        Line(english ? "Proceedings:" : "Nội dung:");
        foreach (var line in record.Lines)
            foreach (var paragraph in record.Paragraphs(line, english, time)) Line(paragraph);
        if (record.Ended is { } ended) Line(Closing(time.Local(ended), english));
        return text.ToString().ReplaceLineEndings("\n").Normalize(NormalizationForm.FormC);
    }

    public static string Closing(DateTime local, bool english) => english
        ? $"The session ended at {MinutesRecord.ClockInWords(local, true)} on {MinutesRecord.Day(local, true)}."
        : $"Phiên họp kết thúc vào {MinutesRecord.ClockInWords(local, false)}, {MinutesRecord.Day(local, false)}./.";
}

/// <summary>Who took part, in words, as the log of the session knows it: the last quorum that was stated, who was excused, who sent whom.</summary>
internal static class MinutesAttendance
{
    public static async Task<(string Vi, string En)> Of(Guid sessionId, SessionsDb db, CancellationToken ct)
    {
        SessionAct[] told = [SessionAct.QuorumStated, SessionAct.MarkedExcused, SessionAct.SentDeputy];
        var acts = await db.Events.AsNoTracking().Where(e => e.SessionId == sessionId && told.Contains(e.Act) && e.UndoneAt == null).OrderBy(e => e.Id).ToListAsync(ct);
        var (vi, en) = (new List<string>(), new List<string>());
        if (acts.LastOrDefault(a => a.Act == SessionAct.QuorumStated)?.Read().Figures is { } figures && figures.TryGetValue("present", out var present))
        {
            var of = figures.TryGetValue("entitled", out var entitled) ? entitled : (int?)null;
            vi.Add($"Có mặt {present}{(of is null ? "" : $"/{of}")} đoàn");
            en.Add($"{present}{(of is null ? "" : $" of {of}")} delegations present");
        }
        foreach (var facts in acts.Where(a => a.Act == SessionAct.SentDeputy).Select(a => a.Read()).Where(f => f.Person is not null && f.OnBehalfOf is not null))
        {
            vi.Add($"{facts.Person} dự thay {facts.OnBehalfOf}{In(facts.Organisation)}");
            en.Add($"{facts.Person} for {facts.OnBehalfOf}{In(facts.OrganisationEn ?? facts.Organisation)}");
        }
        var excused = acts.Where(a => a.Act == SessionAct.MarkedExcused).Select(a => a.Read()).Where(f => f.Person is not null).DistinctBy(f => (f.PersonId, f.Person)).ToList();
        if (excused.Count > 0)
        {
            vi.Add("vắng mặt có lý do: " + string.Join(", ", excused.Select(f => f.Person + In(f.Organisation))));
            en.Add("excused: " + string.Join(", ", excused.Select(f => f.Person + In(f.OrganisationEn ?? f.Organisation))));
        }
        return (string.Join("; ", vi), string.Join("; ", en));
    }

    private static string In(string? organisation) => string.IsNullOrEmpty(organisation) ? "" : $" ({organisation})";
}
