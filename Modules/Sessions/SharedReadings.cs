using System.Collections.Concurrent;
using System.Globalization;
using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Conference.Sessions;

/// <summary>Set by a part while it is made: whom it speaks to by name. To all others of one standing and language it reads the same.</summary>
internal sealed record Addressed(IReadOnlySet<Guid> People);

/// <summary>
/// A part that a thousand laptops read again at the same event is made once for those to whom it reads the same. A laptop says
/// which event it has heard (<c>X-Heard</c>), and gets nothing that was made before that one.
/// </summary>
internal sealed class SharedReadings(IAntiforgery antiforgery, TimeProvider clock)
{
    private const string Token = "\u0001";

    /// <summary>Longer than a hall needs to read it, and short enough for what changes without an event.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(string Code, string Part, bool English, bool Admitted), Reading> readings = [];

    private sealed record Reading(long Seen, DateTimeOffset At, LiveSession Session, Addressed Addressed, string Html);

    /// <summary>The part as it was made for someone else; null where it has to be made.</summary>
    public string? Find(string code, string part, HttpContext http)
    {
        if (!long.TryParse(http.Request.Headers["X-Heard"], NumberStyles.None, CultureInfo.InvariantCulture, out var heard)) return null;
        var me = http.User.RequiredActor();
        foreach (var admitted in new[] { true, false })
            if (readings.TryGetValue((code, part, Sentences.IsEnglish, admitted), out var reading) && reading.Seen >= heard && clock.GetUtcNow() - reading.At < Longest
                && reading.Session.Admits(me) == admitted && !reading.Addressed.People.Contains(me.PersonId))
                return reading.Html.Replace(Token, antiforgery.GetAndStoreTokens(http).RequestToken, StringComparison.Ordinal);
        return null;
    }

    /// <summary>Keeps a part for the others, where it was made for someone whom it does not name.</summary>
    public void Keep(LiveSession session, string part, long seen, string html, HttpContext http)
    {
        var me = http.User.RequiredActor();
        if (http.Features.Get<Addressed>() is not { } addressed || addressed.People.Contains(me.PersonId)) return;
        var reading = new Reading(seen, clock.GetUtcNow(), session, addressed, html.Replace(antiforgery.GetAndStoreTokens(http).RequestToken!, Token, StringComparison.Ordinal));
        readings.AddOrUpdate((session.Code, part, Sentences.IsEnglish, session.Admits(me)), reading, (_, before) => before.Seen > seen ? before : reading);
    }
}
