namespace Conference.Shared.Contracts;

/// <summary>A source was linked to a clause of a draft (<paramref name="Linked"/>) or taken off it again.</summary>
/// <param name="SourceCode">Code of the comment or order, such as C-123.</param>
/// <param name="Clause">The clause as people cite it, such as R-1 §2.3.đ.</param>
public sealed record ClauseSourced(Guid ResolutionId, Guid ClauseId, string Clause, string SourceCode, bool Linked, DateTime At);

/// <summary>Clauses that have sources are cited differently from now on, because the draft's structure changed.</summary>
public sealed record ClausesRenumbered(Guid ResolutionId, IReadOnlyList<RenumberedClause> Clauses, DateTime At);

/// <summary>One clause and how it is cited now.</summary>
public sealed record RenumberedClause(Guid ClauseId, string Clause);

/// <summary>The conference adopted a resolution; its text can no longer change.</summary>
/// <param name="Number">Number and symbol, such as 01/NQ-HNNG32.</param>
public sealed record ResolutionAdopted(Guid ResolutionId, string Code, string Number, DateOnly AdoptedOn, DateTime At);

/// <summary>The words or the place of these clauses of a draft changed.</summary>
public sealed record ClausesChanged(IReadOnlyList<Guid> ClauseIds, DateTime At);
