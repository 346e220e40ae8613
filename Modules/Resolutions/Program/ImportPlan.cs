using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Conference.Shared.Data;

namespace Conference.Resolutions;

internal enum RowOutcome { New, Changed, Unchanged, NotUnderstood }

/// <summary>One field of a task before and after, as the file's language writes it; the field is a text key.</summary>
internal sealed record FieldChange(string Field, string Before, string After);

internal sealed record PlannedTask(ProgramTask Read, RowOutcome Outcome, ActionTask? Existing, TaskContent? Content, IReadOnlyList<FieldChange> Changes, IReadOnlyList<Finding> Findings);

internal sealed record PlannedGroup(ProgramGroup Read, TaskGroup? Existing, string? NewTitle, IReadOnlyList<PlannedTask> Tasks, IReadOnlyList<Finding> Findings)
{
    public RowOutcome Outcome => Findings.Any(f => f.Severity == FindingSeverity.Error) ? RowOutcome.NotUnderstood : Existing is null ? RowOutcome.New : NewTitle is not null ? RowOutcome.Changed : RowOutcome.Unchanged;
}

/// <summary>
/// What an import would do to a program, row by row. The file's headings say its language. A cell that says what our
/// export in that language writes there says nothing new; any other cell of an English file changes English texts only,
/// and of a Vietnamese file Vietnamese ones. A column the file does not have changes nothing. What the file does not
/// mention stays, and tasks keep their order: a new one comes after the one above it in the file.
/// </summary>
internal sealed partial class ImportPlan
{
    /// <summary>Share of words two texts have in common from which, at the same number, they are the same task reworded.</summary>
    private const double Similar = 0.5;

    private readonly WholeProgram program;
    private readonly ProgramSheet sheet;
    private readonly WorkbookLanguage language;
    private readonly Dictionary<ProgramTask, ActionTask> matches = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ProgramGroup, TaskGroup> groups = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, ActionTask> byCode;
    private readonly ILookup<int, Finding> findings;

    public ImportPlan(ProgramSheet sheet, WholeProgram program)
    {
        (this.sheet, this.program, language) = (sheet, program, sheet.Language);
        byCode = program.Tasks.ToDictionary(t => t.Code);
        findings = sheet.Findings.ToLookup(f => f.Row);
        MatchGroups();
        MatchTasks();
        Groups = [.. sheet.Groups.Select(Plan)];
        var rows = sheet.Groups.SelectMany(g => g.Tasks.Select(t => t.Row).Prepend(g.Row)).ToHashSet();
        Strays = [.. sheet.Findings.Where(f => !rows.Contains(f.Row))];
        var named = matches.Values.ToHashSet();
        Kept = [.. program.Tasks.Where(t => !named.Contains(t))];
    }

    public WorkbookLanguage Language => language;
    public IReadOnlyList<PlannedGroup> Groups { get; }
    public IEnumerable<PlannedTask> Tasks => Groups.SelectMany(g => g.Tasks);
    /// <summary>Findings in rows that are neither a group nor a task.</summary>
    public IReadOnlyList<Finding> Strays { get; }
    /// <summary>Tasks of the program that the file does not mention.</summary>
    public IReadOnlyList<ActionTask> Kept { get; }

    public int Count(RowOutcome outcome) =>
        Tasks.Count(t => t.Outcome == outcome) + (outcome == RowOutcome.NotUnderstood ? Groups.Count(g => g.Outcome == outcome) + Strays.Where(f => f.Severity == FindingSeverity.Error).DistinctBy(f => f.Row).Count() : 0);
    public int NewGroups => Groups.Count(g => g.Outcome == RowOutcome.New);
    public int ChangedGroups => Groups.Count(g => g.Outcome == RowOutcome.Changed);
    public bool ChangesAnything => NewGroups + ChangedGroups + Count(RowOutcome.New) + Count(RowOutcome.Changed) > 0;
    public bool HasErrors => Count(RowOutcome.NotUnderstood) > 0;

