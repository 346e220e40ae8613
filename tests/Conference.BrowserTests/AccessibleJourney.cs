using Conference.Tests;

namespace Conference.BrowserTests;

/// <summary>What all journeys rely on to find what not everyone can use does find it.</summary>
public sealed class AccessibleJourney(Browser browser, ConferenceApp app) : IClassFixture<Browser>, IClassFixture<ConferenceApp>
{
    [Fact]
    public async Task What_is_planted_in_a_page_is_found_and_the_page_without_it_passes()
    {
        var context = await browser.Person("en-GB", baseUrl: app.Address.ToString());
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await Browser.AssertAccessible(page);
        foreach (var (rule, html, style) in new[]
                 {
                     ("image-alt", "<img src='/icon.svg' width='40' height='40'>", ""),
                     ("color-contrast", "<p>Too pale to be read</p>", "color: #b8b8b8; background: #fff"),
                     ("label", "<input type='text'>", ""),
                     ("button-name", "<button></button>", ""),
                     ("aria-valid-attr-value", "<p aria-describedby='nowhere' aria-expanded='perhaps'>?</p>", ""),
                     // WCAG 2.2 alone.
                     ("target-size", "<p><button>a</button><button>b</button></p>", "font-size: 6px; line-height: 1; padding: 0; border: 0; min-height: 0; height: 8px; width: 8px"),
                 })
        {
            await page.EvaluateAsync(
                """
                ([html, style]) => {
                  document.querySelector("main").insertAdjacentHTML("beforeend", `<div id="planted">${html}</div>`);
                  for (const one of document.querySelectorAll("#planted *")) one.style.cssText = style;
                }
                """, new[] { html, style });
            var found = await Assert.ThrowsAnyAsync<Exception>(() => Browser.AssertAccessible(page));
            Assert.Contains($"- {rule} (", found.Message, StringComparison.Ordinal);
            await page.EvaluateAsync("() => document.getElementById('planted').remove()");
            await Browser.AssertAccessible(page);
        }
        await context.CloseAsync();
    }
}
