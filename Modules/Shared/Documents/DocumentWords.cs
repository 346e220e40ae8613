using System.Globalization;

namespace Conference.Shared.Documents;

/// <summary>The words a document has of its own, in its language.</summary>
internal sealed class DocumentWords(AdministrativeDocument document)
{
    private readonly bool english = document.Language == DocumentLanguage.English;

    public string Country => english ? "SOCIALIST REPUBLIC OF VIET NAM" : "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
    public string Motto => english ? "Independence - Freedom - Happiness" : "Độc lập - Tự do - Hạnh phúc";
    public string Recipients => english ? "Recipients:" : "Nơi nhận:";

    public string Upper(string text) => text.ToUpper(document.Culture);

    public string Number(string number) => english ? $"No. {number}" : $"Số: {number}";

    public string PlaceAndDate => (document.Place.Length > 0 ? document.Place + ", " : "") + Day(document.Date);

    /// <summary>Days below 10 and the months 1 and 2 get a leading 0 (Annex I, part I, II.4.b).</summary>
    public string Day(DateOnly? date) => (date, english) switch
    {
        ({ } d, false) => string.Create(CultureInfo.InvariantCulture, $"ngày {d.Day:00} tháng {(d.Month < 3 ? $"0{d.Month}" : d.Month)} năm {d.Year}"),
        ({ } d, true) => d.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
        (null, false) => "ngày …… tháng …… năm ……",
        (null, true) => "…… …………… ……",
    };

    public string Capacity(SigningAuthority by, string of) => (by, english) switch
    {
        (SigningAuthority.OnBehalfOf, false) => "TM. ",
        (SigningAuthority.Acting, false) => "Q. ",
        (SigningAuthority.InPlaceOf, false) => "KT. ",
        (SigningAuthority.ByOrderOf, false) => "TL. ",
        (SigningAuthority.ByAuthorisationOf, false) => "TUQ. ",
        (SigningAuthority.OnBehalfOf, true) => "ON BEHALF OF ",
        (SigningAuthority.Acting, true) => "ACTING ",
        (SigningAuthority.InPlaceOf, true) => "FOR ",
        (SigningAuthority.ByOrderOf, true) => "BY ORDER OF ",
        _ => "BY AUTHORISATION OF ",
    } + Upper(of);

    public string Annex(int number, int of) => (english ? "Annex" : "Phụ lục") + (of > 1 ? " " + Roman.Of(number) : "");

    /// <summary>The line below an annex's title that says what it belongs to (model 2.1).</summary>
    public string Attached
    {
        get
        {
            var kind = char.ToUpper(document.Kind[0], document.Culture) + document.Kind[1..].ToLower(document.Culture);
            return (document.Number, english) switch
            {
                ({ } number, false) => $"(Kèm theo {kind} số {number} {Day(document.Date)} của {document.IssuingBody})",
                ({ } number, true) => $"(Attached to {kind} No. {number} of {Day(document.Date)} of the {document.IssuingBody})",
                (null, false) => $"(Kèm theo {Marked(kind)} của {document.IssuingBody})",
                (null, true) => $"(Attached to the {Marked(kind)} of the {document.IssuingBody})",
            };
        }
    }

    private string Marked(string kind) => document.Mark.Length == 0 ? kind : $"{char.ToLower(document.Mark[0], document.Culture)}{document.Mark[1..]} {kind}";
}
