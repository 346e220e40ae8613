using Conference.Shared;
using Conference.Shared.Data;

namespace Conference.Feedback;

/// <summary>Comments that say the same to the draft, put together by the secretariat under one heading.</summary>
public sealed class CommentGroup
{
    public const int LongestTitle = 200;

    public Guid Id { get; private set; }
    public string Title { get; private set; } = "";

    public static CommentGroup Of(string? title)
    {
        var clean = Clean.Line(title);
        if (clean.Length is 0 or > LongestTitle) throw new RuleBroken("Give the group a heading of at most {0} characters.", LongestTitle);
        return new() { Id = Guid.CreateVersion7(), Title = clean };
    }
}

/// <summary>The filters someone last chose on the triage board: they stay until they choose others.</summary>
[NotAudited]
public sealed class RememberedFilter
{
    public Guid PersonId { get; private set; }
    public string Query { get; private set; } = "";

    public static RememberedFilter Of(Guid person) => new() { PersonId = person };

    public void Become(string query) => Query = query;
}
