using Conference.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Resolutions;

/// <summary>What the pages of action programs have in common.</summary>
internal static class ProgramPages
{
    /// <summary>Back to the program, with the sentence why its forms are closed.</summary>
    public static IActionResult IsAdopted(this PageModel page, WholeProgram program, Sentences texts)
    {
        page.TempData["refusal"] = texts["{0} is adopted: its action program can no longer be changed.", program.Resolution!.Code].Value;
        return new LocalRedirectResult($"/programs/{program.Program.Code}");
    }
}
