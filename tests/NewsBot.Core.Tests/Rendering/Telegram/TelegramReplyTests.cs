using System.Globalization;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering.Telegram;

namespace NewsBot.Core.Tests.Rendering.Telegram;

public sealed class TelegramReplyTests
{
    private static readonly Post Bridge = new()
    {
        Title = "The bridge opens",
        Lead = "The city opened its new bridge on Monday.",
        Link = new Uri("https://news.example/bridge"),
        Image = new Uri("https://news.example/a.jpg"),
        Source = "Courier",
        Tags = ["City"],
    };

    [Fact]
    public void Up_to_three_headlines_come_with_their_leads() => Assert.Equal(
        """
        Latest:

        1. <a href="https://news.example/bridge"><b>The bridge opens</b></a>
        The city opened its new bridge on Monday.
        Courier

        2. <a href="https://news.example/bridge"><b>The bridge opens</b></a>
        The city opened its new bridge on Monday.
        Courier
        """.ReplaceLineEndings("\n"),
        One(Says("Latest:") with { Posts = [Bridge, Bridge] }).Html);

    [Fact]
    public void More_headlines_come_without() =>
        Assert.Equal("1. <a href=\"https://news.example/bridge\"><b>The bridge opens</b></a>\nCourier", One(new Reply { Posts = [Bridge, Bridge, Bridge, Bridge] }).Html.Split("\n\n")[0]);

    [Fact]
    public void A_single_headline_comes_with_its_picture()
    {
        var message = One(new Reply { Posts = [Bridge], Choices = [new Choice("More", "/latest 5")] });
        Assert.Equal(Bridge.Image, Assert.Single(message.Media).Address);
        Assert.StartsWith("<a href", message.Html, StringComparison.Ordinal);
        Assert.Single(message.Keyboard);
    }

    [Fact]
    public void A_long_list_is_cut_between_headlines()
    {
        var messages = Render(new Reply { Posts = [.. Enumerable.Repeat(Bridge with { Title = new string('x', 300) }, 30)], Choices = [new Choice("More", "/latest 60")] });
        Assert.Equal(3, messages.Count);
        Assert.All(messages, message => Assert.EndsWith("\nCourier", message.Html, StringComparison.Ordinal));
        Assert.All(messages.SkipLast(1), message => Assert.Empty(message.Keyboard));
        Assert.NotEmpty(messages[^1].Keyboard);
    }

    [Fact]
    public void Short_choices_stand_side_by_side_and_long_ones_alone()
    {
        string[] labels = ["One", "Two", "三个汉字七", "Four", "A label that is long", "Five"];
        var rows = One(Says("?") with { Choices = [.. labels.Select(label => new Choice(label, "/" + label))] }).Keyboard;
        Assert.Equal(["One|Two|三个汉字七", "Four", "A label that is long", "Five"], rows.Select(row => string.Join('|', row.Select(button => button.Label))));
        Assert.Equal("/One", rows[0][0].Command);
    }

    [Fact]
    public void There_are_at_most_a_hundred_buttons_and_no_label_is_longer_than_sixty()
    {
        var choices = Enumerable.Range(0, 130).Select(i => new Choice(string.Create(CultureInfo.InvariantCulture, $"{i} ") + new string('x', 80), "/x")).ToList();
        var buttons = One(Says("?") with { Choices = choices }).Keyboard.SelectMany(row => row).ToList();
        Assert.Equal(100, buttons.Count);
        Assert.All(buttons, button => Assert.Equal(60, button.Label.Length));
    }

    [Fact]
    public void A_file_has_the_text_beneath()
    {
        var message = One(Says("Your feeds.") with { File = new ReplyFile("feeds.opml", new byte[3], "text/x-opml") });
        Assert.Equal(("Your feeds.", "feeds.opml"), (message.Html, message.File?.Name));
    }

    [Fact]
    public void A_file_follows_a_long_text_and_has_the_buttons()
    {
        var messages = Render(Says(new string('x', 1_500)) with { File = new ReplyFile("feeds.opml", new byte[3], "text/x-opml"), Choices = [new Choice("Ok", "/ok")] });
        Assert.Equal([null, "feeds.opml"], messages.Select(message => message.File?.Name));
        Assert.Equal([0, 1], messages.Select(message => message.Keyboard.Count));
        Assert.Equal("", messages[1].Html);
    }

    [Theory]
    [InlineData("No feed there.", "⚠️ No feed there.")]
    [InlineData("❌ No feed there.", "❌ No feed there.")]
    [InlineData("⚠️ No feed there.", "⚠️ No feed there.")]
    public void An_error_begins_with_a_sign(string says, string html) => Assert.Equal(html, One(Says(says) with { IsTrouble = true }).Html);

    [Fact]
    public void A_silent_answer_is_silent() => Assert.True(One(Says("Done.") with { IsSilent = true }).IsSilent);

    [Fact]
    public void An_answer_that_says_nothing_is_no_message() => Assert.Empty(Render(new Reply()));

    [Fact]
    public void A_rich_answer_has_its_table_as_a_table()
    {
        var table = new Table([[[new Words("a")], [new Words("b")]], [[new Words("1")], [new Words("2")]]], HasHeader: true);
        var message = Assert.Single(TelegramRenderer.Render(new Reply { Text = new RichText([table]) }, new ChatSettings { Layout = MessageLayout.Rich }));
        Assert.Equal("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>", message.RichHtml);
        Assert.Equal("<pre>a  b\n1  2</pre>", message.Html);
    }

    private static Reply Says(string text) => new() { Text = new RichText([new Paragraph([new Words(text)])]) };

    private static TelegramMessage One(Reply reply) => Assert.Single(Render(reply));

    private static IReadOnlyList<TelegramMessage> Render(Reply reply)
    {
        var messages = TelegramRenderer.Render(reply, new ChatSettings());
        Assert.All(messages, message => TelegramParser.Check(message));
        return messages;
    }
}
