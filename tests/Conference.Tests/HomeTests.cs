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
}
