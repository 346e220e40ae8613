using Conference.Shared;
using Conference.Shared.Contracts;
using Conference.Shared.Data;

namespace Conference.Participants;

/// <summary>A ministry, locality, mission or other body that people act for.</summary>
public sealed class Organisation
{
    public const int LongestName = 200, LongestShortName = 100;

    public Guid Id { get; private set; }
    /// <summary>Short ASCII code, unique, such as DNG.</summary>
    public string Code { get; private set; } = "";
    public OrganisationKind Kind { get; private set; }
    public string Name { get; private set; } = "";
    public string NameEn { get; private set; } = "";
    /// <summary>What a badge shows.</summary>
    public string ShortName { get; private set; } = "";
    public string ShortNameEn { get; private set; } = "";
    public int Version { get; private set; }

    public static Organisation Register(Guid id, string code, OrganisationKind kind, string name, string nameEn, string shortName, string shortNameEn, ModuleDb db)
    {
        var organisation = new Organisation { Id = id, Code = code, Kind = kind, Name = name, NameEn = nameEn, ShortName = shortName, ShortNameEn = shortNameEn };
        db.Add(organisation);
        return organisation;
    }

    /// <summary>The secretariat writes its names as they should be.</summary>
    public void Rename(string? name, string? nameEn, string? shortName, string? shortNameEn)
    {
        var (full, fullEn, brief, briefEn) = (Clean.Line(name), Clean.Line(nameEn), Clean.Line(shortName), Clean.Line(shortNameEn));
        if (full.Length == 0) throw new RuleBroken("An organisation needs a name.");
        if (brief.Length == 0) throw new RuleBroken("An organisation needs a short name: lists and comments show it.");
        if (Math.Max(full.Length, fullEn.Length) > LongestName) throw new RuleBroken("The name of an organisation has at most {0} characters.", LongestName);
        if (Math.Max(brief.Length, briefEn.Length) > LongestShortName) throw new RuleBroken("A short name has at most {0} characters.", LongestShortName);
        (Name, NameEn, ShortName, ShortNameEn) = (full, fullEn, brief, briefEn);
        Version++;
    }

    internal OrganisationChanged News() => new(Id, Code, Kind, Name, NameEn, ShortName, ShortNameEn);
}
