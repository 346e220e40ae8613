using System.Globalization;

namespace Conference.Sessions;

/// <summary>How papers are spoken of; keys of the translations.</summary>
internal static class PaperWords
{
    public static string Kind(string contentType) => FileKind.All.FirstOrDefault(k => k.ContentType == contentType)?.Name ?? "unknown kind";

    public static string Audience(PaperAudience audience) => audience switch
    {
        PaperAudience.Delegations => "Delegations of the session",
        PaperAudience.Podium => "Podium alone",
        _ => "Everyone signed in",
    };

    public static string Size(long bytes) => bytes < 1000 ? $"{bytes} B" : bytes < 1_000_000 ? $"{bytes / 1000} KB" : (bytes / 1_000_000m).ToString("0.#", CultureInfo.CurrentCulture) + " MB";
}
