using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Host.Pages;

/// <summary>Home: the conference, what is on now and next, and a way in for each role.</summary>
[AllowAnonymous]
public sealed class IndexModel : PageModel;
