using System.Net;

namespace Conference.Tests;

public sealed class StoryTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    [Theory]
    [InlineData("R-1 §3.2.đ")]
    [InlineData("r-1 §3.2.dd")]
    [InlineData("R-1/3.2.đ")]
    [InlineData("r1 3.2.Đ")]
    public async Task A_code_is_found_however_it_is_written(string code)
    {
        using var secretary = await app.SignedIn("BTK-04", "en-GB");
        Assert.Contains("The story of R-1 §3.2.đ", await secretary.Read("/trace?code=" + Uri.EscapeDataString(code)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_a_comment_its_clause_and_its_task_are_on_one_page_and_back()
    {
        using var author = await app.SignedIn("DNG-01", "en-GB");
        var comment = await author.Read("/trace/C-12");
        foreach (var code in new[] { "S-01", "R-1 §4.2.c" }) Assert.Contains($">{code}</a>", comment, StringComparison.Ordinal);
        using var secretary = await app.SignedIn("BTK-04", "en-GB");
        Assert.Contains(">T-46</a>", await secretary.Read("/trace/C-12"), StringComparison.Ordinal);
        Assert.Contains(">C-12</a>", await secretary.Read("/trace/T-46"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("C-99999")]
    [InlineData("X-1")]
    [InlineData("<script>")]
    public async Task An_unknown_code_is_answered_with_a_sentence(string code)
    {
        using var visitor = await app.SignedIn("DNG-01", "en-GB");
        var answer = await visitor.Get("/trace?code=" + Uri.EscapeDataString(code));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("Nothing has the code " + WebUtility.HtmlEncode(code), await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_of_a_draft_is_not_in_the_story_that_a_delegate_reads()
    {
        using var visitor = await app.SignedIn("DNG-01");
        Assert.DoesNotContain("T-46", await visitor.Read("/trace/C-12"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/trace/T-46")).StatusCode);
    }
}
