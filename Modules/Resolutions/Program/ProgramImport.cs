using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Data;

namespace Conference.Resolutions;

/// <summary>A file that waits to be confirmed. It can be confirmed once, and only while it would do exactly what its preview said.</summary>
[NotAudited]
public sealed class ProgramImport
{
    public const int LargestFile = 10 << 20;

    /// <summary>How long a file nobody confirmed is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    public Guid Id { get; private set; }
    public Guid ProgramId { get; private set; }
    public string FileName { get; private set; } = "";
    public byte[] File { get; private set; } = [];
    public string UploadedBy { get; private set; } = "";
    public Guid UploadedById { get; private set; }
    public DateTime UploadedAt { get; private set; }
    public string? ConfirmedBy { get; private set; }
    public DateTime? ConfirmedAt { get; private set; }

    public static ProgramImport Upload(ActionProgram program, string? fileName, byte[] file, Actor who, DateTime now)
    {
        var name = Clean.Line(Path.GetFileName(fileName?.Replace('\\', '/')));
        return new()
        {
            Id = Guid.CreateVersion7(), ProgramId = program.Id, FileName = name.Length > 200 ? name[..200] : name, File = file,
            UploadedBy = who.Name, UploadedById = who.PersonId, UploadedAt = now,
        };
    }

    /// <param name="previewed">Fingerprint of the plan that the person read.</param>
    /// <param name="now">Fingerprint of what the file would do to the program now.</param>
    public void Confirm(string? previewed, string now, Actor who, DateTime at)
    {
        if (ConfirmedAt is not null) throw new RuleBroken("This import is already confirmed.");
        if (previewed != now) throw new RuleBroken("The program changed since this preview. Nothing was stored; this is the preview as it is now.");
        (ConfirmedBy, ConfirmedAt) = (who.Name, at);
    }
}
