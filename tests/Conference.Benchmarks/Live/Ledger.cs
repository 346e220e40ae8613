using System.Diagnostics;

namespace Conference.Benchmarks.Live;

/// <summary>What one follower has seen of the topic.</summary>
internal sealed class Follower(int comments)
{
    public readonly ulong[] Seen = new ulong[(comments + 63) / 64];
    public long Last = -1;
}

/// <summary>When comments were sent, acknowledged and seen, and whatever came wrongly.</summary>
internal sealed class Ledger(int comments)
{
    private readonly long[] sent = new long[comments], acknowledged = new long[comments], lastSeen = new long[comments], sequences = new long[comments];
    private long arrived;

    public int Comments => comments;
    public Histogram ToAck { get; } = new();
    public Histogram ToScreen { get; } = new();
    public long Arrived => Interlocked.Read(ref arrived);
    public int Acknowledged, Gaps, Duplicates, Disordered, Refused;

    public void Sent(int comment) => sent[comment] = sent[comment] is 0 ? Stopwatch.GetTimestamp() : sent[comment];

    public void Ack(int comment, long now)
    {
        if (comment < 0 || comment >= comments || Interlocked.Exchange(ref acknowledged[comment], now) != 0) return;
        ToAck.Add(now - sent[comment]);
        Interlocked.Increment(ref Acknowledged);
    }

    /// <param name="comment">Negative for one that only warms up: its place in the order counts, its time does not.</param>
    public void Arrive(Follower follower, long sequence, int comment, long now)
    {
        var seen = comment >= 0 && (follower.Seen[comment >> 6] & (1UL << (comment & 63))) != 0;
        if (seen) Interlocked.Increment(ref Duplicates);
        else if (sequence <= follower.Last) Interlocked.Increment(ref Disordered);
        else
        {
            if (follower.Last >= 0 && sequence > follower.Last + 1) Interlocked.Increment(ref Gaps);
            follower.Last = sequence;
        }
        if (seen || comment < 0) return;
        follower.Seen[comment >> 6] |= 1UL << (comment & 63);
        // One comment has one place in the order, whoever looks.
        if (Interlocked.CompareExchange(ref sequences[comment], sequence, 0) is not 0 and var other && other != sequence) Interlocked.Increment(ref Disordered);
        ToScreen.Add(now - sent[comment]);
        lastSeen[comment] = now;
        Interlocked.Increment(ref arrived);
    }

    public Histogram ToLast()
    {
        var histogram = new Histogram();
        for (var i = 0; i < comments; i++)
            if (lastSeen[i] != 0) histogram.Add(lastSeen[i] - sent[i]);
        return histogram;
    }
}

/// <summary>Times in steps of 0.1 ms up to 5 s and of 10 ms above.</summary>
internal sealed class Histogram
{
    private const int Fine = 50_000, Coarse = 20_000;
    private readonly long[] counts = new long[Fine + Coarse];

    public void Add(long ticks)
    {
        var tenths = ticks * 10_000 / Stopwatch.Frequency;
        Interlocked.Increment(ref counts[tenths < Fine ? tenths : Math.Min(Fine + tenths / 100 - Fine / 100, Fine + Coarse - 1)]);
    }

    /// <summary>In milliseconds.</summary>
    public double Percentile(double part)
    {
        var left = (long)Math.Ceiling(counts.Sum() * part);
        if (left == 0) return double.NaN;
        for (var i = 0; ; i++)
            if ((left -= counts[i]) <= 0) return i < Fine ? (i + 1) / 10.0 : (Fine / 100 + i - Fine + 1) * 10.0;
    }
}
