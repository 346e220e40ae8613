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
/// Lets a page take files as large as a paper may be, and reads the form before the antiforgery token is looked for in it: a
/// file that is too large, or that the disk has no room for, is answered with a sentence.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PaperUploadAttribute : Attribute, IAsyncAuthorizationFilter, IOrderedFilter
{
    /// <summary>Beside the file: the other fields and the form's own words.</summary>
    private const int Beside = 1 << 20;

    public int Order => 900;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.HasFormContentType) return;
        if (!http.User.IsAny(Podium.Roles))
        {
            context.Result = new ForbidResult();
            return;
        }
        var store = http.RequestServices.GetRequiredService<PaperStore>();
        if (http.Request.ContentLength > store.Most + Beside)
        {
            Refuse(context, store.TooLarge);
            return;
        }
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = store.Most + Beside;
        http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions { MultipartBodyLengthLimit = store.Most + Beside }));
        try
        {
            await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (Exception failure) when (failure is InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            Refuse(context, store.TooLarge);
        }
        catch (Exception failure) when (failure is not BadHttpRequestException && PaperStore.IsOfDisk(failure))
        {
            Refuse(context, store.NoRoom(failure, ""));
        }
    }

    private static void Refuse(AuthorizationFilterContext context, RuleBroken refusal)
    {
        var (http, services) = (context.HttpContext, context.HttpContext.RequestServices);
        var sentence = services.GetRequiredService<Sentences>()[refusal];
        if (Acts.AnswersScript(http.Request))
        {
            context.Result = Acts.Refused(sentence);
            return;
        }
        // What usually saves it comes after authorisation, and is not reached.
        var kept = services.GetRequiredService<ITempDataDictionaryFactory>().GetTempData(http);
        kept["refusal"] = sentence;
        kept.Save();
        context.Result = new LocalRedirectResult(http.Request.Path);
    }
}
