using Conference.Host.Pages;
using Conference.Shared.Access;
using Conference.Shared.Messages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Conference.Host;

/// <summary>Messages between modules for programs that watch over the host.</summary>
internal static class MessagesApi
{
    public static void MapMessagesApi(this IEndpointRouteBuilder app)
    {
        var messages = app.MapGroup("/api/v1/messages").WithTags("Messages").RequireAuthorization(new ForAttribute(Roles.Organiser));
        messages.MapGet("", List).WithName("ListMessages").WithSummary("Messages between modules that are not handled yet: waiting, failed, dead");
        messages.MapPost("/{id:guid}/replay", Replay).WithName("ReplayMessage").WithSummary("Tries a dead letter again");
    }

    private static Task<Letters> List(IMessageEngine engine, CancellationToken ct) => engine.Letters(MessagesModel.Most, ct);

    private static async Task<Results<NoContent, NotFound>> Replay(Guid id, IMessageEngine engine, CancellationToken ct) =>
        await engine.Replay(id, ct) ? TypedResults.NoContent() : TypedResults.NotFound();
}
