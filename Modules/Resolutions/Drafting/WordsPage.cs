using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Resolutions;

/// <summary>A page on which the words of a clause are written, in both languages.</summary>
public abstract class WordsPage : PageModel
{
    [BindProperty] public string? Heading { get; set; }
    [BindProperty] public string? HeadingEn { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public string? TextEn { get; set; }
    /// <summary>What the citations in the opened text meant then (<see cref="CrossReference.Meant(string?)"/>).</summary>
    [BindProperty] public string? Meant { get; set; }

    /// <summary>The words as they stand in the form.</summary>
    public ClauseText Words => new(Heading ?? "", HeadingEn ?? "", Text ?? "", TextEn ?? "");

    /// <summary>The words as they are stored.</summary>
    protected ClauseText Closed(Resolution resolution) => ClauseForm.Close(Words, resolution, Meant);

    /// <summary>Puts stored words into the form.</summary>
    protected void Open(ClauseText words, Numbering numbering)
    {
        (Heading, HeadingEn, Text, TextEn) = ClauseForm.Open(words, numbering);
        Meant = CrossReference.Meant(numbering, words.Text, words.TextEn);
    }
}
