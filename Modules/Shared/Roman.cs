namespace Conference.Shared;

/// <summary>Roman numerals, as parts, sections and annexes are numbered.</summary>
public static class Roman
{
    private static readonly (int Value, string Sign)[] Signs =
        [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];

    public static string Of(int number)
    {
        var roman = "";
        foreach (var (value, sign) in Signs)
            for (; number >= value; number -= value) roman += sign;
        return roman;
    }
}
