using System.Text.Json;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Data;

namespace Conference.Resolutions;

/// <summary>What an amendment does to its clause: rewords it, takes it out, or puts a new one right after it.</summary>
public enum AmendmentKind { Change, Delete, Insert }

/// <summary>
/// Submitted: the secretariat has to validate it. Returned: its delegation may mend it. Receivable: the conference has to decide.
/// Fell: what it amends was decided otherwise.
/// </summary>
public enum AmendmentState { Submitted, Returned, Receivable, Accepted, AcceptedChanged, Rejected, Withdrawn, Fell }

/// <summary>All of an amendment that a decision may change and take back.</summary>
/// <param name="Words">What it proposes; an accepted amendment to it changes them.</param>
/// <param name="Why">The reason of the last decision, as it was given.</param>
/// <param name="Became">The clause it ended up in.</param>
/// <param name="Revision">The version of that clause that says so.</param>
/// <param name="Place">How the clause was cited when it was decided.</param>
public sealed record AmendmentStanding(AmendmentState State, ClauseText Words, bool Validated = false, string Why = "", string By = "", DateTime? At = null, Guid? Became = null, int Revision = 0, string Place = "");

/// <summary>What one act did to one amendment.</summary>
public sealed record AmendmentChange(Guid Id, AmendmentStanding Before, AmendmentStanding After);

/// <summary>A delegation that joined an amendment.</summary>
public sealed class Cosponsor
{
    public Guid AmendmentId { get; private set; }
    public Guid OrganisationId { get; private set; }
    public string Organisation { get; private set; } = "";
    public string By { get; private set; } = "";
    public DateTime At { get; private set; }

    internal static Cosponsor Of(Amendment amendment, Actor who, DateTime now) =>
        new() { AmendmentId = amendment.Id, OrganisationId = who.OrganisationId, Organisation = who.Organisation, By = who.Name, At = now };
}

/// <summary>
/// What a delegation wants different in a draft: one concept, in one clause or in another amendment, as the text it began from and
/// the text it proposes. Decisions go through <see cref="AmendmentTable"/>, which changes the draft with them.
/// </summary>
public sealed class Amendment
{
    public const int LongestReason = 2000;

    private readonly List<Cosponsor> cosponsors = [];
    private AmendmentStanding? standing;
    private ClauseText? before;
    private double? measured;

    public Guid Id { get; private set; }
    /// <summary>One series for the whole conference.</summary>
    public int Number { get; private set; }
    public Guid ResolutionId { get; private set; }
    public AmendmentKind Kind { get; private set; }
    /// <summary>The clause it changes or deletes, or after which it puts a new one.</summary>
    public Guid ClauseId { get; private set; }
    /// <summary>The amendment whose words it changes.</summary>
    public Guid? AmendsId { get; private set; }
    public Guid OrganisationId { get; private set; }
    public string Organisation { get; private set; } = "";
    public string By { get; private set; } = "";
    public DateTime At { get; private set; }
    public string Reason { get; private set; } = "";
    public AmendmentState State { get; private set; }
    public string Began { get; private set; } = "";
    public string Stored { get; private set; } = "";
    public int Version { get; private set; }

    public IReadOnlyList<Cosponsor> Cosponsors => cosponsors;
    public string Code => $"A-{Number}";
    /// <summary>The text it began from; empty where it puts a new clause.</summary>
    public ClauseText Before => before ??= JsonSerializer.Deserialize<ClauseText>(Began, ModuleDb.Json)!;
    public AmendmentStanding Standing => standing ??= Read(Stored);
    public ClauseText Words => Standing.Words;
    public bool IsPending => State == AmendmentState.Receivable;
    public bool IsOpen => State is AmendmentState.Submitted or AmendmentState.Returned or AmendmentState.Receivable;
    public bool IsAccepted => State is AmendmentState.Accepted or AmendmentState.AcceptedChanged;
    public IEnumerable<string> Sponsors => [Organisation, .. cosponsors.OrderBy(c => c.At).Select(c => c.Organisation)];

    /// <summary>How far it is from the text: the share of words it changes, from 0 to 1. A deletion changes all of them.</summary>
    public double Distance => measured ??= Kind == AmendmentKind.Delete ? 1 : AmendedText.Distance(Before, Words);

    internal static AmendmentStanding Read(string stored) => JsonSerializer.Deserialize<AmendmentStanding>(stored, ModuleDb.Json)!;

    /// <summary>The number in a code as people type it: A-3, a3; null when it is none.</summary>
    public static int? NumberOf(string? code) =>
        TraceCode.Normal(code ?? "") is ['A', '-', .. var number] && int.TryParse(number, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var found) ? found : null;

    /// <param name="before">The words the delegation saw when it began to write.</param>
    public static Amendment Propose(int number, Clause clause, AmendmentKind kind, ClauseText before, ClauseText words, string reason, Actor who, DateTime now)
    {
        var amendment = Filed(number, clause.ResolutionId, clause.Id, kind, kind == AmendmentKind.Insert ? new("", "", "", "") : before, who, now);
        amendment.Say(kind == AmendmentKind.Delete ? amendment.Before : words, reason);
        return amendment;
    }

