namespace Conference.Shared;

/// <summary>Who carries a badge. The code on it is a secret that only the register of participants can compare.</summary>
public interface IBadges
{
    /// <param name="scanned">The code as typed, or what the badge's QR holds: the address of the sign-in with the code.</param>
    /// <returns>The id of the person, or null when no badge of this conference has this code.</returns>
    Task<Guid?> WhoCarries(string? scanned, CancellationToken ct);
}
