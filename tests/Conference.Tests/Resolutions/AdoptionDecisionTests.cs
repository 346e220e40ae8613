using System.Net;
using Conference.Resolutions;
using Conference.Sessions;
using Conference.Shared.Contracts;
using Conference.Tests.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Resolutions;

/// <summary>A resolution is adopted on what a session decided: by consensus, by a vote, by silence.</summary>
[Collection("Drafting")]
public sealed class AdoptionDecisionTests(DraftingApp app)
{
    private static int numbers = 500;

    private static string NextNumber() => $"{Interlocked.Increment(ref numbers)}/NQ-QD32";

    private static readonly DateTime Earlier = DateTime.UtcNow.AddMinutes(-10) is var t ? t.AddTicks(-(t.Ticks % TimeSpan.TicksPerSecond)) : default;

    /// <summary>A session's module tells of a decision.</summary>
    private async Task<string> Decides(Resolution draft, DecisionMethod method, bool adopted = true, DateTime? at = null, DecisionFigures? figures = null, string reservation = "", string objection = "", Guid? id = null)
    {
        var number = Interlocked.Increment(ref numbers);
        static DecisionReservation[] Said(string text) => text.Length > 0 ? [new("Thành phố Đà Nẵng", text)] : [];
        await app.With<SessionsDb>(async db =>
        {
            db.Publish(new DecisionTaken(id ?? Guid.CreateVersion7(), $"D-{number}", Guid.CreateVersion7(), "S-22", draft.Code, "Thông qua", "Adoption", adopted, method, figures is null ? null : MajorityRule.SimpleMajority, figures,
                Said(reservation), at ?? Earlier, Said(objection)));
            await db.SaveChangesAsync();
        });
        await app.Settled();
        return $"D-{number}";
    }

    private async Task<HttpResponseMessage> Adopts(Resolution draft, string? decided, string? number = null, params (string, string)[] more)
    {
        using var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        var url = $"/resolutions/{draft.Code}/adopt";
        return await secretary.Submit(url, url, [.. more.Where(m => m.Item1 == "On"), ("Number", number ?? NextNumber()), ("On", Today), ("Basis", "Unanimously"), ("Confirm", draft.Code), ("Decided", decided ?? ""), .. more]);
    }

    private async Task<string> Refused(Resolution draft, string? decided, params (string, string)[] more)
    {
        var answer = await Adopts(draft, decided, null, more);
        Assert.Equal((HttpStatusCode.OK, ResolutionState.Draft), (answer.StatusCode, (await app.Stored(draft)).State));
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_recorded_vote_is_adopted_with_its_session_its_figures_its_objections_and_reservations()
    {
        var draft = await app.ADraft();
        await app.Issue(draft);
        var code = await Decides(draft, DecisionMethod.Recorded, figures: new(120, 3, 7, 40, 130, 170, 4), reservation: "Bảo lưu khoản 2.", objection: "Không đồng ý khoản 1.");
        using var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        Assert.Matches($"value=\"{code}\" checked", await secretary.Read($"/resolutions/{draft.Code}/adopt"));

        Assert.Equal(HttpStatusCode.Redirect, (await Adopts(draft, code, null, ("Reservations", "Thêm bằng văn bản."))).StatusCode);
        var adoption = (await app.Stored(draft)).Adoption!;
        Assert.Equal((AdoptionBasis.Vote, code, DecisionMethod.Recorded, "S-22", DateOnly.FromDateTime(Earlier.AddHours(7)), $"{draft.Code}/L.1"), (adoption.Basis, adoption.DecisionCode, adoption.Method!.Value, adoption.SessionCode, adoption.AdoptedOn, adoption.Draft));
        Assert.Equal((120, 3, 7, 40, 130, 4), (adoption.VotesFor, adoption.VotesAgainst, adoption.Abstentions, adoption.NotVoting, adoption.Present, adoption.Needed));
        Assert.Equal(("Thành phố Đà Nẵng: Bảo lưu khoản 2.\nThêm bằng văn bản.", "Thành phố Đà Nẵng: Không đồng ý khoản 1."), (adoption.Reservations, adoption.Objections));
        using var reader = await app.SignedIn(DraftingApp.Observer, "en-GB");
        var page = await reader.Read($"/resolutions/{draft.Code}");
        foreach (var part in new[] { "120 for, 3 against, 7 abstaining", "4 were needed, 40 did not vote", $"/sessions/S-22/decisions/{code}", "Bảo lưu khoản 2.", "Không đồng ý khoản 1.", $"{draft.Code}/L.1" }) Assert.Contains(part, page, StringComparison.Ordinal);
        var xml = System.Xml.Linq.XDocument.Parse(await (await reader.Get($"/resolutions/{draft.Code}/export.xml")).Content.ReadAsStringAsync());
        string Own(string name) => xml.Descendants("{urn:conference:resolution}" + name).Single().Value;
        Assert.Equal(("vote", code, "S-22", "120", "4", adoption.Hash), (Own("basis"), Own("decision"), Own("session"), Own("for"), Own("needed"), Own("sha256")));
        if (AkomaNtosoSchema.Path is not null) Assert.Empty(AkomaNtosoSchema.Errors(await (await reader.Get($"/resolutions/{draft.Code}/export.xml")).Content.ReadAsByteArrayAsync()));
    }

    [Fact]
    public async Task A_text_that_changed_before_the_decision_on_it_was_heard_of_is_not_taken_for_what_was_decided()
    {
        var draft = await app.ADraft();
        await app.Change(draft, (r, pen) => r.Edit(r.At("1.2.a").Id, 1, DraftingApp.Text("Sửa sau khi gõ búa;"), pen));
        var code = await Decides(draft, DecisionMethod.Consensus);
        Assert.Contains($"The text has changed since {code} was taken.", await Refused(draft, code), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await Adopts(draft, code, null, ("Corrected", "true"))).StatusCode);
    }

