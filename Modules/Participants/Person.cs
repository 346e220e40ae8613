using System.Security.Cryptography;
using System.Text;
using Conference.Shared;
using Conference.Shared.Contracts;
using Conference.Shared.Data;

namespace Conference.Participants;

/// <summary>Someone who takes part, acts for an organisation and carries a badge.</summary>
public sealed class Person
{
    public const int LongestName = 100, LongestTitle = 200;

    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public Guid Id { get; private set; }
    public string Name { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string TitleEn { get; private set; } = "";
    public Guid OrganisationId { get; private set; }
    public IReadOnlyList<string> Roles { get; private set; } = [];
    /// <summary>What is printed on the badge, such as DNG-01. Not a secret.</summary>
    public string Badge { get; private set; } = "";
    /// <summary>SHA-256 of the badge code, the secret in the badge's QR.</summary>
    [Secret] public string BadgeCodeHash { get; private set; } = "";
    public int Version { get; private set; }

    public static Person Register(Guid id, string badge, string name, string title, string titleEn, Organisation organisation, IEnumerable<string> roles, string badgeCode, ModuleDb db)
    {
        string[] known = [.. roles];
        if (known.FirstOrDefault(r => !Shared.Access.Roles.All.Contains(r)) is { } unknown)
            throw new RuleBroken("There is no role {0}. Roles: {1}.", unknown, string.Join(", ", Shared.Access.Roles.All));
        var person = new Person
        {
            Id = id, Badge = badge, Name = name, Title = title, TitleEn = titleEn, OrganisationId = organisation.Id,
            Roles = known, BadgeCodeHash = HashOf(badgeCode),
        };
        db.Add(person);
        return person;
    }

    /// <summary>The secretariat writes their name or title as it should have been.</summary>
    public void Correct(string? name, string? title, string? titleEn)
    {
        var (cleanName, cleanTitle, cleanTitleEn) = (Clean.Line(name), Clean.Line(title), Clean.Line(titleEn));
        if (cleanName.Length == 0) throw new RuleBroken("A person needs a name.");
        if (cleanName.Length > LongestName) throw new RuleBroken("A person's name has at most {0} characters.", LongestName);
        if (Math.Max(cleanTitle.Length, cleanTitleEn.Length) > LongestTitle) throw new RuleBroken("A position has at most {0} characters.", LongestTitle);
        (Name, Title, TitleEn) = (cleanName, cleanTitle, cleanTitleEn);
        Version++;
    }

    internal PersonChanged News() => new(Id, Name, Title, TitleEn, OrganisationId, Roles);

    /// <summary>Ten letters and figures that cannot be mistaken for one another: 50 bits, written ABCDE-FGHIJ.</summary>
    public static string NewBadgeCode() => RandomNumberGenerator.GetString(Alphabet, 5) + "-" + RandomNumberGenerator.GetString(Alphabet, 5);

    public static string HashOf(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(new string([.. secret.Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant())));
}
