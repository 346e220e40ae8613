using System.Text.Json;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>One task with its history, for whoever may see its program.</summary>
[ForEveryoneSignedIn]
public sealed class ReadTaskModel(ResolutionsDb db) : PageModel
{
    internal sealed record Entry(string Who, DateTime At, bool First, IReadOnlyList<FieldChange> Changes);

    /// <summary>What the audit calls the fields that readers know.</summary>
    private static readonly (string Property, string Field)[] Fields =
    [
        ("What", "Task"), ("WhatEn", "Task in English"), ("LeadNames", "Lead agencies"), ("CoordinatingNames", "Coordinating agencies"),
        ("Product", "Product"), ("ProductEn", "Product in English"), ("DeadlineText", "Deadline"), ("ClauseCitation", "Source clause"),
    ];

    internal WholeProgram Program { get; private set; } = null!;
    internal ActionTask Task { get; private set; } = null!;
    internal IReadOnlyList<Entry> History { get; private set; } = [];

    internal WorkbookLanguage Language => ProgramExport.LanguageOf(null);
    internal string Citation => Program.CitationOf(Task);
    internal string Group => Program.Groups.Single(g => g.Id == Task.GroupId) is var g ? Sentences.Pick(g.Title, g.TitleEn) : "";
    internal bool MayChange => User.IsInRole(Roles.Secretariat) && !Program.Adopted;

    internal string NameOf(NamedAgency agency) => Program.Known.NameIn(Language, agency);

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken ct)
    {
        if (await WholeProgram.OfTask(db, code, forChange: false, ct) is not { } program || !program.MaySee(User)) return NotFound();
        Program = program;
        Task = program.Tasks.Single(t => t.Number == WholeProgram.NumberOf(code, 'T'));
        var id = Task.Id.ToString();
        var entries = await db.Set<AuditEntry>().AsNoTracking().Where(a => a.Record == "Resolutions.ActionTask" && a.RecordId == id).ToListAsync(ct);
        History = [.. entries.OrderByDescending(a => a.At).Select(a => new Entry(a.Who, a.At, a.Before is null, Changes(a))).Where(e => e.First || e.Changes.Count > 0)];
        return Page();
    }

    private static IReadOnlyList<FieldChange> Changes(AuditEntry entry)
    {
        if (entry is not { Before: { } before, After: { } after }) return [];
        var (old, now) = (JsonDocument.Parse(before).RootElement, JsonDocument.Parse(after).RootElement);
        return [.. Fields.Where(f => now.TryGetProperty(f.Property, out _)).Select(f => new FieldChange(f.Field, Text(old, f.Property), Text(now, f.Property)))];
    }

    private static string Text(JsonElement values, string property) =>
        values.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
