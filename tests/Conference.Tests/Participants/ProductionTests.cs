using Microsoft.AspNetCore.Hosting;

namespace Conference.Tests;

public sealed class ProductionApp : ConferenceApp
{
    protected override bool Demonstration => false;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseEnvironment("Production");
    }
}

public sealed class ProductionTests(ProductionApp app) : IClassFixture<ProductionApp>
{
    [Fact]
    public async Task A_new_installation_is_empty_and_offers_no_demonstration_badge()
    {
        using var visitor = app.Visit("en-GB");
        Assert.DoesNotContain("Demonstration badges", await visitor.Read("/sign-in"), StringComparison.Ordinal);
        Assert.Contains("This badge code is not known.", await (await visitor.Submit("/sign-in", "/sign-in?handler=Badge", ("BadgeCode", ConferenceApp.BadgeCode("BTK-01")))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_allow_no_script_or_style_but_their_own_and_no_frame()
    {
        using var visitor = app.Visit();
        var headers = (await visitor.Get("/")).Headers;
        var policy = headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal(("nosniff", "DENY"), (headers.GetValues("X-Content-Type-Options").Single(), headers.GetValues("X-Frame-Options").Single()));
    }
}
