using Conference.Shared.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Resolutions as data, for the secretariat's own tools.</summary>
internal static class ResolutionsApi
{
    public sealed record ListedResolution(string Code, string Title, string TitleEn, ResolutionState State, DateTime ChangedAt, string? Number, DateOnly? AdoptedOn);

    public sealed record ResolutionTree(string Code, string Title, string TitleEn, DocumentLayout Layout, ResolutionState State, DateTime ChangedAt, AdoptionFacts? Adoption, IReadOnlyList<ClauseNode> Clauses);

    public sealed record AdoptionFacts(string Number, DateOnly On, AdoptionBasis Basis, int? For, int? Against, int? Abstentions, string SessionCode, string Reservations, string Sha256, string Text,
        string Decision, string Draft, string Objections);

    public sealed record ClauseNode(Guid Id, ClauseKind Kind, string Label, string Citation, int Version, string Heading, string HeadingEn, string Text, string TextEn, IReadOnlyList<string> Sources, IReadOnlyList<ClauseNode> Clauses);

    public static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/resolutions").RequireAuthorization(new ForAttribute(Roles.Secretariat)).WithTags("Resolutions");
        api.MapGet("/", List).WithSummary("All resolutions, the newest first");
        api.MapGet("/{code}", Read).WithSummary("One resolution as a tree of its clauses with their numbers, texts and sources");
    }

    private static async Task<IReadOnlyList<ListedResolution>> List(ResolutionsDb db, CancellationToken ct) =>
        [.. (await db.Resolutions.AsNoTracking().Include(r => r.Adoption).OrderByDescending(r => r.Number).ToListAsync(ct))
            .Select(r => new ListedResolution(r.Code, r.Title, r.TitleEn, r.State, r.ChangedAt, r.Adoption?.NumberAndSymbol, r.Adoption?.AdoptedOn))];

    private static async Task<Results<Ok<ResolutionTree>, NotFound>> Read(string code, ResolutionsDb db, CancellationToken ct)
    {
        if (Code.Resolution(code) is not { } number || await db.Whole.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, ct) is not { } resolution)
            return TypedResults.NotFound();
        var clauses = resolution.Standing.ToDictionary(c => c.Id);
        var numbering = resolution.Numbering;
        var children = numbering.InOrder.ToLookup(n => clauses[n.Id].ParentId);
        var adoption = resolution.Adoption is { } a
            ? new AdoptionFacts(a.NumberAndSymbol, a.AdoptedOn, a.Basis, a.VotesFor, a.VotesAgainst, a.Abstentions, a.SessionCode, a.Reservations, a.Hash, a.Text, a.DecisionCode, a.Draft, a.Objections) : null;
        return TypedResults.Ok(new ResolutionTree(resolution.Code, resolution.Title, resolution.TitleEn, resolution.Layout, resolution.State, resolution.ChangedAt, adoption, Nodes(null)));

        IReadOnlyList<ClauseNode> Nodes(Guid? parent) =>
        [
            .. children[parent].Select(n => (n, c: clauses[n.Id])).Select(x => new ClauseNode(x.c.Id, x.c.Kind, x.n.Label, x.n.Citation, x.c.Version, x.c.Heading, x.c.HeadingEn,
                CrossReference.Read(x.c.Text, numbering, false), CrossReference.Read(x.c.TextEn, numbering, true), [.. x.c.Sources.Select(s => s.Source.Code).Order(StringComparer.Ordinal)], Nodes(x.c.Id)))
        ];
    }
}
