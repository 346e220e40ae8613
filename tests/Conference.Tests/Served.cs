using System.Net.Http.Headers;
using Conference.Participants;
using Conference.Shared.Access;

namespace Conference.Tests;

/// <summary>
/// A database for hosts that are processes of their own, so that a test can kill them or start two. It begins with the
/// demonstration and with tokens to call them by: what is filled and issued once need not be asked of a new process each time.
/// </summary>
internal sealed class Served : IAsyncDisposable
{
    /// <summary>One delegate of each of some delegations.</summary>
    public static readonly IReadOnlyList<string> Delegates = ["DNG-01", "DLK-01", "BCT-01", "BTP-01", "HNI-01", "BQP-01", "BCA-01", "BTC-01", "BKHDT-01", "BKHCN-01", "BVHTTDL-01", "BNG-05"];

    private static readonly Lazy<Task<(TestDatabase Database, IReadOnlyDictionary<string, string> Tokens)>> Prepared = new(async () =>
    {
        var database = new TestDatabase();
        await database.Create(await ConferenceApp.Filled.Value);
        var tokens = new Dictionary<string, string>();
        await using (var app = new ConferenceApp { Database = database })
        {
            await app.Begin();
            foreach (var role in Roles.All) tokens[role] = await app.With<AddToken, string>(add => add.Run(role, null, null));
            foreach (var badge in Delegates) tokens[badge] = await app.With<AddToken, string>(add => add.Run(null, badge, null));
        }
        database.Rest();
        return (database, tokens);
    });

    private readonly IReadOnlyDictionary<string, string> tokens;

    private Served(IReadOnlyDictionary<string, string> tokens) => this.tokens = tokens;

    public static async Task<Served> Begin()
    {
        var (prepared, tokens) = await Prepared.Value;
        var served = new Served(tokens);
        await served.Database.Create(prepared);
        return served;
    }

    public TestDatabase Database { get; } = new();

    public Task<HostProcess> Start(string furtherConnection = "")
    {
        var settings = Database.Settings(demonstration: true).ToDictionary();
        settings["ConnectionStrings:Conference"] += furtherConnection;
        return HostProcess.Start(settings);
    }

    /// <summary>A caller of the API.</summary>
    /// <param name="whose">A role, or the badge of one of the <see cref="Delegates"/>.</param>
    public HttpClient Api(HostProcess host, string whose)
    {
        var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens[whose]);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return client;
    }

    public async ValueTask DisposeAsync() => await Database.Drop();
}
