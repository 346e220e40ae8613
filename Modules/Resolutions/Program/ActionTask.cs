using System.Globalization;
using Conference.Shared;

namespace Conference.Resolutions;

public enum AgencyRole { Lead, Coordinating }

/// <summary>An agency of a task: its name as somebody wrote it, and the organisation where it is one of ours.</summary>
public sealed class TaskAgency
{
    public Guid Id { get; private set; }
    public Guid TaskId { get; private set; }
    public AgencyRole Role { get; private set; }
    public int Position { get; private set; }
    public string Name { get; private set; } = "";
    public Guid? OrganisationId { get; private set; }

    internal static TaskAgency Of(Guid taskId, AgencyRole role, int position, NamedAgency agency) =>
        new() { Id = Guid.CreateVersion7(), TaskId = taskId, Role = role, Position = position, Name = agency.Name, OrganisationId = agency.OrganisationId };
}

/// <summary>An agency as written, recognised or not.</summary>
public sealed record NamedAgency(string Name, Guid? OrganisationId);

/// <summary>Everything a task says.</summary>
public sealed record TaskContent(
    string What, string WhatEn, IReadOnlyList<NamedAgency> Leads, IReadOnlyList<NamedAgency> Coordinating,
    string Product, string ProductEn, Deadline Deadline, Guid? ClauseId, string ClauseCitation);

/// <summary>
/// A task of an action program. It has a text and at least one lead agency; an import may bring one without a lead, a
/// gap the program then shows. Whoever changes it says which version they read.
/// </summary>
public sealed class ActionTask
{
    public const int LongestText = 5000, LongestDeadline = 200, LongestAgency = 300, LongestCitation = 200, MostAgencies = 100;

    private readonly List<TaskAgency> agencies = [];

    public Guid Id { get; private set; }
    public int Number { get; private set; }
    public Guid GroupId { get; private set; }
    public int Position { get; private set; }
    public Guid? ClauseId { get; private set; }
    /// <summary>The source as an import wrote it, where it names no clause of ours.</summary>
    public string ClauseCitation { get; private set; } = "";
    public string What { get; private set; } = "";
    public string WhatEn { get; private set; } = "";
    public string Product { get; private set; } = "";
    public string ProductEn { get; private set; } = "";
    public string DeadlineText { get; private set; } = "";
    public DeadlineKind DeadlineKind { get; private set; }
    public DateOnly? DeadlineFrom { get; private set; }
    public DateOnly? DeadlineDue { get; private set; }
    /// <summary>Names of the lead agencies in one line, so that the audit tells their history with the task's.</summary>
    public string LeadNames { get; private set; } = "";
    public string CoordinatingNames { get; private set; } = "";
    public int Version { get; private set; }

    public IReadOnlyCollection<TaskAgency> Agencies => agencies;

    public string Code => CodeOf(Number);
    public Deadline Deadline => new(DeadlineText, DeadlineKind, DeadlineFrom, DeadlineDue);
    public IReadOnlyList<NamedAgency> Leads => Of(AgencyRole.Lead);
    public IReadOnlyList<NamedAgency> Coordinating => Of(AgencyRole.Coordinating);
    public TaskContent Content => new(What, WhatEn, Leads, Coordinating, Product, ProductEn, Deadline, ClauseId, ClauseCitation);

    public static string CodeOf(int number) => "T-" + number.ToString(CultureInfo.InvariantCulture);

    public static ActionTask Create(Guid id, int number, TaskGroup group, int position, TaskContent content)
    {
        if (content.Leads.Count == 0) throw new RuleBroken("A task needs at least one lead agency.");
        return Import(id, number, group, position, content);
    }

    /// <summary>A task as a file has it, which may name no lead agency.</summary>
    internal static ActionTask Import(Guid id, int number, TaskGroup group, int position, TaskContent content)
    {
        var task = new ActionTask { Id = id, Number = number, GroupId = group.Id, Position = position };
        task.Say(content);
        return task;
    }

    public void Change(TaskContent content, int expectedVersion)
    {
        if (Version != expectedVersion) throw new TaskChangedMeanwhile(Code);
        if (content.Leads.Count == 0) throw new RuleBroken("A task needs at least one lead agency.");
        Say(content);
        Version++;
    }

    internal void ChangeByImport(TaskContent content)
    {
        Say(content);
        Version++;
    }

    /// <summary>Puts the task at a place in a group. A place alone is no new version: nobody's text is at stake.</summary>
    public void MoveTo(TaskGroup group, int position)
    {
        if (GroupId != group.Id) Version++;
        (GroupId, Position) = (group.Id, position);
    }

    /// <summary>Why this cannot be the content of a task, or null.</summary>
    internal static RuleBroken? Refusal(TaskContent content) => content switch
    {
        { What.Length: 0 } => new("A task needs a text."),
        _ when new[] { content.What, content.WhatEn, content.Product, content.ProductEn }.Any(t => t.Length > LongestText) => new("A text has at most {0} characters.", LongestText),
        { Deadline.Text.Length: > LongestDeadline } => new("A deadline has at most {0} characters.", LongestDeadline),
        { ClauseCitation.Length: > LongestCitation } => new("A citation has at most {0} characters.", LongestCitation),
        _ when content.Leads.Concat(content.Coordinating).Any(a => a.Name.Length > LongestAgency) => new("The name of an agency has at most {0} characters.", LongestAgency),
        _ when content.Leads.Count > MostAgencies || content.Coordinating.Count > MostAgencies => new("A task has at most {0} agencies.", MostAgencies),
        _ => null,
    };

    private void Say(TaskContent content)
    {
        if (Refusal(content) is { } refusal) throw refusal;
        (What, WhatEn, Product, ProductEn) = (content.What, content.WhatEn, content.Product, content.ProductEn);
        (DeadlineText, DeadlineKind, DeadlineFrom, DeadlineDue) = (content.Deadline.Text, content.Deadline.Kind, content.Deadline.From, content.Deadline.Due);
        (ClauseId, ClauseCitation) = (content.ClauseId, content.ClauseId is null ? content.ClauseCitation : "");
        Name(AgencyRole.Lead, content.Leads);
        Name(AgencyRole.Coordinating, content.Coordinating);
        LeadNames = AgencyNames.Join(content.Leads.Select(a => a.Name));
        CoordinatingNames = AgencyNames.Join(content.Coordinating.Select(a => a.Name));
    }

    private void Name(AgencyRole role, IReadOnlyList<NamedAgency> named)
    {
        if (Of(role).SequenceEqual(named)) return;
        agencies.RemoveAll(a => a.Role == role);
        agencies.AddRange(named.Select((agency, position) => TaskAgency.Of(Id, role, position, agency)));
    }

    private List<NamedAgency> Of(AgencyRole role) => [.. agencies.Where(a => a.Role == role).OrderBy(a => a.Position).Select(a => new NamedAgency(a.Name, a.OrganisationId))];
}

/// <summary>Someone else changed the task since it was read; the page shows both versions side by side.</summary>
public sealed class TaskChangedMeanwhile(string code) : RuleBroken("Someone else changed {0} meanwhile. Nothing was overwritten: compare both versions and save again.", code);
