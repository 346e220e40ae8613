using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Tests.Shared;

public sealed class DatabaseTests(EmptyConferenceApp app) : IClassFixture<EmptyConferenceApp>
{
    [Fact]
    public async Task Migrations_make_every_table_that_the_modules_map()
    {
        await using var scope = app.Services.CreateAsyncScope();
        foreach (var module in scope.ServiceProvider.GetServices<ModuleDatabase>())
        {
            var db = (DbContext)scope.ServiceProvider.GetRequiredService(module.Context);
            foreach (var entity in db.Model.GetEntityTypes().Where(e => !e.IsOwned()))
            {
                var read = (Task)typeof(DatabaseTests).GetMethod(nameof(Read), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
                    .MakeGenericMethod(entity.ClrType).Invoke(null, [db])!;
                await read;
            }
        }
    }

    [Fact]
    public async Task Every_table_bears_the_name_of_its_module()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var names = from module in scope.ServiceProvider.GetServices<ModuleDatabase>()
                    let db = (DbContext)scope.ServiceProvider.GetRequiredService(module.Context)
                    from entity in db.Model.GetEntityTypes()
                    let table = entity.GetTableName()!
                    let prefix = module.Context.Name[..^2] + "_"
                    where !table.StartsWith(prefix, StringComparison.Ordinal) && !table.StartsWith("Shared_", StringComparison.Ordinal)
                    select table;
        Assert.Empty(names.ToList());
    }

    [Fact]
    public async Task Text_is_stored_in_one_normal_form_and_times_come_back_as_utc()
    {
        var at = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        await app.With<SharedDb>(async db =>
        {
            db.Add(new LiveEvent { Topic = "form", Sequence = 1, Kind = "Hội nghị".Normalize(System.Text.NormalizationForm.FormD), Body = "{}", At = at });
            await db.SaveChangesAsync();
        });
        var stored = await app.With<SharedDb, LiveEvent>(db => db.Set<LiveEvent>().AsNoTracking().SingleAsync(e => e.Topic == "form"));
        Assert.Equal(("Hội nghị".Normalize(), at, DateTimeKind.Utc), (stored.Kind, stored.At, stored.At.Kind));
    }

    private static Task<List<T>> Read<T>(DbContext db) where T : class => db.Set<T>().AsNoTracking().ToListAsync();
}
