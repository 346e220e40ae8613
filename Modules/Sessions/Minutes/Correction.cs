using Conference.Shared;
using Conference.Shared.Access;

namespace Conference.Sessions;

/// <summary>What became of a correction that a speaker proposed.</summary>
public enum CorrectionState { Waiting, Accepted, AcceptedWithChanges, Declined, Withdrawn }

/// <summary>A speaker proposes other words for the line that tells of their speech, and why; a secretary answers.</summary>
public sealed class Correction
{
    public Guid Id { get; private set; }
    public Guid SessionId { get; private set; }
    public Guid LineId { get; private set; }
    public Guid PersonId { get; private set; }
    public string By { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string TextEn { get; private set; } = "";
    public string Reason { get; private set; } = "";
    /// <summary>The words that the speaker had before them.</summary>
    public string Before { get; private set; } = "";
    public string BeforeEn { get; private set; } = "";
    public DateTime At { get; private set; }
    public CorrectionState State { get; private set; }
    public string? Answer { get; private set; }
    public string? AnsweredBy { get; private set; }
    public DateTime? AnsweredAt { get; private set; }
    public int Version { get; private set; }

    internal static Correction Proposed(MinutesLine line, Actor by, string? text, string? textEn, string? reason, DateTime now)
    {
        var correction = new Correction { Id = Guid.CreateVersion7(now), SessionId = line.SessionId, LineId = line.Id, PersonId = by.PersonId, By = by.Name };
        correction.Propose(line, text, textEn, reason, now);
        return correction;
    }

    internal void Propose(MinutesLine line, string? text, string? textEn, string? reason, DateTime now)
    {
        var words = new LineWords(line.Head, line.HeadEn, text ?? "", textEn ?? "").Checked();
        var why = Clean.Text(reason);
        if (words.Text == line.Text && words.TextEn == line.TextEn) throw new RuleBroken("Your text is the same as the one in the minutes. Change what should read differently.");
        if (why.Length == 0) throw new RuleBroken("Say why, so that the secretary can judge: a few words are enough.");
        if (why.Length > 1000) throw new RuleBroken("The reason has at most {0} characters.", 1000);
        (Text, TextEn, Reason, Before, BeforeEn, At) = (words.Text, words.TextEn, why, line.Text, line.TextEn, now);
        Version++;
    }

    internal void Withdraw(DateTime now)
    {
        MustWait();
        (State, AnsweredAt) = (CorrectionState.Withdrawn, now);
        Version++;
    }

    /// <param name="words">What the line reads from now on.</param>
    internal void Accept(LineWords words, string? answer, string who, DateTime now) =>
        Decide(words.Text == Text && words.TextEn == TextEn ? CorrectionState.Accepted : CorrectionState.AcceptedWithChanges, answer, who, now);

    internal void Decline(string? answer, string who, DateTime now)
    {
        if (Clean.Text(answer).Length == 0) throw new RuleBroken("Say why it is declined: the speaker reads it.");
        Decide(CorrectionState.Declined, answer, who, now);
    }

    private void Decide(CorrectionState state, string? answer, string who, DateTime now)
    {
        MustWait();
        var clean = Clean.Text(answer);
        if (clean.Length > 1000) throw new RuleBroken("The reason has at most {0} characters.", 1000);
        (State, Answer, AnsweredBy, AnsweredAt) = (state, clean.Length == 0 ? null : clean, who, now);
        Version++;
    }

    private void MustWait()
    {
        if (State == CorrectionState.Withdrawn) throw new RuleBroken("{0} has withdrawn this correction.", By);
        if (State != CorrectionState.Waiting) throw new RuleBroken("{0} has answered this correction already.", AnsweredBy!);
    }
}
