using System.Text.Json;
using Conference.Shared;
using Conference.Shared.Contracts;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>What the triage board and its exports are filtered by, as it stands in their addresses.</summary>
public sealed record TriageFilter
{
    public string? Q { get; init; }
    /// <summary>A state, or "all". Without one the board shows what is still open.</summary>
    public string? State { get; init; }
    public string? Kind { get; init; }
    /// <summary>Code of a session.</summary>
    public string? Session { get; init; }
    public Guid? Organisation { get; init; }
    /// <summary>Id of someone of the secretariat, or "none".</summary>
    public string? Assigned { get; init; }
    public Guid? Group { get; init; }
    public bool Marked { get; init; }

    public CommentState? InState => State is null ? CommentState.Open : Enum.TryParse<CommentState>(State, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null;

    public CommentKind? OfKind => Enum.TryParse<CommentKind>(Kind, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null;

    /// <summary>As an address has it, in one order and without what is empty.</summary>
    public string Query
    {
        get
        {
            var values = new Dictionary<string, string?>
            {
                ["q"] = Q, ["state"] = State, ["kind"] = Kind, ["session"] = Session, ["organisation"] = Organisation?.ToString(), ["assigned"] = Assigned,
                ["group"] = Group?.ToString(), ["marked"] = Marked ? "true" : null,
            };
            return QueryHelpers.AddQueryString("", values.Where(v => !string.IsNullOrWhiteSpace(v.Value)));
        }
    }

    public static TriageFilter Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query).ToDictionary(p => p.Key.ToLowerInvariant(), p => p.Value.ToString());
        string? Value(string name) => values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
        Guid? Id(string name) => Guid.TryParse(Value(name), out var id) ? id : null;
        return new()
        {
            Q = Value("q"), State = Value("state"), Kind = Value("kind"), Session = Value("session"), Organisation = Id("organisation"), Assigned = Value("assigned"), Group = Id("group"),
            Marked = Value("marked") == "true",
        };
    }

    /// <summary>Published comments of this filter.</summary>
    /// <param name="state">Those in this state; null for every state.</param>
    internal async Task<IQueryable<Comment>> Published(FeedbackDb db, CommentState? state, CancellationToken ct)
    {
        var conditions = new List<(string, object)>();
        if (state is not null) conditions.Add((nameof(Comment.State), state));
        if (OfKind is { } kind) conditions.Add((nameof(Comment.Kind), kind));
        if (Organisation is { } organisation) conditions.Add((nameof(Comment.OrganisationId), organisation));
        if (FeedbackSession.NumberOf(Session) is { } number)
            conditions.Add((nameof(Comment.SessionId), await db.Sessions.Where(s => s.Number == number).Select(s => s.Id).SingleOrDefaultAsync(ct)));
        if (Guid.TryParse(Assigned, out var person)) conditions.Add((nameof(Comment.AssignedToId), person));
        if (Group is { } group) conditions.Add((nameof(Comment.GroupId), group));
        if (Marked) conditions.Add((nameof(Comment.Marked), true));
        var found = (await FeedbackDb.CommentWords.Find<Comment>(db, SearchWords.Of(Q), reserved: true, conditions, ct)).Where(c => c.Standing == Standing.Published);
        return Assigned is "none" ? found.Where(c => c.AssignedToId == null) : found;
    }

    public static string Value(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
