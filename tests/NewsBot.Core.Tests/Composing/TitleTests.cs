using static NewsBot.Core.Tests.Composing.Articles;

namespace NewsBot.Core.Tests.Composing;

public sealed class TitleTests
{
    [Theory]
    [InlineData("新桥通车   市民\t欢呼", "新桥通车 市民 欢呼")]
    [InlineData("新桥\u00A0\u00A0通车\u3000了", "新桥 通车 了")]
    [InlineData("市长：&quot;新桥通车&quot;", "市长：\"新桥通车\"")]
    [InlineData("Tom &amp;amp; Li", "Tom & Li")]
    [InlineData("新桥通车 - 青川日报", "新桥通车")]
    [InlineData("新桥通车_青川日报", "新桥通车")]
    [InlineData("青川日报 | 新桥通车", "新桥通车")]
    [InlineData("BBC | 新桥通车", "BBC | 新桥通车")]
    [InlineData("[视频]新桥通车", "[视频]新桥通车")]
    [InlineData("桥 - 路 - 河", "桥 - 路 - 河")]
    [InlineData("青川日报", "青川日报")]
    [InlineData("safe\u202Egnp.exe\u200B", "safegnp.exe")]
    public void A_title_is_one_clean_line_without_the_name_of_its_source(string raw, string clean) => Assert.Equal(clean, Compose("", raw).Title);

    [Fact]
    public void The_name_of_the_site_goes_if_it_is_its_domain_too() =>
        Assert.Equal("New bridge", Compose("", "New bridge | The Greenford Post", "https://www.thegreenfordpost.example/x").Title);

    [Theory]
    [InlineData("新桥通车 – 法国国际广播电台 - RFI", "新桥通车")]
    [InlineData("新桥通车 - 要闻分析", "新桥通车")]
    public void Names_and_columns_of_a_known_outlet_go_too(string raw, string clean) =>
        Assert.Equal(clean, Compose("", raw, "https://www.rfi.fr/cn/x").Title);
}
