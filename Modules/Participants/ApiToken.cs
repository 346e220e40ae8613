using System.Security.Cryptography;
using Conference.Shared.Data;

namespace Conference.Participants;

/// <summary>A bearer token for /api/v1. Acts with one role, or as a person with all of theirs.</summary>
public sealed class ApiToken
{
    public Guid Id { get; private set; }
    public string Name { get; private set; } = "";
    public string Role { get; private set; } = "";
    public Guid? PersonId { get; private set; }
    [Secret] public string Hash { get; private set; } = "";
    public DateTime CreatedAt { get; private set; }

    /// <summary>The token itself is returned once and stored only as a hash.</summary>
    public static (ApiToken Token, string Secret) Issue(string name, string role, Person? person, DateTime now)
    {
        var secret = "conf_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        return (new() { Id = Guid.CreateVersion7(), Name = name, Role = role, PersonId = person?.Id, Hash = Person.HashOf(secret), CreatedAt = now }, secret);
    }
}
