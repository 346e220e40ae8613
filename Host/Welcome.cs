using Conference.Participants;

namespace Conference.Host;

/// <summary>What a newcomer reads in the terminal: where to go and with which badge.</summary>
internal static class Welcome
{
    public static void Print(WebApplication app)
    {
        Console.WriteLine();
        Console.WriteLine($"  Conference is ready:  {string.Join("  ", app.Urls)}");
        if (app.Environment.IsDevelopment() && app.Configuration.GetValue("Demonstration", false))
        {
            Console.WriteLine("  Demonstration badges (one click on the sign-in page, or type the code):");
            foreach (var (code, role, name) in DemonstrationBadges.All) Console.WriteLine($"    {code}  {role,-12} {name}");
        }
        Console.WriteLine();
    }
}
