using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Sessions;

/// <summary>
/// Lets a page take files as large as a paper may be, and answers a larger one with a sentence instead of reading it. It has
/// its say before the antiforgery token is looked for, which reads the whole form.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PaperUploadAttribute : Attribute, IAuthorizationFilter, IOrderedFilter
{
    /// <summary>Beside the file: the other fields and the form's own words.</summary>
    private const int Beside = 1 << 20;

    public int Order => 900;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var (http, services) = (context.HttpContext, context.HttpContext.RequestServices);
        if (!HttpMethods.IsPost(http.Request.Method)) return;
        if (!http.User.IsAny(Podium.Roles))
        {
            context.Result = new ForbidResult();
            return;
        }
        var store = services.GetRequiredService<PaperStore>();
        if (http.Request.ContentLength > store.Most + Beside)
        {
            var sentence = services.GetRequiredService<Sentences>()[store.TooLarge];
            services.GetRequiredService<ITempDataDictionaryFactory>().GetTempData(http)["refusal"] = sentence;
            context.Result = Acts.AnswersScript(http.Request) ? Acts.Refused(sentence) : new LocalRedirectResult(http.Request.Path);
            return;
        }
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = store.Most + Beside;
        http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions { MultipartBodyLengthLimit = store.Most + Beside }));
    }
}
