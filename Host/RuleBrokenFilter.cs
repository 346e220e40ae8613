using Conference.Shared;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Host;

/// <summary>
/// A rule that refuses in a page's post handler becomes a sentence above the page the person came from, with what they
/// typed still in the form where the page shows itself again (<see cref="IShowsAgain"/>).
/// </summary>
internal sealed class RuleBrokenFilter : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var executed = await next();
        if (executed.Exception is not RuleBroken refusal || executed.ExceptionHandled) return;
        if (executed.HandlerInstance is not PageModel page) return;
        executed.ExceptionHandled = true;
        var texts = context.HttpContext.RequestServices.GetRequiredService<Sentences>();
        if (Acts.AnswersScript(context.HttpContext.Request))
        {
            executed.Result = Acts.Refused(texts[refusal]);
            return;
        }
        if (page is IShowsAgain shows)
        {
            page.ModelState.AddModelError("", texts[refusal]);
            await shows.ShowAgain();
            executed.Result = page.Page();
            return;
        }
        page.TempData["refusal"] = texts[refusal];
        var back = context.HttpContext.Request.GetTypedHeaders().Referer?.PathAndQuery;
        executed.Result = new LocalRedirectResult(page.Url.IsLocalUrl(back) ? back : "/");
    }
}

/// <summary>The same refusal as an answer of the API: 409, or 503 with Retry-After when it is a request to wait (RFC 9457).</summary>
internal sealed class RuleBrokenAnswer(Sentences texts, IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, sentence) = exception switch
        {
            PleaseWait wait => (StatusCodes.Status503ServiceUnavailable, texts[wait]),
            RuleBroken refusal => (StatusCodes.Status409Conflict, texts[refusal]),
            DbUpdateConcurrencyException => (StatusCodes.Status409Conflict, texts["Someone else changed this at the same moment. Read it again and repeat your change."].Value),
            BadHttpRequestException bad => (bad.StatusCode, texts["The request could not be read: {0}", bad.Message].Value),
            _ => (0, ""),
        };
        if (status == 0) return false;
        httpContext.Response.StatusCode = status;
        if (exception is PleaseWait) httpContext.Response.Headers.RetryAfter = "2";
        return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = new ProblemDetails { Status = status, Title = sentence } });
    }
}
