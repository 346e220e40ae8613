using System.Text.Json;
using Conference.Shared.Data;

namespace Conference.Resolutions;

public enum ActState { Done, Undone, Past }

/// <summary>What one act did to one clause; <paramref name="Before"/> is null where the act made it.</summary>
public sealed record ClauseChange(Guid Id, ClauseState? Before, ClauseState After);

/// <summary>
/// One thing a person did to a draft, however many clauses it touched, with what these were before and after: taken back and done
/// again by the same person. Nothing of the history goes with it; taking back is a change like others.
/// </summary>
[NotAudited]
public sealed class DraftAct
{
    public Guid Id { get; private set; }
    public Guid ResolutionId { get; private set; }
    /// <summary>The version of the resolution that the act made.</summary>
    public int No { get; private set; }
    public Guid Person { get; private set; }
    public string Who { get; private set; } = "";
    public DateTime At { get; private set; }
    /// <summary>How the first clause it touched was cited.</summary>
    public string Place { get; private set; } = "";
    public string Stored { get; private set; } = "[]";
    public string StoredDecided { get; private set; } = "[]";
    /// <summary>Past: it cannot be taken back or done again any more.</summary>
    public ActState State { get; private set; }

    public IReadOnlyList<ClauseChange> Changes => JsonSerializer.Deserialize<List<ClauseChange>>(Stored, ModuleDb.Json)!;

    /// <summary>What it decided on amendments.</summary>
    public IReadOnlyList<AmendmentChange> Decided => JsonSerializer.Deserialize<List<AmendmentChange>>(StoredDecided, ModuleDb.Json)!;

    public static DraftAct? Of(Resolution resolution, IReadOnlyDictionary<Guid, ClauseState> before, Pen pen, IReadOnlyList<AmendmentChange>? decided = null)
    {
        decided ??= [];
        var changes = (from clause in resolution.Clauses
                       let now = clause.State
                       let was = before.GetValueOrDefault(clause.Id)
                       where was is null || was.Version != now.Version || !was.Says(now) || !was.Sources.SequenceEqual(now.Sources)
                       select new ClauseChange(clause.Id, was, now)).ToList();
        if (changes.Count + decided.Count == 0) return null;
        var numbering = resolution.Numbering;
        var place = changes.Select(c => numbering.Find(c.Id)?.Citation).FirstOrDefault(p => p is not null) ?? decided.Select(d => d.After.Place).FirstOrDefault();
        return new()
        {
            Id = Guid.CreateVersion7(), ResolutionId = resolution.Id, No = resolution.Version, Person = pen.Person, Who = pen.Who, At = pen.At, Place = place ?? "", Stored = JsonSerializer.Serialize(changes, ModuleDb.Json),
            StoredDecided = JsonSerializer.Serialize(decided, ModuleDb.Json),
        };
    }

    public void Take(ActState state) => State = state;
}
