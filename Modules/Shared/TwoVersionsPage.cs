using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Conference.Shared.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Shared;

/// <summary>One field in which what is saved and what was typed differ.</summary>
/// <param name="TakenOver">Only the other person changed it, so it is in the form below already.</param>
public sealed record TwoVersions(string Field, string Saved, string Typed, bool TakenOver);

/// <summary>What the view of two versions shows.</summary>
public interface IShowsTwoVersions
{
    IReadOnlyList<TwoVersions> Differences { get; }
    string SavedBy { get; }
    DateTime? SavedAt { get; }
}

/// <summary>
/// A page that edits something two people may edit. Whoever saves second sees both versions side by side and, in the
/// form, their own with the other's changes wherever they had made none; nothing is overwritten unseen.
/// </summary>
public abstract class TwoVersionsPage<TDb, TForm>(TDb db) : PageModel, IShowsAgain, IShowsTwoVersions where TDb : ModuleDb where TForm : class, new()
{
    protected TDb Db { get; } = db;

    [BindProperty] public TForm Input { get; set; } = new();

    /// <summary>The version the form was filled from, and that version itself.</summary>
    [BindProperty] public int Version { get; set; }
    [BindProperty] public string? Original { get; set; }

    public IReadOnlyList<TwoVersions> Differences { get; private set; } = [];
    public string SavedBy { get; private set; } = "";
    public DateTime? SavedAt { get; private set; }

    public abstract Task ShowAgain();

    /// <summary>A value as the two versions show it.</summary>
    protected virtual string Show(object? value) => value switch
    {
        null => "",
        DateOnly day => ConferenceTime.DayOf(day),
        TimeOnly hour => hour.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture),
        _ => (value.ToString() ?? "").ReplaceLineEndings("\n"),
    };

    protected void Fill(TForm form, int version) => (Input, Version, Original) = (form, version, JsonSerializer.Serialize(form, ModuleDb.Json));

    /// <summary>False when someone else saved in the same moment; the context is fresh then.</summary>
    protected async Task<bool> Saved(CancellationToken ct)
    {
        try
        {
            await Db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            Db.ChangeTracker.Clear();
            return false;
        }
    }

    protected async Task<IActionResult> ShowBoth(TForm saved, int version, string record, Guid id, CancellationToken ct)
    {
        var key = id.ToString();
        var last = await Db.Set<AuditEntry>().Where(a => a.Record == record && a.RecordId == key).OrderByDescending(a => a.At).FirstOrDefaultAsync(ct);
        (SavedBy, SavedAt) = (last?.Who ?? "", last?.At);
        var typed = Input;
        Differences = Merge(Read(Original), saved, typed);
        Fill(saved, version);
        Input = typed;
        ModelState.Clear();
        return Page();
    }

    private List<TwoVersions> Merge(TForm? original, TForm saved, TForm typed)
    {
        var differences = new List<TwoVersions>();
        foreach (var property in typeof(TForm).GetProperties())
        {
            var (theirs, mine) = (Show(property.GetValue(saved)), Show(property.GetValue(typed)));
            if (theirs == mine) continue;
            var takenOver = original is not null && Show(property.GetValue(original)) == mine;
            if (takenOver) property.SetValue(typed, property.GetValue(saved));
            differences.Add(new(property.GetCustomAttribute<DisplayAttribute>()?.Name ?? property.Name, theirs, mine, takenOver));
        }
        return differences;
    }

    private static TForm? Read(string? json)
    {
        try { return string.IsNullOrEmpty(json) ? null : JsonSerializer.Deserialize<TForm>(json, ModuleDb.Json); }
        catch (JsonException) { return null; }
    }
}
