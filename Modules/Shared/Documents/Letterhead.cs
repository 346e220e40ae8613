using Conference.Shared.Contracts;
using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Conference.Shared.Documents;

/// <summary>What stands at the head of every document of a conference: the kernel's copy of its facts, for all modules that write documents.</summary>
[NotAudited]
public sealed class Letterhead
{
    public Guid ConferenceId { get; private set; }
    public string Name { get; private set; } = "";
    public string NameEn { get; private set; } = "";
    public string HostBody { get; private set; } = "";
    public string HostBodyEn { get; private set; } = "";
    public string Place { get; private set; } = "";
    public string PlaceEn { get; private set; } = "";
    public DateOnly FirstDay { get; private set; }

    internal static Letterhead Of(Guid conference) => new() { ConferenceId = conference };

    internal void Become(ConferenceChanged news) => (Name, NameEn, HostBody, HostBodyEn, Place, PlaceEn, FirstDay) =
        (news.Name, news.NameEn, news.HostBody, news.HostBodyEn, news.Place, news.PlaceEn, news.FirstDay);

    /// <summary>The text of a language; English ones may be missing.</summary>
    public static string In(DocumentLanguage language, string vietnamese, string english) =>
        language == DocumentLanguage.English && english.Length > 0 ? english : vietnamese;

    public string NameIn(DocumentLanguage language) => In(language, Name, NameEn);
    public string HostBodyIn(DocumentLanguage language) => In(language, HostBody, HostBodyEn);
    public string PlaceIn(DocumentLanguage language) => In(language, Place, PlaceEn);
}

public static class Letterheads
{
    /// <summary>That of the conference this installation is for; an empty one until it is set up.</summary>
    public static async Task<Letterhead> Letterhead(this ModuleDb db, CancellationToken ct) =>
        await db.Set<Letterhead>().AsNoTracking().OrderByDescending(l => l.FirstDay).FirstOrDefaultAsync(ct) ?? Documents.Letterhead.Of(Guid.Empty);

    /// <summary>The language a reader's documents are written in: that of the address (vi, en), else the reader's own.</summary>
    public static DocumentLanguage LanguageOf(string? lang) => lang switch
    {
        "vi" => DocumentLanguage.Vietnamese,
        "en" => DocumentLanguage.English,
        _ => Sentences.IsEnglish ? DocumentLanguage.English : DocumentLanguage.Vietnamese,
    };
}

/// <summary>Keeps the copy.</summary>
public static class LetterheadHandler
{
    public static async Task Handle(ConferenceChanged changed, SharedDb db, CancellationToken ct)
    {
        var letterhead = await db.Set<Letterhead>().FindAsync([changed.ConferenceId], ct) ?? db.Add(Letterhead.Of(changed.ConferenceId)).Entity;
        letterhead.Become(changed);
    }
}
