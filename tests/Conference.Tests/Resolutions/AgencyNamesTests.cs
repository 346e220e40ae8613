using Conference.Resolutions;
using System.Text;

namespace Conference.Tests.Resolutions;

public sealed class AgencyNamesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Bộ Tài chính", "Bộ Tài chính")]
    [InlineData("Bộ Tài chính; Bộ Công an,Bộ Y tế\nBộ Nội vụ", "Bộ Tài chính|Bộ Công an|Bộ Y tế|Bộ Nội vụ")]
    [InlineData("Bộ Lao động - Thương binh và Xã hội,Thanh tra Chính phủ, các bộ, ngành và địa phương", "Bộ Lao động - Thương binh và Xã hội|Thanh tra Chính phủ|các bộ, ngành và địa phương")]
    [InlineData("Bộ Văn hóa, Thể thao và Du lịch, Bộ Y tế", "Bộ Văn hóa, Thể thao và Du lịch|Bộ Y tế")]
    [InlineData("Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương", "Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương")]
    [InlineData("Bộ Y tế, UBND các tỉnh, thành phố, Bộ Công an", "Bộ Y tế|UBND các tỉnh, thành phố|Bộ Công an")]
    [InlineData("Các tỉnh, thành phố trực thuộc TW", "Các tỉnh, thành phố trực thuộc TW")]
    [InlineData("Các bộ, ngành, địa phương", "Các bộ, ngành, địa phương")]
    [InlineData("Bộ, ngành, địa phương", "Bộ, ngành, địa phương")]
    [InlineData("các bộ, cơ quan liên quan", "các bộ, cơ quan liên quan")]
    [InlineData("các bộ, các ngành, các cơ quan có liên quan", "các bộ, các ngành, các cơ quan có liên quan")]
    [InlineData("Bộ Tài chính, bộ, ngành liên quan", "Bộ Tài chính|bộ, ngành liên quan")]
    [InlineData("VTV, VOV, TTXVN, các địa phương", "VTV|VOV|TTXVN|các địa phương")]
    [InlineData("Hà Nội, Huế và Đà Nẵng", "Hà Nội|Huế và Đà Nẵng")]
    [InlineData("Bộ Công an và các địa phương Bắc Ninh, Bình Dương", "Bộ Công an|các địa phương Bắc Ninh, Bình Dương")]
    [InlineData("Viện Hàn lâm Khoa học và Công nghệ và các bộ, ngành", "Viện Hàn lâm Khoa học và Công nghệ|các bộ, ngành")]
    [InlineData("Bộ Tài chính và Bộ Nội vụ", "Bộ Tài chính|Bộ Nội vụ")]
    [InlineData("Các cơ quan Đảng, Quốc hội, Tòa án nhân dân tối cao", "Các cơ quan Đảng|Quốc hội|Tòa án nhân dân tối cao")]
    [InlineData("Các bộ, ngành, các cơ quan đại diện Việt Nam ở nước ngoài", "Các bộ, ngành|các cơ quan đại diện Việt Nam ở nước ngoài")]
    [InlineData("- Bộ Y tế\n- Bộ Công an", "Bộ Y tế|Bộ Công an")]
    [InlineData("Bộ Thông tin và\nTruyền thông,\nBộ Văn hóa,\nThể thao và Du lịch", "Bộ Thông tin và Truyền thông|Bộ Văn hóa, Thể thao và Du lịch")]
    [InlineData("Bộ Thông tin và Truyền thông Bộ Khoa học và Công nghệ", "Bộ Thông tin và Truyền thông|Bộ Khoa học và Công nghệ")]
    [InlineData("Bộ Y tế; bộ y tế", "Bộ Y tế")]
    [InlineData("Ministry of Labour, War Invalids and Social Affairs, Ministry of Finance and relevant ministries, sectors and localities", "Ministry of Labour, War Invalids and Social Affairs|Ministry of Finance|relevant ministries, sectors and localities")]
    public void A_cell_is_split_into_the_agencies_it_names(string cell, string names)
    {
        Assert.Equal(names.Split('|', StringSplitOptions.RemoveEmptyEntries), AgencyNames.Split(cell, GivenWorkbook.Agencies));
        Assert.Equal(names.Split('|', StringSplitOptions.RemoveEmptyEntries), AgencyNames.Split(cell.Normalize(NormalizationForm.FormD), GivenWorkbook.Agencies));
    }

    [Fact]
    public void Names_with_commas_hold_together_even_when_unknown()
    {
        Assert.Equal(["Bộ Văn hóa, Thể thao và Du lịch", "Bộ Khoa học, Công nghệ"], AgencyNames.Split("Bộ Văn hóa, Thể thao và Du lịch, Bộ Khoa học, Công nghệ", []));
        Assert.Equal(["Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương"], AgencyNames.Split("Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương", []));
    }

    [Fact]
    public void The_longest_known_name_wins() =>
        Assert.Equal(["Hội Nhà văn, Nhà báo", "Hội Nhà văn"], AgencyNames.Split("Hội Nhà văn, Nhà báo, Hội Nhà văn", ["Hội Nhà văn", "Hội Nhà văn, Nhà báo"]));

    [Theory]
    [InlineData("VTV, ")]
    [InlineData("a, ")]
    [InlineData("Bộ Y tế ")]
    [InlineData("các bộ và ")]
    public void An_endless_cell_comes_to_an_end(string piece)
    {
        foreach (var length in new[] { 1_900, 1_000_000 })
        {
            Assert.NotEmpty(AgencyNames.Split(string.Concat(Enumerable.Repeat(piece, length / piece.Length)), GivenWorkbook.Agencies));
            Assert.Equal(DeadlineKind.Unclear, Deadline.Parse(string.Concat(Enumerable.Repeat("2025 - ", length / 7))).Kind);
        }
    }

    [Fact]
    public void Joined_and_split_again_the_names_are_the_same()
    {
        var random = new Random(11);
        string[] pieces = [.. GivenWorkbook.Agencies, "các bộ", "ngành", "địa phương", "Các địa phương", "Hà Nội", "VTV", "Bộ", "và", "and", "-", "doanh nghiệp liên quan", "các cơ quan đại diện Việt Nam ở nước ngoài", "Thể thao", "relevant ministries", "localities", "tỉnh Bắc Ninh", "CSDL chuyên ngành"];
        string[] joints = [", ", ",", "; ", " ", " và ", " and ", "\n", ",\n", " - ", ""];
        for (var i = 0; i < 10_000; i++)
        {
            var cell = string.Concat(Enumerable.Range(0, random.Next(7)).Select(_ => pieces[random.Next(pieces.Length)] + joints[random.Next(joints.Length)]));
            var names = AgencyNames.Split(cell, GivenWorkbook.Agencies);
            Assert.Equal(names, AgencyNames.Split(AgencyNames.Join(names), GivenWorkbook.Agencies));
        }
    }
}
