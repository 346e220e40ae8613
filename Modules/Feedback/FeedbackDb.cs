using System.Text.Json;
using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Conference.Feedback;

public sealed partial class FeedbackDb(DbContextOptions<FeedbackDb> options, ModuleDbServices services) : ModuleDb(options, services)
{
    public DbSet<Comment> Comments => Set<Comment>();
    public DbSet<CommentUse> Uses => Set<CommentUse>();
    public DbSet<DraftClause> Clauses => Set<DraftClause>();
    public DbSet<AdoptedResolution> Adopted => Set<AdoptedResolution>();
    public DbSet<FeedbackSession> Sessions => Set<FeedbackSession>();
    public DbSet<CommentRevision> Revisions => Set<CommentRevision>();
    public DbSet<Endorsement> Endorsements => Set<Endorsement>();
    public DbSet<ModerationEntry> ModerationLog => Set<ModerationEntry>();
    public DbSet<CommentGroup> Groups => Set<CommentGroup>();
    public DbSet<SessionSummary> Summaries => Set<SessionSummary>();
    public DbSet<SummaryVersion> SummaryVersions => Set<SummaryVersion>();
    public DbSet<RememberedFilter> RememberedFilters => Set<RememberedFilter>();
    public DbSet<KnownPerson> People => Set<KnownPerson>();
    public DbSet<KnownOrganisation> Organisations => Set<KnownOrganisation>();
    public DbSet<KnownName> Names => Set<KnownName>();

    protected override string Module => "Feedback";

    /// <summary>How comments are found by words; who wrote an anonymous one, by the desk alone.</summary>
    internal static readonly FullText CommentWords = new("Feedback_Comments", nameof(Comment.Number), nameof(Comment.Folded))
    {
        Reserved = nameof(Comment.FoldedAuthor),
        Narrowing =
        [
            nameof(Comment.SessionId), nameof(Comment.OrganisationId), nameof(Comment.Organisation), nameof(Comment.AuthorId), nameof(Comment.Kind), nameof(Comment.State),
            nameof(Comment.AssignedToId), nameof(Comment.GroupId), nameof(Comment.Marked),
        ],
        InOrder = [nameof(Comment.SessionId), nameof(Comment.OrganisationId), nameof(Comment.AuthorId), nameof(Comment.AssignedToId), nameof(Comment.State)],
    };

    protected override void MapModule(ModelBuilder model)
    {
        model.Entity<Comment>(comment =>
        {
            comment.ToTable("Comments").Ignore(c => c.Code).Ignore(c => c.IsPublished).Ignore(c => c.IsOpenToAuthor).Property(c => c.Version).IsConcurrencyToken();
            comment.Property(c => c.Id).ValueGeneratedNever();
            comment.HasIndex(c => c.Number).IsUnique();
            comment.HasMany(c => c.Uses).WithOne().HasForeignKey(u => u.CommentId);
            comment.Navigation(c => c.Uses).HasField("uses");
            comment.HasMany(c => c.Revisions).WithOne().HasForeignKey(r => r.CommentId);
            comment.Navigation(c => c.Revisions).HasField("revisions");
            AsJson(comment.Property(c => c.Answers));
        });
        model.Entity<CommentRevision>().ToTable("CommentRevisions").HasKey(r => new { r.CommentId, r.Number });
        model.Entity<Endorsement>().ToTable("Endorsements").HasKey(e => new { e.CommentId, e.PersonId });
        model.Entity<ModerationEntry>(entry =>
        {
            entry.ToTable("ModerationLog").Ignore(e => e.Code).Ignore(e => e.OtherCode);
            entry.Property(e => e.Id).ValueGeneratedNever();
        });
        model.Entity<CommentGroup>().ToTable("CommentGroups").Property(g => g.Id).ValueGeneratedNever();
        model.Entity<SessionSummary>(summary =>
        {
            summary.ToTable("Summaries").HasKey(s => s.SessionId);
            summary.Property(s => s.SessionId).ValueGeneratedNever();
            summary.Property(s => s.Version).IsConcurrencyToken();
            summary.HasMany(s => s.Versions).WithOne().HasForeignKey(v => v.SessionId);
            summary.Navigation(s => s.Versions).HasField("versions");
        });
        model.Entity<SummaryVersion>().ToTable("SummaryVersions").HasKey(v => new { v.SessionId, v.Version });
        model.Entity<RememberedFilter>().ToTable("RememberedFilters").HasKey(f => f.PersonId);
        model.Entity<RememberedFilter>().Property(f => f.PersonId).ValueGeneratedNever();
        model.Entity<KnownPerson>().ToTable("People").Property(p => p.Id).ValueGeneratedNever();
        model.Entity<KnownOrganisation>().ToTable("Organisations").Property(o => o.Id).ValueGeneratedNever();
        model.Entity<KnownName>().ToTable("Names").HasKey(n => new { n.OwnerId, n.Name });
        model.Entity<CommentUse>(use =>
        {
            use.ToTable("CommentUses").HasKey(u => new { u.CommentId, u.ClauseId });
            use.HasOne(u => u.Clause).WithMany().HasForeignKey(u => u.ClauseId);
        });
        model.Entity<DraftClause>().ToTable("Clauses").Property(c => c.Id).ValueGeneratedNever();
        model.Entity<AdoptedResolution>().ToTable("AdoptedResolutions").Property(r => r.Id).ValueGeneratedNever();
        model.Entity<FeedbackSession>(session =>
        {
            session.ToTable("Sessions").Ignore(s => s.Code).Ignore(s => s.Closed).Ignore(s => s.Taking).Ignore(s => s.Settings).Ignore(s => s.RoomTopic);
            session.Property(s => s.Id).ValueGeneratedNever();
            session.Property(s => s.Version).IsConcurrencyToken();
            AsJson(session.Property(s => s.Fields));
        });
    }

