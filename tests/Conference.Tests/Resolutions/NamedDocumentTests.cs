using Conference.Resolutions;
using Conference.Shared.Contracts;

namespace Conference.Tests.Resolutions;

/// <summary>What a text says about other documents and about agencies.</summary>
public sealed class NamedDocumentTests
{
    [Theory]
    [InlineData("Thực hiện Chỉ thị số 15-CT/TW ngày 10/8/2022", "15-CT/TW Implements")]
    [InlineData("theo Kết luận 28-CT / TW và 06-NQ / TW", "28-CT/TW Cites|06-NQ/TW Cites")]
    [InlineData("The Government has issued Resolution No. 01/NQ-CP", "01/NQ-CP Cites")]
    [InlineData("the Resolution No. 22-NQ/TW dated April 10, 2013, the Resolution No. 1052/NQ-UBTVQH13 dated", "22-NQ/TW Cites|1052/NQ-UBTVQH13 Cites")]
    [InlineData("Nghị định số 30/2020/NĐ-CP thay thế Nghị định số 110/2004/NĐ-CP.", "30/2020/NĐ-CP Cites|110/2004/NĐ-CP Replaces")]
    [InlineData("Nghị định số 110/2004/NĐ-CP hết hiệu lực kể từ ngày ký.", "110/2004/NĐ-CP Replaces")]
    [InlineData("The action plan aims to implement Directive No. 15-CT/TW dated August 10, 2022", "15-CT/TW Implements")]
    [InlineData("Regulation 272 replaces Regulation 295, which was older.", "Regulation 272 Cites|Regulation 295 Replaces")]
    [InlineData("pursuant to Directive 15 and Resolution 21", "Directive 15 Cites|Resolution 21 Cites")]
    [InlineData("Decree No. 12 and Guideline 01", "Decree 12 Cites|Guideline 01 Cites")]
    [InlineData("ngày 15/8/2022, tỷ lệ 15-20 và 3/4 số phiếu, COVID-19, Điều 5", "")]
    public void Documents_are_recognised_with_what_the_words_around_them_say(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', NamedDocument.In(text).Select(d => $"{d.Code} {d.Does}")));

    [Fact]
    public void A_bare_number_is_the_document_the_draft_names_in_full() =>
        Assert.Equal(["15-CT/TW", "21/NQ-CP", "Directive 16"], NamedDocument.In("Directive 15, Resolution 21 and Directive 16", ["15-CT/TW", "21/NQ-CP"]).Select(d => d.Code));

    private static readonly KnownAgencies Known = new([.. new (string Vi, string En)[]
    {
        ("Bộ Ngoại giao", "Ministry of Foreign Affairs"), ("Bộ Công Thương", "Ministry of Industry and Trade"), ("Bộ Kế hoạch và Đầu tư", "Ministry of Planning and Investment"), ("Bộ Tư pháp", "Ministry of Justice"), ("Ban Đối ngoại Trung ương", "Central Foreign Affairs Commission"),
    }.Select(n => Agency.Of(new(Guid.CreateVersion7(), "X", OrganisationKind.Ministry, n.Vi, n.En, "", "")))]);

    [Theory]
    [InlineData("Bộ Ngoại giao chủ trì, phối hợp với Bộ Tư pháp, Bộ Công Thương và các địa phương liên quan xây dựng đề án.", "Bộ Ngoại giao", "Bộ Tư pháp; Bộ Công Thương; các địa phương liên quan", "Xây dựng đề án")]
    [InlineData("Giao Bộ Tư pháp chủ trì, phối hợp chặt chẽ với các bộ, ngành, địa phương rà soát pháp luật", "Bộ Tư pháp", "các bộ, ngành, địa phương", "Rà soát pháp luật")]
    [InlineData("The Ministry of Foreign Affairs shall lead and coordinate with other ministries, central agencies and localities according to their assigned tasks and functions to: promote trade.", "Bộ Ngoại giao", "other ministries, central agencies and localities", null)]
    [InlineData("The Ministry of Planning and Investment shall coordinate with ministries, agencies and localities to conduct procedures.", "Bộ Kế hoạch và Đầu tư", "ministries, agencies and localities", "Conduct procedures")]
    [InlineData("The Ministry of Industry and Trade shall lead and coordinate with ministries, central agencies and localities to focus on awareness.", "Bộ Công Thương", "ministries, central agencies and localities", "Focus on awareness")]
    [InlineData("The Party Committee of the Ministry of Foreign Affairs shall preside over and coordinate with the Party Committees of relevant ministries, branches and agencies to develop plans for each period.", "Party Committee of the Ministry of Foreign Affairs", "Party Committees of relevant ministries, branches and agencies", "Develop plans for each period")]
    [InlineData("The Government has also assigned the Ministry of Foreign Affairs to assume the prime responsibility to coordinate with the central and local agencies to amend Decree No. 12.", "Bộ Ngoại giao", "central and local agencies", "Amend Decree No. 12")]
    [InlineData("The Ministry of Justice shall assume the prime responsibility for, and coordinate with the Central Foreign Affairs Commission in, reviewing the law.", "Bộ Tư pháp", "Ban Đối ngoại Trung ương", null)]
    [InlineData("Ministries, central agencies and localities based on their assigned functions and tasks shall: implement this.", "Ministries, central agencies and localities", "", "Implement this")]
    [InlineData("Các bộ, cơ quan ngang bộ và địa phương căn cứ chức năng, nhiệm vụ được giao có trách nhiệm: thực hiện nghị quyết.", "Các bộ, cơ quan ngang bộ và địa phương", "", "Thực hiện nghị quyết")]
    [InlineData("Nâng cao chất lượng ngoại giao kinh tế.", "", "", "Nâng cao chất lượng ngoại giao kinh tế")]
    public void The_lead_and_the_coordinating_agencies_are_proposed_from_the_wording(string text, string leads, string coordinating, string? rest)
    {
        var proposal = AgencyProposal.From(text, Known);
        Assert.Equal((leads, coordinating), (string.Join("; ", proposal.Leads.Select(a => a.Name)), string.Join("; ", proposal.Coordinating.Select(a => a.Name))));
        if (rest is not null) Assert.Equal(rest, proposal.Rest);
    }
}
