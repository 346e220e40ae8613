using System.Net;
using Conference.Shared.Documents;
using Conference.Tests.Shared;

namespace Conference.Tests.Feedback;

/// <summary>The rapporteur's summary leaves the system as a Word file, for the secretariat alone.</summary>
public sealed class SummaryDocumentTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private async Task<(TestSession Session, string Named, string Anonymous, string Url)> Summarised()
    {
        var session = await app.ASession(settings: Given.Settings with { AllowsAnonymous = true });
        await using var sender = await LiveClient.Connect(app, "DNG-01");
        var named = await app.AComment(session, "Đề nghị lập đầu mối chung.\nNêu rõ thời hạn.", "DLK-01");
        var anonymous = (await sender.Send(session.Topic, new { id = Guid.CreateVersion7(), kind = "question", text = "=1+1 & <hỏi>", anonymous = true })).Text("code");
        await app.AComment(session, "Không được dẫn");
        var url = $"/sessions/{session.Code}/comments/summary";
        using var desk = await app.SignedIn("BTK-04");
        await desk.Submit(url, url, ("Text", $"Các đoàn thống nhất ({named.Code}).\n– Có đoàn hỏi ({anonymous})"), ("Version", "0"));
        return (session, named.Code, anonymous, url);
    }

    [Fact]
    public async Task It_is_a_report_with_the_cited_comments_as_an_annex_and_names_nobody_who_was_anonymous()
    {
        var (session, named, anonymous, url) = await Summarised();
        using var desk = await app.SignedIn("BTK-04");
        var author = await app.Person("DLK-01");

        var answer = await desk.Get(url + "?handler=Word");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal((HttpStatusCode.OK, AdministrativeDocument.ContentType, $"summary-{session.Code}.docx"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName));
        using var file = new WordFile(bytes);
        Assert.Empty(file.Errors);
        Assert.Equal(
        [
            ("ParentBody", "BỘ NGOẠI GIAO"), ("IssuingBody", "HỘI NGHỊ NGOẠI GIAO LẦN THỨ 32"), ("Title", "BÁO CÁO"),
            ("Subtitle", $"Tổng hợp ý kiến thảo luận tại phiên {session.Code} “Phiên thử {session.Code[2..]}”"),
            ("SigningCapacity", "THƯ KÝ PHIÊN HỌP"), ("Signer", "Đoàn Hải Yến"),
        ], file.Styled.Where(l => l.Style is "ParentBody" or "IssuingBody" or "Title" or "Subtitle" or "SigningCapacity" or "Signer"));
        Assert.Contains("Số ý kiến đã công bố: 3. Số ý kiến được dẫn: 2. Các ý kiến được dẫn nêu tại Phụ lục kèm theo.", file.Styled.First(l => l.Style == "BodyText").Text, StringComparison.Ordinal);
        Assert.Equal([$"Các đoàn thống nhất ({named}).", $"– Có đoàn hỏi ({anonymous})./."], file.Styled.Where(l => l.Style == "BodyText").Skip(1).Take(2).Select(l => l.Text));
        Assert.Equal(
            [[named, author.Organisation, author.Name, "Đề nghị lập đầu mối chung.|Nêu rõ thời hạn."], [anonymous, "", "Ẩn danh", "=1+1 & <hỏi>"]],
            file.Table(1).Skip(1));
        var sender = await app.Person("DNG-01");
        Assert.DoesNotContain(file.Styled, l => l.Text.Contains(sender.Name, StringComparison.Ordinal));

        if (WordFile.DecreeCheck is null || WordFile.Python is null) return;
        var (code, output) = WordFile.CheckDecree(bytes);
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_reader_of_English_gets_it_in_English_and_one_that_is_not_written_is_not_there()
    {
        var (session, _, _, url) = await Summarised();
        using var desk = await app.SignedIn("BTK-04", "en-GB");
        using var file = new WordFile(await (await desk.Get(url + "?handler=Word")).Content.ReadAsByteArrayAsync());
        Assert.Equal(["REPORT", $"Summary of the discussion in session {session.Code} “Trial session {session.Code[2..]}”", "32ND DIPLOMATIC CONFERENCE", "RAPPORTEUR"],
            new[] { "Title", "Subtitle", "IssuingBody", "SigningCapacity" }.Select(s => file.Styled.Single(l => l.Style == s).Text));

        var empty = await app.ASession();
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Get($"/sessions/{empty.Code}/comments/summary?handler=Word")).StatusCode);
        Assert.DoesNotContain("handler=Word", await desk.Read($"/sessions/{empty.Code}/comments/summary"), StringComparison.Ordinal);
        Assert.Contains("handler=Word", await desk.Read(url), StringComparison.Ordinal);
    }

    [Theory, InlineData("BTK-01"), InlineData("BNG-01"), InlineData("DNG-01"), InlineData("BCT-03"), InlineData("TTXVN-01"), InlineData(null)]
    public async Task Nobody_but_the_secretariat_gets_it(string? badge)
    {
        var (_, _, _, url) = await Summarised();
        using var visitor = badge is null ? app.Visit() : await app.SignedIn(badge);
        var answer = await visitor.Get(url + "?handler=Word");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains(badge is null ? "/sign-in" : "/denied", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }
}