    /// <summary>The session of a code such as S-07, as it is now.</summary>
    public Task<FeedbackSession?> SessionOf(string? code, CancellationToken ct)
    {
        var number = FeedbackSession.NumberOf(code) ?? -1;
        return Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Number == number, ct);
    }

    /// <summary>The organisations whose comments of a session this person's room names, each found by one step in the index.</summary>
    internal async Task<List<string>> OrganisationsIn(Guid session, Reader reader, CancellationToken ct)
    {
        var room = Comments.Where(c => c.SessionId == session).VisibleTo(reader, this);
        var names = await Database.SqlQuery<string>(
            $"""
            WITH RECURSIVE names (name) AS (
                SELECT MIN("Organisation") FROM "Feedback_Comments" WHERE "SessionId" = {session}
                UNION ALL SELECT (SELECT MIN(c."Organisation") FROM "Feedback_Comments" c WHERE c."SessionId" = {session} AND c."Organisation" > names.name) FROM names WHERE names.name IS NOT NULL)
            SELECT name AS "Value" FROM names WHERE name <> ''
            """).Where(name => room.Any(c => c.Organisation == name && c.Standing == Standing.Published && !c.Anonymous)).ToListAsync(ct);
        return names;
    }

    internal sealed record HeardOrganisation(Guid Id, string Organisation);

    /// <summary>The organisations of all comments, under the names of their newest ones; each found by one step in the index.</summary>
    internal Task<List<HeardOrganisation>> OrganisationsHeard(CancellationToken ct)
    {
        // PostgreSQL compares identifiers, and has no least of them.
        const string next = """SELECT c."OrganisationId" FROM "Feedback_Comments" c""", first = """ORDER BY c."OrganisationId" LIMIT 1""";
        return Database.SqlQueryRaw<HeardOrganisation>(
            $"""
            WITH RECURSIVE organisations (id) AS (
                SELECT ({next} {first}) UNION ALL SELECT ({next} WHERE c."OrganisationId" > organisations.id {first}) FROM organisations WHERE organisations.id IS NOT NULL)
            SELECT organisations.id AS "Id", (SELECT c."Organisation" FROM "Feedback_Comments" c WHERE c."OrganisationId" = organisations.id ORDER BY c."Number" DESC LIMIT 1) AS "Organisation"
            FROM organisations WHERE organisations.id IS NOT NULL
            """).ToListAsync(ct);
    }

    private static void AsJson<T>(PropertyBuilder<IReadOnlyList<T>> list) => list.HasConversion(
        items => JsonSerializer.Serialize(items, Json), json => JsonSerializer.Deserialize<List<T>>(json, Json)!,
        new ValueComparer<IReadOnlyList<T>>((a, b) => JsonSerializer.Serialize(a, Json) == JsonSerializer.Serialize(b, Json), items => JsonSerializer.Serialize(items, Json).GetHashCode(StringComparison.Ordinal)));
}
