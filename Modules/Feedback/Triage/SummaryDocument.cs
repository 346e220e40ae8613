using Conference.Shared;
using Conference.Shared.Documents;

namespace Conference.Feedback;

/// <summary>The rapporteur's summary as a report in the reader's language, with the comments it cites as an annex.</summary>
internal static class SummaryDocument
{
    /// <param name="published">How many comments of the session are published.</param>
    public static AdministrativeDocument Of(FeedbackSession session, SessionSummary summary, IReadOnlyList<ShownComment> cited, int published, Letterhead letterhead, Sentences texts, ConferenceTime time)
    {
        var language = Letterheads.LanguageOf(null);
        string held = texts["The session was held on {0}, {1}–{2}. Published comments: {3}. Cited here: {4}.", time.Day(session.Starts), time.Clock(session.Starts), time.Clock(session.Ends), published, cited.Count];
        return new()
        {
            Language = language, ParentBody = letterhead.HostBodyIn(language), IssuingBody = letterhead.NameIn(language),
            Place = letterhead.PlaceIn(language), Date = DateOnly.FromDateTime(time.Local(summary.At!.Value)),
            Kind = texts["Report"], Abstract = texts["Summary of the discussion in session {0} “{1}”", session.Code, Sentences.Pick(session.Title, session.TitleEn)],
            Content = [new Prose(cited.Count == 0 ? held : $"{held} {texts["They stand in the Annex."]}"), new Prose(summary.Text)],
            Signatures = [new(texts["Rapporteur"], summary.By!)],
            Recipients = [texts["The Conference Secretariat"], texts["File copy"]],
            Annexes = cited.Count == 0 ? [] :
            [
                new(texts["Comments cited"],
                [
                    new DocumentTable([new(texts["Code"], 9, Centred: true), new(texts["Organisation"], 20), new(texts["Author"], 20), new(texts["Text"], 51)],
                        // A summary goes further than the room: who was anonymous there stays so here.
                        [.. cited.Select(c => new DocumentRow([c.Code, c.Anonymous ? "" : c.OrganisationName, c.Anonymous ? texts["Anonymous"] : c.Author, c.Text]))])
                ])
            ],
        };
    }
}
