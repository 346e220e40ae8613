using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using QRCoder;

namespace Conference.Sessions;

/// <summary>A QR code as one SVG path, drawn on <paramref name="Side"/> by <paramref name="Side"/> modules with a quiet zone around it.</summary>
public sealed record QrCode(string Address, string Drawing, int Side)
{
    /// <summary>The address as one types it, up to its path: what https stands before need not be typed.</summary>
    public string Host => new Uri(Address).GetLeftPart(UriPartial.Authority) is var host && host.StartsWith("https://", StringComparison.Ordinal) ? host[8..] : host;

    public string Path => new Uri(Address).PathAndQuery;

    public static QrCode Of(string address)
    {
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
            for (var x = 0; x < code.ModuleMatrix[y].Count; x++)
                if (code.ModuleMatrix[y][x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return new(address, path.ToString(), code.ModuleMatrix.Count);
    }

    /// <summary>The way into a session's room as laptops reach it: by the configured address, or the one this page was opened at.</summary>
    public static QrCode WayInto(LiveSession session, HttpRequest request, IConfiguration configuration) =>
        Of($"{configuration["Conference:Address"]?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host}"}{session.Url}");
}
