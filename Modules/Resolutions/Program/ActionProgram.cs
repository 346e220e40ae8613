using System.Globalization;
using Conference.Shared;

namespace Conference.Resolutions;

/// <summary>
/// The action program of a resolution: groups of tasks, each with its agencies, product and deadline. Once its
/// resolution is adopted it is frozen with it.
/// </summary>
public sealed class ActionProgram
{
    public const int LongestTitle = 500;

    public Guid Id { get; private set; }
    public int Number { get; private set; }
    public string Title { get; private set; } = "";
    public string TitleEn { get; private set; } = "";
    public Guid? ResolutionId { get; private set; }
    public int Version { get; private set; }

    public string Code => CodeOf(Number);

    public static string CodeOf(int number) => "P-" + number.ToString(CultureInfo.InvariantCulture);

    public static ActionProgram Draft(Guid id, int number, string? title, string? titleEn, Resolution? resolution)
    {
        MustBeOpen(resolution);
        var program = new ActionProgram { Id = id, Number = number, ResolutionId = resolution?.Id };
        program.Name(title, titleEn);
        return program;
    }

    public void Rename(string? title, string? titleEn, int expectedVersion)
    {
        if (Version != expectedVersion) throw new RuleBroken("Someone else changed this at the same moment. Read it again and repeat your change.");
        Name(title, titleEn);
        Version++;
    }

    /// <summary>Counts a change of many of its tasks at once, so that two of them cannot happen at the same moment.</summary>
    public void Imported() => Version++;

    /// <summary>What a resolution adopts with it can no longer change.</summary>
    internal static void MustBeOpen(Resolution? resolution)
    {
        if (resolution is { State: ResolutionState.Adopted }) throw new RuleBroken("{0} is adopted: its action program can no longer be changed.", resolution.Code);
        if (resolution is { SilentUntil: { } until }) throw new RuleBroken(Resolution.Silent, resolution.Code, until);
    }

    private void Name(string? title, string? titleEn)
    {
        Title = Clean.Line(title);
        TitleEn = Clean.Line(titleEn);
        if (Title.Length == 0) throw new RuleBroken("An action program needs a title.");
        if (Title.Length > LongestTitle || TitleEn.Length > LongestTitle) throw new RuleBroken("A title has at most {0} characters.", LongestTitle);
    }
}

/// <summary>A heading of an action program under which its tasks stand; a program read from a table without headings has one without a title.</summary>
public sealed class TaskGroup
{
    public const int LongestTitle = 1000;

    public Guid Id { get; private set; }
    public Guid ProgramId { get; private set; }
    public int Position { get; private set; }
    public string Title { get; private set; } = "";
    public string TitleEn { get; private set; } = "";
    public int Version { get; private set; }

    public static TaskGroup Add(ActionProgram program, int position, string? title, string? titleEn)
    {
        var group = new TaskGroup { Id = Guid.CreateVersion7(), ProgramId = program.Id, Position = position };
        group.Name(title, titleEn);
        if (group.Title.Length == 0) throw new RuleBroken("A group needs a title.");
        return group;
    }

    /// <summary>A group as a file has it, which may be one without a title.</summary>
    internal static TaskGroup Import(ActionProgram program, int position, string title, string titleEn)
    {
        var group = new TaskGroup { Id = Guid.CreateVersion7(), ProgramId = program.Id, Position = position };
        group.Name(title, titleEn);
        return group;
    }

    public void Rename(string? title, string? titleEn, int expectedVersion)
    {
        if (Version != expectedVersion) throw new RuleBroken("Someone else changed this at the same moment. Read it again and repeat your change.");
        Name(title, titleEn);
        if (Title.Length == 0) throw new RuleBroken("A group needs a title.");
        Version++;
    }

    public void MoveTo(int position) => Position = position;

    private void Name(string? title, string? titleEn)
    {
        Title = Wording.Clean(Clean.Text(title)).Replace('\n', ' ');
        TitleEn = Wording.Clean(Clean.Text(titleEn)).Replace('\n', ' ');
        if (Title.Length > LongestTitle || TitleEn.Length > LongestTitle) throw new RuleBroken("A title has at most {0} characters.", LongestTitle);
    }
}
