using Conference.Shared;

namespace Conference.Resolutions;

/// <summary>Someone else saved other words since this edit began. Nothing is overwritten: the person sees both versions.</summary>
public sealed class EditConflict(Clause clause, ClauseText yours)
    : RuleBroken("Someone else saved another version of this clause first. Nothing of yours is lost.")
{
    public Clause Theirs { get; } = clause;
    public ClauseText Yours { get; } = yours;
}
