using Conference.Shared;
using Microsoft.AspNetCore.WebUtilities;

namespace Conference.Participants;

/// <summary>Reads badges for the other modules: the code itself, or the address of the sign-in that the QR holds.</summary>
internal sealed class Badges(SignIns signIns) : IBadges
{
    private const int LongestScan = 400, LongestCode = 40;

    public async Task<Guid?> WhoCarries(string? scanned, CancellationToken ct)
    {
        if (Code(scanned) is not { } code) return null;
        return (await signIns.ByBadgeCode(code))?.Id;
    }

    private static string? Code(string? scanned)
    {
        var text = scanned?.Trim() ?? "";
        if (text.Length is 0 or > LongestScan) return null;
        var code = text.IndexOf("/sign-in?", StringComparison.OrdinalIgnoreCase) is >= 0 and var at
            ? QueryHelpers.ParseQuery(text[(at + "/sign-in".Length)..])["badge"].ToString() : text;
        return code.Length is 0 or > LongestCode ? null : code;
    }
}
