using System.Buffers.Binary;
using System.Security.Cryptography;
using Conference.Shared;
using Conference.Shared.Data;
using Microsoft.AspNetCore.DataProtection;

namespace Conference.Sessions;

/// <summary>
/// How a secret vote stands while it is open: encrypted with this installation's keys, which lie outside the database. So
/// not even someone who sees every state of the database, one ballot after the other, learns how anyone voted. Gone once the
/// vote is closed: then only the sums are left.
/// </summary>
[NotAudited]
public sealed class SecretTotals
{
    public Guid DecisionId { get; private set; }
    /// <summary>Always of the same length, and different each time it is written.</summary>
    public string Sealed { get; private set; } = "";

    internal static SecretTotals Of(Guid decisionId) => new() { DecisionId = decisionId };

    internal void Seal(IReadOnlyDictionary<Choice, int> totals, IDataProtectionProvider keys)
    {
        var bytes = new byte[12];
        foreach (var (choice, place) in Places) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(place), totals.GetValueOrDefault(choice));
        Sealed = Convert.ToBase64String(Protector(keys).Protect(bytes));
    }

    internal Dictionary<Choice, int> Open(IDataProtectionProvider keys)
    {
        try
        {
            var bytes = Protector(keys).Unprotect(Convert.FromBase64String(Sealed));
            return Places.ToDictionary(p => p.Choice, p => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(p.Place)));
        }
        catch (CryptographicException)
        {
            throw new RuleBroken("The totals of this secret vote cannot be opened: the keys of the installation that took its ballots are missing here. Take the vote off and repeat it.");
        }
    }

    private static readonly (Choice Choice, int Place)[] Places = [(Choice.For, 0), (Choice.Against, 4), (Choice.Abstain, 8)];

    private IDataProtector Protector(IDataProtectionProvider keys) => keys.CreateProtector("Conference.Sessions.SecretVote", DecisionId.ToString());
}
