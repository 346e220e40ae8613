using System.Net.Http.Json;
using Conference.Resolutions;
using Conference.Shared;
using Microsoft.EntityFrameworkCore;
using static Conference.Tests.Resolutions.ProgramTestSupport;

namespace Conference.Tests.Resolutions;

/// <summary>The action program that is annexed to a resolution is adopted and sealed with it.</summary>
public sealed class SealedProgramTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private async Task<(string Resolution, Guid Id, string Program)> AProgrammedDraft()
    {
        var (code, id, _) = await app.NewResolution();
        var program = await app.NewProgram(code);
        await app.Import(program, ASmallProgram());
        return (code, id, program);
    }

    private async Task<int> Adopts(string code, string number)
    {
        using var secretary = await app.SignedIn(Secretariat);
        var today = DateTime.UtcNow.AddHours(7).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return (int)(await secretary.Submit($"/resolutions/{code}/adopt", $"/resolutions/{code}/adopt", ("Number", number), ("On", today), ("Basis", "Consensus"), ("Confirm", code))).StatusCode;
    }

    private Task<Adoption> Adoption(Guid id) => app.With<ResolutionsDb, Adoption>(db => db.Adoptions.AsNoTracking().SingleAsync(a => a.ResolutionId == id));

    private Task<IReadOnlyList<VerifyAdopted.Finding>> Verify(string code) => app.With<VerifyAdopted, IReadOnlyList<VerifyAdopted.Finding>>(verify => verify.Run(code, default));

    [Fact]
    public async Task The_fingerprint_covers_every_part_of_every_task_and_verify_finds_a_byte_changed_in_one()
    {
        var (code, id, program) = await AProgrammedDraft();
        using var secretary = await app.SignedIn(Secretariat, "en-GB");
        Assert.Contains("lead: Bộ Thông tin và Truyền thông", await secretary.Read($"/resolutions/{code}/adopt"), StringComparison.Ordinal);
        Assert.Equal(302, await Adopts(code, "611/NQ-CTHD"));
        var adoption = await Adoption(id);
        var first = (await app.TasksOf(program))[0];
        Assert.Equal(2, adoption.Form);
        Assert.Contains($"""

            —

            {program}: Chương trình thử
            {program}.2: Trial program
            group: Nâng cao nhận thức
            {first.Code}: Xây dựng chương trình tuyên truyền về Nghị quyết
            lead: Bộ Thông tin và Truyền thông
            with: Ban Tuyên giáo Trung ương
            with: các bộ, ngành, địa phương
            product: Quyết định
            deadline: 6/2025
            """.ReplaceLineEndings("\n"), adoption.Text, StringComparison.Ordinal);
        Assert.Null((await Verify(code)).Single().Wrong);
        Assert.Contains("has the same fingerprint", await secretary.Read($"/resolutions/{code}"), StringComparison.Ordinal);

        var key = TestDatabase.OnPostgres ? $"{first.Id}" : $"{first.Id}".ToUpperInvariant();
        foreach (var (table, column, was, now) in new[]
                 {
                     ("Tasks", "What", "Xây dựng", "Xây dụng"), ("Tasks", "Product", "Quyết định", "Quyết đinh"), ("Tasks", "DeadlineText", "6/2025", "7/2025"), ("TaskAgencies", "Name", "Bộ Thông tin", "Bộ thông tin"),
                 })
        {
            Task Rewrite(string from, string to) => app.Database.Count($"""UPDATE "Resolutions_{table}" SET "{column}" = REPLACE("{column}", '{from}', '{to}') WHERE "{(table is "Tasks" ? "Id" : "TaskId")}" = '{key}' """);
            await Rewrite(was, now);
            Assert.Contains(now, (await Verify(code)).Single().Wrong, StringComparison.Ordinal);
            Assert.Contains("does not have the fingerprint it was adopted with", await secretary.Read($"/resolutions/{code}"), StringComparison.Ordinal);
            await Rewrite(now, was);
        }
        Assert.Null((await Verify(code)).Single().Wrong);
    }

    [Fact]
    public async Task What_was_adopted_before_programs_were_sealed_is_verified_as_it_was()
    {
        var (code, id, _) = await AProgrammedDraft();
        Assert.Equal(302, await Adopts(code, "612/NQ-CTHD"));
        // As an installation had it that adopted with the first canonical form.
        var text = await app.With<ResolutionsDb, string>(async db => CanonicalText.Of(await db.Whole.AsNoTracking().SingleAsync(r => r.Id == id)));
        var key = TestDatabase.OnPostgres ? $"{id}" : $"{id}".ToUpperInvariant();
        await app.Database.Count($"""UPDATE "Resolutions_Adoptions" SET "Form" = 1, "Text" = '{text}', "Hash" = '{CanonicalText.HashOf(text)}', "RecordHash" = '' WHERE "ResolutionId" = '{key}' """);
        Assert.Null((await Verify(code)).Single().Wrong);
    }

    [Fact]
    public async Task An_adoption_without_its_programs_or_with_what_they_said_before_is_not_saved()
    {
        var (_, id, program) = await AProgrammedDraft();
        async Task Adopt(string? programs) => await app.With<ResolutionsDb>(async db =>
        {
            var whole = await db.Whole.SingleAsync(r => r.Id == id);
            whole.Adopt(new(new(613, "NQ-CTHD"), new(2026, 1, 2), AdoptionBasis.Consensus, null, null, null, "", "") { Programs = programs ?? await ProgramText.Of(db, whole, default) }, new("test", db.Now, db), new(2026, 1, 2));
            if (programs is null)
            {
                var task = (await app.TasksOf(program))[0];
                await app.With<ResolutionsDb>(async other =>
                {
                    var found = await other.Tasks.Include(t => t.Agencies).SingleAsync(t => t.Id == task.Id);
                    found.Change(found.Content with { What = "Việc vừa sửa" }, found.Version);
                    await other.SaveChangesAsync();
                });
            }
            await db.SaveChangesAsync();
        });
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => Adopt(""));
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => Adopt(null));
    }

    [Fact]
    public async Task Tasks_that_change_while_the_conference_adopts_are_sealed_as_they_then_are_or_refused()
    {
        var (code, id, program) = await AProgrammedDraft();
        var tasks = await app.TasksOf(program);
        using var api = await app.Api("secretariat");
        var changes = tasks.Take(4).Select(t => api.PutAsJsonAsync($"/api/v1/tasks/{t.Code}", new { what = $"Sửa lúc thông qua {t.Code}", lead = new[] { "Bộ Y tế" }, version = t.Version }));
        await Task.WhenAll([.. changes, Adopts(code, "614/NQ-CTHD")]);
        Assert.Equal(ResolutionState.Adopted, await app.With<ResolutionsDb, ResolutionState>(db => db.Resolutions.Where(r => r.Id == id).Select(r => r.State).SingleAsync()));
        Assert.Null((await Verify(code)).Single().Wrong);
    }

    [Fact]
    public async Task A_program_under_silence_does_not_change_either()
    {
        var (code, _, program) = await AProgrammedDraft();
        await app.With<ResolutionsDb>(async db =>
        {
            db.Publish(new Conference.Shared.Contracts.SilenceBegan(Guid.CreateVersion7(), "D-778", Guid.CreateVersion7(), code, DateTime.UtcNow.AddHours(2), DateTime.UtcNow));
            await db.SaveChangesAsync();
        });
        await app.Settled();
        var task = (await app.TasksOf(program))[0];
        using var api = await app.Api("secretariat");
        var refused = await api.PutAsJsonAsync($"/api/v1/tasks/{task.Code}", new { what = "Khác", lead = new[] { "Bộ Y tế" }, version = task.Version });
        Assert.Contains($"{code} is under silence procedure until", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("is under silence procedure", (await Assert.ThrowsAsync<RuleBroken>(() => app.With<ResolutionsDb>(async db =>
        {
            var found = await db.Tasks.Include(t => t.Agencies).SingleAsync(t => t.Id == task.Id);
            found.Change(found.Content with { What = "Qua cửa sau" }, found.Version);
            await db.SaveChangesAsync();
        }))).Message, StringComparison.Ordinal);
    }
}
