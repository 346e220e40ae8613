using Conference.Shared.Access;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>The English of the titles and organisations that comments are signed with; null where there is none.</summary>
internal sealed class EnglishNames
{
    public static readonly EnglishNames None = new();

    private readonly Dictionary<(Guid Owner, string Name), string> known = [];

    /// <summary>As the sign-ins of these authors say: what is taken in is told without a question to the database.</summary>
    public static EnglishNames Of(IEnumerable<Actor> authors)
    {
        var names = new EnglishNames();
        foreach (var a in authors) (names.known[(a.PersonId, a.Title)], names.known[(a.OrganisationId, a.Organisation)]) = (a.TitleEn, a.OrganisationEn);
        return names;
    }

    public static async Task<EnglishNames> Of(IEnumerable<Comment> comments, FeedbackDb db, CancellationToken ct)
    {
        var owners = comments.SelectMany(c => new[] { c.AuthorId, c.OrganisationId }).Distinct().ToList();
        var names = new EnglishNames();
        foreach (var n in await db.Names.AsNoTracking().Where(n => owners.Contains(n.OwnerId)).ToListAsync(ct)) names.known[(n.OwnerId, n.Name)] = n.English;
        return names;
    }

    /// <summary>Of names of organisations alone, for lists that tell no more; where two share a name, that of either.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Of(IReadOnlyCollection<string> organisations, FeedbackDb db, CancellationToken ct) =>
        (await db.Names.AsNoTracking().Where(n => organisations.Contains(n.Name) && n.English != "").OrderBy(n => n.OwnerId).ToListAsync(ct)).DistinctBy(n => n.Name).ToDictionary(n => n.Name, n => n.English);

    /// <summary>Null also where the English is the same word: nobody has to be sent it twice.</summary>
    public string? Of(Guid owner, string name) => known.GetValueOrDefault((owner, name)) is { Length: > 0 } english && english != name ? english : null;
}
