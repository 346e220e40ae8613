using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Deque.AxeCore.Commons;

namespace Conference.BrowserTests;

/// <summary>
/// One Chromium for all journeys, several of which run at a time. Each person gets a context of their own, with cookies and storage
/// that nobody shares. Ask for it with <c>IClassFixture&lt;Browser&gt;</c> and a constructor parameter.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    public static readonly ViewportSize Laptop = new() { Width = 1366, Height = 900 };
    public static readonly ViewportSize Phone = new() { Width = 390, Height = 844 };

    /// <summary>How long a journey waits for what it expects, in milliseconds: a busy machine may be slow, and whoever does not wait loses nothing.</summary>
    const float Patience = 20_000;

    static readonly string[] Wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
    static readonly string Results = FindResults();

    static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // It ends with the process.
    static readonly Lazy<Task<IBrowser>> Started = new(async () =>
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = FindChromium(),
            Args =
            [
                "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                .. Environment.UserName == "root" ? ["--no-sandbox"] : Array.Empty<string>(),
            ],
        });
    });

    IBrowser? chromium;

    public async Task InitializeAsync() => chromium = await Started.Value;

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>A person at their own screen, reading Vietnamese on a laptop unless told otherwise.</summary>
    public async Task<IBrowserContext> Person(string locale = "vi-VN", ViewportSize? screen = null, string? baseUrl = null, bool javaScript = true)
    {
        var context = await chromium!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = baseUrl,
            IgnoreHTTPSErrors = true,
            JavaScriptEnabled = javaScript,
            Locale = locale,
            ReducedMotion = ReducedMotion.Reduce,
            TimezoneId = "Asia/Ho_Chi_Minh",
            ViewportSize = screen ?? Laptop,
        });
        context.SetDefaultTimeout(Patience);
        var failed = Failed.GetOrCreateValue(context);
        context.WebError += (_, error) => failed.Enqueue($"{error.Page?.Url}: {error.Error}");
        return context;
    }

    /// <summary>Keeps a picture in test-results/screenshots, for people to look at.</summary>
    public static async Task<string> Screenshot(IPage page, string name, bool fullPage = false)
    {
        var path = Path.Combine(Results, "screenshots", name + ".png");
        // Where nobody looks at them they need not be taken: they are a good part of the journeys' time.
        if (Environment.GetEnvironmentVariable("CONFERENCE_PICTURES") == "none") return path;
        await page.EvaluateAsync("() => document.fonts.ready.then(() => true)");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = path, FullPage = fullPage });
        return path;
    }

    private static readonly ConditionalWeakTable<IBrowserContext, ConcurrentQueue<string>> Failed = [];

    /// <summary>No violation of WCAG 2.0, 2.1 or 2.2, levels A and AA, that axe can find; and no script of this person's pages has failed so far.</summary>
    public static async Task AssertAccessible(IPage page)
    {
        Assert.Empty(Failed.GetOrCreateValue(page.Context));
        if (await page.EvaluateAsync<bool>("() => !window.axe")) await page.EvaluateAsync(Axe);
        // Axe's wrapper for Playwright brings every node that passes to a page of its own, to put frames together: we have none, and it takes five times as long.
        var violations = await page.EvaluateAsync<string[]>(
            """
            async tags => {
              const { violations, passes } = await axe.run({ runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
              if (!passes.length) throw new Error("axe found nothing to look at");
              return violations.flatMap(({ id, impact, help, nodes }) => [`- ${id} (${impact}): ${help}`, ...nodes.flatMap(node =>
                [`    ${node.target}`, `      ${node.html}`, ...[...node.any, ...node.all, ...node.none].map(check => `      ${check.message}`)])]);
            }
            """, Wcag);
        Assert.True(violations.Length == 0, $"{page.Url} is not accessible to everyone:\n{string.Join('\n', violations)}");
    }

    static string FindChromium()
    {
        if (Environment.GetEnvironmentVariable("CONFERENCE_CHROMIUM") is { Length: > 0 } named) return named;

        string[] usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
        return usual.FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException("No Chromium at /usr/bin/chromium: ./test installs it; or name one in CONFERENCE_CHROMIUM.");
    }

    /// <summary>test-results beside the solution, wherever the tests were started.</summary>
    static string FindResults()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Conference.sln"))) return Path.Combine(folder.FullName, "test-results");
        }

        return Path.Combine(AppContext.BaseDirectory, "test-results");
    }
}
