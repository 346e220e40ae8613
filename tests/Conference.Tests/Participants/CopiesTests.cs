using System.Data.Common;
using Conference.Feedback;
using Conference.Participants;
using Conference.Resolutions;
using Conference.Shared;
using Conference.Shared.Contracts;
using Conference.Shared.Data;
using Conference.Shared.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Tests;

/// <summary>A module that was added later, and counts how often it was told of someone.</summary>
public static class NewcomerHandler
{
    public static async Task Handle(PeopleChanged changed, SharedDb db, CancellationToken ct)
    {
        foreach (var person in changed.People) await db.TakeNumbers($"heard of {person.PersonId}", 1, ct);
    }
}

public sealed class HostWithNewcomer : ConferenceApp
{
    protected override bool Demonstration => false;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton(new ModuleAssembly(typeof(NewcomerHandler).Assembly)));
    }

    public Task<long> TimesHeard(Guid person) =>
        With<SharedDb, long>(db => db.Set<Counter>().Where(c => c.Name == $"heard of {person}").Select(c => c.Last).SingleOrDefaultAsync());
}

public sealed class CopiesTests
{
    private static readonly Guid Ministry = Guid.CreateVersion7(), Minister = Guid.CreateVersion7();

    [Fact]
    public Task Modules_that_came_to_a_database_later_know_everyone_who_was_registered_before() => OnADatabaseMadeBefore(async database =>
    {
        await using var app = new HostWithNewcomer { Database = database };
        await app.Begin();
        await app.Settled();

        var person = await app.With<FeedbackDb, KnownPerson>(db => db.People.SingleAsync());
        var organisation = await app.With<FeedbackDb, KnownOrganisation>(db => db.Organisations.SingleAsync());
        var agency = await app.With<ResolutionsDb, Agency>(db => db.Agencies.SingleAsync());
        Assert.Equal((Minister, "Trần Thị Bình", Ministry, true, true), (person.Id, person.Name, person.OrganisationId, person.Secretariat, person.Heard));
        Assert.Equal((Ministry, OrganisationKind.Ministry, "BNG", "MFA"), (organisation.Id, organisation.Kind, organisation.ShortName, organisation.ShortNameEn));
        Assert.Equal((Ministry, "BNG", "Bộ Ngoại giao", "Ministry of Foreign Affairs"), (agency.Id, agency.Code, agency.Name, agency.NameEn));
        Assert.Equal(1, await app.TimesHeard(Minister));
    });

    [Fact]
    public Task Who_was_told_once_is_not_told_at_every_start_but_again_when_its_modules_tables_changed() => OnADatabaseMadeBefore(async database =>
    {
        for (var start = 1; start <= 2; start++)
        {
            await using var app = new HostWithNewcomer { Database = database };
            await app.Begin();
            await app.Settled();
            Assert.Equal(1, await app.TimesHeard(Minister));
            // As a database that was last started before the newest migration.
            if (start == 2) await app.With<SharedDb>(db => db.Database.ExecuteSqlAsync($"""UPDATE "Shared_Listeners" SET "Migration" = '0000_Before' WHERE "Handler" LIKE '%Newcomer%'"""));
        }
        await using var upgraded = new HostWithNewcomer { Database = database };
        await upgraded.Begin();
        await upgraded.Settled();
        Assert.Equal(2, await upgraded.TimesHeard(Minister));
    });

    [Fact]
    public Task A_start_that_breaks_off_while_telling_has_told_nobody_and_the_next_one_tells_everyone() => OnADatabaseMadeBefore(async database =>
    {
        await using var app = new HostWithNewcomer { Database = database };
        await app.Begin();
        await app.Settled();
        Task Sql(string sql) => app.With<SharedDb>(db => db.Database.ExecuteSqlRawAsync(sql));
        await Sql("""DELETE FROM "Shared_Listeners" """);

        await Sql("""ALTER TABLE "Participants_People" RENAME TO "Elsewhere" """);
        await Assert.ThrowsAnyAsync<DbException>(() => app.Services.TellNewListeners(default));
        await Sql("""ALTER TABLE "Elsewhere" RENAME TO "Participants_People" """);
        await app.Settled();
        Assert.Equal(1, await app.TimesHeard(Minister));

        await app.Services.TellNewListeners(default);
        await app.Settled();
        Assert.Equal(2, await app.TimesHeard(Minister));
    });

    [Shared.OnPostgresFact]
    public Task Two_hosts_that_start_at_once_tell_everyone_once() => OnADatabaseMadeBefore(async database =>
    {
        await using var first = new HostWithNewcomer { Database = database };
        await using var second = new HostWithNewcomer { Database = database };
        await Task.WhenAll(Task.Run(first.Begin), Task.Run(second.Begin));
        await first.Settled();
        Assert.Equal(1, await first.TimesHeard(Minister));
    });

    [Fact]
    public async Task An_empty_database_is_told_nothing_and_each_person_registered_in_it_once()
    {
        var database = new TestDatabase();
        await database.Create();
        try
        {
            await using (var app = new HostWithNewcomer { Database = database })
            {
                await app.Begin();
                Assert.Equal(0, await database.Count("""SELECT COUNT(*) FROM "Shared_Counters" """));
                await app.With<ParticipantsDb>(Register);
                await app.Settled();
            }
            await using var again = new HostWithNewcomer { Database = database };
            await again.Begin();
            await again.Settled();
            Assert.Equal(1, await again.TimesHeard(Minister));
        }
        finally
        {
            await database.Drop();
        }
    }

    private static async Task Register(ParticipantsDb db)
    {
        var ministry = Organisation.Register(Ministry, "BNG", OrganisationKind.Ministry, "Bộ Ngoại giao", "Ministry of Foreign Affairs", "BNG", "MFA", db);
        Person.Register(Minister, "BNG-01", "Trần Thị Bình", "Vụ trưởng", "Director-General", ministry, ["secretariat"], "ABCDE-FGHIJ", db);
        await db.SaveChangesAsync();
    }

    /// <summary>A database in which people were registered before any other module was there to hear of them.</summary>
    private static async Task OnADatabaseMadeBefore(Func<TestDatabase, Task> test)
    {
        var database = new TestDatabase();
        await database.Create();
        try
        {
            var builder = WebApplication.CreateBuilder();
            builder.Configuration.AddInMemoryCollection(database.Settings(demonstration: false)!);
            builder.AddShared();
            builder.Services.AddInProcessMessages();
            builder.AddParticipants();
            await using (var host = builder.Build())
            {
                await host.Services.GetRequiredService<DatabaseChoice>().Migrate(host.Services);
                await using var scope = host.Services.CreateAsyncScope();
                await Register(scope.ServiceProvider.GetRequiredService<ParticipantsDb>());
            }
            await test(database);
        }
        finally
        {
            await database.Drop();
        }
    }
}
