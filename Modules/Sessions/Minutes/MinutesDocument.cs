using Conference.Shared;
using Conference.Shared.Documents;

namespace Conference.Sessions;

/// <summary>Minutes as a Word file after model 1.9 of Decree 30/2020/NĐ-CP.</summary>
internal static class MinutesDocument
{
    public static AdministrativeDocument Of(MinutesRecord record, DocumentLanguage language, Letterhead letterhead, ConferenceTime time)
    {
        var (english, book, began) = (language == DocumentLanguage.English, record.Book, time.Local(record.Began));
        var content = new List<Block>
        {
            Labelled(english ? "Beginning" : "Thời gian bắt đầu", $"{MinutesRecord.ClockInWords(began, english)}, {MinutesRecord.Day(began, english)}"),
            Labelled(english ? "Place" : "Địa điểm", Join(", ", record.Room(english), letterhead.PlaceIn(language))),
            Labelled(english ? "Participants" : "Thành phần tham dự", Some(record.Participants(english))),
            Labelled(english ? "Chair" : "Chủ trì (chủ tọa)", Some(book.Chair)),
            Labelled(english ? "Secretary" : "Thư ký (người ghi biên bản)", Some(book.Secretary)),
            Labelled(english ? "Proceedings (in the order of the session)" : "Nội dung (theo diễn biến phiên họp)", ""),
        };
        foreach (var line in record.Lines)
        {
            var paragraphs = record.Paragraphs(line, english, time);
            if (paragraphs.Count == 0) continue;
            var clock = MinutesRecord.Clock(time.Local(line.At), english) + ":";
            content.Add(new Prose(new Phrase(clock, Bold: true), paragraphs[0][clock.Length..]));
            content.AddRange(paragraphs.Skip(1).Select(p => new Prose(p)));
        }
        content.Add(new Prose(record.Ended is { } ended ? MinutesText.Closing(time.Local(ended), english).TrimEnd('.', '/') : english ? "The session is still on." : "Phiên họp đang tiếp tục."));
        return new()
        {
            Language = language, ParentBody = letterhead.HostBodyIn(language), IssuingBody = letterhead.NameIn(language),
            Mark = book.State == MinutesState.Signed ? "" : english ? "Draft" : "Dự thảo",
            Kind = english ? "Minutes" : "Biên bản",
            Abstract = english ? $"Session {record.Session.Code} “{record.Title(true)}”" : $"Phiên họp {record.Session.Code} “{record.Title(false)}”",
            Content = content,
            Signatures = [new(english ? "Secretary" : "Thư ký", book.SignedBySecretary ?? ""), new(english ? "Chair" : "Chủ tọa", book.SignedByChair ?? "")],
            Recipients = [english ? "The Conference Secretariat" : "Ban Thư ký Hội nghị", english ? "File copy" : "Lưu: VT"],
            Foot = book.Hash is { } hash ? $"SHA-256 {hash}" : "",
        };
    }

    private static Prose Labelled(string label, string text) => new(new Phrase($"{label}: ", Bold: true), text);

    private static string Some(string text) => text.Length > 0 ? text : "……";

    private static string Join(string between, params string[] parts) => string.Join(between, parts.Where(p => p.Length > 0));
}
