using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Resolutions;

/// <summary>The action programs that the reader may see.</summary>
[ForEveryoneSignedIn]
public sealed class ProgramsModel(ResolutionsDb db, ConferenceTime time) : PageModel
{
    internal IReadOnlyList<ProgramLine> Programs { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Programs = await ProgramLine.List(db, User, time.Today, ct);
}
