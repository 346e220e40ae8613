using System.Text.Encodings.Web;
using Conference.Shared;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Conference.Sessions;

/// <summary>
/// One slide as a big screen shows it, and as the cockpit shows it in small: nothing knows what is shown apart from its
/// session and its slide, and everything is sized by the box that it stands in.
/// </summary>
/// <param name="Kind">What there is to see: of an automatic slide, and of one whose thing this reader may not see, what the session makes of it.</param>
/// <param name="Since">Since when it is shown; its pages turn by this on all screens alike.</param>
/// <param name="Part">What another module draws.</param>
public sealed record ScreenSlide(LiveSession? Session, Slide Slide, SlideKind Kind, DateTime Since, IHtmlContent? Part, FloorOnScreen Floor,
    IReadOnlyList<ProgrammePanel.Line> Programme, QrCode? Way, bool Preview);

public sealed class ScreenSlideViewComponent(SessionsDb db, ConferenceTime time, IConfiguration configuration, IViewComponentHelper components, HtmlEncoder encoder, Silences silences) : ViewComponent
{
    /// <param name="session">Null on a screen that no session leads.</param>
    public async Task<IViewComponentResult> InvokeAsync(LiveSession? session, Slide slide, DateTime since, bool preview = false)
    {
        var ct = HttpContext.RequestAborted;
        var floor = session is null ? FloorOnScreen.Nobody : await FloorOnScreen.Read(session, db, ct);
        var part = await Part(session, slide);
        var kind = part is null && slide.Kind is SlideKind.Comment or SlideKind.Text or SlideKind.Vote ? SlideKind.Automatic : slide.Kind;
        if (kind is SlideKind.Automatic && session is not null && await IsBeingDecided(session, floor, ct)) (kind, part) = (SlideKind.Vote, await Part(session, new(SlideKind.Vote)));
        if (kind is SlideKind.Automatic || kind is SlideKind.Vote && part is null) kind = floor.Speaking is null ? SlideKind.Title : SlideKind.Speaker;
        if (kind is SlideKind.Speaker && floor.Speaking is null) kind = floor.Waiting.Count > 0 ? SlideKind.List : SlideKind.Title;
        return View("/Pages/Sessions/Screens/ScreenSlide.cshtml", new ScreenSlide(session, slide, kind, since, part, floor,
            kind is SlideKind.Programme ? await Programme(session, ct) : [], session is null ? null : QrCode.WayInto(session, HttpContext.Request, configuration), preview));
    }

    /// <summary>What the owner of the thing draws, or null where there is nothing for this reader to see.</summary>
    private async Task<IHtmlContent?> Part(LiveSession? session, Slide slide)
    {
        ((IViewContextAware)components).Contextualize(ViewContext);
        IHtmlContent part = slide switch
        {
            { Kind: SlideKind.Comment, Id: { } id } => await components.Part(ViewContext, "ScreenComment", new { id }),
            { Kind: SlideKind.Text, Id: { } id } => await components.Part(ViewContext, "ScreenClause", new { id }),
            { Kind: SlideKind.Vote } when session is not null => await components.InvokeAsync("ScreenDecision", new { session, id = slide.Id }),
            _ => HtmlString.Empty,
        };
        using var drawn = new StringWriter();
        part.WriteTo(drawn, encoder);
        return drawn.GetStringBuilder().Length > 0 ? new HtmlString(drawn.ToString()) : null;
    }

    /// <summary>An open vote comes before everything; a result until the floor is given again; what waits for a decision only while nobody wants the floor.</summary>
    private async Task<bool> IsBeingDecided(LiveSession session, FloorOnScreen floor, CancellationToken ct)
    {
        if (!session.IsOn) return false;
        var decisions = await CurrentDecisions.Of(session, db, silences, ct);
        return decisions.Open is not null || floor.Speaking switch
        {
            null => decisions.Last is not null || decisions.Shown is not null && floor.Waiting.Count == 0,
            _ => decisions.Last?.DecidedAt > floor.GivenAt,
        };
    }

    /// <summary>The sessions of the day, of the session's room or of the whole house.</summary>
    private async Task<IReadOnlyList<ProgrammePanel.Line>> Programme(LiveSession? session, CancellationToken ct)
    {
        var all = await db.Programme.AsNoTracking().Where(s => session == null || s.Room == session.Room).ToListAsync(ct);
        var days = all.GroupBy(s => DateOnly.FromDateTime(time.Local(s.Starts))).ToList();
        if (days.Count == 0) return [];
        var wanted = session is null ? time.Today : DateOnly.FromDateTime(time.Local(session.Starts));
        var day = days.FirstOrDefault(d => d.Key >= wanted) ?? days[^1];
        var ids = day.Select(s => s.Id).ToList();
        var items = (await db.RunSheet.AsNoTracking().Where(i => ids.Contains(i.SessionId)).OrderBy(i => i.Order).ThenBy(i => i.Id).ToListAsync(ct)).ToLookup(i => i.SessionId);
        return [.. day.GroupBy(s => s.Room).SelectMany(room => ProgrammePanelViewComponent.Expect([.. room], db.Now, s => RunSheetPlan.Of(s, [.. items[s.Id]], db.Now).Ends)).OrderBy(l => l.Session.Starts).ThenBy(l => l.Session.Number)];
    }
}
