using Microsoft.AspNetCore.Authorization;

namespace Conference.Shared.Access;

/// <summary>The roles of a conference. A person may have several.</summary>
public static class Roles
{
    public const string Organiser = "organiser";
    public const string Chair = "chair";
    public const string Secretariat = "secretariat";
    public const string Delegate = "delegate";
    public const string FocalPoint = "focalpoint";
    public const string Observer = "observer";

    public static readonly IReadOnlyList<string> All = [Organiser, Chair, Secretariat, Delegate, FocalPoint, Observer];
}

/// <summary>Names who may use a page, an endpoint or a hub: people with one of these roles.</summary>
public sealed class ForAttribute : AuthorizeAttribute
{
    public ForAttribute(params string[] roles) => Roles = string.Join(',', roles);
}

/// <summary>Names a page or endpoint that every person who is signed in may use, whatever their role.</summary>
public sealed class ForEveryoneSignedInAttribute : AuthorizeAttribute;
