namespace Conference.Shared.Contracts;

/// <summary>What kind of body an organisation is; the order is the order of protocol in lists.</summary>
public enum OrganisationKind { Party, State, Ministry, Locality, Mission, MassOrganisation, Enterprise, Foreign }

/// <summary>An organisation was registered or one of these facts about it changed.</summary>
public sealed record OrganisationChanged(Guid OrganisationId, string Code, OrganisationKind Kind, string Name, string NameEn, string ShortName, string ShortNameEn);

/// <summary>A person was registered or one of these facts about them changed.</summary>
/// <param name="TitleEn">Empty where no English title is known.</param>
public sealed record PersonChanged(Guid PersonId, string Name, string Title, string TitleEn, Guid OrganisationId, IReadOnlyList<string> Roles);

/// <summary>Organisations that were registered or changed together: many of them are few messages.</summary>
public sealed record OrganisationsChanged(IReadOnlyList<OrganisationChanged> Organisations);

/// <summary>People who were registered or changed together: many of them are few messages.</summary>
public sealed record PeopleChanged(IReadOnlyList<PersonChanged> People);
