using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Conference.Tests;

namespace Conference.Benchmarks.Drafting;

/// <summary>How long a draft of many clauses takes to open, to be read again after a change, and to save one clause, over HTTP from the real host.</summary>
internal static partial class DraftingBenchmark
{
    private const int Times = 25;

    public static async Task Run(int clauses)
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

            Task<HttpResponseMessage> Post(string url, params (string Name, string Value)[] fields)
            {
                var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), .. fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value))]) };
                request.Headers.Accept.ParseAdd("application/json");
                return client.SendAsync(request);
            }
        }
        finally
        {
            await database.Drop();
        }
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
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{what}: {(int)answer.StatusCode} {body[..Math.Min(300, body.Length)]}");
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
