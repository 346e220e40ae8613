using System.Net;

namespace Conference.Tests;

public sealed class HomeTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    [Fact]
    public async Task Anyone_may_read_the_home_page()
    {
        var page = await app.Visit().Read("/");
        Assert.Contains("<main", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_badge_code_lets_its_bearer_in_and_says_who_they_are()
    {
        var delegateOfDaNang = await app.SignedIn("DNG-01");
        Assert.Contains("Nguyễn Thu Hà", await delegateOfDaNang.Read("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_badge_code_is_refused_with_a_sentence()
    {
        var answer = await app.Visit("en-GB").Submit("/sign-in", "/sign-in?handler=Badge", ("BadgeCode", "AAAAABBBBB"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("This badge code is not known.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vi-VN", "Trang này không mở cho bạn", "Không có trang này")]
    [InlineData("en-GB", "This is not open to you", "There is no such page")]
    public async Task Who_may_not_open_a_page_or_finds_none_reads_why_in_their_language(string language, string closed, string none)
    {
        using var observer = await app.SignedIn("TTXVN-01", language);
        var denied = await observer.Get("/resolutions/R-1/amendments");
        Assert.Equal("/denied", denied.Headers.Location!.AbsolutePath);
        foreach (var (url, status, sentence) in new[] { (denied.Headers.Location.PathAndQuery, HttpStatusCode.Forbidden, closed), ("/resolutions/R-999", HttpStatusCode.NotFound, none) })
        {
            var answer = await observer.Get(url);
            Assert.Equal(status, answer.StatusCode);
            Assert.Contains($"<h1 id=\"sorry\">{sentence}</h1>", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Own_comments_are_offered_to_those_who_may_send_some()
    {
        using var observer = await app.SignedIn("TTXVN-01");
        using var delegateOfDaNang = await app.SignedIn("DNG-01");
        using var secretary = await app.SignedIn("BTK-04");
        foreach (var page in new[] { "/", "/sessions", "/resolutions" })
        {
            Assert.DoesNotContain("/comments/mine", await observer.Read(page), StringComparison.Ordinal);
            Assert.Contains("href=\"/comments/mine\">", await delegateOfDaNang.Read(page), StringComparison.Ordinal);
            Assert.Contains("href=\"/comments/mine\">", await secretary.Read(page), StringComparison.Ordinal);
        }
    }
}
