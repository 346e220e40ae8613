using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Conference.Resolutions;

/// <summary>Action programs at /api/v1, and the download that pages link to.</summary>
internal static class ProgramApi
{
    public sealed record ProgramInList(string Code, string Title, string? Resolution, string? AdoptedAs, int Groups, int Tasks, int PastDeadline);

    public sealed record ProgramDetail(string Code, string Title, string TitleEn, string? Resolution, bool Adopted, IReadOnlyList<GroupDetail> Groups);

    public sealed record GroupDetail(Guid Id, string Title, string TitleEn, IReadOnlyList<TaskDetail> Tasks);

    public sealed record AgencyDetail(string Name, string NameEn, string? Organisation);

    public sealed record DeadlineDetail(string Text, DeadlineKind Kind, DateOnly? From, DateOnly? Due, bool Overdue);

    public sealed record TaskDetail(
        string Code, int Version, string What, string WhatEn, IReadOnlyList<AgencyDetail> Lead, IReadOnlyList<AgencyDetail> Coordinating,
        string Product, string ProductEn, DeadlineDetail Deadline, string Clause);

    /// <summary>A task as a caller writes it; version and group are the ones read before.</summary>
    public sealed record TaskInput(
        string? What, string? WhatEn, IReadOnlyList<string>? Lead, IReadOnlyList<string>? Coordinating, string? Product, string? ProductEn,
        string? Deadline, string? Clause, Guid? Group, int? Version);

    public sealed record ImportAnswer(
        bool Stored, string Language, int New, int Changed, int Unchanged, int NotUnderstood, int NewGroups, int ChangedGroups,
        IReadOnlyList<ImportedGroup> Groups, IReadOnlyList<ImportRemark> OtherRows, IReadOnlyList<string> KeptTasks);

    public sealed record ImportedGroup(int Row, string Title, string Outcome, IReadOnlyList<ImportedRow> Rows, IReadOnlyList<ImportRemark> Remarks);

    public sealed record ImportedRow(int Row, string Outcome, string? Code, string What, DeadlineDetail Deadline, IReadOnlyList<ImportChange> Changes, IReadOnlyList<ImportRemark> Remarks);

    public sealed record ImportChange(string Field, string Before, string After);

    public sealed record ImportRemark(int Row, string Column, string Severity, string Text);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/programs/{code}/export", Export).RequireAuthorization(new ForEveryoneSignedInAttribute()).ExcludeFromDescription();

        var programs = app.MapGroup("/api/v1/programs").WithTags("Action programs").RequireAuthorization(new ForEveryoneSignedInAttribute());
        programs.MapGet("", List).WithSummary("The action programs you may see");
        programs.MapGet("{code}", Read).WithSummary("A program with its groups and tasks");
        programs.MapGet("{code}/export", Export).WithSummary("The program as an Excel workbook, in Vietnamese or English").Produces(200, contentType: ProgramExport.ContentType);
        programs.MapPost("{code}/tasks", Add).WithSummary("Adds a task to a group").RequireAuthorization(new ForAttribute(Roles.Secretariat));
        programs.MapPost("{code}/import", Import).WithSummary("Previews an Excel workbook, or stores it when it has no errors")
            .WithDescription("The body is the workbook itself or multipart/form-data with one file. preview=true (default) stores nothing.")
            .Accepts<IFormFile>("multipart/form-data", ProgramExport.ContentType, "application/octet-stream").RequireAuthorization(new ForAttribute(Roles.Secretariat)).DisableAntiforgery();

