using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Conference.Shared;

/// <summary>The conference's own time zone. Times are stored as UTC and shown in this zone.</summary>
public sealed class ConferenceTime(IConfiguration configuration, TimeProvider clock)
{
    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(configuration["Conference:TimeZone"] ?? "Asia/Ho_Chi_Minh");

    /// <summary>The zone's IANA name, for scripts.</summary>
    public string Zone => zone.Id;

    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    public DateOnly Today => DateOnly.FromDateTime(Local(Now));

    public DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone);

    public DateTime ToUtc(DateOnly day, TimeOnly time = default) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(time), zone);

    /// <summary>A time of day as a log of the conference writes it: 8h35 in Vietnamese, 08:35 in English.</summary>
    public string Clock(DateTime utc) => Sentences.IsEnglish
        ? Local(utc).ToString("HH:mm", CultureInfo.InvariantCulture)
        : Local(utc).ToString("H'h'mm", CultureInfo.InvariantCulture);

    /// <summary>A day as the reader's language writes it, with the day of the week.</summary>
    public string Day(DateTime utc) => DayOf(DateOnly.FromDateTime(Local(utc)));

    public static string DayOf(DateOnly day) => day.ToString(Sentences.IsEnglish ? "dddd, d MMMM yyyy" : "dddd, dd/MM/yyyy", CultureInfo.CurrentCulture);
}
