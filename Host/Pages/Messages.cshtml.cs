using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Messages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Host.Pages;

/// <summary>The messages between modules that are not handled yet: waiting, failed, dead. Dead ones can be replayed.</summary>
[For(Roles.Organiser)]
public sealed class MessagesModel(IMessageEngine engine, Sentences texts, ILogger<MessagesModel> log) : PageModel
{
    public const int Most = 100;

    public string Engine => engine.Name;

    public Letters Letters { get; private set; } = null!;

    public async Task OnGet(CancellationToken ct) => Letters = await engine.Letters(Most, ct);

    public async Task<IActionResult> OnPostReplay(Guid[] ids, CancellationToken ct)
    {
        var replayed = 0;
        foreach (var id in ids.Distinct())
            if (await engine.Replay(id, ct)) replayed++;
        log.LogInformation("{Who} replayed {Count} dead letters", User.RequiredActor().Name, replayed);
        if (replayed > 0) TempData["done"] = texts["Replayed: {0}. What fails again stands here again after its last try.", replayed].Value;
        else TempData["refusal"] = texts["This message is no dead letter any more: someone replayed it already."].Value;
        return RedirectToPage();
    }
}
