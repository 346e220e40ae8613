using Conference.Shared;
using Microsoft.AspNetCore.Mvc;

namespace Conference.Participants;

/// <summary>A page on which a name is put right. The other modules hear of it, and sign-ins follow.</summary>
public abstract class CorrectNamesPage<TForm>(ParticipantsDb db, Corrections corrections, Sentences texts) : TwoVersionsPage<ParticipantsDb, TForm>(db) where TForm : class, new()
{
    /// <summary>The place in the list from which one came.</summary>
    [BindProperty(SupportsGet = true)] public string? ReturnUrl { get; set; }

    public string Back => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/people";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await Load()) return NotFound();
        Fill(Stored.Form, Stored.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken ct)
    {
        if (!await Load()) return NotFound();
        if (!ModelState.IsValid) return Page();
        if (Stored.Version != Version) return await ShowBoth(ct);
        Correct();
        if (!await Saved(ct)) return await ShowBoth(ct);
        corrections.Made();
        TempData["done"] = texts["{0} is saved.", Called].Value;
        return LocalRedirect(Back);
    }

    public override Task ShowAgain() => Load();

    /// <summary>What it is called now, in the reader's language.</summary>
    public abstract string Called { get; }

    /// <summary>What is stored, as the form shows it.</summary>
    protected abstract (string Entity, Guid Id, int Version, TForm Form) Stored { get; }

    protected abstract Task<bool> Load();

    /// <summary>Takes over what the form says.</summary>
    protected abstract void Correct();

    private async Task<IActionResult> ShowBoth(CancellationToken ct)
    {
        Db.ChangeTracker.Clear();
        await Load();
        var (entity, id, version, form) = Stored;
        return await ShowBoth(form, version, entity, id, ct);
    }
}
