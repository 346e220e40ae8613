using System.ComponentModel.DataAnnotations;
using Conference.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Conference.Resolutions;

/// <summary>A task as a person types it: agencies one per line, the deadline in words.</summary>
public sealed class TaskForm
{
    public Guid? Group { get; set; }
    [StringLength(ActionTask.LongestText, ErrorMessage = "This text is too long.")] public string? What { get; set; }
    [StringLength(ActionTask.LongestText, ErrorMessage = "This text is too long.")] public string? WhatEn { get; set; }
    [StringLength(ActionTask.LongestText, ErrorMessage = "This text is too long.")] public string? Leads { get; set; }
    [StringLength(4 * ActionTask.LongestText, ErrorMessage = "This text is too long.")] public string? Coordinating { get; set; }
    [StringLength(ActionTask.LongestText, ErrorMessage = "This text is too long.")] public string? Product { get; set; }
    [StringLength(ActionTask.LongestText, ErrorMessage = "This text is too long.")] public string? ProductEn { get; set; }
    [StringLength(ActionTask.LongestDeadline, ErrorMessage = "This text is too long.")] public string? Deadline { get; set; }
    [StringLength(ActionTask.LongestCitation, ErrorMessage = "This text is too long.")] public string? Clause { get; set; }
    public int Version { get; set; }

    [BindNever, ValidateNever] public TaskChoices Choices { get; set; } = TaskChoices.None;

    internal static TaskForm Of(ActionTask task, WholeProgram program) => new()
    {
        Group = task.GroupId, What = task.What, WhatEn = task.WhatEn, Product = task.Product, ProductEn = task.ProductEn, Deadline = task.DeadlineText,
        Leads = Lines(task.Leads), Coordinating = Lines(task.Coordinating), Clause = program.CitationOf(task), Version = task.Version,
    };

    internal static string Lines(IEnumerable<NamedAgency> agencies) => string.Join('\n', agencies.Select(a => a.Name));

    /// <param name="now">The task as it is, whose source is kept while its clause is out of the text.</param>
    internal TaskContent Content(WholeProgram program, ActionTask? now = null)
    {
        var source = Wording.Clean(Clause);
        var clause = program.ClauseCited(source) ?? (source.Length == 0 && now is not null && program.CitationOf(now).Length == 0 ? now.ClauseId : null);
        return new(
            Wording.Clean(What), Wording.Clean(WhatEn), Agencies(Leads, program), Agencies(Coordinating, program), Wording.Clean(Product), Wording.Clean(ProductEn),
            Resolutions.Deadline.Parse(Wording.Clean(Deadline)), clause, clause is null ? source : "");
    }

    internal void Offer(WholeProgram program, Sentences texts)
    {
        var language = ProgramExport.LanguageOf(null);
        Choices = new(
            [.. program.Groups.Select(g => (g.Id, Sentences.Pick(g.Title, g.TitleEn)))],
            [.. program.Known.All.Select(a => a.Name).Order(StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("vi-VN"), false))],
            [.. program.Clauses.Select(c => c.Citation)],
            Understood(Agencies(Leads, program), program), Understood(Agencies(Coordinating, program), program),
            Resolutions.Deadline.Parse(Wording.Clean(Deadline)).Understood(texts));

        IReadOnlyList<(string, bool)> Understood(IReadOnlyList<NamedAgency> agencies, WholeProgram from) =>
            [.. agencies.Select(a => (from.Known.NameIn(language, a), a.OrganisationId is not null))];
    }

    private static IReadOnlyList<NamedAgency> Agencies(string? lines, WholeProgram program) => program.Known.Read(lines);
}

/// <summary>What the form offers, and how it understands what was typed.</summary>
public sealed record TaskChoices(
    IReadOnlyList<(Guid Id, string Title)> Groups, IReadOnlyList<string> Agencies, IReadOnlyList<string> Clauses,
    IReadOnlyList<(string Name, bool Known)> Leads, IReadOnlyList<(string Name, bool Known)> Coordinating, string Deadline)
{
    public static readonly TaskChoices None = new([], [], [], [], [], "");
}
