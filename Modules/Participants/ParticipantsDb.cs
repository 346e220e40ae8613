using Conference.Shared.Contracts;
using Conference.Shared.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Conference.Participants;

public sealed class ParticipantsDb(DbContextOptions<ParticipantsDb> options, ModuleDbServices services) : ModuleDb(options, services)
{
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<ApiToken> Tokens => Set<ApiToken>();

    protected override string Module => "Participants";

    /// <summary>Whoever is registered or changed is told to the other modules, so that nobody who changes something can forget to.</summary>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Tell(Changed<Organisation>(), Changed<Person>());
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

        IEnumerable<T> Changed<T>() where T : class => ChangeTracker.Entries<T>().Where(e => e.State is EntityState.Added or EntityState.Modified).Select(e => e.Entity);
    }

    /// <summary>Publishes what these are now, in messages of a size that a handler stores without keeping others who write waiting.</summary>
    internal void Tell(IEnumerable<Organisation> organisations, IEnumerable<Person> people)
    {
        const int Most = 250;
        foreach (var some in organisations.Select(o => o.News()).Chunk(Most)) Publish(new OrganisationsChanged(some));
        foreach (var some in people.Select(p => p.News()).Chunk(Most)) Publish(new PeopleChanged(some));
    }

    protected override void MapModule(ModelBuilder model)
    {
        model.Entity<Organisation>(organisation =>
        {
            organisation.ToTable("Organisations").HasIndex(o => o.Code).IsUnique();
            organisation.Property(o => o.Version).IsConcurrencyToken();
        });
        model.Entity<Person>(person =>
        {
            person.ToTable("People");
            person.Property(p => p.Version).IsConcurrencyToken();
            person.HasIndex(p => p.Badge).IsUnique();
            person.HasIndex(p => p.BadgeCodeHash).IsUnique();
            person.Property(p => p.Roles).HasConversion(
                roles => string.Join(' ', roles), text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                new ValueComparer<IReadOnlyList<string>>((a, b) => a!.SequenceEqual(b!), r => string.Join(' ', r).GetHashCode(StringComparison.Ordinal), r => r.ToArray()));
        });
        model.Entity<ApiToken>().ToTable("Tokens").HasIndex(t => t.Hash).IsUnique();
        model.Entity<Account>(account =>
        {
            account.ToTable("Accounts");
            account.HasIndex(a => a.NormalizedUserName).IsUnique();
            account.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
            account.Property(a => a.LockoutEnd).HasConversion(t => t!.Value.UtcDateTime, t => new DateTimeOffset(t, TimeSpan.Zero));
        });
        model.Entity<IdentityUserClaim<Guid>>().ToTable("AccountClaims");
        model.Entity<IdentityUserLogin<Guid>>().ToTable("AccountLogins").HasKey(l => new { l.LoginProvider, l.ProviderKey });
        model.Entity<IdentityUserToken<Guid>>().ToTable("AccountTokens").HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
    }
}
