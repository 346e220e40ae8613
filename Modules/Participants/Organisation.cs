using Conference.Shared.Contracts;
using Conference.Shared.Data;

namespace Conference.Participants;

/// <summary>A ministry, locality, mission or other body that people act for.</summary>
public sealed class Organisation
{
    public Guid Id { get; private set; }
    /// <summary>Short ASCII code, unique, such as DNG.</summary>
    public string Code { get; private set; } = "";
    public OrganisationKind Kind { get; private set; }
    public string Name { get; private set; } = "";
    public string NameEn { get; private set; } = "";
    /// <summary>What a badge shows.</summary>
    public string ShortName { get; private set; } = "";
    public string ShortNameEn { get; private set; } = "";

    public static Organisation Register(Guid id, string code, OrganisationKind kind, string name, string nameEn, string shortName, string shortNameEn, ModuleDb db)
    {
        var organisation = new Organisation { Id = id, Code = code, Kind = kind, Name = name, NameEn = nameEn, ShortName = shortName, ShortNameEn = shortNameEn };
        db.Add(organisation);
        return organisation;
    }

    internal OrganisationChanged News() => new(Id, Code, Kind, Name, NameEn, ShortName, ShortNameEn);
}
