using System.Text.Json;
using Conference.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Conference.Sessions;

public sealed partial class SessionsDb
{
    public DbSet<MinutesBook> MinutesBooks => Set<MinutesBook>();
    public DbSet<MinutesLine> MinutesLines => Set<MinutesLine>();
    public DbSet<LineVersion> LineVersions => Set<LineVersion>();
    public DbSet<Correction> Corrections => Set<Correction>();
    public DbSet<MinutesSentence> MinutesSentences => Set<MinutesSentence>();

    /// <summary>The lines of a session in the order of time.</summary>
    internal IQueryable<MinutesLine> LinesOf(Guid sessionId) => MinutesLines.Where(l => l.SessionId == sessionId).OrderBy(l => l.At).ThenBy(l => l.Act == SessionAct.Opened ? 0 : 1).ThenBy(l => l.Id);

    internal void TellLine(MinutesLine line) => Announce(MinutesTopic.Of(line.SessionId), "line", new { line.Id, line.Version });

    /// <summary>Writes the lines of the acts that are about to be saved, into the same transaction.</summary>
    private async Task WriteMinutes(CancellationToken ct)
    {
        var acts = ChangeTracker.Entries<SessionEvent>().Where(e => e.State is EntityState.Added).Select(e => e.Entity).OrderBy(e => e.At).ThenBy(e => e.Id).ToList();
        if (acts.Count == 0) return;
        var wording = await Wording(ct);
        foreach (var act in acts)
        {
            var facts = act.Read();
            var session = act.Act == SessionAct.Opened ? await Sessions.FindAsync([act.SessionId], ct) : null;
            if (wording.Of(act.Act, facts, session) is not { } words) continue;
            var book = await MinutesBooks.AsNoTracking().Where(b => b.SessionId == act.SessionId).Select(b => new { b.State, b.PublishesActs }).SingleOrDefaultAsync(ct);
            // What is done about a session after its minutes were closed is in the log alone.
            if (book is { State: MinutesState.Closed or MinutesState.Signed }) continue;
            if (await Begun(act, facts, ct) is { } begun)
            {
                facts = Merge(begun.Read(), facts);
                begun.Complete(act, facts, wording);
                TellLine(begun);
                continue;
            }
            var line = MinutesLine.Of(act, facts, words);
            if (book is { PublishesActs: true }) line.Publish(act.Who, act.At);
            Add(line);
            TellLine(line);
        }
    }

    /// <summary>The line that this act completes rather than beginning another: one line tells of a speech, and one of a vote.</summary>
    private async Task<MinutesLine?> Begun(SessionEvent act, EventFacts facts, CancellationToken ct)
    {
        if (act.Act is not (SessionAct.Spoke or SessionAct.Adopted or SessionAct.Rejected)) return null;
        var first = act.Act == SessionAct.Spoke ? SessionAct.FloorGiven : SessionAct.VoteClosed;
        bool Fits(MinutesLine l) => l.SessionId == act.SessionId && l.Act == first && l.EndEventId is null && l.UndoneAt is null
            && (act.Act == SessionAct.Spoke ? facts.Person is null || l.Read() is var begun && (begun.PersonId, begun.Person) == (facts.PersonId, facts.Person) : facts.Code is not null && l.Code == facts.Code);
        var stored = await MinutesLines.Where(l => l.SessionId == act.SessionId && l.Act == first && l.EndEventId == null && l.UndoneAt == null).OrderByDescending(l => l.Id).Take(20).ToListAsync(ct);
        return MinutesLines.Local.Concat(stored).Where(Fits).MaxBy(l => l.At);
    }

    /// <summary>How acts read in the minutes of this conference.</summary>
    private async Task<MinutesWording> Wording(CancellationToken ct) => new(await MinutesSentences.AsNoTracking().ToDictionaryAsync(s => s.Key, ct));

    /// <summary>The lines that an act wrote or completed go with it when it is taken back.</summary>
    internal async Task TakeBackLines(SessionEvent act, string who, CancellationToken ct)
    {
        var wording = await Wording(ct);
        foreach (var line in await MinutesLines.Where(l => l.EventId == act.Id || l.EndEventId == act.Id).ToListAsync(ct))
        {
            if (line.EventId == act.Id) line.TakeBack(who, Now);
            else if (await Events.AsNoTracking().SingleOrDefaultAsync(e => e.Id == line.EventId, ct) is { } begun) line.TakeBackEnd(begun.Read(), wording, who, Now);
            TellLine(line);
        }
    }

