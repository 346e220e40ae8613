using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Conference.Tests;

namespace Conference.Benchmarks.Drafting;

/// <summary>
/// How long a draft of many clauses takes to open, to be read again after a change, and to save one clause, over HTTP from the real
/// host; then the same and the merge table with many amendments that wait.
/// </summary>
internal static partial class DraftingBenchmark
{
    private const int Times = 25;

    public static async Task Run(int clauses, int amendments)
    {
        var database = new TestDatabase();
        await database.Create();
        try
        {
            await using var host = await HostProcess.Start(database.Settings(demonstration: true));
            using var secretary = new Visitor(host.Address, "vi-VN");
            await secretary.Submit("/sign-in", "/sign-in?handler=Badge", ("BadgeCode", ConferenceApp.BadgeCode("BTK-04")));
            var clock = Stopwatch.StartNew();
            var preview = (await secretary.Submit("/resolutions/import", "/resolutions/import", ("pasted", Document(clauses)))).Headers.Location!.ToString();
            await secretary.Read(preview);
            var draft = (await secretary.Submit(preview, preview + "&handler=Confirm", ("Title", "Nghị quyết lớn"))).Headers.Location!.ToString();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clauses} clauses, {(TestDatabase.OnPostgres ? "PostgreSQL" : "SQLite")}; imported in {clock.Elapsed.TotalSeconds:0.0} s\n\n| | median ms | slowest ms |\n|---|---|---|"));

            using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = secretary.Cookies, AllowAutoRedirect = false }) { BaseAddress = host.Address };
            var page = await client.GetStringAsync(new Uri(draft, UriKind.Relative));
            var token = WebUtility.HtmlDecode(Token().Match(page).Groups[1].Value);
            var all = Clause().Matches(page).Select(m => m.Groups[1].Value).ToList();
            var (middle, versions) = (all[all.Count / 2], 1);
            await Measure("open the draft", () => client.GetAsync(new Uri(draft, UriKind.Relative)));
            await Measure("open it at a clause", () => client.GetAsync(new Uri($"{draft}?clause={middle}", UriKind.Relative)));
            await Measure("read the text again", () => client.GetAsync(new Uri($"{draft}?handler=Text", UriKind.Relative)));
            await Measure("save one clause", () => Post($"/resolutions/clauses/{middle}/edit", ("Version", $"{versions++}"), ("Text", $"Lời mới lần {versions};"), ("TextEn", "")));
            await Measure("add a clause in the middle", () => Post($"{draft}/add?place=below&at={middle}", ("Text", "Điểm thêm;"), ("TextEn", "")), 5);
            await Measure("move the first section down and up", () => Post($"/resolutions/clauses/{all[0]}/change?handler={(versions++ % 2 == 0 ? "Down" : "Up")}"), 10);
            await Measure("undo", () => Post($"{draft}/undo"), 10);
            if (amendments > 0) await Amended(host.Address, database, secretary, draft, all, amendments);

            Task<HttpResponseMessage> Post(string url, params (string Name, string Value)[] fields) => DraftingBenchmark.Post(client, token, url, fields);
        }
        finally
        {
            await database.Drop();
        }
    }

    /// <summary>Amendments of four delegations to all clauses: every fifth pair collides, some delete, put a new clause, or say the same; a tenth is not validated yet.</summary>
    private static async Task Amended(Uri address, TestDatabase database, Visitor secretary, string draft, List<string> all, int count)
    {
        var at = DateTime.UtcNow.AddHours(7);
        var table = draft + "/amendments";
        await secretary.Submit(table, table + "?handler=Window", ("Opens", at.AddHours(-2).ToString("s", CultureInfo.InvariantCulture)), ("Closes", at.AddHours(20).ToString("s", CultureInfo.InvariantCulture)));
        var clock = Stopwatch.StartNew();
        var (pending, waiting) = await ManyAmendments.Fill(database, int.Parse(draft[(draft.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture), count);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{count} amendments, of which {pending.Count} to be decided; made in {clock.Elapsed.TotalSeconds:0.0} s\n\n| | median ms | slowest ms |\n|---|---|---|"));

        using var delegation = new Visitor(address, "vi-VN");
        await delegation.Submit("/sign-in", "/sign-in?handler=Badge", ("BadgeCode", ConferenceApp.BadgeCode("DNG-01")));
        using var desk = Client(address, secretary);
        using var room = Client(address, delegation);
        var (deskToken, roomToken) = (await TokenOf(desk, table), await TokenOf(room, draft + "/amend?clause=" + all[40]));
        var next = new Queue<int>(pending.OrderBy(n => n * 7919 % 1009));
        var received = new Queue<int>(waiting);
        var (tried, edited) = (0, 1);
        await Measure("open the merge table", () => desk.GetAsync(table));
        await Measure("read it again after a decision", () => desk.GetAsync(table + "?handler=Table"));
        await Measure("the room opens it", () => room.GetAsync(table));
        await Measure("the room reads it again", () => room.GetAsync(table + "?handler=Table"));
        await Measure("switch one on", () => desk.GetAsync($"{table}?handler=Table&on={pending[0]}"));
        await Measure("the draft as a delegation has it", () => room.GetAsync(draft + "/amend"));
        await Measure("open one amendment", () => desk.GetAsync($"/amendments/A-{pending[tried++]}"));
        await Measure("accept", () => Post(desk, deskToken, $"/amendments/A-{next.Dequeue()}?handler=Accept"));
        await Measure("undo it", () => Post(desk, deskToken, table + "?handler=Undo"), 15);
        await Measure("accept with changes", () => Post(desk, deskToken, $"/amendments/A-{next.Dequeue()}?handler=Changed", ("Text", $"Lời đã sửa lần {tried++};"), ("TextEn", "")), 15);
        await Measure("reject", () => Post(desk, deskToken, $"/amendments/A-{next.Dequeue()}?handler=Reject", ("Why", "Chưa phù hợp")));
        await Measure("validate", () => Post(desk, deskToken, $"/amendments/A-{received.Dequeue()}?handler=Receive"));
        await Measure("propose one", () => Post(room, roomToken, $"{draft}/amend?clause={all[40]}&kind=Change", ("Version", "1"), ("Text", $"Lời đề nghị lần {tried++};"), ("TextEn", ""), ("Reason", "Để rõ hơn.")));
        await Measure("edit one clause", () => Post(desk, deskToken, $"/resolutions/clauses/{all[70]}/edit", ("Version", $"{edited++}"), ("Text", $"Lời biên tập lần {edited};"), ("TextEn", "")));
        await Measure("open the draft", () => desk.GetAsync(draft));
        foreach (var (what, url) in new[] { ("merge table", table), ("its part", table + "?handler=Table") })
        {
            var size = (await desk.GetByteArrayAsync(url)).Length / 1024;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{what}: {size} KB of HTML"));
        }
    }

    private static HttpClient Client(Uri address, Visitor visitor) => new(new SocketsHttpHandler { CookieContainer = visitor.Cookies, AllowAutoRedirect = false }) { BaseAddress = address };

    private static async Task<string> TokenOf(HttpClient client, string page) => WebUtility.HtmlDecode(Token().Match(await client.GetStringAsync(page)).Groups[1].Value);

    private static Task<HttpResponseMessage> Post(HttpClient client, string token, string url, params (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), .. fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value))]) };
        request.Headers.Accept.ParseAdd("application/json");
        return client.SendAsync(request);
    }

    private static async Task Measure(string what, Func<Task<HttpResponseMessage>> act, int times = Times)
    {
        var took = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var clock = Stopwatch.StartNew();
            using var answer = await act();
            var body = await answer.Content.ReadAsStringAsync();
            clock.Stop();
            // A delegation's proposal goes on to the page of its amendment.
            if (!answer.IsSuccessStatusCode && answer.Headers.Location?.ToString().StartsWith("/amendments/", StringComparison.Ordinal) != true) throw new InvalidOperationException($"{what}: {(int)answer.StatusCode} {answer.Headers.Location} {body[..Math.Min(300, body.Length)]}");
            // The first ones warm up.
            if (i >= Math.Min(3, times / 3)) took.Add(clock.Elapsed.TotalMilliseconds);
        }
        took.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {took[took.Count / 2]:0} | {took[^1]:0} |"));
    }

    /// <summary>Sections of one item and eight points each, as a resolution of the conference has them.</summary>
    private static string Document(int clauses)
    {
        string[] roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];
        var text = new StringBuilder("Căn cứ Nghị quyết của Hội nghị;\n");
        var (made, perSection) = (0, clauses / roman.Length);
        foreach (var number in roman)
        {
            text.Append(CultureInfo.InvariantCulture, $"{number}. NHIỆM VỤ {number}\n");
            made++;
            for (var (inSection, item) = (1, 1); inSection < perSection; item++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{item}. Bộ Ngoại giao chủ trì, phối hợp với các bộ, ngành, địa phương liên quan thực hiện nhóm nhiệm vụ thứ {item}:\n");
                (inSection, made) = (inSection + 1, made + 1);
                foreach (var letter in "abcdđegh")
                {
                    if (inSection >= perSection) break;
                    text.Append(CultureInfo.InvariantCulture, $"{letter}) Rà soát, đôn đốc việc thực hiện các thỏa thuận quốc tế đã ký, kịp thời báo cáo cấp có thẩm quyền những khó khăn, vướng mắc phát sinh trong quá trình triển khai;\n");
                    (inSection, made) = (inSection + 1, made + 1);
                }
            }
        }
        return text.ToString();
    }

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="([^"]+)""")]
    private static partial Regex Token();

    [GeneratedRegex("""<li class="clause is-(?:section|item|point)[^>]*data-id="([^"]+)""")]
    private static partial Regex Clause();
}
