using CsCheck;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;

namespace NewsBot.Core.Tests.Commands;

public sealed class CommandParserTests
{
    [Theory]
    [InlineData("/latest 5 bbc", "latest", "5 bbc")]
    [InlineData("  /LIST  ", "list", "")]
    [InlineData("/search@news_bot 导弹", "search", "导弹")]
    [InlineData("／latest 5", "latest", "5")]
    [InlineData("/search\n导弹 飞机", "search", "导弹 飞机")]
    [InlineData("https://example.com/feed", "sub", "https://example.com/feed")]
    [InlineData("https://a.example http://b.example", "sub", "https://a.example http://b.example")]
    public void A_command_is_understood(string text, string name, string arguments)
    {
        var command = Assert.IsType<Utterance.Command>(CommandParser.Parse(text));
        Assert.Equal((name, arguments), (command.Spec.Name, command.Arguments));
    }

    [Theory]
    [InlineData("/lates", "latest")]
    [InlineData("/sbu x", "sub")]
    [InlineData("/subscribe x", null)]
    [InlineData("/sea", "search")]
    [InlineData("/weather", null)]
    public void A_command_that_does_not_exist_brings_the_nearest_one(string text, string? nearest) =>
        Assert.Equal(nearest, Assert.IsType<Utterance.Unknown>(CommandParser.Parse(text)).Nearest?.Name);

    [Theory]
    [InlineData("hello")]
    [InlineData("/")]
    [InlineData("")]
    [InlineData("see https://example.com")]
    [InlineData("今天有什么新闻？")]
    public void Other_words_are_talk(string text) => Assert.IsType<Utterance.Talk>(CommandParser.Parse(text));

    [Fact]
    public void Nothing_that_people_type_breaks_it() => Gen.String.Sample(text => Assert.NotNull(CommandParser.Parse(text)));

    [Fact]
    public void Every_command_fits_the_menus_of_all_platforms() =>
        Assert.All(CommandTable.All, spec =>
        {
            Assert.Matches("^[a-z0-9_]{1,32}$", spec.Name);
            Assert.InRange(spec.Summary(ChatLanguage.English).Length, 3, 100);
            Assert.InRange(spec.Summary(ChatLanguage.Chinese).Length, 2, 100);
        });
}
