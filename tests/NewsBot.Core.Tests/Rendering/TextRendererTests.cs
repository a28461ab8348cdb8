using NewsBot.Core.Model;
using NewsBot.Core.Rendering;

namespace NewsBot.Core.Tests.Rendering;

public sealed class TextRendererTests
{
    private static readonly Post Full = new()
    {
        Title = "新桥通车",
        Lead = "横跨青川的新桥周一通车。",
        Image = new Uri("https://pictures.example/桥.jpg"),
        Source = "青川日报",
        Published = new DateTimeOffset(2024, 5, 6, 8, 30, 0, TimeSpan.FromHours(8)),
        Link = new Uri("https://news.example/bridge"),
    };

    [Fact]
    public void Each_part_stands_on_its_own_line_and_the_time_is_utc() => Assert.Equal(
        """
        新桥通车
        横跨青川的新桥周一通车。
        https://pictures.example/%E6%A1%A5.jpg
        青川日报 · 2024-05-06 00:30 UTC
        https://news.example/bridge
        """.ReplaceLineEndings("\n"),
        TextRenderer.Render(Full));

    [Fact]
    public void What_a_post_does_not_have_leaves_no_empty_line() => Assert.Equal(
        "新桥通车\n青川日报",
        TextRenderer.Render(new Post { Title = "新桥通车", Lead = "", Source = "青川日报" }));

    [Fact]
    public void Control_characters_never_reach_the_terminal() => Assert.Equal(
        "a [31mb c\nS",
        TextRenderer.Render(new Post { Title = "a\u001b[31mb\nc", Lead = "", Source = "S" }));
}
