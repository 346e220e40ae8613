using System.Text.Json;
using Conference.Resolutions;
using Conference.Shared;

namespace Conference.Tests.Resolutions;

/// <summary>What drafting tells reaches the comments, and back: the whole way between the two modules.</summary>
[Collection("Drafting")]
public sealed class DraftingAndFeedbackTests(DraftingApp app)
{
    private async Task<(string Code, Guid Id)> ACommentOfTheDemonstration(int place)
    {
        using var api = await app.Api("secretariat");
        using var open = JsonDocument.Parse(await api.GetStringAsync("/api/v1/comments?state=open&take=50"));
        var comment = open.RootElement.EnumerateObject().Single(p => p.Value.ValueKind == JsonValueKind.Array).Value[place];
        return (comment.GetProperty("code").GetString()!, comment.GetProperty("id").GetGuid());
    }

    private async Task<string[]> Uses(string code)
    {
        await app.Settled();
        using var api = await app.Api("secretariat");
        using var comment = JsonDocument.Parse(await api.GetStringAsync($"/api/v1/comments/{code}"));
        return [.. comment.RootElement.GetProperty("uses").EnumerateArray().Select(u => $"{u.GetProperty("clause").GetString()} {u.GetProperty("adoptedAs").GetString()}".TrimEnd())];
    }

    [Fact]
    public async Task A_comment_is_cited_at_its_clause_through_every_change_of_the_draft()
    {
        var draft = await app.ADraft();
        var (code, id) = await ACommentOfTheDemonstration(0);
        var secretary = await app.SignedIn(DraftingApp.Secretary);
        var (here, clause) = ($"/resolutions/{draft.Code}", draft.At("1.2.b"));
        Task Do(string handler, params (string, string)[] fields) => secretary.Submit(here, $"/resolutions/clauses/{clause.Id}/change?handler={handler}", fields);

        await secretary.Submit(here, $"/resolutions/link?clause={clause.Id}", ("comments", id.ToString()), ("returnUrl", "/comments/triage"));
        Assert.Equal([$"{draft.Code} §1.2.b"], await Uses(code));
        await Do("Down");
        Assert.Equal([$"{draft.Code} §1.2.c"], await Uses(code));
        await Do("Remove", ("confirmed", "true"));
        Assert.Empty(await Uses(code));
        await Do("Restore");
        Assert.Equal([$"{draft.Code} §1.2.c"], await Uses(code));
        await Do("Unlink", ("source", id.ToString()));
        Assert.Empty(await Uses(code));
        await Do("Link", ("source", id.ToString()));
        await app.Change(draft, (r, pen) => r.Adopt(new(new(900, "NQ-F"), new(2026, 1, 2), AdoptionBasis.Consensus, null, null, null, "", ""), pen, new(2026, 1, 2)));
        Assert.Equal([$"{draft.Code} §1.2.c 900/NQ-F"], await Uses(code));
    }

    [Fact]
    public async Task The_triage_board_has_the_newest_draft_beside_it_and_its_author_reads_the_citation()
    {
        var draft = await app.ADraft();
        var secretary = await app.SignedIn(DraftingApp.Secretary);
        var board = await secretary.Read("/comments/triage");
        Assert.Contains($"formaction=\"/resolutions/link?clause={draft.At("2.1").Id}\"", board, StringComparison.Ordinal);
        Assert.DoesNotContain("formaction=\"/resolutions/link", await (await app.SignedIn(DraftingApp.Organiser)).Read("/comments/triage"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demonstrations_sources_are_linked_and_known_at_their_comments()
    {
        var draft = await app.With<ResolutionsDb, Resolution>(db => Task.FromResult(db.Whole.Single(r => r.Number == 1)));
        var linked = draft.Clauses.Where(c => c.Sources.Count > 0).ToList();
        Assert.Equal(91, linked.Sum(c => c.Sources.Count));
        var clause = linked.Single(c => c.Id == Demo.Id("clause", "3.2.đ"));
        Assert.Equal(["R-1 §3.2.đ"], await Uses(clause.Sources[0].Source.Code));
    }
}
