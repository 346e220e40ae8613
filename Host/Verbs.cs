using Conference.Participants;
using Conference.Resolutions;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Messages;

namespace Conference.Host;

/// <summary>Operations are verbs of the same program: <c>dotnet run --project Host -- token add --role secretariat</c>.</summary>
internal static class Verbs
{
    private const string Usage = """
        Usage:
          token add --role ROLE [--name NAME]     prints a bearer token for /api/v1 that acts with this role
          token add --badge BADGE [--name NAME]   the same, acting as the person with this badge
          user add NAME --role ROLE [--password PASSWORD]
                                                  registers a person with a sign-in; prints badge code and password
          verify [CODE]                           computes the fingerprint of every adopted text, numbered draft and corrigendum
                                                  again (of R-1 alone where that is given); fails where one was changed
        """;

    /// <summary>Whether the arguments name a verb; otherwise the host is to serve.</summary>
    public static bool Named(string[] args) => args is [var first, ..] && !first.StartsWith('-');

    /// <returns>The exit code.</returns>
    public static async Task<int> Run(WebApplication app, string[] args)
    {
        string[] words = [.. args.TakeWhile(a => !a.StartsWith('-'))];
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Is("operator");
        string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;
        try
        {
            switch (words)
            {
                case ["token", "add"]:
                    Console.WriteLine(await scope.ServiceProvider.GetRequiredService<AddToken>().Run(Option("--role"), Option("--badge"), Option("--name")));
                    return 0;
                case ["user", "add", var name]:
                    await app.Services.GetRequiredService<IMessageEngine>().Prepare(CancellationToken.None);
                    var (code, password) = await scope.ServiceProvider.GetRequiredService<AddUser>().Run(name, Option("--role") ?? "", Option("--password"));
                    Console.WriteLine($"Badge code: {code}\nName:       {name}\nPassword:   {password}");
                    return 0;
                case ["verify"] or ["verify", _]:
                    var findings = await scope.ServiceProvider.GetRequiredService<VerifyAdopted>().Run(words.ElementAtOrDefault(1), CancellationToken.None);
                    foreach (var (document, hash, wrong) in findings) Console.WriteLine(wrong is null ? $"ok       {document}  sha256 {hash}" : $"CHANGED  {document}  sha256 {hash}: {wrong}");
                    Console.WriteLine($"{findings.Count(f => f.Wrong is null)} unchanged, {findings.Count(f => f.Wrong is not null)} changed");
                    return findings.Any(f => f.Wrong is not null) ? 1 : 0;
                default:
                    Console.Error.WriteLine(Usage);
                    return 2;
            }
        }
        catch (RuleBroken refusal)
        {
            Console.Error.WriteLine(refusal.Message);
            return 1;
        }
    }
}
