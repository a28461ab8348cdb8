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
    [InlineData("rsshub://zhihu/hot", "sub", "rsshub://zhihu/hot")]
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
    [InlineData("/wat", null)]
    [InlineData("/wyh", "why")]
    [InlineData("/mut x", "mute")]
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
    public void A_link_with_an_address_subscribes_and_begins_a_conversation()
    {
        Assert.True(FeedUrl.TryParse("https://example.com/新闻?a=1", out var url));
        var command = Assert.IsType<Utterance.Command>(CommandParser.Parse("/start " + LinkPayload.Write(url)));
        Assert.Equal((CommandName.Sub, url.Key, true), (command.Spec.Name, command.Arguments, command.Begins));
    }

    [Theory]
    [InlineData("")]
    [InlineData("friend_of_ann")]
    [InlineData("ZmlsZTovLy9ldGMvcGFzc3dk")] // file:///etc/passwd
    [InlineData("aGVsbG8")] // hello
    [InlineData("//8")]
    public void A_link_with_anything_else_greets(string payload)
    {
        var command = Assert.IsType<Utterance.Command>(CommandParser.Parse($"/start {payload}"));
        Assert.Equal((CommandName.Start, true), (command.Spec.Name, command.Begins));
    }

    [Fact]
    public void No_link_breaks_it() => Gen.String.Sample(text => Assert.IsType<Utterance.Command>(CommandParser.Parse($"/start {text}")));
}
