using Conference.Shared.Data;
using Microsoft.AspNetCore.Identity;

namespace Conference.Participants;

/// <summary>A person's sign-in by name and password.</summary>
[NotAudited]
public sealed class Account : IdentityUser<Guid>
{
    public Guid PersonId { get; set; }
}
