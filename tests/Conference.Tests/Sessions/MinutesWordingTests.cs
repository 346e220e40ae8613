using Conference.Sessions;

namespace Conference.Tests.Sessions;

/// <summary>How acts read in the minutes, by value and in both languages.</summary>
public sealed class MinutesWordingTests
{
    private static readonly EventFacts Lam = new() { Person = "Trần Văn Lâm", Title = "Đại sứ", Organisation = "Cơ quan đại diện tại Nhật Bản", OrganisationEn = "Mission in Japan" };

    public static TheoryData<string, EventFacts, string, string, string> Lines => new()
    {
        { "FloorGiven", Lam with { Kind = "statement" }, "Đại sứ Trần Văn Lâm (Cơ quan đại diện tại Nhật Bản) phát biểu.", "Trần Văn Lâm (Mission in Japan) spoke.", "" },
        { "Spoke", Lam with { Kind = "statement", Text = "hợp tác địa phương.", TextEn = "local cooperation", Seconds = 500 }, "Đại sứ Trần Văn Lâm (Cơ quan đại diện tại Nhật Bản) phát biểu về “hợp tác địa phương” (8 phút 20 giây).", "Trần Văn Lâm (Mission in Japan) spoke on “local cooperation” (8 min 20 s).", "" },
        { "Spoke", Lam with { Kind = "intervention", OnBehalfOf = "Nhóm miền Trung", Seconds = 45 }, "Đại sứ Trần Văn Lâm (Cơ quan đại diện tại Nhật Bản) thay mặt Nhóm miền Trung phát biểu (45 giây).", "Trần Văn Lâm (Mission in Japan) on behalf of Nhóm miền Trung spoke (45 s).", "" },
        { "FloorGiven", Lam with { TitleEn = "Ambassador", Kind = "statement" }, "Đại sứ Trần Văn Lâm (Cơ quan đại diện tại Nhật Bản) phát biểu.", "Trần Văn Lâm, Ambassador (Mission in Japan) spoke.", "" },
        { "FloorGiven", new() { Kind = "pointOfOrder", Person = "A", Text = "thứ tự phát biểu" }, "A nêu kiến nghị về thủ tục: “thứ tự phát biểu”.", "A raised a point of order: “thứ tự phát biểu”.", "" },
        { "FloorGiven", new(), "Đại biểu phát biểu.", "A delegate spoke.", "" },
        { "FloorGiven", new() { Organisation = "Đà Nẵng", Kind = "question" }, "Đại biểu (Đà Nẵng) nêu câu hỏi.", "A delegate (Đà Nẵng) asked a question.", "" },
        { "FloorGiven", new() { Person = "B", Kind = "rightOfReply" }, "B thực hiện quyền đáp lời.", "B exercised the right of reply.", "" },
        { "PointRuled", new() { Kind = "rejected", Person = "A", Text = "Nêu sau." }, "Chủ tọa bác kiến nghị về thủ tục của A: Nêu sau.", "The Chair rejected the point of order raised by A: Nêu sau.", "" },
        { "PointRuled", new() { Kind = "upheld" }, "Chủ tọa chấp nhận kiến nghị về thủ tục.", "The Chair upheld the point of order.", "" },
        { "ListClosed", new(), "Chủ tọa đóng danh sách đăng ký phát biểu.", "The Chair closed the list of speakers.", "" },
        { "ItemBegan", new() { Text = "Thảo luận", TextEn = "Discussion" }, "Phiên họp chuyển sang nội dung: Thảo luận.", "The session turned to the item: Discussion.", "" },
        { "Shown", new() { Kind = "comment", Code = "C-147" }, "Ý kiến C-147 được đưa lên màn hình để trao đổi.", "Comment C-147 was put on the screen for discussion.", "" },
        { "QuorumStated", new() { Kind = "toDecide", Figures = new Dictionary<string, int> { ["present"] = 120, ["entitled"] = 176, ["needed"] = 89 } }, "Có mặt 120/176 đoàn, đủ số lượng cần thiết để quyết định (89).", "120 of 176 delegations were present; the quorum to decide (89) was met.", "" },
        { "QuorumStated", new() { Kind = "toOpen", Figures = new Dictionary<string, int> { ["present"] = 50, ["needed"] = 59 } }, "Có mặt 50 đoàn, chưa đủ số lượng cần thiết để khai mạc (59).", "50 delegations were present; the quorum to open (59) was not met.", "" },
        { "Adopted", new() { Code = "D-3", Kind = "recorded", Rule = "simpleMajority", Text = "Kết luận phiên", TextEn = "Conclusions", Figures = new Dictionary<string, int> { ["for"] = 78, ["against"] = 30, ["abstain"] = 68, ["notVoting"] = 0, ["needed"] = 55 } },
            "Phiên họp thông qua D-3 “Kết luận phiên” bằng biểu quyết ghi danh: 78 phiếu thuận, 30 phiếu chống, 68 phiếu trắng (đa số quá bán; cần 55).",
            "The session adopted D-3 “Conclusions” by a recorded vote: 78 for, 30 against, 68 abstaining (simple majority; 55 needed).", "" },
        { "Adopted", new() { Code = "D-4", Kind = "consensus", Statements = [new("Đà Nẵng", "Bảo lưu khoản 2.")] }, "Phiên họp thông qua D-4 bằng đồng thuận.", "The session adopted D-4 by consensus.", "Ý kiến bảo lưu, phản đối được ghi vào biên bản:\n– Đà Nẵng: Bảo lưu khoản 2." },
        { "Rejected", new() { Code = "D-5", Kind = "secret", Rule = "twoThirdsOfVoting", Figures = new Dictionary<string, int> { ["for"] = 10, ["against"] = 12, ["abstain"] = 1 } }, "Phiên họp không thông qua D-5 bằng bỏ phiếu kín: 10 phiếu thuận, 12 phiếu chống, 1 phiếu trắng (đa số hai phần ba số phiếu).", "The session did not adopt D-5 by a secret ballot: 10 for, 12 against, 1 abstaining (two-thirds majority of those voting).", "" },
        { "Adopted", new(), "Phiên họp thông qua nội dung được nêu.", "The session adopted the proposal.", "" },
        { "PaperAdded", new() { Code = "DOC-7", Text = "Gợi ý", TextEn = "Points", Kind = "everyone" }, "Tài liệu DOC-7 “Gợi ý” được gửi tới phiên họp.", "Paper DOC-7 “Points” was put before the session.", "" },
    };