        app.MapGroup("/api/v1/tasks").WithTags("Action programs").RequireAuthorization(new ForAttribute(Roles.Secretariat))
            .MapPut("{code}", Change).WithSummary("Changes a task; 409 when its version is no longer the one you read");
    }

    private static async Task<IReadOnlyList<ProgramInList>> List(ResolutionsDb db, ConferenceTime time, HttpContext http, CancellationToken ct) =>
        [.. (await ProgramLine.List(db, http.User, time.Today, ct)).Select(p => new ProgramInList(p.Code, p.Title, p.Resolution, p.AdoptedAs, p.Groups, p.Tasks, p.Overdue))];

    [ProducesResponseType<ProgramDetail>(200), ProducesResponseType(404)]
    private static async Task<IResult> Read(string code, ResolutionsDb db, ConferenceTime time, HttpContext http, CancellationToken ct)
    {
        if (await WholeProgram.Read(db, code, ct) is not { } program || !program.MaySee(http.User)) return Results.NotFound();
        return Results.Ok(new ProgramDetail(
            program.Program.Code, program.Program.Title, program.Program.TitleEn, program.Resolution?.Code, program.Adopted,
            [.. program.Groups.Select(g => new GroupDetail(g.Id, g.Title, g.TitleEn, [.. program.TasksOf(g).Select(t => Detail(t, program, time.Today))]))]));
    }

    private static async Task<IResult> Export(string code, string? lang, ResolutionsDb db, HttpContext http, CancellationToken ct)
    {
        if (await WholeProgram.Read(db, code, ct) is not { } program || !program.MaySee(http.User)) return Results.NotFound();
        var (file, name) = program.Workbook(ProgramExport.LanguageOf(lang));
        return Results.File(file, ProgramExport.ContentType, name);
    }

    [ProducesResponseType<TaskDetail>(201), ProducesResponseType(404), ProducesResponseType(409)]
    private static async Task<IResult> Add(string code, TaskInput input, ResolutionsDb db, ConferenceTime time, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await WholeProgram.ForChange(db, code, ct) is not { } program) return Results.NotFound();
        var group = program.Groups.SingleOrDefault(g => g.Id == input.Group) ?? (input.Group is null && program.Groups is [.., var last] ? last : throw new RuleBroken("Choose a group, or make one first."));
        var place = program.TasksOf(group).LastOrDefault()?.Position ?? 0;
        var task = ActionTask.Create(Guid.CreateVersion7(), (int)await db.TakeNumbers("tasks", 1, ct), group, place + 1, Form(input).Content(program));
        db.Add(task);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return Results.Created($"/api/v1/programs/{program.Program.Code}", Detail(task, program, time.Today));
    }

    [ProducesResponseType<TaskDetail>(200), ProducesResponseType(404), ProducesResponseType(409)]
    private static async Task<IResult> Change(string code, TaskInput input, ResolutionsDb db, ConferenceTime time, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await WholeProgram.OfTask(db, code, forChange: true, ct) is not { } program) return Results.NotFound();
        var task = program.Tasks.Single(t => t.Number == WholeProgram.NumberOf(code, 'T'));
        var group = input.Group is null ? null : program.Groups.SingleOrDefault(g => g.Id == input.Group) ?? throw new RuleBroken("Choose a group, or make one first.");
        task.Change(Form(input).Content(program, task), input.Version ?? throw new RuleBroken("Say which version you read."));
        if (group is not null && task.GroupId != group.Id) task.MoveTo(group, (program.TasksOf(group).LastOrDefault()?.Position ?? 0) + 1);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return Results.Ok(Detail(task, program, time.Today));
    }

    [ProducesResponseType<ImportAnswer>(200), ProducesResponseType(400), ProducesResponseType(404), ProducesResponseType(409)]
    private static async Task<IResult> Import(string code, ResolutionsDb db, Sentences texts, ConferenceTime time, HttpContext http, CancellationToken ct, bool preview = true)
    {
        if (await WholeProgram.Read(db, code, ct) is not { } program) return Results.NotFound();
        program.MustBeOpen();
        ImportPlan plan;
        byte[] file;
        var name = "import.xlsx";
        try
        {
            if (http.Request.HasFormContentType)
            {
                var upload = (await http.Request.ReadFormAsync(ct)).Files is [var one] ? one : throw new RuleBroken("Choose an Excel workbook (.xlsx) first.");
                name = upload.FileName;
                await using var stream = upload.OpenReadStream();
                file = await Importing.Take(stream, ct);
            }
            else file = await Importing.Take(http.Request.Body, ct);
            plan = Importing.Plan(file, program);
        }
        catch (RuleBroken unreadable)
        {
            return Results.Problem(texts[unreadable], statusCode: StatusCodes.Status400BadRequest, title: texts[unreadable]);
        }
        var store = !preview && !plan.HasErrors && plan.ChangesAnything;
        if (store)
        {
            var import = await Importing.Keep(db, program, name, file, http.User.RequiredActor(), ct);
            db.ChangeTracker.Clear();
            await Importing.Confirm(db, code, import.Id, plan.Fingerprint, http.User.RequiredActor(), ct);
        }
        return Results.Ok(Answer(plan, store, texts, time.Today));
    }

    private static TaskForm Form(TaskInput input) => new()
    {
        What = input.What, WhatEn = input.WhatEn, Leads = string.Join('\n', input.Lead ?? []), Coordinating = string.Join('\n', input.Coordinating ?? []),
        Product = input.Product, ProductEn = input.ProductEn, Deadline = input.Deadline, Clause = input.Clause,
    };

    private static TaskDetail Detail(ActionTask task, WholeProgram program, DateOnly today)
    {
        IReadOnlyList<AgencyDetail> Agencies(IReadOnlyList<NamedAgency> agencies) =>
            [.. agencies.Select(a => new AgencyDetail(a.Name, program.Known.NameIn(WorkbookLanguage.En, a), program.Known.Find(a.OrganisationId)?.Code))];
        return new(task.Code, task.Version, task.What, task.WhatEn, Agencies(task.Leads), Agencies(task.Coordinating), task.Product, task.ProductEn,
            Detail(task.Deadline, today), program.CitationOf(task));
    }

    private static DeadlineDetail Detail(Deadline deadline, DateOnly today) => new(deadline.Text, deadline.Kind, deadline.From, deadline.Due, deadline.IsOverdue(today));

    private static ImportAnswer Answer(ImportPlan plan, bool stored, Sentences texts, DateOnly today)
    {
        IReadOnlyList<ImportRemark> Remarks(IEnumerable<Finding> findings) =>
            [.. findings.Select(f => new ImportRemark(f.Row, texts[f.Column], Lower(f.Severity), texts[f.Message, f.Arguments]))];
        return new(
            stored, Lower(plan.Language), plan.Count(RowOutcome.New), plan.Count(RowOutcome.Changed), plan.Count(RowOutcome.Unchanged), plan.Count(RowOutcome.NotUnderstood), plan.NewGroups, plan.ChangedGroups,
            [.. plan.Groups.Select(g => new ImportedGroup(g.Read.Row, g.Read.Title, Lower(g.Outcome),
                [.. g.Tasks.Select(t => new ImportedRow(t.Read.Row, Lower(t.Outcome), t.Existing?.Code, t.Read.What, Detail(t.Read.Deadline, today), [.. t.Changes.Select(c => new ImportChange(texts[c.Field], c.Before, c.After))], Remarks(t.Findings)))],
                Remarks(g.Findings)))],
            Remarks(plan.Strays), [.. plan.Kept.Select(t => t.Code)]);
    }

    private static string Lower(Enum value) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
