using System.Net;
using System.Net.Http.Headers;
using Conference.Host;
using Conference.Participants;
using Conference.Shared;
using Conference.Shared.Messages;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Conference.Tests;

/// <summary>
/// The real host on a real port with a database of its own: an SQLite file, or a PostgreSQL database where the
/// environment says so. Filled with the demonstration conference. Use it as <c>IClassFixture&lt;ConferenceApp&gt;</c>.
/// </summary>
public class ConferenceApp : WebApplicationFactory<Readiness>, IAsyncLifetime
{
    private bool keepsDatabase;

    /// <summary>Its own unless it is given one, which it then leaves as it is.</summary>
    public TestDatabase Database { get; init { field = value; keepsDatabase = true; } } = new();

    protected virtual bool Demonstration => true;

    /// <summary>Further configuration of the host under test.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    public Uri Address { get; private set; } = null!;

    /// <summary>Filling a database takes seconds and gives the same to everybody: it is done once, and copied.</summary>
    internal static readonly Lazy<Task<TestDatabase>> Filled = new(async () =>
    {
        var database = new TestDatabase();
        await database.Create();
        await using (var app = new ConferenceApp { Database = database }) await app.Begin();
        database.Rest();
        return database;
    });

    /// <summary>
    /// Whether the host begins with a copy of the demonstration, as one that was started before, instead of filling its own: not
    /// where it matters how long ago the demonstration's sessions began.
    /// </summary>
    protected virtual bool BeginsFilled => GetType() == typeof(ConferenceApp);

    public async Task InitializeAsync()
    {
        await Database.Create(BeginsFilled ? await Filled.Value : null);
        await Begin();
    }

    /// <summary>Starts the host and waits until it is ready.</summary>
    public async Task Begin()
    {
        UseKestrel(0);
        StartServer();
        Address = ClientOptions.BaseAddress;
        await Services.GetRequiredService<Readiness>().Ready;
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await base.DisposeAsync();
        if (!keepsDatabase) await Database.Drop();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        foreach (var (key, value) in Database.Settings(Demonstration)) builder.UseSetting(key, value);
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
    public Task Settled() => Services.GetRequiredService<IMessageEngine>().Idle(CancellationToken.None);

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
}

/// <summary>The same host with an empty database, as a new installation in production has it.</summary>
public sealed class EmptyConferenceApp : ConferenceApp
{
    protected override bool Demonstration => false;
}
