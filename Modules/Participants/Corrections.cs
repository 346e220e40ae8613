namespace Conference.Participants;

/// <summary>
/// When a name was last corrected on this host. Sign-ins that are older are read again at their next request, so that someone whose
/// name was put right is called by it at once; other hosts follow within the minutes after which every sign-in is read again.
/// </summary>
public sealed class Corrections
{
    private long last;

    public void Made() => Interlocked.Exchange(ref last, TimeProvider.System.GetUtcNow().UtcTicks);

    public bool After(DateTimeOffset issued) => Interlocked.Read(ref last) > issued.UtcTicks;
}
