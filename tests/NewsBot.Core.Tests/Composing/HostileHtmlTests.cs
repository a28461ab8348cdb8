using System.Diagnostics;
using static NewsBot.Core.Tests.Composing.Articles;

namespace NewsBot.Core.Tests.Composing;

/// <summary>Input made to cost time. The bound is thirty times what an idle machine needs, so that only growth that is not
/// linear can break it.</summary>
public sealed class HostileHtmlTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    public static TheoryData<string, string> Bombs => new()
    {
        { "nested blocks", string.Concat(Enumerable.Repeat("<div>", 100_000)) },
        { "nested inlines", string.Concat(Enumerable.Repeat("<b><i><a href='/x'>", 60_000)) },
        { "nested lists", string.Concat(Enumerable.Repeat("<ul><li>", 20_000)) },
        { "nested tables", string.Concat(Enumerable.Repeat("<table><tr><td>", 40_000)) },
        { "one huge attribute", "<p data-x='" + new string('x', 3_000_000) + "'>" },
        { "many attributes", "<p " + string.Concat(Enumerable.Range(0, 300_000).Select(i => $" a{i}=1")) + ">" },
        { "many pictures", string.Concat(Enumerable.Range(0, 12_000).Select(i => $"<img src='/{i}.jpg'>")) },
        { "many share links", string.Concat(Enumerable.Repeat("<a href='https://x.com/intent/tweet'></a>", 12_000)) },
        { "many related headings", string.Concat(Enumerable.Repeat("<div>相关阅读：</div>", 12_000)) },
        { "one endless line", "<p>" + new string('a', 1_000_000) },
        { "endless sentences", "<p>" + string.Concat(Enumerable.Repeat("新桥通车。“", 40_000)) },
        { "open brackets", "<p>" + new string('（', 900_000) },
        { "dots", "<p>" + new string('.', 900_000) },
        { "an open tag", new string('<', 1_000_000) },
        { "comments", string.Concat(Enumerable.Repeat("<!--", 500_000)) },
        { "entities", string.Concat(Enumerable.Repeat("&amp;amp;lt;", 200_000)) },
        { "candidates", "<img srcset='" + string.Concat(Enumerable.Repeat("/a.jpg 1w, ", 90_000)) + "'>" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_bomb_costs_bounded_time_and_the_text_before_it_is_kept(string name, string bomb)
    {
        var clock = Stopwatch.StartNew();
        var post = Compose($"<p>{Lead}</p>{bomb}");
        Assert.True(clock.Elapsed < Bound, $"{name}: {clock.Elapsed}");
        Assert.Equal(Lead, post.Lead);
    }

    [Fact]
    public void Thousands_of_balanced_elements_are_no_bomb() =>
        Assert.Contains("尾", Text(Compose(string.Concat(Enumerable.Repeat("<p>桥</p>", 9_000)) + "<p>尾</p>")), StringComparison.Ordinal);
}
