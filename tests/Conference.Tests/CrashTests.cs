using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Data;
using Conference.Shared.Messages;

namespace Conference.Tests;

public sealed class OnSqliteFactAttribute : FactAttribute
{
    public OnSqliteFactAttribute() => Skip = TestDatabase.OnPostgres ? "PostgreSQL keeps its files by itself." : null;
}

public sealed class CrashTests
{
    private const int Clients = 6, CommentsOfEach = 50, AcknowledgedBeforeTheKill = 100;

    [Fact]
    public async Task A_host_killed_in_a_burst_of_comments_has_lost_nothing_it_acknowledged_and_handles_every_message()
    {
        var topic = $"session/{Demo.Id("session", 13)}/comments";
        string[] badges = ["DNG-01", "DLK-01", "BCT-03"];
        var toSend = Enumerable.Range(0, Clients)
            .Select(c => Enumerable.Range(0, CommentsOfEach).Select(n => (Id: Guid.CreateVersion7(), Text: $"Client {c}, comment {n}")).ToList()).ToList();
        var acknowledged = new ConcurrentDictionary<Guid, string>();
        await using var served = await Served.Begin();
        await using (var host = await served.Start())
        {
            var enough = new TaskCompletionSource();
            var sending = toSend.Select(async (comments, c) =>
            {
                await using var laptop = await SitDown(host, badges[c % badges.Length]);
                foreach (var (id, text) in comments)
                {
                    try { acknowledged[id] = (await laptop.Send(topic, new { id, kind = "comment", text })).Text("code"); }
                    catch (Exception cut) when (cut is IOException or System.Net.WebSockets.WebSocketException or TimeoutException) { return; }
                    if (acknowledged.Count >= AcknowledgedBeforeTheKill) enough.TrySetResult();
                }
            }).ToList();
            await enough.Task.WaitAsync(TimeSpan.FromMinutes(2));
            await host.Kill();
            await Task.WhenAll(sending);
        }
        Assert.InRange(acknowledged.Count, AcknowledgedBeforeTheKill, Clients * CommentsOfEach - 1);
        var beforeTheKill = acknowledged.ToDictionary();

        await using (var host = await served.Start())
        {
            // Laptops cannot know what the host had stored: they send again whatever was not acknowledged, and more than once.
            await Task.WhenAll(toSend.Select(async (comments, c) =>
            {
                await using var laptop = await SitDown(host, badges[c % badges.Length]);
                foreach (var (id, text) in comments)
                    acknowledged[id] = (await laptop.Send(topic, new { id, kind = "comment", text })).Text("code");
            }));
            Assert.Equal(beforeTheKill, acknowledged.Where(a => beforeTheKill.ContainsKey(a.Key)).ToDictionary());

            using var secretary = served.Api(host, Roles.Secretariat);
            var stored = await CommentsOf(secretary, "S-13");
            var ours = toSend.SelectMany(c => c).ToDictionary(c => c.Id, c => (acknowledged[c.Id], c.Text));
            Assert.Equal(ours, stored.Where(c => ours.ContainsKey(c.Id)).ToDictionary(c => c.Id, c => (c.Code, c.Text)));

            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            using var operators = served.Api(host, Roles.Organiser);
            var left = new Letters(1, 0, 0, []);
            while (left.Waiting + left.Failed > 0) left = (await operators.GetFromJsonAsync<Letters>("/api/v1/messages", ModuleDb.Json, patience.Token))!;
            Assert.Equal(0, left.Dead);
        }

        // Five of the demonstration's comments wait or were declined: the draft does not know of them.
        const int demonstration = 305, unpublished = 5, all = demonstration + Clients * CommentsOfEach;
        Assert.Equal((all, all, all - unpublished), (
            await served.Database.Count("""SELECT COUNT(*) FROM "Feedback_Comments" """),
            await served.Database.Count("""SELECT MAX("Number") FROM "Feedback_Comments" """),
            await served.Database.Count("""SELECT COUNT(*) FROM "Resolutions_Sources" """)));
    }

