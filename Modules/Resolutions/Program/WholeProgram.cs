using System.Globalization;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Conference.Shared.Access;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>An action program with all its groups and tasks in order, and what is needed to read and write them.</summary>
internal sealed partial class WholeProgram
{
    private readonly Numbering? numbering;

    private WholeProgram(ActionProgram program, Resolution? resolution, Numbering? numbering, List<TaskGroup> groups, List<ActionTask> tasks, KnownAgencies known)
    {
        (Program, Resolution, this.numbering, Groups, Known) = (program, resolution, numbering, groups, known);
        var place = groups.Index().ToDictionary(g => g.Item.Id, g => g.Index);
        Tasks = [.. tasks.OrderBy(t => place[t.GroupId]).ThenBy(t => t.Position).ThenBy(t => t.Number)];
    }

    public ActionProgram Program { get; }
    public Resolution? Resolution { get; }
    public IReadOnlyList<TaskGroup> Groups { get; }
    public IReadOnlyList<ActionTask> Tasks { get; }
    public KnownAgencies Known { get; }

    public bool Adopted => Resolution is { State: ResolutionState.Adopted };

    public IEnumerable<ActionTask> TasksOf(TaskGroup group) => Tasks.Where(t => t.GroupId == group.Id).OrderBy(t => t.Position).ThenBy(t => t.Number);

    /// <summary>The source of a task as people cite it now; empty when it has none or its clause was removed.</summary>
    public string CitationOf(TaskContent task) => task.ClauseId is { } clause ? numbering?.Find(clause)?.Citation ?? "" : task.ClauseCitation;

    public string CitationOf(ActionTask task) => CitationOf(task.Content);

    public Guid? ClauseCited(string citation) => Code.Normal(citation) is { } normal ? numbering?.Cited(normal)?.Id : null;

    /// <summary>A text of a clause as people read it, with what it refers to in words.</summary>
    public string Read(string text, bool english) => numbering is null ? text : CrossReference.Read(text, numbering, english);

    /// <summary>The clauses a task may come from.</summary>
    public IEnumerable<Numbered> Clauses => numbering?.InOrder.Where(c => c.Kind.Zone is Zone.Operative or Zone.Annexes) ?? [];

    public void MustBeOpen() => ActionProgram.MustBeOpen(Resolution);

    public static bool MaySeeDrafts(ClaimsPrincipal user) => user.IsAny(Roles.Secretariat, Roles.Organiser, Roles.Chair, Roles.FocalPoint);

    /// <summary>What is adopted is for everyone signed in, a draft for those who prepare it.</summary>
    public bool MaySee(ClaimsPrincipal user) => Adopted || MaySeeDrafts(user);

    public static int? NumberOf(string? code, char letter) =>
        CodePattern().Match(code?.Trim() ?? "") is { Success: true } m && char.ToUpperInvariant(m.Groups[1].Value[0]) == letter && int.TryParse(m.Groups[2].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The program with this code, or null; to read only.</summary>
    public static Task<WholeProgram?> Read(ResolutionsDb db, string? code, CancellationToken ct) => Load(db, code, false, ct);

    /// <summary>The program with this code as it may be changed, or null. Refuses when it is adopted. Needs a transaction.</summary>
    public static async Task<WholeProgram?> ForChange(ResolutionsDb db, string? code, CancellationToken ct)
    {
        var whole = await Load(db, code, true, ct);
        whole?.MustBeOpen();
        return whole;
    }

    public static async Task<WholeProgram?> OfTask(ResolutionsDb db, string? taskCode, bool forChange, CancellationToken ct)
    {
        if (NumberOf(taskCode, 'T') is not { } number) return null;
        var program = await (from t in db.Tasks
                             join g in db.TaskGroups on t.GroupId equals g.Id
                             join p in db.Programs on g.ProgramId equals p.Id
                             where t.Number == number
                             select (int?)p.Number).SingleOrDefaultAsync(ct);
        return program is not { } found ? null : forChange ? await ForChange(db, ActionProgram.CodeOf(found), ct) : await Read(db, ActionProgram.CodeOf(found), ct);
    }

    private static async Task<WholeProgram?> Load(ResolutionsDb db, string? code, bool track, CancellationToken ct)
    {
        if (NumberOf(code, 'P') is not { } number) return null;
        var tracking = track ? QueryTrackingBehavior.TrackAll : QueryTrackingBehavior.NoTracking;
        if (await db.Programs.AsTracking(tracking).SingleOrDefaultAsync(p => p.Number == number, ct) is not { } program) return null;
        var resolution = program.ResolutionId is { } id ? await ResolutionOf(db, id, track, ct) : null;
        var groups = await db.TaskGroups.AsTracking(tracking).Where(g => g.ProgramId == program.Id).OrderBy(g => g.Position).ThenBy(g => g.Id).ToListAsync(ct);
        var ofProgram = db.TaskGroups.Where(g => g.ProgramId == program.Id).Select(g => g.Id);
        var tasks = await db.Tasks.AsTracking(tracking).Include(t => t.Agencies).AsSplitQuery().Where(t => ofProgram.Contains(t.GroupId)).ToListAsync(ct);
        return new(program, resolution, resolution is null ? null : await NumberingOf(db, resolution, ct), groups, tasks, await KnownAgencies.Load(db, ct));
    }

    /// <summary>Holds the resolution's row until the end of a change, where the database lets others adopt it meanwhile; SQLite does not.</summary>
    private static Task<Resolution> ResolutionOf(ResolutionsDb db, Guid id, bool forChange, CancellationToken ct) =>
        (forChange && db.Database.IsNpgsql()
            ? db.Resolutions.FromSql($"""SELECT * FROM "Resolutions_Resolutions" WHERE "Id" = {id} FOR UPDATE""")
            : db.Resolutions.Where(r => r.Id == id)).Include(r => r.Adoption).AsNoTracking().SingleAsync(ct);

    public static async Task<Numbering> NumberingOf(ResolutionsDb db, Resolution resolution, CancellationToken ct) =>
        Numbering.Of(resolution.Code, await db.Clauses.AsNoTracking().Where(c => c.ResolutionId == resolution.Id && c.RemovedAt == null)
            .Select(c => new Place(c.Id, c.ParentId, c.Position, c.Kind)).ToListAsync(ct), resolution.Layout);

    [GeneratedRegex(@"^([A-Za-z])-?(\d{1,9})$")]
    private static partial Regex CodePattern();
}
