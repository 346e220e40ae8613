using System.Text.Json;
using System.Text.Json.Serialization;
using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Conference.Shared.Live;

/// <summary>One event as followers receive it; <paramref name="Body"/> is JSON text, passed on as it was stored.</summary>
public sealed record LiveFrameEvent(long Sequence, string Kind, [property: JsonConverter(typeof(RawJson))] string Body, DateTime At);

/// <summary>Events of one topic in order, after the one the reader has; <paramref name="More"/> says to ask again.</summary>
public sealed record LiveFrame(IReadOnlyList<LiveFrameEvent> Events, bool More)
{
    public const int MostEvents = 500;

    public static async Task<LiveFrame> After(SharedDb db, string topic, long lastSeen, CancellationToken ct)
    {
        var events = await db.Set<LiveEvent>().AsNoTracking().Where(e => e.Topic == topic && e.Sequence > lastSeen)
            .OrderBy(e => e.Sequence).Take(MostEvents + 1).Select(e => new LiveFrameEvent(e.Sequence, e.Kind, e.Body, e.At)).ToListAsync(ct);
        return new(events.Count > MostEvents ? events[..MostEvents] : events, events.Count > MostEvents);
    }

    /// <summary>The number of the topic's last event, 0 when it has none.</summary>
    public static Task<long> Last(ModuleDb db, string topic, CancellationToken ct)
    {
        var series = LiveTopics.Series(topic);
        return db.Set<Counter>().Where(c => c.Name == series).Select(c => c.Last).SingleOrDefaultAsync(ct);
    }
}

internal sealed class RawJson : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonElement.ParseValue(ref reader).GetRawText();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteRawValue(value, skipInputValidation: true);
}
