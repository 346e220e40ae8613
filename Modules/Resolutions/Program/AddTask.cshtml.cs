using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Makes a task, from a clause or out of nothing. What the clause's wording names as agencies is only proposed.</summary>
[For(Roles.Secretariat)]
public sealed class AddTaskModel(ResolutionsDb db, Sentences texts) : PageModel, IShowsAgain
{
    [BindProperty] public TaskForm Form { get; set; } = new();
    [BindProperty(SupportsGet = true)] public string Code { get; set; } = "";

    public string Program { get; private set; } = "";
    public string ClauseText { get; private set; } = "";
    public bool Proposed { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid? clause, Guid? group, CancellationToken ct)
    {
        if (await WholeProgram.Read(db, Code, ct) is not { } program) return NotFound();
        if (program.Adopted) return this.IsAdopted(program, texts);
        Form.Group = group ?? (program.Groups is [.., var last] ? last.Id : null);
        if (clause is { } id && program.Clauses.SingleOrDefault(c => c.Id == id) is { } cited)
        {
            var words = await db.Clauses.AsNoTracking().SingleAsync(c => c.Id == id, ct);
            var (text, english) = (program.Read(words.Text, false), program.Read(words.TextEn, true));
            ClauseText = Sentences.Pick(text.Length > 0 ? text : words.Heading, english.Length > 0 ? english : words.HeadingEn);
            Form.Clause = cited.Citation;
            // Tasks of one clause usually stand together.
            Form.Group = group ?? program.Tasks.LastOrDefault(t => t.ClauseId == id)?.GroupId ?? Form.Group;
            var proposal = AgencyProposal.From(text, program.Known) is { Leads.Count: > 0 } vietnamese ? vietnamese : AgencyProposal.From(english, program.Known);
            (Form.Leads, Form.Coordinating) = (TaskForm.Lines(proposal.Leads), TaskForm.Lines(proposal.Coordinating));
            (Form.What, Form.WhatEn) = (AgencyProposal.From(text, program.Known).Rest, AgencyProposal.From(english, program.Known).Rest);
            Proposed = proposal.Leads.Count > 0;
        }
        Show(program);
        return Page();
    }

    public async Task<IActionResult> OnPostCheckAsync(CancellationToken ct)
    {
        if (await WholeProgram.Read(db, Code, ct) is not { } program) return NotFound();
        Show(program);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await WholeProgram.ForChange(db, Code, ct) is not { } program) return NotFound();
        Show(program);
        if (!ModelState.IsValid) return Page();
        var group = program.Groups.SingleOrDefault(g => g.Id == Form.Group) ?? throw new RuleBroken("Choose a group, or make one first.");
        var place = program.TasksOf(group).LastOrDefault()?.Position ?? 0;
        var number = (int)await db.TakeNumbers("tasks", 1, ct);
        var task = ActionTask.Create(Guid.CreateVersion7(), number, group, place + 1, Form.Content(program));
        db.Add(task);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return this.Done(texts["{0} is added.", task.Code], $"/programs/{program.Program.Code}#{task.Code}");
    }

    public async Task ShowAgain()
    {
        db.ChangeTracker.Clear();
        if (await WholeProgram.Read(db, Code, HttpContext.RequestAborted) is { } program) Show(program);
    }

    private void Show(WholeProgram program)
    {
        Program = Sentences.Pick(program.Program.Title, program.Program.TitleEn);
        Code = program.Program.Code;
        Form.Offer(program, texts);
    }
}
