using System.Text;
using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Configuration;
using QRCoder;

namespace Conference.Feedback;

/// <summary>The big screen of a session: the comment that a moderator put there, and the way into the room as a QR code.</summary>
[ForEveryoneSignedIn]
public sealed class ShowCommentsModel(FeedbackDb db, IConfiguration configuration) : PageModel
{
    [BindProperty(SupportsGet = true)] public string Code { get; set; } = "";

    public FeedbackSession Session { get; private set; } = null!;
    public ShownComment? Comment { get; private set; }
    public string Topic { get; private set; } = "";
    public long Seen { get; private set; }

    /// <summary>The room as laptops reach it: by the configured address, or the one this screen was opened at.</summary>
    public string Address => $"{configuration["Conference:Address"]?.TrimEnd('/') ?? $"{Request.Scheme}://{Request.Host}"}/sessions/{Session.Code}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await db.SessionOf(Code, ct) is not { } session) return NotFound();
        Session = session;
        var reader = Reader.Of(User.RequiredActor());
        Topic = session.TopicFor(reader);
        Seen = await LiveFrame.Last(db, Topic, ct);
        var shown = await db.Comments.Where(c => c.Id == session.OnScreenId && c.Standing == Standing.Published).VisibleTo(reader, db).Rows(db, ct);
        Comment = shown.SingleOrDefault()?.ForRoom();
        return Page();
    }

    /// <summary>The dark modules of the code as one path, and how many there are on a side.</summary>
    public (string Path, int Side) Qr()
    {
        using var code = QRCodeGenerator.GenerateQrCode(Address, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
            for (var x = 0; x < code.ModuleMatrix[y].Count; x++)
                if (code.ModuleMatrix[y][x]) path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return (path.ToString(), code.ModuleMatrix.Count);
    }
}
