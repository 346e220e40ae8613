using System.ComponentModel.DataAnnotations;
using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Resolutions;

/// <summary>Adds, retitles, moves or removes a group of tasks.</summary>
[For(Roles.Secretariat)]
public sealed class EditGroupModel(ResolutionsDb db, Sentences texts) : PageModel, IShowsAgain
{
    [BindProperty(SupportsGet = true)] public string Code { get; set; } = "";
    [BindProperty(SupportsGet = true)] public Guid? Id { get; set; }
    [BindProperty, StringLength(TaskGroup.LongestTitle, ErrorMessage = "This text is too long.")] public string? Title { get; set; }
    [BindProperty, StringLength(TaskGroup.LongestTitle, ErrorMessage = "This text is too long.")] public string? TitleEn { get; set; }
    [BindProperty] public int Version { get; set; }

    public string Program { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await WholeProgram.Read(db, Code, ct) is not { } program || Id is not null && Find(program) is null) return NotFound();
        if (program.Adopted) return this.IsAdopted(program, texts);
        if (Find(program) is { } group) (Title, TitleEn, Version) = (group.Title, group.TitleEn, group.Version);
        Show(program);
        return Page();
    }

    public Task<IActionResult> OnPostAsync(CancellationToken ct) => Change((program, group) =>
    {
        if (group is null) db.Add(TaskGroup.Add(program.Program, program.Groups is [.., var last] ? last.Position + 1 : 1, Title, TitleEn));
        else group.Rename(Title, TitleEn, Version);
    }, ct);

    public Task<IActionResult> OnPostMoveAsync(int by, CancellationToken ct) => Change((program, group) =>
    {
        var order = program.Groups.ToList();
        var place = Math.Clamp(order.IndexOf(group!) + Math.Sign(by), 0, order.Count - 1);
        order.Remove(group!);
        order.Insert(place, group!);
        for (var i = 0; i < order.Count; i++) order[i].MoveTo(i + 1);
    }, ct);

    public Task<IActionResult> OnPostRemoveAsync(CancellationToken ct) => Change((program, group) =>
    {
        if (program.TasksOf(group!).Any()) throw new RuleBroken("This group still has tasks. Move or remove them first.");
        db.Remove(group!);
    }, ct);

    public async Task ShowAgain()
    {
        db.ChangeTracker.Clear();
        if (await WholeProgram.Read(db, Code, HttpContext.RequestAborted) is { } program) Show(program);
    }

    private async Task<IActionResult> Change(Action<WholeProgram, TaskGroup?> change, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await WholeProgram.ForChange(db, Code, ct) is not { } program || Id is not null && Find(program) is null) return NotFound();
        Show(program);
        if (!ModelState.IsValid) return Page();
        change(program, Find(program));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return this.Done(texts["The groups are saved."], $"/programs/{program.Program.Code}");
    }

    private TaskGroup? Find(WholeProgram program) => program.Groups.SingleOrDefault(g => g.Id == Id);

    private void Show(WholeProgram program) => (Code, Program) = (program.Program.Code, Sentences.Pick(program.Program.Title, program.Program.TitleEn));
}
