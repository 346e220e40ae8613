using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Changes a task. Whoever saves after someone else did sees both versions, and nothing is overwritten.</summary>
[For(Roles.Secretariat)]
public sealed class ChangeTaskModel(ResolutionsDb db, Sentences texts) : PageModel, IShowsAgain
{
    public sealed record Saved(string Who);

    [BindProperty] public TaskForm Form { get; set; } = new();
    [BindProperty(SupportsGet = true)] public string Code { get; set; } = "";

    public string ProgramCode { get; private set; } = "";
    public string ProgramTitle { get; private set; } = "";
    public Saved? Theirs { get; private set; }
    /// <summary>Field by field: what is saved, and what was typed here.</summary>
    internal IReadOnlyList<FieldChange> Compared { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await WholeProgram.OfTask(db, Code, forChange: false, ct) is not { } program) return NotFound();
        if (program.Adopted) return this.IsAdopted(program, texts);
        Form = TaskForm.Of(TaskIn(program), program);
        Show(program);
        return Page();
    }

    public async Task<IActionResult> OnPostCheckAsync(CancellationToken ct)
    {
        if (await WholeProgram.OfTask(db, Code, forChange: false, ct) is not { } program) return NotFound();
        Show(program);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await WholeProgram.OfTask(db, Code, forChange: true, ct) is not { } program) return NotFound();
        Show(program);
        if (!ModelState.IsValid) return Page();
        var task = TaskIn(program);
        var group = program.Groups.SingleOrDefault(g => g.Id == Form.Group) ?? throw new RuleBroken("Choose a group, or make one first.");
        task.Change(Form.Content(program, task), Form.Version);
        if (task.GroupId != group.Id) task.MoveTo(group, (program.TasksOf(group).LastOrDefault()?.Position ?? 0) + 1);
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateConcurrencyException) { throw new TaskChangedMeanwhile(task.Code); }
        await transaction.CommitAsync(ct);
        return this.Done(texts["{0} is saved.", task.Code], $"/tasks/{task.Code}");
    }

    public async Task<IActionResult> OnPostMoveAsync(int by, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await WholeProgram.OfTask(db, Code, forChange: true, ct) is not { } program) return NotFound();
        var task = TaskIn(program);
        var group = program.Groups.Single(g => g.Id == task.GroupId);
        var order = program.TasksOf(group).ToList();
        var place = Math.Clamp(order.IndexOf(task) + Math.Sign(by), 0, order.Count - 1);
        order.Remove(task);
        order.Insert(place, task);
        for (var i = 0; i < order.Count; i++)
            if (order[i].Position != i + 1) order[i].MoveTo(group, i + 1);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return this.Done(texts["{0} has a new place.", task.Code], $"/programs/{program.Program.Code}#{task.Code}");
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await WholeProgram.OfTask(db, Code, forChange: true, ct) is not { } program) return NotFound();
        var task = TaskIn(program);
        // The button's form holds the version alone: what someone else just changed is not removed unread.
        if (task.Version != Form.Version)
        {
            Form = TaskForm.Of(task, program);
            ModelState.Clear();
            throw new RuleBroken("Someone else changed {0} meanwhile. Read it again before you remove it.", task.Code);
        }
        db.Remove(task);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return this.Done(texts["{0} is removed.", task.Code], $"/programs/{program.Program.Code}");
    }

    public async Task ShowAgain()
    {
        db.ChangeTracker.Clear();
        var ct = HttpContext.RequestAborted;
        if (await WholeProgram.OfTask(db, Code, forChange: false, ct) is not { } program) return;
        Show(program);
        var task = TaskIn(program);
        if (task.Version == Form.Version) return;
        var id = task.Id.ToString();
        var last = await db.Set<AuditEntry>().AsNoTracking().Where(a => a.Record == "Resolutions.ActionTask" && a.RecordId == id).OrderByDescending(a => a.At).FirstOrDefaultAsync(ct);
        Theirs = new(last?.Who ?? "");
        var (theirs, yours) = (TaskForm.Of(task, program), Form);
        Compared =
        [
            new("Task", theirs.What ?? "", yours.What ?? ""), new("Task in English", theirs.WhatEn ?? "", yours.WhatEn ?? ""),
            new("Lead agencies", theirs.Leads ?? "", yours.Leads ?? ""), new("Coordinating agencies", theirs.Coordinating ?? "", yours.Coordinating ?? ""),
            new("Product", theirs.Product ?? "", yours.Product ?? ""), new("Product in English", theirs.ProductEn ?? "", yours.ProductEn ?? ""),
            new("Deadline", theirs.Deadline ?? "", yours.Deadline ?? ""), new("Source clause", theirs.Clause ?? "", yours.Clause ?? ""),
        ];
        // Saving once more is then a decision made with both versions in view.
        Form.Version = task.Version;
        ModelState.Remove("Form.Version");
    }

    private ActionTask TaskIn(WholeProgram program) => program.Tasks.Single(t => t.Number == WholeProgram.NumberOf(Code, 'T'));

    private void Show(WholeProgram program)
    {
        (ProgramCode, ProgramTitle) = (program.Program.Code, Sentences.Pick(program.Program.Title, program.Program.TitleEn));
        Code = TaskIn(program).Code;
        Form.Offer(program, texts);
    }
}
