namespace Conference.Shared.Contracts;

/// <summary>What kind of body an organisation is; the order is the order of protocol in lists.</summary>
public enum OrganisationKind { Party, State, Ministry, Locality, Mission, MassOrganisation, Enterprise, Foreign }

/// <summary>An organisation was registered or one of these facts about it changed.</summary>
public sealed record OrganisationChanged(Guid OrganisationId, string Code, OrganisationKind Kind, string Name, string NameEn, string ShortName, string ShortNameEn);

/// <summary>A person was registered or one of these facts about them changed.</summary>
public sealed record PersonChanged(Guid PersonId, string Name, string Title, Guid OrganisationId, IReadOnlyList<string> Roles);
