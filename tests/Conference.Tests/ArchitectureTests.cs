using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Tests;

public sealed partial class ArchitectureTests(EmptyConferenceApp app) : IClassFixture<EmptyConferenceApp>
{
    /// <summary>Everything that someone may reach without signing in, and nothing else.</summary>
    private static readonly string[] OpenToAll =
        ["/", "appearance", "denied", "error", "healthz", "openapi/{documentName}.json", "sign-in", "sign-out"];

    private static readonly string Root = FindRoot();

    [Fact]
    public void A_module_refers_to_Shared_and_to_no_other_module()
    {
        var references = from project in Directory.GetFiles(Path.Combine(Root, "Modules"), "*.csproj", SearchOption.AllDirectories)
                         from reference in XDocument.Load(project).Descendants("ProjectReference")
                         select (Path.GetFileNameWithoutExtension(project), Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));
        Assert.Equal(
            [("Agenda", "Shared"), ("Feedback", "Shared"), ("Participants", "Shared"), ("Resolutions", "Shared"), ("Sessions", "Shared")],
            references.Order());
    }

    [Fact]
    public void No_module_mentions_the_engine_that_carries_its_messages()
    {
        var engines = new[] { "InProcessMessages", "Wolverine" };
        var mentions = from file in Sources("Modules", "*.cs")
                       where !file.Contains($"{Path.DirectorySeparatorChar}Shared{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                       where engines.Any(File.ReadAllText(file).Contains)
                       select Path.GetRelativePath(Root, file);
        Assert.Empty(mentions);
    }

    [Fact]
    public void Every_page_and_endpoint_names_who_may_use_it()
    {
        var unnamed = from endpoint in Endpoints()
                      where endpoint.Metadata.GetMetadata<IAuthorizeData>() is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
                      select endpoint.RoutePattern.RawText;
        Assert.Empty(unnamed);
    }

    [Fact]
    public void Only_the_way_in_is_open_to_those_who_are_not_signed_in()
    {
        var open = from endpoint in Endpoints()
                   where endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
                   let route = endpoint.RoutePattern.RawText is "" ? "/" : endpoint.RoutePattern.RawText!.TrimStart('/')
                   where !StaticFile().IsMatch(route)
                   select route is "" ? "/" : route;
        Assert.Equal(OpenToAll, open.Where(r => r != "Index").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Someone_unknown_is_sent_to_the_sign_in_by_pages_and_refused_by_the_api()
    {
        using var visitor = app.Visit();
        foreach (var route in Endpoints().Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null).Select(e => e.RoutePattern).DistinctBy(p => p.RawText))
        {
            var url = "/" + Parameter().Replace(route.RawText!.TrimStart('/'), Guid.Empty.ToString());
            var answer = await visitor.Get(url);
            var refused = (int)answer.StatusCode is 401 or 404 or 405 || answer.Headers.Location?.ToString().Contains("/sign-in?returnUrl=", StringComparison.Ordinal) == true;
            Assert.True(refused, $"{url}: {(int)answer.StatusCode} {answer.Headers.Location}");
        }
    }

    [Fact]
    public void Every_sentence_is_in_both_languages()
    {
        var translated = (from file in Sources("", "Texts.vi.resx")
                          from data in XDocument.Load(file).Descendants("data")
                          where !string.IsNullOrWhiteSpace((string?)data.Element("value"))
                          select (string)data.Attribute("name")!).ToHashSet();
        var spoken = from file in Sources("", "*.cshtml").Concat(Sources("", "*.cs"))
                     where !file.Contains($"{Path.DirectorySeparatorChar}tests{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                     from Match match in Sentence().Matches(File.ReadAllText(file))
                     let sentence = Regex.Unescape(match.Groups["text"].Value)
                     where !translated.Contains(sentence) && sentence != "{0}"
                     select $"{Path.GetRelativePath(Root, file)}: {sentence}";
        Assert.Empty(spoken.Distinct());
    }

    [Fact]
    public void A_sentence_is_translated_in_one_way_wherever_it_stands()
    {
        var translations = from file in Sources("", "Texts.vi.resx")
                           from data in XDocument.Load(file).Descendants("data")
                           select (Sentence: (string)data.Attribute("name")!, Words: (string)data.Element("value")!);
        var several = translations.Distinct().GroupBy(t => t.Sentence).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(" | ", g.Select(t => t.Words))}");
        Assert.Empty(several);
    }

    [Fact]
    public void No_two_panels_of_the_cockpit_listen_to_the_same_key()
    {
        var keys = from file in Sources(Path.Combine("Modules", "Sessions"), "*.cshtml")
                   let name = Path.GetFileNameWithoutExtension(file)
                   where name is "LastActs" or "RunButtons" || name.EndsWith("Panel", StringComparison.Ordinal)
                   from Match match in Shortcut().Matches(File.ReadAllText(file))
                   select (Key: match.Groups["key"].Value, Panel: name);
        var shared = keys.Distinct().GroupBy(k => k.Key).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(k => k.Panel))}");
        Assert.Empty(shared);
        Assert.Subset(keys.Select(k => k.Key).ToHashSet(), new HashSet<string> { "n", "p", "k", "t", "u" });
    }

    private IEnumerable<RouteEndpoint> Endpoints() => app.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .Where(e => e.RoutePattern.RawText != "{**path:file}"); // static files again, as Development serves them

    private static IEnumerable<string> Sources(string folder, string pattern) =>
        from file in Directory.GetFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
        where !Generated().IsMatch(Path.GetRelativePath(Root, file))
        select file;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Conference.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex("""(\bT\[|RuleBroken\(|texts\[|ErrorMessage = |[Rr]efuse\((nameof\(\w+\), )?)"(?<text>([^"\\]|\\.)+)"(?=[\],);])""")]
    private static partial Regex Sentence();

    /// <summary>A key as a button names it, and those that RunButtons gives by the verb.</summary>
    [GeneratedRegex("""data-shortcut="(@\([^"]*")?(?<key>[^"@]+)"|(_|"\w+") => "(?<key>\w)"[, ]""")]
    private static partial Regex Shortcut();

    [GeneratedRegex(@"(^|/)(bin|obj|node_modules|test-results)/")]
    private static partial Regex Generated();

    [GeneratedRegex(@"\.(css|js|svg|woff2|txt|map|gz|br|png|ico)(\b|$)|^lib/|^_content/")]
    private static partial Regex StaticFile();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
