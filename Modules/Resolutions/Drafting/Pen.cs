using Conference.Shared.Access;
using Conference.Shared.Data;

namespace Conference.Resolutions;

/// <summary>Who changes a draft, when, and through which context the news of it go out.</summary>
public sealed record Pen(string Who, DateTime At, ModuleDb Db, Guid Person = default)
{
    public static Pen Of(Actor who, ModuleDb db) => new(who.Name, db.Now, db, who.PersonId);
}
