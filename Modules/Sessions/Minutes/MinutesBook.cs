using System.Security.Cryptography;
using System.Text;
using Conference.Shared;
using Conference.Shared.Access;

namespace Conference.Sessions;

/// <summary>Draft → (open for corrections) → Closed → Signed.</summary>
public enum MinutesState { Draft, Correcting, Closed, Signed }

/// <summary>The minutes of a session as a document: who presided and kept them, until when they may be corrected, who signed what text.</summary>
public sealed class MinutesBook
{
    public const string Sealed = "The minutes of {0} are closed and can no longer be changed.";

    public Guid SessionId { get; private set; }
    public MinutesState State { get; private set; }
    /// <summary>Acts are published as they happen, without waiting for a secretary.</summary>
    public bool PublishesActs { get; private set; }
    public string Chair { get; private set; } = "";
    public string Secretary { get; private set; } = "";
    /// <summary>Who took part, in words; empty where the attendance says enough.</summary>
    public string Participants { get; private set; } = "";
    public string ParticipantsEn { get; private set; } = "";
    /// <summary>Corrections are taken until then.</summary>
    public DateTime? CorrectionsUntil { get; private set; }
    public DateTime? ClosedAt { get; private set; }
    public string? ClosedBy { get; private set; }
    /// <summary>The whole text as it was closed, and its SHA-256 in lower-case hexadecimal: what both sign.</summary>
    public string? Text { get; private set; }
    public string? Hash { get; private set; }
    public string? SignedByChair { get; private set; }
    public Guid? ChairId { get; private set; }
    public DateTime? ChairSignedAt { get; private set; }
    public string? SignedBySecretary { get; private set; }
    public Guid? SecretaryId { get; private set; }
    public DateTime? SecretarySignedAt { get; private set; }
    public int Version { get; private set; }

    public bool IsOpen => State is MinutesState.Draft or MinutesState.Correcting;

    public static MinutesBook Of(Guid sessionId) => new() { SessionId = sessionId };

    public bool TakesCorrections(DateTime now) => State == MinutesState.Correcting && now < CorrectionsUntil;

    internal void PublishActs(bool yes)
    {
        PublishesActs = yes;
        Version++;
    }

    internal void Describe(string? chair, string? secretary, string? participants, string? participantsEn)
    {
        var (c, s, p, e) = (Clean.Line(chair), Clean.Line(secretary), Clean.Text(participants), Clean.Text(participantsEn));
        if (c.Length > 200 || s.Length > 200) throw new RuleBroken("A name with its title has at most {0} characters.", 200);
        if (p.Length > 10_000 || e.Length > 10_000) throw new RuleBroken("The participants have at most {0} characters.", 10_000);
        (Chair, Secretary, Participants, ParticipantsEn) = (c, s, p, e);
        Version++;
    }

    internal void OpenForCorrections(DateTime until, DateTime now)
    {
        if (until <= now) throw new RuleBroken("The deadline for corrections must lie ahead.");
        (State, CorrectionsUntil) = (MinutesState.Correcting, until);
        Version++;
    }

    internal void EndCorrections(DateTime now)
    {
        if (!TakesCorrections(now)) throw new RuleBroken("The minutes are not open for corrections.");
        CorrectionsUntil = now;
        Version++;
    }

    internal void Close(LiveSession session, string text, string who, DateTime now)
    {
        if (!IsOpen) throw new RuleBroken(Sealed, session.Code);
        if (session.State != SessionState.Closed) throw new RuleBroken("{0} is still on. Its minutes are closed when it is.", session.Code);
        if (TakesCorrections(now)) throw new RuleBroken("The minutes are open for corrections. End that first, or wait for the deadline.");
        (State, ClosedAt, ClosedBy, Text, Hash) = (MinutesState.Closed, now, who, text, HashOf(text));
        Version++;
    }

    internal void Reopen()
    {
        if (State == MinutesState.Signed) throw new RuleBroken("Both have signed: these minutes stand for good.");
        if (State != MinutesState.Closed) throw new RuleBroken("The minutes are not closed.");
        (State, ClosedAt, ClosedBy, Text, Hash) = (CorrectionsUntil is null ? MinutesState.Draft : MinutesState.Correcting, null, null, null, null);
        (SignedByChair, ChairId, ChairSignedAt, SignedBySecretary, SecretaryId, SecretarySignedAt) = (null, null, null, null, null, null);
        Version++;
    }

    /// <param name="hash">The fingerprint of the text that the person has read.</param>
    internal void Sign(Actor who, bool asChair, string? hash, DateTime now)
    {
        if (State == MinutesState.Signed) throw new RuleBroken("Both have signed: these minutes stand for good.");
        if (State != MinutesState.Closed) throw new RuleBroken("Minutes are signed once they are closed.");
        if (hash != Hash) throw new RuleBroken("The minutes were closed again with another text meanwhile. Read it, then sign.");
        if (!who.Roles.Contains(asChair ? Roles.Chair : Roles.Secretariat)) throw new RuleBroken("The chair and a secretary sign, each with their own account.");
        if ((asChair ? SecretaryId : ChairId) == who.PersonId) throw new RuleBroken("The chair and the secretary are two people. The other one signs here.");
        if ((asChair ? SignedByChair : SignedBySecretary) is { } already) throw new RuleBroken("{0} has signed here already.", already);
        if (asChair) (SignedByChair, ChairId, ChairSignedAt) = (who.Name, who.PersonId, now);
        else (SignedBySecretary, SecretaryId, SecretarySignedAt) = (who.Name, who.PersonId, now);
        if (ChairSignedAt is not null && SecretarySignedAt is not null) State = MinutesState.Signed;
        Version++;
    }

    /// <summary>SHA-256 of the text's UTF-8 bytes, lower-case hexadecimal.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