    [Fact]
    public async Task A_database_that_another_program_holds_refuses_in_words_and_takes_the_same_comment_once_it_is_free()
    {
        await using var served = await Served.Begin();
        await using var host = await served.Start(TestDatabase.OnPostgres ? ";Command Timeout=1" : ";Default Timeout=1");
        await using var laptop = await SitDown(host, "DNG-01");
        var (topic, comment) = ($"session/{Demo.Id("session", 13)}/comments", new { id = Guid.CreateVersion7(), kind = "comment", text = "Trong lúc sao lưu" });

        LiveAnswer refused;
        await using (await served.Database.Hold()) refused = await laptop.Send(topic, comment);
        var (accepted, again) = (await laptop.Send(topic, comment), await laptop.Send(topic, comment));

        Assert.Equal((false, true, "The system is very busy. Your text is safe here and will be sent again in a moment."), (refused.Accepted, refused.TryAgain, refused.Refusal));
        Assert.Equal((true, "C-306", "C-306"), (accepted.Accepted, accepted.Text("code"), again.Text("code")));
        Assert.Equal(306, await served.Database.Count("""SELECT COUNT(*) FROM "Feedback_Comments" """));
    }

    [OnSqliteFact]
    public async Task A_disk_without_room_refuses_in_words_loses_nothing_acknowledged_and_goes_on_once_there_is_room()
    {
        await using var served = await Served.Begin();
        await using var host = await served.Start();
        await using var laptop = await SitDown(host, "DNG-01");
        var topic = $"session/{Demo.Id("session", 13)}/comments";
        var sent = new Dictionary<Guid, string?>();
        async Task<LiveAnswer> Send(Guid id)
        {
            var answer = await laptop.Send(topic, new { id, kind = "comment", text = new string('đ', 4000) });
            sent[id] = answer.Accepted ? answer.Text("code") : null;
            return answer;
        }

        await host.LimitFiles(served.Database.LargestFile + 200_000);
        LiveAnswer answer;
        do answer = await Send(Guid.CreateVersion7());
        while (answer.Accepted);
        Assert.Equal((true, "The system is very busy. Your text is safe here and will be sent again in a moment."), (answer.TryAgain, answer.Refusal));

        await host.LimitFiles(null);
        var acknowledged = sent.Where(s => s.Value is not null).ToDictionary();
        foreach (var id in sent.Keys.ToList()) Assert.True((await Send(id)).Accepted);
        Assert.Equal(acknowledged, sent.Where(s => acknowledged.ContainsKey(s.Key)).ToDictionary());
        Assert.Equal(Enumerable.Range(306, sent.Count).Select(n => $"C-{n}"), sent.Values);
        Assert.Equal(305 + sent.Count, await served.Database.Count("""SELECT COUNT(*) FROM "Feedback_Comments" """));
    }

    internal static async Task<LiveClient> SitDown(HostProcess host, string badge)
    {
        using var visitor = new Visitor(host.Address, "en-GB");
        await visitor.Submit("/sign-in", "/sign-in?handler=Badge", ("BadgeCode", ConferenceApp.BadgeCode(badge)));
        return await LiveClient.Connect(host.Address, visitor.Cookies);
    }

    private static async Task<List<(Guid Id, string Code, string Text)>> CommentsOf(HttpClient api, string session)
    {
        var all = new List<(Guid, string, string)>();
        for (var after = 0; ;)
        {
            var page = JsonDocument.Parse(await api.GetStringAsync(new Uri($"/api/v1/comments?session={session}&after={after}&take=100", UriKind.Relative))).RootElement;
            if (page.ValueKind is JsonValueKind.Object) page = page.GetProperty("comments");
            if (page.GetArrayLength() == 0) return all;
            foreach (var comment in page.EnumerateArray())
            {
                all.Add((comment.GetProperty("id").GetGuid(), comment.GetProperty("code").GetString()!, comment.GetProperty("text").GetString()!));
                after = Math.Max(after, int.Parse(comment.GetProperty("code").GetString()![2..], System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }
}
