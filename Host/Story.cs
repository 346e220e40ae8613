using System.Security.Claims;
using Conference.Shared;

namespace Conference.Host;

/// <summary>
/// The story of one code: where it came from and what became of it, put together from every module's part of the chain.
/// </summary>
internal sealed class Story
{
    /// <summary>Steps shown to each side; the chain from session to report is five long.</summary>
    private const int Depth = 4;

    public required TraceNode Node { get; init; }
    /// <summary>Nearest step first.</summary>
    public IReadOnlyList<IReadOnlyList<TraceNode>> From { get; private init; } = [];
    public IReadOnlyList<IReadOnlyList<TraceNode>> To { get; private init; } = [];

    public static async Task<Story?> Of(string code, IEnumerable<ITrace> modules, ClaimsPrincipal reader, CancellationToken ct)
    {
        var traces = modules.ToList();
        if (await Nodes(traces, [code], reader, ct) is not [var node]) return null;
        return new()
        {
            Node = node,
            From = await Follow(traces, node.Code, l => (l.To, l.From), reader, ct),
            To = await Follow(traces, node.Code, l => (l.From, l.To), reader, ct),
        };
    }

    private static async Task<IReadOnlyList<IReadOnlyList<TraceNode>>> Follow(
        List<ITrace> traces, string start, Func<TraceLink, (string Here, string There)> direction, ClaimsPrincipal reader, CancellationToken ct)
    {
        var steps = new List<IReadOnlyList<TraceNode>>();
        HashSet<string> seen = [start];
        HashSet<string> front = [start];
        while (front.Count > 0 && steps.Count < Depth)
        {
            HashSet<string> next = [];
            foreach (var trace in traces)
                foreach (var link in await trace.Links(front, ct))
                    if (direction(link) is var (here, there) && front.Contains(here) && seen.Add(there)) next.Add(there);
            if (next.Count > 0 && await Nodes(traces, next, reader, ct) is { Count: > 0 } nodes) steps.Add(nodes);
            front = next;
        }
        return steps;
    }

    private static async Task<List<TraceNode>> Nodes(List<ITrace> traces, IReadOnlyCollection<string> codes, ClaimsPrincipal reader, CancellationToken ct)
    {
        var nodes = new List<TraceNode>();
        foreach (var trace in traces) nodes.AddRange(await trace.Find(codes, reader, ct));
        return [.. nodes.OrderBy(n => n.Code, StringComparer.Create(System.Globalization.CultureInfo.InvariantCulture, System.Globalization.CompareOptions.NumericOrdering))];
    }
}
