using Conference.Shared;
using Conference.Shared.Documents;

namespace Conference.Sessions;

/// <summary>The attendance list as an Excel workbook in the reader's language: a sheet of people, a sheet of figures by kind of organisation.</summary>
internal static class AttendanceWorkbook
{
    public static byte[] Write(AttendanceList list, Sentences t, ConferenceTime time)
    {
        using var workbook = new ListWorkbook();
        string When(DateTime? at) => at is { } utc ? time.Local(utc).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) : "";
        // Whoever was in when the session was closed stayed to its end.
        DateTime? Until(Stay stay) => stay.To ?? list.Session.ClosedAt;

        workbook.Add(t["Attendance"],
            [
                new(t["Kind of organisation"], 24), new(t["Code"], 9), new(t["Organisation"], 42), new(t["Full name"], 26), new(t["Position"], 34), new(t["Attendance"], 14), new(t["Came"], 19), new(t["Left"], 19),
                new(t["All times in and out"], 42), new(t["How they came"], 18), new(t["Deputy"], 24), new(t["Stands in for"], 24), new(t["Votes"], 8),
            ],
            from kind in list.Kinds
            from delegation in kind.Delegations
            from p in delegation.People
            select (string[])
            [
                t[kind.Kind.Words], delegation.Organisation.Code, Sentences.Pick(delegation.Organisation.Name, delegation.Organisation.NameEn), p.Name, p.TitleName, t[p.State.Words],
                When(p.Stays.Count > 0 ? p.Stays[0].From : null), When(p.Stays.Count > 0 ? Until(p.Stays[^1]) : null),
                string.Join("; ", p.Stays.Select(s => $"{When(s.From)} – {When(Until(s))}")), p.Stays.Count > 0 ? t[p.Stays[^1].By.Words] : "", p.Deputy ?? "", p.DeputyOf ?? "", p.Votes ? "×" : "",
            ]);
        workbook.Add(t["Figures"],
            [new(t["Kind of organisation"], 28), new(t["Delegations"], 14), new(t["of them present"], 14), new(t["Persons"], 14), new(t["of them present"], 14), new(t["Excused"], 14), new(t["Absent"], 14)],
            list.Kinds.Select(k => (string[])
            [
                t[k.Kind.Words], Number(k.Delegations.Count), Number(k.In), Number(k.People), Number(k.PeopleIn), Number(Count(k, PresenceState.Excused)), Number(Count(k, PresenceState.Absent)),
            ]));

        return workbook.Write();
    }

    private static int Count(AttendingKind kind, PresenceState state) => kind.Delegations.Sum(d => d.People.Count(p => p.State == state));

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