    /// <summary>An amendment to this one: other words in what it proposes.</summary>
    public Amendment Amend(int number, ClauseText seen, ClauseText words, string reason, Actor who, DateTime now)
    {
        if (!IsPending) throw new RuleBroken("{0} can be amended only while the conference has to decide on it.", Code);
        if (AmendsId is not null) throw new RuleBroken("An amendment to an amendment cannot be amended itself.");
        if (Kind == AmendmentKind.Delete) throw new RuleBroken("A deletion proposes no text that could be amended. Propose an amendment of the clause.");
        var amendment = Filed(number, ResolutionId, ClauseId, AmendmentKind.Change, seen, who, now);
        amendment.AmendsId = Id;
        amendment.Say(words, reason);
        return amendment;
    }

    /// <summary>Says it better, before it is validated or after it was returned. It goes to the secretariat again.</summary>
    public void Revise(ClauseText words, string reason, Actor who)
    {
        RequireOwn(who);
        if (State is not (AmendmentState.Submitted or AmendmentState.Returned)) throw new RuleBroken("{0} is validated already: withdraw it, or propose another one.", Code);
        Say(Kind == AmendmentKind.Delete ? Before : words, reason);
    }

    public void Receive(Pen pen)
    {
        if (State is not (AmendmentState.Submitted or AmendmentState.Returned)) throw new RuleBroken("{0} is validated already.", Code);
        Become(Standing with { State = AmendmentState.Receivable, Validated = true, Why = "", By = pen.Who, At = pen.At });
    }

    public void Return(string why, Pen pen)
    {
        if (State != AmendmentState.Submitted) throw new RuleBroken("Only an amendment that waits for validation is returned.");
        Become(Standing with { State = AmendmentState.Returned, Why = Because(why), By = pen.Who, At = pen.At });
    }

    public void Join(Actor who, DateTime now)
    {
        RequireDelegation(who);
        if (!IsPending) throw new RuleBroken("{0} can be joined only while the conference has to decide on it.", Code);
        if (who.OrganisationId == OrganisationId) throw new RuleBroken("{0} is your own delegation's amendment.", Code);
        if (cosponsors.Any(c => c.OrganisationId == who.OrganisationId)) throw new RuleBroken("Your delegation has joined {0} already.", Code);
        cosponsors.Add(Cosponsor.Of(this, who, now));
        Version++;
    }

    public void Leave(Actor who)
    {
        if (!IsPending) throw new RuleBroken("{0} is decided: its sponsors stay as they were.", Code);
        var joined = cosponsors.SingleOrDefault(c => c.OrganisationId == who.OrganisationId) ?? throw new RuleBroken("Your delegation is no co-sponsor of {0}.", Code);
        cosponsors.Remove(joined);
        Version++;
    }

    public void RequireOwn(Actor who)
    {
        RequireDelegation(who);
        if (who.OrganisationId != OrganisationId) throw new RuleBroken("{0} is the amendment of another delegation.", Code);
    }

    internal void Reword(ClauseText words) => Become(Standing with { Words = words });

    internal void Decide(AmendmentState state, Pen pen, string why = "", Guid? became = null, int revision = 0, string place = "") =>
        Become(Standing with { State = state, Why = why, By = pen.Who, At = pen.At, Became = became, Revision = revision, Place = place });

    /// <summary>Takes a decision back or does it again, unless something else was decided since.</summary>
    internal void Take(AmendmentStanding from, AmendmentStanding to)
    {
        if (Standing != from) throw new RuleBroken("Something else was decided on {0} since.", Code);
        Become(to);
    }

    internal static string Because(string? why) => Clean.Line(why) is { Length: > 0 } said
        ? said.Length <= LongestReason ? said : throw new RuleBroken("A reason has at most {0} characters.", LongestReason)
        : throw new RuleBroken("Give the reason, so that the delegation knows.");

    private static Amendment Filed(int number, Guid resolution, Guid clause, AmendmentKind kind, ClauseText before, Actor who, DateTime now)
    {
        RequireDelegation(who);
        return new()
        {
            Id = Guid.CreateVersion7(), Number = number, ResolutionId = resolution, ClauseId = clause, Kind = kind, Began = JsonSerializer.Serialize(before, ModuleDb.Json),
            OrganisationId = who.OrganisationId, Organisation = who.Organisation, By = who.Name, At = now,
        };
    }

    private static void RequireDelegation(Actor who)
    {
        if (who.OrganisationId == Guid.Empty) throw new RuleBroken("You act for no delegation. Ask the secretariat.");
    }

    private void Say(ClauseText words, string reason)
    {
        if (Kind != AmendmentKind.Delete)
        {
            words = words.Checked();
            if (words == Before) throw new RuleBroken("The text is as it was. Write into it what should be different.");
        }
        Reason = Clean.Text(reason) is { Length: > 0 } said ? said : throw new RuleBroken("Give the reason for the amendment.");
        if (Reason.Length > LongestReason) throw new RuleBroken("A reason has at most {0} characters.", LongestReason);
        Become(new(AmendmentState.Submitted, words));
    }

    private void Become(AmendmentStanding now)
    {
        (standing, measured, Stored, State) = (now, null, JsonSerializer.Serialize(now, ModuleDb.Json), now.State);
        Version++;
    }
}
