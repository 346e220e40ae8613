using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Conference.Shared.Data;

/// <summary>How many there are, as far as anyone cares to know: beyond <see cref="Most"/> nothing is counted, however many there are.</summary>
public readonly record struct Tally(int Count, bool More)
{
    public const int Most = 1000;

    /// <param name="rows">In the order in which they are found soonest, so that what is beyond is not even looked at.</param>
    public static async Task<Tally> Of<T>(IQueryable<T> rows, CancellationToken ct) => Of(await rows.Take(Most + 1).CountAsync(ct));

    public static Tally Of(int count) => count > Most ? new(Most, true) : new(count, false);

    public static Tally operator +(Tally one, Tally other) => one.More || other.More ? new(Most, true) : Of(one.Count + other.Count);

    /// <summary>A number, or the most with a sign that there are more.</summary>
    public override string ToString() => More ? Most.ToString("N0", CultureInfo.CurrentCulture) + "+" : Count.ToString(CultureInfo.CurrentCulture);
}