    /// <summary>Different as soon as the program or what would be done to it is different.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
    {
        program.Program.Version,
        State = program.Groups.Select(g => new { g.Id, g.Version, g.Position }),
        Now = program.Tasks.Select(t => new { t.Id, t.Version, t.Position }),
        Plan = Groups.Select(g => new { g.Existing?.Id, g.NewTitle, g.Read.Title, Tasks = g.Tasks.Select(t => new { t.Outcome, t.Existing?.Id, t.Content }) }),
    }, ModuleDb.Json))));

    /// <summary>Does to the program, as it was loaded for change, exactly what the plan says. Needs a transaction.</summary>
    public async Task Apply(ResolutionsDb db, CancellationToken ct)
    {
        var next = 0;
        if (Count(RowOutcome.New) is > 0 and var count) next = (int)await db.TakeNumbers("tasks", count, ct) - count;
        var place = program.Groups.Count == 0 ? 0 : program.Groups.Max(g => g.Position);
        foreach (var planned in Groups.Where(g => g.Outcome != RowOutcome.NotUnderstood))
        {
            var group = planned.Existing;
            if (group is null) db.Add(group = TaskGroup.Import(program.Program, ++place, planned.Read.Title, language == WorkbookLanguage.En ? planned.Read.Title : ""));
            else if (planned.NewTitle is { } title)
            {
                if (language == WorkbookLanguage.En) group.Rename(group.Title, title, group.Version);
                else group.Rename(title, group.TitleEn, group.Version);
            }
            var order = program.TasksOf(group).ToList();
            var before = order.Count;
            ActionTask? above = null;
            foreach (var row in planned.Tasks)
            {
                var task = row.Existing;
                if (row is { Outcome: RowOutcome.New, Content: { } content })
                {
                    db.Add(task = ActionTask.Import(Guid.CreateVersion7(), ++next, group, 0, content));
                    order.Insert(order.IndexOf(above!) + 1, task);
                }
                else if (row is { Outcome: RowOutcome.Changed, Content: { } changed })
                {
                    if (task!.GroupId != group.Id) order.Insert(order.IndexOf(above!) + 1, task);
                    if (row.Changes.Any(c => c.Field != "Group")) task.ChangeByImport(changed);
                }
                if (task is not null && order.Contains(task)) above = task;
            }
            for (var i = 0; i < order.Count && order.Count > before; i++)
                if (order[i].Position != i + 1 || order[i].GroupId != group.Id) order[i].MoveTo(group, i + 1);
        }
        program.Program.Imported();
    }

    private void MatchGroups()
    {
        var free = program.Groups.ToList();
        void Match(ProgramGroup read, TaskGroup? group)
        {
            if (group is null || !free.Remove(group)) return;
            groups[read] = group;
        }
        foreach (var read in sheet.Groups)
            Match(read, free.FirstOrDefault(g => Wording.Fold(g.Title) == Wording.Fold(read.Title) || Wording.Fold(g.TitleEn) == Wording.Fold(read.Title) && g.TitleEn.Length > 0));
        // A retitled group: most of its rows bear codes of one group, or it stands at the same place with a similar title.
        foreach (var read in sheet.Groups.Where(g => !groups.ContainsKey(g)))
        {
            var owner = read.Tasks.Select(t => byCode.GetValueOrDefault(t.Code)?.GroupId).OfType<Guid>().GroupBy(id => id).OrderByDescending(g => g.Count()).FirstOrDefault();
            Match(read, owner is not null && owner.Count() * 2 > read.Tasks.Count ? free.FirstOrDefault(g => g.Id == owner.Key) : null);
        }
        foreach (var (place, read) in sheet.Groups.Index().Where(g => !groups.ContainsKey(g.Item)))
            if (program.Groups.ElementAtOrDefault(place) is { } there && free.Contains(there) && Likeness(TitleOf(there), read.Title) >= Similar) Match(read, there);
    }

    private void MatchTasks()
    {
        var free = program.Tasks.ToHashSet();
        void Match(ProgramTask read, ActionTask? task)
        {
            if (task is not null && free.Remove(task)) matches.Add(read, task);
        }
        IEnumerable<(ProgramGroup Group, ProgramTask Task)> Unmatched() =>
            sheet.Groups.SelectMany(g => g.Tasks.Select(t => (g, t))).Where(x => !matches.ContainsKey(x.t)).ToList();

        foreach (var (_, read) in Unmatched()) Match(read, byCode.GetValueOrDefault(read.Code.ToUpperInvariant()));

        // A new group has no tasks yet; without a code its tasks may still be known from another one.
        var byText = program.Tasks.SelectMany(t => new[] { t.What, t.WhatEn }.Where(w => w.Length > 0).Select(w => (Text: Wording.Fold(w), t))).Distinct().ToLookup(x => x.Text, x => x.t);
        foreach (var (group, read) in Unmatched())
            Match(read, byText[Wording.Fold(read.What)].FirstOrDefault(t => free.Contains(t) && groups.GetValueOrDefault(group)?.Id == t.GroupId));
        foreach (var (_, read) in Unmatched())
            if (byText[Wording.Fold(read.What)].Where(free.Contains).ToList() is [var only]) Match(read, only);

        // A reworded task without a code: the same number, counted through the program or within its group.
        var numbers = program.Tasks.Index().ToDictionary(t => t.Item, t => t.Index + 1);
        foreach (var (group, read) in Unmatched())
            if (groups.GetValueOrDefault(group) is { } known && int.TryParse(Digits().Match(read.Number).Value, CultureInfo.InvariantCulture, out var number))
                Match(read, program.TasksOf(known).Index().Where(t => free.Contains(t.Item) && (numbers[t.Item] == number || t.Index + 1 == number))
                    .Select(t => (t.Item, Like: Likeness(language == WorkbookLanguage.En && t.Item.WhatEn.Length > 0 ? t.Item.WhatEn : t.Item.What, read.What)))
                    .Where(t => t.Like >= Similar).OrderByDescending(t => t.Like).Select(t => t.Item).FirstOrDefault());
    }

    private PlannedGroup Plan(ProgramGroup read)
    {
        var group = groups.GetValueOrDefault(read);
        var title = group is not null && read.Title.Length > 0 && read.Title != group.Title && read.Title != group.TitleEn && read.Title != TitleOf(group) ? read.Title : null;
        List<Finding> found = [.. findings[read.Row].Where(f => read.Tasks.All(t => t.Row != f.Row))];
        if (read.Title.Length > TaskGroup.LongestTitle)
            found.Add(new(read.Row, "Task", FindingSeverity.Error, "A title has at most {0} characters.", [TaskGroup.LongestTitle]));
        return new(read, group, title, [.. read.Tasks.Select(t => Plan(t, read))], found);
    }

    private PlannedTask Plan(ProgramTask read, ProgramGroup within)
    {
        List<Finding> found = [.. findings[read.Row]];
        void Find(string column, FindingSeverity severity, string sentence, params object[] arguments) => found.Add(new(read.Row, column, severity, sentence, arguments));

        var task = matches.GetValueOrDefault(read);
        if (read.Code.Length > 0 && !OurCode().IsMatch(read.Code)) Find("Code", FindingSeverity.Info, "“{0}” is not a code of ours and was left out.", read.Code);
        else if (read.Code.Length > 0 && task?.Code != read.Code.ToUpperInvariant() && !found.Any(f => f.Column == "Code"))
        {
            if (task is null) Find("Code", FindingSeverity.Error, "There is no task {0} in this program. Clear the code to add the row as a new task.", read.Code);
            else Find("Code", FindingSeverity.Warning, "There is no task {0} in this program; the row was recognised by its text as {1}.", read.Code, task.Code);
        }

        var content = task is null ? Content(read, found) : Content(read, task.Content, found);
        if (within.Title.Length > TaskGroup.LongestTitle) Find("Task", FindingSeverity.Error, "The title of this row's group is too long.");
        if (ActionTask.Refusal(content) is { } refusal) Find("Task", FindingSeverity.Error, refusal.Sentence, [.. refusal.Arguments]);
        if (found.Any(f => f.Severity == FindingSeverity.Error)) return new(read, RowOutcome.NotUnderstood, task, null, [], found);
        if (task is null) return new(read, RowOutcome.New, null, content, [], found);

        var changes = Changes(task.Content, content).ToList();
        if (groups.GetValueOrDefault(within)?.Id != task.GroupId)
            changes.Add(new("Group", TitleOf(program.Groups.Single(g => g.Id == task.GroupId)), within.Title));
        return new(read, changes.Count > 0 ? RowOutcome.Changed : RowOutcome.Unchanged, task, content, changes, found);
    }

    private TaskContent Content(ProgramTask read, List<Finding> found)
    {
        var clause = ClauseOf(read, found);
        var english = language == WorkbookLanguage.En;
        return new(read.What, english ? read.What : "", [.. read.Leads.Select(a => Agency(a, []))], [.. read.Coordinators.Select(a => Agency(a, []))],
            read.Product, english ? read.Product : "", read.Deadline, clause, clause is null ? read.Clause : "");
    }

    private TaskContent Content(ProgramTask read, TaskContent now, List<Finding> found)
    {
        var next = now;
        if (language == WorkbookLanguage.Vi) next = next with { What = read.What, Product = sheet.HasProduct ? read.Product : now.Product };
        else
        {
            if (read.What != InEnglish(now.What, now.WhatEn)) next = next with { WhatEn = read.What };
            // An empty cell takes away the English text; there is no English way to take away the Vietnamese one.
            if (sheet.HasProduct && read.Product != InEnglish(now.Product, now.ProductEn)) next = next with { ProductEn = read.Product };
        }
        IReadOnlyList<NamedAgency> leads = [.. read.Leads.Select(a => Agency(a, [.. now.Leads, .. now.Coordinating]))];
        IReadOnlyList<NamedAgency> coordinating = [.. read.Coordinators.Select(a => Agency(a, [.. now.Coordinating, .. now.Leads]))];
        if (!leads.SequenceEqual(now.Leads)) next = next with { Leads = leads };
        if (sheet.HasCoordinating && !coordinating.SequenceEqual(now.Coordinating)) next = next with { Coordinating = coordinating };
        if (!read.Deadline.SameAs(now.Deadline) && read.Deadline.Text != now.Deadline.In(language)) next = next with { Deadline = read.Deadline };
        if (sheet.HasClause && read.Clause != program.CitationOf(now))
        {
            var clause = ClauseOf(read, found);
            next = next with { ClauseId = clause, ClauseCitation = clause is null ? read.Clause : "" };
        }
        return next;
    }

    /// <summary>One of the task's agencies where the name means it, so that its spelling and language stay; else a new one.</summary>
    private NamedAgency Agency(string name, IReadOnlyList<NamedAgency> now)
    {
        var known = program.Known.Recognise(name);
        return now.FirstOrDefault(a => a.Name == name || program.Known.NameIn(language, a) == name || known.OrganisationId is not null && a.OrganisationId == known.OrganisationId)
            ?? (language == WorkbookLanguage.En ? program.Known.InVietnamese(name) : known);
    }

    private Guid? ClauseOf(ProgramTask read, List<Finding> found)
    {
        if (read.Clause.Length == 0) return null;
        if (program.ClauseCited(read.Clause) is { } clause) return clause;
        found.Add(new(read.Row, "Source clause", FindingSeverity.Info, "“{0}” names no clause of this program's resolution; it is kept as written.", [read.Clause]));
        return null;
    }

    private IEnumerable<FieldChange> Changes(TaskContent before, TaskContent after)
    {
        string Names(IReadOnlyList<NamedAgency> agencies) => AgencyNames.Join(agencies.Select(a => program.Known.NameIn(language, a)));
        (string Field, Func<TaskContent, string> Text, bool Differs)[] fields =
        [
            ("Task", c => Text(c.What, c.WhatEn), (before.What, before.WhatEn) != (after.What, after.WhatEn)),
            ("Lead agency", c => Names(c.Leads), !before.Leads.SequenceEqual(after.Leads)),
            ("Coordinating agencies", c => Names(c.Coordinating), !before.Coordinating.SequenceEqual(after.Coordinating)),
            ("Product", c => Text(c.Product, c.ProductEn), (before.Product, before.ProductEn) != (after.Product, after.ProductEn)),
            ("Deadline", c => c.Deadline.In(language), before.Deadline != after.Deadline),
            ("Source clause", program.CitationOf, (before.ClauseId, before.ClauseCitation) != (after.ClauseId, after.ClauseCitation)),
        ];
        return fields.Where(f => f.Differs).Select(f => new FieldChange(f.Field, f.Text(before), f.Text(after)));
    }

    private string TitleOf(TaskGroup group) => Text(group.Title, group.TitleEn);

    private string Text(string vietnamese, string english) => language == WorkbookLanguage.En ? InEnglish(vietnamese, english) : vietnamese;

    private static string InEnglish(string vietnamese, string english) => english.Length > 0 ? english : vietnamese;

    private static double Likeness(string a, string b)
    {
        var (left, right) = (Words(a), Words(b));
        return left.Count + right.Count == 0 ? 0 : 2.0 * left.Intersect(right).Count() / (left.Count + right.Count);
    }

    private static HashSet<string> Words(string text) => [.. Word().Matches(Wording.Fold(text)).Select(w => w.Value)];

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^[Tt]-\d+$")]
    private static partial Regex OurCode();
}
