using Conference.Shared;
using Conference.Shared.Contracts;

namespace Conference.Participants;

internal sealed record DemoOrganisation(string Code, OrganisationKind Kind, string Name, string Short, string NameEn, string ShortEn);

internal sealed record DemoPerson(string Badge, string Name, string Title, string TitleEn, string Organisation, string[] Roles, bool Demo = false, string? DemoRole = null)
{
    public Guid Id => Shared.Demo.Id("person", Badge);

    /// <summary>Badge codes of the demonstration are no secrets: the sign-in page offers some of them.</summary>
    public string BadgeCode => Convert.ToHexString(Shared.Demo.Id("badge code", Badge).ToByteArray())[..10];
}

internal sealed class ParticipantsDemonstration(ParticipantsDb db) : IDemonstration
{
    public static DemoPerson[] People { get; } = Demo.Read<ParticipantsDb, DemoPerson[]>("people.json");

    public int Order => 1;

    public async Task Fill(DateTime today, CancellationToken ct)
    {
        var organisations = Demo.Read<ParticipantsDb, DemoOrganisation[]>("organisations.json")
            .Select(o => Organisation.Register(Demo.Id("organisation", o.Code), o.Code, o.Kind, o.Name, o.NameEn, o.Short, o.ShortEn, db))
            .ToDictionary(o => o.Code);
        foreach (var p in People)
            Person.Register(p.Id, p.Badge, p.Name, p.Title, p.TitleEn, organisations[p.Organisation], p.Roles, p.BadgeCode, db);
        await db.SaveChangesAsync(ct);
    }
}
