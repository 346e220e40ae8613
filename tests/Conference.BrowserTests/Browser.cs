using System.Text;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Conference.BrowserTests;

/// <summary>
/// One Chromium for all journeys. Each person gets a context of their own, with cookies and storage that nobody shares.
/// Ask for it with <c>[Collection(Browser.Collection)]</c> and a constructor parameter.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    public const string Collection = "Browser";

    public static readonly ViewportSize Laptop = new() { Width = 1366, Height = 900 };
    public static readonly ViewportSize Phone = new() { Width = 390, Height = 844 };

    static readonly string[] Wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
    static readonly string Results = FindResults();

    IPlaywright? playwright;
    IBrowser? chromium;

    public async Task InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = FindChromium(),
            Args =
            [
                "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                .. Environment.UserName == "root" ? ["--no-sandbox"] : Array.Empty<string>(),
            ],
        });
    }

    public async Task DisposeAsync()
    {
        if (chromium is not null) await chromium.CloseAsync();
        playwright?.Dispose();
    }

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
        context.SetDefaultTimeout(10_000);
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

    /// <summary>No violation of WCAG 2.0, 2.1 or 2.2, levels A and AA, that axe can find.</summary>
    public static async Task AssertAccessible(IPage page)
    {
        var result = await page.RunAxe(new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. Wcag] },
            // What passes need not be told node by node: that takes as long as the rules themselves.
            ResultTypes = [ResultType.Violations],
        });
        if (result.Violations.Length == 0) return;

        var message = new StringBuilder().AppendLine($"{page.Url} is not accessible to everyone:");
        foreach (var violation in result.Violations)
        {
            message.AppendLine($"- {violation.Id} ({violation.Impact}): {violation.Help}");
            foreach (var node in violation.Nodes)
            {
                message.AppendLine($"    {node.Target}").AppendLine($"      {node.Html}");
                foreach (var check in node.Any.Concat(node.All).Concat(node.None)) message.AppendLine($"      {check.Message}");
            }
        }

        Assert.Fail(message.ToString());
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

[CollectionDefinition(Browser.Collection)]
public sealed class BrowserCollection : ICollectionFixture<Browser>;