    /// <summary>The last defence of minutes that are closed: whatever a page forgot, neither a line nor a signed book is saved differently.</summary>
    private async Task RefuseChangesOfClosedMinutes(CancellationToken ct)
    {
        var changed = ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .Where(e => e.Entity is MinutesLine or LineVersion or Correction || e is { Entity: MinutesBook, State: not EntityState.Added }).ToList();
        if (changed.Count == 0) return;
        var lineIds = changed.Select(e => e.Entity).OfType<LineVersion>().Select(v => v.LineId).ToHashSet();
        var ofVersions = lineIds.Count == 0 ? [] : await MinutesLines.AsNoTracking().Where(l => lineIds.Contains(l.Id)).Select(l => l.SessionId).ToListAsync(ct);
        var content = changed.Select(e => e.Entity switch { MinutesLine l => l.SessionId, Correction c => c.SessionId, _ => Guid.Empty }).Concat(ofVersions).Where(id => id != Guid.Empty).ToHashSet();
        var books = changed.Select(e => e.Entity).OfType<MinutesBook>().Select(b => b.SessionId).ToHashSet();
        var sealedOnes = await MinutesBooks.AsNoTracking()
            .Where(b => content.Contains(b.SessionId) && (b.State == MinutesState.Closed || b.State == MinutesState.Signed) || books.Contains(b.SessionId) && b.State == MinutesState.Signed)
            .Select(b => b.SessionId).ToListAsync(ct);
        if (sealedOnes.Count == 0) return;
        var session = await Sessions.AsNoTracking().FirstAsync(s => s.Id == sealedOnes[0], ct);
        throw new RuleBroken(MinutesBook.Sealed, session.Code);
    }

    private static EventFacts Merge(EventFacts first, EventFacts then) => new()
    {
        Person = then.Person ?? first.Person, PersonId = then.PersonId ?? first.PersonId, Title = then.Title ?? first.Title, TitleEn = then.TitleEn ?? first.TitleEn, Organisation = then.Organisation ?? first.Organisation, OrganisationEn = then.OrganisationEn ?? first.OrganisationEn,
        OnBehalfOf = then.OnBehalfOf ?? first.OnBehalfOf, Kind = then.Kind ?? first.Kind, Rule = then.Rule ?? first.Rule, Code = then.Code ?? first.Code, Text = then.Text ?? first.Text, TextEn = then.TextEn ?? first.TextEn,
        Seconds = then.Seconds ?? first.Seconds, Limit = then.Limit ?? first.Limit, Figures = then.Figures ?? first.Figures, Statements = then.Statements ?? first.Statements,
    };

    private static void MapMinutes(ModelBuilder model)
    {
        model.Entity<MinutesBook>(book =>
        {
            book.ToTable("Minutes").HasKey(b => b.SessionId);
            book.Property(b => b.SessionId).ValueGeneratedNever();
            book.Property(b => b.Version).IsConcurrencyToken();
            book.Ignore(b => b.IsOpen);
        });
        model.Entity<MinutesLine>(line =>
        {
            line.ToTable("MinutesLines").Property(l => l.Id).ValueGeneratedNever();
            line.HasIndex(l => new { l.SessionId, l.At });
            line.HasIndex(l => l.EventId);
            line.HasIndex(l => l.EndEventId);
            line.Property(l => l.Version).IsConcurrencyToken();
            line.Ignore(l => l.Words).Ignore(l => l.IsPublished).Ignore(l => l.IsBehind).Ignore(l => l.WaitsForDecision);
            line.Property(l => l.Published).HasConversion(w => JsonSerializer.Serialize(w, Json), j => JsonSerializer.Deserialize<LineWords>(j, Json),
                new ValueComparer<LineWords?>((a, b) => a == b, w => w == null ? 0 : w.GetHashCode()));
            line.HasMany(l => l.Versions).WithOne().HasForeignKey(v => v.LineId);
            line.Navigation(l => l.Versions).UsePropertyAccessMode(PropertyAccessMode.Field);
        });
        model.Entity<MinutesSentence>(sentence =>
        {
            sentence.ToTable("MinutesSentences").HasKey(s => s.Key);
            sentence.Property(s => s.Version).IsConcurrencyToken();
        });
        model.Entity<LineVersion>(version => version.ToTable("MinutesVersions").Ignore(v => v.Words).HasKey(v => new { v.LineId, v.No }));
        model.Entity<Correction>(correction =>
        {
            correction.ToTable("Corrections").Property(c => c.Id).ValueGeneratedNever();
            correction.HasIndex(c => c.SessionId);
            correction.HasIndex(c => c.PersonId);
            correction.Property(c => c.Version).IsConcurrencyToken();
        });
    }
}
