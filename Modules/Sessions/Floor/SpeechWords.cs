using System.Text.Json;
using Conference.Shared;
using Conference.Shared.Contracts;

namespace Conference.Sessions;

/// <summary>How kinds of speeches and rulings are said, and how they are called in facts and addresses.</summary>
internal static class SpeechWords
{
    extension(SpeechKind kind)
    {
        /// <summary>English name, a key of its translation.</summary>
        public string Words => kind switch
        {
            SpeechKind.Statement => "Statement",
            SpeechKind.Question => "Question",
            SpeechKind.Reply => "Reply to a question",
            SpeechKind.PointOfOrder => "Point of order",
            SpeechKind.RightOfReply => "Right of reply",
            _ => "Intervention on behalf of someone",
        };

        public string Key => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

        public string Look => kind switch
        {
            SpeechKind.PointOfOrder => "accent",
            SpeechKind.RightOfReply => "gold",
            SpeechKind.Question or SpeechKind.Reply => "info",
            _ => "",
        };
    }

    extension(Ruling ruling)
    {
        public string Words => ruling is Ruling.Upheld ? "Upheld" : "Rejected";

        public string Key => JsonNamingPolicy.CamelCase.ConvertName(ruling.ToString());
    }

    extension(Speaker speaker)
    {
        public string OrganisationName => Sentences.Pick(speaker.Organisation, speaker.OrganisationEn);

        public string TitleName => Sentences.Pick(speaker.Title, speaker.TitleEn);
    }

    extension(KnownPerson person)
    {
        public string TitleName => Sentences.Pick(person.Title, person.TitleEn);
    }

    extension(SpeakingTotal total)
    {
        public string OfName => Sentences.Pick(total.Name, total.NameEn);
    }

    extension(OrganisationKind kind)
    {
        public string Words => kind switch
        {
            OrganisationKind.Party => "Party bodies",
            OrganisationKind.State => "State bodies",
            OrganisationKind.Ministry => "Ministries",
            OrganisationKind.Locality => "Localities",
            OrganisationKind.Mission => "Missions abroad",
            OrganisationKind.MassOrganisation => "Mass organisations",
            OrganisationKind.Enterprise => "Enterprises",
            _ => "Foreign guests",
        };
    }

    /// <summary>Minutes and seconds as clocks show them: 6:10.</summary>
    public static string Clock(this TimeSpan span) => $"{(span < TimeSpan.Zero ? "−" : "")}{(int)Math.Abs(Math.Truncate(span.TotalMinutes))}:{Math.Abs(span.Seconds):00}";
}