    [Theory, MemberData(nameof(Lines))]
    public void An_act_reads_as_a_sentence_in_both_languages(string act, EventFacts facts, string vi, string en, string text)
    {
        var words = MinutesWording.AsUsual.Of(Enum.Parse<SessionAct>(act), facts, null)!;
        Assert.Equal((vi, en, text), (words.Head, words.HeadEn, words.Text));
    }

    [Theory]
    [InlineData(SessionAct.Asked), InlineData(SessionAct.Reordered), InlineData(SessionAct.CameIn), InlineData(SessionAct.Blanked), InlineData(SessionAct.MinutesPublished)]
    public void What_is_no_matter_of_the_minutes_writes_no_line(SessionAct act) => Assert.Null(MinutesWording.AsUsual.Of(act, Lam, null));

    [Fact]
    public void What_only_the_podium_may_see_is_not_told() => Assert.Null(MinutesWording.AsUsual.Of(SessionAct.PaperAdded, new() { Code = "DOC-9", Kind = "podium" }, null));

    [Fact]
    public void Edits_of_different_fields_are_put_together_and_of_the_same_field_are_not()
    {
        LineWords before = new("a", "b", "c", "d");
        Assert.Equal(new LineWords("a", "b", "C", "D"), LineWords.Together(before, before with { TextEn = "D" }, before with { Text = "C" }));
        Assert.Equal(before with { Text = "C" }, LineWords.Together(before, before with { Text = "C" }, before with { Text = "C" }));
        Assert.Null(LineWords.Together(before, before with { Text = "X" }, before with { Text = "Y" }));
    }
}