    [Fact]
    public async Task Silence_that_nobody_broke_in_a_session_is_what_the_text_is_adopted_on()
    {
        var draft = await app.ADraft();
        await app.Opens("S-15");
        using var chair = await app.Api("chair");
        var code = await chair.Proposes("S-15", "Thông qua", draft.Code);
        await chair.Does($"S-15/decisions/{code}/silence", new { deadline = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddSeconds(2).ToUnixTimeSeconds()) });
        Assert.Contains($"There is no decision {code}.", await Refused(draft, code), StringComparison.Ordinal);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await app.With<ResolutionsDb, bool>(db => db.TakenDecisions.AnyAsync(d => d.Code == code, patience.Token))) await Task.Delay(20, patience.Token);
        Assert.Equal(HttpStatusCode.Redirect, (await Adopts(draft, code)).StatusCode);
        var adoption = (await app.Stored(draft)).Adoption!;
        Assert.Equal((AdoptionBasis.Silence, code, "S-15", null), (adoption.Basis, adoption.DecisionCode, adoption.SessionCode, adoption.VotesFor));
    }

    [Fact]
    public async Task A_silence_that_an_objection_broke_adopts_nothing()
    {
        var draft = await app.ADraft();
        await app.Opens("S-16");
        using var chair = await app.Api("chair");
        using var daNang = await app.Api(badge: "DNG-01");
        var code = await chair.Proposes("S-16", "Thông qua", draft.Code);
        await chair.Does($"S-16/decisions/{code}/silence", new { deadline = DateTimeOffset.UtcNow.AddHours(1) });
        await daNang.Does($"S-16/decisions/{code}/objection", new { text = "Chưa rõ nguồn lực." });
        await app.Settled();
        var page = await Refused(draft, code);
        Assert.Contains($"{code} did not adopt the text.", page, StringComparison.Ordinal);
        Assert.Contains("silence broken by an objection", page, StringComparison.Ordinal);
        Assert.Contains("Chưa rõ nguồn lực.", page, StringComparison.Ordinal);
        Assert.Matches($"value=\"{code}\" (checked=\"checked\" )?disabled", page);
    }

    [Fact]
    public async Task A_consensus_is_recorded_once_it_can_no_longer_be_taken_back()
    {
        var draft = await app.ADraft();
        var (id, at) = (Guid.CreateVersion7(), DateTime.UtcNow.AddSeconds(-5));
        var code = await Decides(draft, DecisionMethod.Consensus, at: at, id: id);
        Assert.Contains($"{code} can still be taken back in its session for half a minute.", await Refused(draft, code), StringComparison.Ordinal);
        await app.With<SessionsDb>(async db =>
        {
            db.Publish(new DecisionTakenBack(id, code, Guid.CreateVersion7(), at.AddSeconds(2)));
            await db.SaveChangesAsync();
        });
        await app.Settled();
        Assert.Contains($"{code} was taken back in its session.", await Refused(draft, code), StringComparison.Ordinal);
        // Told again late, it stays taken back; decided anew, it counts.
        await Decides(draft, DecisionMethod.Consensus, at: at, id: id);
        Assert.Contains($"{code} was taken back in its session.", await Refused(draft, code), StringComparison.Ordinal);
        var anew = await Decides(draft, DecisionMethod.ShowOfHands, at: at.AddSeconds(3), id: id, figures: new(9, 1, 0, 0, 10, 10, 6));
        Assert.Equal(HttpStatusCode.Redirect, (await Adopts(draft, anew)).StatusCode);
    }

    [Fact]
    public async Task A_text_that_changed_after_the_decision_is_sealed_only_when_the_conference_knows()
    {
        var (draft, other) = (await app.ADraft(), await app.ADraft());
        var code = await Decides(draft, DecisionMethod.Consensus);
        await app.Change(draft, (r, pen) => r.Edit(r.At("1.2.a").Id, 1, DraftingApp.Text("Lời điểm a đã sửa chính tả;"), pen));
        Assert.Contains($"The text has changed since {code} was taken. Say that the conference knows", await Refused(draft, code), StringComparison.Ordinal);
        Assert.Contains($"{code} is not about {other.Code}.", await Refused(other, code), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await Adopts(draft, code, null, ("Corrected", "true"))).StatusCode);
        Assert.Equal("", (await app.Stored(draft)).Adoption!.Draft);
    }

    [Fact]
    public async Task Two_that_are_adopted_under_one_number_at_the_same_time_do_not_both_get_it()
    {
        var (one, other, number) = (await app.ADraft(), await app.ADraft(), NextNumber());
        var answers = await Task.WhenAll(Adopts(one, null, number, ("On", Today)), Adopts(other, null, number, ("On", Today)));
        Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.Redirect));
        var refusal = WebUtility.HtmlDecode(await answers.Single(a => a.StatusCode == HttpStatusCode.OK).Content.ReadAsStringAsync());
        Assert.Contains($"The number {number} is already taken in {Today[..4]}. The next free one is ", refusal, StringComparison.Ordinal);
        Assert.Equal(1, await app.With<ResolutionsDb, int>(db => db.Adoptions.CountAsync(a => a.ResolutionId == one.Id || a.ResolutionId == other.Id)));
    }

    private static readonly string Today = DateTime.UtcNow.AddHours(7).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
