using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Data;

namespace Conference.Resolutions;

/// <summary>A file that waits to become a draft. It becomes one once, by the person who brought it.</summary>
[NotAudited]
public sealed class DocumentImport
{
    /// <summary>How long a file nobody confirmed is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    public Guid Id { get; private set; }
    public string FileName { get; private set; } = "";
    public byte[] File { get; private set; } = [];
    public string UploadedBy { get; private set; } = "";
    public Guid UploadedById { get; private set; }
    public DateTime UploadedAt { get; private set; }
    public DateTime? ConfirmedAt { get; private set; }
    public Guid? ResolutionId { get; private set; }

    public static DocumentImport Upload(string? fileName, byte[] file, Actor who, DateTime now)
    {
        var name = Clean.Line(Path.GetFileName(fileName?.Replace('\\', '/')));
        return new() { Id = Guid.CreateVersion7(), FileName = name.Length > 200 ? name[^200..] : name, File = file, UploadedBy = who.Name, UploadedById = who.PersonId, UploadedAt = now };
    }

    /// <param name="layout">Null where the document itself tells it.</param>
    internal ReadDocument Read(DocumentLayout? layout) => AkomaNtosoReading.IsXml(File) ? AkomaNtosoReading.Read(File, Path.GetFileNameWithoutExtension(FileName), layout) : DocumentReading.Read(DocumentLines.Of(File, FileName), Path.GetFileNameWithoutExtension(FileName), layout);

    public void Become(Resolution resolution, DateTime now)
    {
        if (ConfirmedAt is not null) throw new RuleBroken("This import is already confirmed.");
        (ConfirmedAt, ResolutionId) = (now, resolution.Id);
    }
}
