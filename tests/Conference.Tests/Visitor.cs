using System.Net;
using System.Text.RegularExpressions;

namespace Conference.Tests;

/// <summary>Someone with a browser: cookies are kept, forms carry their antiforgery token, redirects are shown rather than followed.</summary>
public sealed partial class Visitor : IDisposable
{
    private readonly HttpClient client;

    public Visitor(Uri address, string language)
    {
        Cookies.Add(address, new System.Net.Cookie("language", Uri.EscapeDataString($"c={language}|uic={language}")));
        client = new(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = address };
    }

    public CookieContainer Cookies { get; } = new();

    public void Dispose() => client.Dispose();

    public Task<HttpResponseMessage> Get(string url) => client.GetAsync(url);

    /// <summary>The text of a page that must be there.</summary>
    public async Task<string> Read(string url)
    {
        var answer = await Get(url);
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.True(answer.IsSuccessStatusCode, $"{url}: {(int)answer.StatusCode} {answer.Headers.Location}\n{text}");
        return text;
    }

    /// <summary>Reads a part again as its page's script does once it has heard of an event.</summary>
    public async Task<string> Reread(string url, long heard)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "X-Heard", $"{heard}" } } };
        using var answer = await client.SendAsync(request);
        return WebUtility.HtmlDecode(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
    }

    /// <summary>Fills in the form of <paramref name="page"/> and posts it to <paramref name="action"/>.</summary>
    public Task<HttpResponseMessage> Submit(string page, string action, params (string Name, string Value)[] fields) =>
        Submit(page, action, fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)));

    public async Task<HttpResponseMessage> Submit(string page, string action, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", await Token(page)), .. fields]);
        return await Post(page, action, form);
    }

    /// <summary>Posts as a page's script does, which wants an answer rather than another page.</summary>
    public async Task<HttpResponseMessage> Script(string page, string action, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", await Token(page)), .. fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value))]);
        return await Post(page, action, form, "application/json");
    }

    /// <summary>Uploads a file with the form of <paramref name="page"/>.</summary>
    public async Task<HttpResponseMessage> Upload(string page, string action, string field, string fileName, byte[] content, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await Token(page)), "__RequestVerificationToken" }, { new ByteArrayContent(content), field, fileName } };
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        return await Post(page, action, form);
    }

    private async Task<HttpResponseMessage> Post(string page, string action, HttpContent form, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = form };
        if (accept is not null) request.Headers.Accept.ParseAdd(accept);
        request.Headers.Referrer = new Uri(client.BaseAddress!, page);
        return await client.SendAsync(request);
    }

    private async Task<string> Token(string page)
    {
        var text = await (await Get(page)).Content.ReadAsStringAsync();
        var match = AntiforgeryToken().Match(text);
        if (!match.Success) match = AntiforgeryToken().Match(await (await Get("/sign-in")).Content.ReadAsStringAsync());
        return match.Groups[1].Value;
    }

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="([^"]+)""")]
    private static partial Regex AntiforgeryToken();
}
