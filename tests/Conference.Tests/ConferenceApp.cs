using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Conference.Host;
using Conference.Participants;
using Conference.Shared;
using Conference.Shared.Messages;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Conference.Tests;

/// <summary>
/// The real host on a real port with a database of its own: an SQLite file, or a PostgreSQL database where the
/// environment says so. Filled with the demonstration conference. Use it as <c>IClassFixture&lt;ConferenceApp&gt;</c>.
/// </summary>
public class ConferenceApp : WebApplicationFactory<Program>, IAsyncLifetime
{
    public static readonly bool OnPostgres = string.Equals(Environment.GetEnvironmentVariable("CONFERENCE_TEST_DATABASE"), "postgres", StringComparison.OrdinalIgnoreCase);

    private readonly string name = "conference_" + Guid.NewGuid().ToString("N")[..12];
    private readonly string folder = Path.Combine(Path.GetTempPath(), "conference-tests", Guid.NewGuid().ToString("N")[..12]);

    protected virtual bool Demonstration => true;

    /// <summary>Further configuration of the host under test.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    public Uri Address { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(folder);
        if (OnPostgres) await OnServer($"CREATE DATABASE \"{name}\"");
        UseKestrel(0);
        StartServer();
        Address = ClientOptions.BaseAddress;
        await Services.GetRequiredService<Readiness>().Ready;
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await base.DisposeAsync();
        if (OnPostgres)
        {
            NpgsqlConnection.ClearAllPools();
            await OnServer($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
        }
        else Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Database", OnPostgres ? "Postgres" : "Sqlite");
        builder.UseSetting("ConnectionStrings:Conference", OnPostgres ? OnServerNamed(name) : $"Data Source={Path.Combine(folder, "conference.db")}");
        builder.UseSetting("Demonstration", Demonstration ? "true" : "false");
        builder.UseSetting("SignIn:AttemptsPerMinute", "10000");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.ConfigureLogging(logging => logging.ClearProviders());
        foreach (var (key, value) in Settings) builder.UseSetting(key, value);
    }

    /// <summary>Works with one module's services in a scope of their own, such as its context.</summary>
    public async Task<T> With<TService, T>(Func<TService, Task<T>> work) where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task With<TService>(Func<TService, Task> work) where TService : notnull =>
        With<TService, bool>(async service => { await work(service); return true; });

    /// <summary>Waits until every message between modules is handled (or dead).</summary>
    public Task Settled() => Services.GetRequiredService<IMessageOutbox>().Idle(CancellationToken.None);

    /// <summary>A browser without JavaScript: keeps cookies, does not follow redirects.</summary>
    public Visitor Visit(string language = "vi-VN") => new(Address, language);

    /// <summary>The same, signed in with a demonstration badge such as DNG-01.</summary>
    public async Task<Visitor> SignedIn(string badge, string language = "vi-VN")
    {
        var visitor = Visit(language);
        var answer = await visitor.Submit("/sign-in", "/sign-in?handler=Badge", ("BadgeCode", BadgeCode(badge)));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return visitor;
    }

    /// <summary>A caller of the API with a token of this role.</summary>
    public async Task<HttpClient> Api(string? role = null, string? badge = null)
    {
        var token = await With<AddToken, string>(add => add.Run(role, badge, "test"));
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return client;
    }

    public static string BadgeCode(string badge) => Convert.ToHexString(Demo.Id("badge code", badge).ToByteArray())[..10];

    private static string OnServerNamed(string database) =>
        new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("CONFERENCE_TEST_POSTGRES")
            ?? throw new InvalidOperationException("CONFERENCE_TEST_POSTGRES names no server; ./test starts one.")) { Database = database, MaxPoolSize = 20 }.ConnectionString;

    private static async Task OnServer(string sql)
    {
        await using var connection = new NpgsqlConnection(OnServerNamed("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>The same host with an empty database, as a new installation in production has it.</summary>
public sealed class EmptyConferenceApp : ConferenceApp
{
    protected override bool Demonstration => false;
}

/// <summary>Someone with a browser: cookies are kept, forms carry their antiforgery token, redirects are shown rather than followed.</summary>
public sealed partial class Visitor : IDisposable
{
    private readonly HttpClient client;

    public Visitor(Uri address, string language)
    {
        Cookies.Add(address, new Cookie("language", Uri.EscapeDataString($"c={language}|uic={language}")));
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

    /// <summary>Fills in the form of <paramref name="page"/> and posts it to <paramref name="action"/>.</summary>
    public Task<HttpResponseMessage> Submit(string page, string action, params (string Name, string Value)[] fields) =>
        Submit(page, action, fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)));

    public async Task<HttpResponseMessage> Submit(string page, string action, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", await Token(page)), .. fields]);
        return await Post(page, action, form);
    }

    /// <summary>Uploads a file with the form of <paramref name="page"/>.</summary>
    public async Task<HttpResponseMessage> Upload(string page, string action, string field, string fileName, byte[] content)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await Token(page)), "__RequestVerificationToken" }, { new ByteArrayContent(content), field, fileName } };
        return await Post(page, action, form);
    }

    private async Task<HttpResponseMessage> Post(string page, string action, HttpContent form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = form };
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
