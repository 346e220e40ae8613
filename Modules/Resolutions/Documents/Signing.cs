using Conference.Shared;
using Conference.Shared.Documents;

namespace Conference.Resolutions;

/// <summary>What the foot of a resolution says, in both languages.</summary>
/// <param name="Name">Empty while it is not known who signs.</param>
/// <param name="Recipients">One a line.</param>
public sealed record SigningWords(SigningAuthority? By, string For, string ForEn, string Title, string TitleEn, string Name, string Recipients, string RecipientsEn)
{
    public const int LongestName = 200, LongestRecipients = 4000;

    /// <summary>What stands there until the secretariat says otherwise.</summary>
    public static SigningWords Usual { get; } = new(SigningAuthority.OnBehalfOf, "Hội nghị", "the Conference", "Chủ tọa", "Chair", "",
        "Các cơ quan nêu trong Nghị quyết\nLưu: VT, Ban Thư ký Hội nghị", "The agencies named in the Resolution\nFile copy, Conference Secretariat");

    public SigningWords Checked()
    {
        var clean = new SigningWords(By, Clean.Line(For), Clean.Line(ForEn), Clean.Line(Title), Clean.Line(TitleEn), Clean.Line(Name), Clean.Text(Recipients), Clean.Text(RecipientsEn));
        if (clean.Title.Length == 0) throw new RuleBroken("Say in which office the resolution is signed.");
        if (clean.By is not null && clean.For.Length == 0) throw new RuleBroken("Say for whom the resolution is signed.");
        if (new[] { clean.For, clean.ForEn, clean.Title, clean.TitleEn, clean.Name }.Any(t => t.Length > LongestName)) throw new RuleBroken("A name or an office has at most {0} characters.", LongestName);
        if (clean.Recipients.Length > LongestRecipients || clean.RecipientsEn.Length > LongestRecipients) throw new RuleBroken("The recipients have at most {0} characters.", LongestRecipients);
        return clean;
    }
}

/// <summary>
/// Who signs a resolution and who receives it. No part of the text that is adopted: the conference decides the words, and
/// the secretariat sends them out, often after it is known who signs.
/// </summary>
public sealed class Signing
{
    public Guid ResolutionId { get; private set; }
    public SigningAuthority? By { get; private set; }
    public string For { get; private set; } = "";
    public string ForEn { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string TitleEn { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string Recipients { get; private set; } = "";
    public string RecipientsEn { get; private set; } = "";
    public int Version { get; private set; }

    public SigningWords Words => new(By, For, ForEn, Title, TitleEn, Name, Recipients, RecipientsEn);

    public static Signing Of(Guid resolution)
    {
        var signing = new Signing { ResolutionId = resolution };
        signing.Become(SigningWords.Usual);
        return signing;
    }

    /// <param name="seen">The version that the writer began from.</param>
    public void Change(SigningWords words, int seen)
    {
        if (seen != Version) throw new RuleBroken("Someone else changed this at the same moment. Read it again and repeat your change.");
        Become(words.Checked());
        Version++;
    }

    private void Become(SigningWords words) =>
        (By, For, ForEn, Title, TitleEn, Name, Recipients, RecipientsEn) = words;
}
