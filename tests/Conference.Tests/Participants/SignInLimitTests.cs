using System.Net;

namespace Conference.Tests;

public sealed class FewAttemptsApp : ConferenceApp
{
    protected override bool Demonstration => false;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["SignIn:AttemptsPerMinute"] = "3" };
}

public sealed class SignInLimitTests(FewAttemptsApp app) : IClassFixture<FewAttemptsApp>
{
    [Fact]
    public async Task Guessing_badge_codes_is_stopped_after_some_attempts_a_minute()
    {
        using var visitor = app.Visit();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++) answers.Add((await visitor.Submit("/sign-in", "/sign-in?handler=Badge", ("BadgeCode", $"AAAAABBBB{i}"))).StatusCode);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests], answers);
    }
}
