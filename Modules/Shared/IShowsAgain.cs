namespace Conference.Shared;

/// <summary>A page that, when a rule refuses, shows itself again with what the person typed instead of going back.</summary>
public interface IShowsAgain
{
    /// <summary>Loads what the page shows, leaving the bound input alone.</summary>
    Task ShowAgain();
}
