using System.Text.Json;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Conference.Sessions;

public sealed partial class SessionsDb
{
    public DbSet<SessionScreen> SessionScreens => Set<SessionScreen>();
    public DbSet<PreparedSlide> PreparedSlides => Set<PreparedSlide>();
    public DbSet<Screen> Screens => Set<Screen>();

    /// <summary>What the screens of a session show, to be changed. Two who are the first find the same row.</summary>
    internal async Task<SessionScreen> ScreenOf(Guid sessionId, CancellationToken ct)
    {
        if (await SessionScreens.FindAsync([sessionId], ct) is { } known) return known;
        await Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Sessions_SessionScreens" ("SessionId", "Now", "Since", "Who", "Before", "Version")
            VALUES ({sessionId}, {JsonSerializer.Serialize(Slide.Automatic, Json)}, {DateTime.UnixEpoch}, '', '[]', 0)
            ON CONFLICT DO NOTHING
            """, ct);
        return await SessionScreens.SingleAsync(s => s.SessionId == sessionId, ct);
    }

    internal async Task<PreparedSlide> PreparedFor(Guid sessionId, CancellationToken ct)
    {
        if (await PreparedSlides.FindAsync([sessionId], ct) is { } known) return known;
        await Database.ExecuteSqlAsync($"""INSERT INTO "Sessions_PreparedSlides" ("SessionId", "Who") VALUES ({sessionId}, '') ON CONFLICT DO NOTHING""", ct);
        return await PreparedSlides.SingleAsync(s => s.SessionId == sessionId, ct);
    }

    /// <summary>However it came about, an undo included: the other modules hear which comment a session's screens show.</summary>
    private void TellScreens()
    {
        foreach (var changed in ChangeTracker.Entries<SessionScreen>().Where(e => e.State is EntityState.Modified && e.Property(s => s.Now).IsModified).Select(e => e.Entity))
            Publish(new ScreenChanged(changed.SessionId, changed.Now.Kind is SlideKind.Comment ? changed.Now.Id : null, Now));
    }

    private static void MapScreens(ModelBuilder model)
    {
        model.Entity<SessionScreen>(screen =>
        {
            screen.ToTable("SessionScreens").HasKey(s => s.SessionId);
            screen.Property(s => s.SessionId).ValueGeneratedNever();
            screen.Property(s => s.Version).IsConcurrencyToken();
            AsJson(screen.Property(s => s.Before));
            SlideAsJson(screen.Property(s => s.Now));
        });
        model.Entity<PreparedSlide>(prepared =>
        {
            prepared.ToTable("PreparedSlides").HasKey(s => s.SessionId);
            prepared.Property(s => s.SessionId).ValueGeneratedNever();
            SlideAsJson(prepared.Property(s => s.Slide));
        });
        model.Entity<Screen>(screen =>
        {
            screen.ToTable("Screens").HasIndex(s => s.Number).IsUnique();
            screen.Property(s => s.Id).ValueGeneratedNever();
            screen.Property(s => s.Version).IsConcurrencyToken();
            SlideAsJson(screen.Property(s => s.Fixed));
        });
    }

    // Slides are records and never changed: the same value is the same slide.
    private static void SlideAsJson(PropertyBuilder property) => property.HasConversion(new Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter<Slide, string>(
        slide => JsonSerializer.Serialize(slide, Json), json => JsonSerializer.Deserialize<Slide>(json, Json)!),
        new ValueComparer<Slide>((a, b) => a == b, slide => slide.GetHashCode()));
}
