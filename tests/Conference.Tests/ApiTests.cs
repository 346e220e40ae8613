using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Conference.Shared.Access;

namespace Conference.Tests;

public sealed class ApiTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    [Theory]
    [InlineData("/api/v1/agenda")]
    [InlineData("/api/v1/sessions")]
    [InlineData("/api/v1/comments")]
    [InlineData("/api/v1/resolutions")]
    [InlineData("/api/v1/programs")]
    public async Task Without_a_token_or_with_a_wrong_one_the_api_answers_nothing(string url)
    {
        using var client = new HttpClient { BaseAddress = app.Address };
        var none = await client.GetAsync(new Uri(url, UriKind.Relative));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "conf_0123456789");
        var wrong = await client.GetAsync(new Uri(url, UriKind.Relative));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, "Bearer"), (none.StatusCode, wrong.StatusCode, wrong.Headers.WwwAuthenticate.Single().Scheme));
    }

    [Fact]
    public async Task A_cookie_of_a_page_does_not_open_the_api()
    {
        using var visitor = await app.SignedIn("BTK-04");
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.Get("/api/v1/comments")).StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/agenda")]
    [InlineData("/api/v1/sessions")]
    [InlineData("/api/v1/comments?q=dia+phuong")]
    [InlineData("/api/v1/resolutions")]
    [InlineData("/api/v1/resolutions/R-1")]
    [InlineData("/api/v1/programs")]
    [InlineData("/api/v1/programs/P-1")]
    public async Task A_token_of_the_secretariat_reads_every_part(string url)
    {
        using var client = await app.Api(Roles.Secretariat);
        var answer = await client.GetAsync(new Uri(url, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEmpty(JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.ToString());
    }

    [Fact]
    public async Task The_description_names_every_call_and_how_to_sign_in()
    {
        using var client = new HttpClient { BaseAddress = app.Address };
        var description = JsonDocument.Parse(await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative))).RootElement;
        string[] expected = ["/api/v1/agenda", "/api/v1/comments", "/api/v1/comments/{code}", "/api/v1/programs/{code}/export", "/api/v1/programs/{code}/import", "/api/v1/resolutions/{code}", "/api/v1/sessions"];
        var described = description.GetProperty("paths").EnumerateObject().ToList();
        Assert.Empty(expected.Except(described.Select(p => p.Name)));
        Assert.All(described.SelectMany(p => p.Value.EnumerateObject()), call => Assert.True(call.Value.TryGetProperty("summary", out _), call.Value.ToString()[..80]));
        Assert.Equal("bearer", description.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("scheme").GetString());
    }
}
