using System.Net;

namespace Conference.Tests;

public sealed class VerbTests
{
    [Fact]
    public async Task The_first_organiser_is_added_to_an_empty_database_and_the_host_handles_what_that_tells_the_modules()
    {
        var database = new TestDatabase();
        await database.Create();
        try
        {
            var settings = database.Settings(demonstration: false);
            var (exit, output, error) = await HostProcess.Verb(settings, "user", "add", "Nguyễn Văn An", "--role", "organiser", "--password", "Một mật khẩu dài 32");
            Assert.True(exit == 0, error);
            Assert.Matches(@"^Badge code: [0-9A-Z]{5}-[0-9A-Z]{5}\nName:       Nguyễn Văn An\nPassword:   Một mật khẩu dài 32$", output);

            await using var host = await HostProcess.Start(settings);
            using var organiser = new Visitor(host.Address, "en-GB");
            var answer = await organiser.Submit("/sign-in", "/sign-in?handler=Password", ("UserName", "Nguyễn Văn An"), ("Password", "Một mật khẩu dài 32"));
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            while (await database.Count("""SELECT COUNT(*) FROM "Resolutions_Agencies" """) == 0) await Task.Delay(20, patience.Token);

            // Another one while the host runs: its news reaches the running host.
            (exit, _, error) = await HostProcess.Verb(settings, "user", "add", "Trần Thị Bình", "--role", "secretariat");
            Assert.True(exit == 0, error);
            while (!(await organiser.Read("/messages")).Contains("Everything is handled", StringComparison.Ordinal)) await Task.Delay(20, patience.Token);

            // A token acts with the role it is made for, or as the person with that badge.
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await Asks("--role", "organiser"));
            Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), await Asks("--badge", "BTK-U02"));

            async Task<(HttpStatusCode Messages, HttpStatusCode Comments)> Asks(string what, string whose)
            {
                var (ended, token, said) = await HostProcess.Verb(settings, "token", "add", what, whose);
                Assert.True(ended == 0, said);
                using var caller = new HttpClient { BaseAddress = host.Address };
                caller.DefaultRequestHeaders.Authorization = new("Bearer", token);
                return ((await caller.GetAsync("/api/v1/messages")).StatusCode, (await caller.GetAsync("/api/v1/comments")).StatusCode);
            }
        }
        finally
        {
            await database.Drop();
        }
    }

    [Fact]
    public async Task A_verb_that_cannot_be_done_says_why_and_fails()
    {
        var database = new TestDatabase();
        await database.Create();
        try
        {
            var settings = database.Settings(demonstration: false);
            Assert.Equal(1, (await HostProcess.Verb(settings, "user", "add", "Nguyễn Văn An", "--role", "minister")).ExitCode);
            Assert.Equal(2, (await HostProcess.Verb(settings, "user", "praise")).ExitCode);
        }
        finally
        {
            await database.Drop();
        }
    }
}
