using System.Globalization;
using Conference.Shared;

namespace Conference.Tests.Shared;

public sealed class OnPostgresFactAttribute : FactAttribute
{
    public OnPostgresFactAttribute() => Skip = TestDatabase.OnPostgres ? null : "An SQLite file serves one host.";
}

public sealed class TwoHostsTests
{
    [OnPostgresFact]
    public async Task Two_hosts_on_one_database_number_without_gaps_and_show_their_followers_one_order()
    {
        const int each = 60;
        var topic = $"session/{Demo.Id("session", 13)}/comments";
        await using var served = await Served.Begin();
        await using var first = await served.Start();
        await using var second = await served.Start();
        await using var here = await CrashTests.SitDown(first, "DNG-01");
        await using var there = await CrashTests.SitDown(second, "DLK-01");
        var before = (await here.Follow(topic)).Count;
        await there.Follow(topic);

        // Every comment goes to both hosts, as from a laptop that lost the answer and came back through the other one.
        var ids = Enumerable.Range(0, each).Select(_ => Guid.CreateVersion7()).ToList();
        var answers = await Task.WhenAll(
            Task.WhenAll(ids.Select(id => here.Send(topic, new { id, kind = "comment", text = $"Gửi hai lần {id}" }))),
            Task.WhenAll(Enumerable.Range(0, each).Select(n => there.Send(topic, new { id = Guid.CreateVersion7(), kind = "comment", text = $"Gửi một lần {n}" }))));
        await using var back = await CrashTests.SitDown(second, "DNG-01");
        var again = await Task.WhenAll(ids.Select(async id => (await back.Send(topic, new { id, kind = "comment", text = $"Gửi hai lần {id}" })).Text("code")));

        Assert.Equal(answers[0].Select(a => a.Text("code")), again);
        var numbers = answers.SelectMany(a => a).Select(a => int.Parse(a.Text("code")[2..], CultureInfo.InvariantCulture)).Order().ToList();
        Assert.Equal(Enumerable.Range(numbers[0], 2 * each), numbers);
        var (seenHere, seenThere) = (await here.Hear(topic, before + 2 * each), await there.Hear(topic, before + 2 * each));
        Assert.Equal(seenHere.Select(e => (e.Sequence, e.Body.GetRawText())), seenThere.Select(e => (e.Sequence, e.Body.GetRawText())));
    }
}
