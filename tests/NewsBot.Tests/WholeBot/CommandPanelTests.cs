using System.Text;
using NewsBot.Chat;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Tests.Origins;
using Reply = NewsBot.Core.Commands.Reply;

namespace NewsBot.Tests.WholeBot;

/// <summary>Lists in pages and panels of settings, whose buttons change them where they stand.</summary>
public sealed class CommandPanelTests : CommandTest
{
    [Fact]
    public async Task A_long_list_comes_in_pages_of_ten()
    {
        await ImportAsync(23);
        var first = await AskAsync("/list");
        Assert.True(first.IsPanel);
        Assert.StartsWith("23 subscriptions, page 1 of 3:\n1. Feed 1\n", first.Text.ToPlainText(), StringComparison.Ordinal);
        Assert.Equal("/list 2", first.Choices[0].Command);

        var middle = await AskAsync("/list 2");
        Assert.Equal(["/list 1", "/list 3"], middle.Choices.Take(2).Select(choice => choice.Command));
        var last = (await AskAsync("/list 99")).Text.ToPlainText();
        Assert.Contains("page 3 of 3", last, StringComparison.Ordinal);
        Assert.Contains("\n23. Feed 23\n", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_marks_what_is_silent()
    {
        await SubscribeAsync("/feed", "one");
        Assert.DoesNotContain("silent", await WordsAsync("/list"), StringComparison.Ordinal);
        await AskAsync("/mute 1");
        Assert.Contains("silent", await WordsAsync("/list"), StringComparison.Ordinal);
        await AskAsync("/unmute 1");
        Assert.DoesNotContain("silent", await WordsAsync("/list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_tells_no_login()
    {
        Origin.Serve("/feed", Origins.Reply.Feed("one"));
        await AskAsync($"/sub {Origin.Url("/feed").AbsoluteUri.Replace("http://", "http://ann:secret@", StringComparison.Ordinal)}");
        Assert.All(
            new[] { await AskAsync("/list"), await AskAsync("/set"), await AskAsync("/set 1"), await AskAsync("/why 1") },
            reply => Assert.DoesNotContain("secret", Told(reply), StringComparison.Ordinal));

        var panel = await AskAsync((await AskAsync("/set")).Choices.Single(choice => choice.Label.StartsWith("1.", StringComparison.Ordinal)).Command);
        Assert.Contains(panel.Choices, choice => choice.Label.Contains("Sound", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_press_changes_a_setting_and_shows_it()
    {
        var panel = await AskAsync("/set");
        Assert.Equal(["Language: English", "Messages tell: what happened", "Layout: classic"], panel.Choices.Select(choice => choice.Label));
        panel = await AskAsync(panel.Choices[1].Command);
        Assert.Equal("Messages tell: whole text", panel.Choices[1].Label);
        panel = await AskAsync(panel.Choices[1].Command);
        Assert.Equal("Messages tell: headline only", panel.Choices[1].Label);
        panel = await AskAsync(panel.Choices[2].Command);
        Assert.Equal("Layout: rich", panel.Choices[2].Label);
        panel = await AskAsync(panel.Choices[0].Command);
        Assert.Equal(["语言：中文", "消息内容：只有标题", "版式：富文本"], panel.Choices.Select(choice => choice.Label));
    }

    [Fact]
    public async Task A_subscription_has_a_panel_of_its_own()
    {
        await SubscribeAsync("/feed", "one");
        var panel = await AskAsync((await AskAsync("/set")).Choices.Single(choice => choice.Command.Contains("/feed", StringComparison.Ordinal)).Command);
        Assert.Contains(Origin.Url("/feed").AbsoluteUri, panel.Text.ToPlainText(), StringComparison.Ordinal);
        Assert.Equal(["🔔 Sound: on", "✏ Edits: on"], panel.Choices.Take(2).Select(choice => choice.Label));
        panel = await AskAsync(panel.Choices[0].Command);
        panel = await AskAsync(panel.Choices[1].Command);
        Assert.Equal(["🔕 Sound: off", "✏ Edits: off"], panel.Choices.Take(2).Select(choice => choice.Label));

        panel = await AskAsync(panel.Choices[2].Command);
        Assert.StartsWith("Unsubscribed", panel.Text.ToPlainText(), StringComparison.Ordinal);
        Assert.StartsWith("Subscribed", await WordsAsync(panel.Choices[0].Command), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_and_publishing_are_set_where_there_are_such()
    {
        await SubscribeAsync("/feed", "one");
        var address = Origin.Url("/feed");
        var plain = await AskAsync("/set 1");
        Assert.Null(plain.Roles);
        Assert.DoesNotContain(plain.Choices, choice => choice.Label.Contains("Publish", StringComparison.Ordinal));

        var panel = await AskAsync(Ann, "/set 1", InCommunity);
        Assert.Equal(new RolePicker("Call roles", $"/set {address} roles", null), panel.Roles);
        panel = await AskAsync(Ann, $"{panel.Roles!.Command} 12 34", InCommunity);
        Assert.Equal("12 34", panel.Roles!.Chosen);
        panel = await AskAsync(Ann, panel.Choices.Single(choice => choice.Label == "📣 Publish to followers: off").Command, InCommunity);
        Assert.Contains(panel.Choices, choice => choice.Label == "📣 Publish to followers: on");
        Assert.Equal("12 34", panel.Roles!.Chosen);
        panel = await AskAsync(Ann, panel.Roles.Command, InCommunity);
        Assert.Null(panel.Roles!.Chosen);
    }

    [Fact]
    public async Task Feeds_to_choose_from_may_be_shown_as_one_menu()
    {
        await SubscribeAsync("/a", "one");
        await SubscribeAsync("/b", "two");
        Assert.Equal(["Which feed?", "Which feed?"], (await AskAsync("/unsub")).Choices.Select(choice => choice.Menu));
        Assert.Equal([null, null, null, "Which feed?", "Which feed?"], (await AskAsync("/set")).Choices.Select(choice => choice.Menu));
    }

    [Theory]
    [InlineData("/start")]
    [InlineData("/list")]
    [InlineData("/latest")]
    public async Task A_feed_is_added_by_a_button(string said)
    {
        var button = (await AskAsync(said)).Choices.Single(choice => choice.Label == "Add a feed");
        Assert.Equal("Please write it so: /sub url…", await WordsAsync(button.Command));
    }

    [Fact]
    public async Task A_button_means_its_feed_even_after_the_numbers_have_moved()
    {
        await SubscribeAsync("/a", "one");
        await SubscribeAsync("/b", "two");
        var panel = await AskAsync("/set 2");
        await AskAsync("/unsub 1");
        Assert.Contains(Origin.Url("/b").AbsoluteUri, await WordsAsync(panel.Choices[0].Command), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/set 1 sound off")]
    [InlineData("/set #1 sound off")]
    [InlineData("/set a feed sound off")]
    public async Task A_feed_is_set_by_number_or_name(string said)
    {
        Origin.Serve("/feed", Origins.Reply.Xml(FeedText.Rss("one").Replace("Publisher", "A Feed", StringComparison.Ordinal)));
        await AskAsync($"/sub {Origin.Url("/feed")}");
        Assert.Contains((await AskAsync(said)).Choices, choice => choice.Label == "🔕 Sound: off");
    }

    [Theory]
    [InlineData("/set length short")]
    [InlineData("/set layout")]
    [InlineData("/set 1 sound loud")]
    [InlineData("/set colour blue")]
    public async Task Words_that_set_nothing_are_answered_with_what_is_allowed(string said)
    {
        await SubscribeAsync("/feed", "one");
        var answer = await AskAsync(said);
        Assert.True(answer.IsTrouble);
        Assert.Contains("/set length headline|lead|full", answer.Text.ToPlainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pressed_panel_changes_where_it_stands()
    {
        var panel = await AskAsync("/set");
        var message = Answers(Ann)[0].Key;
        var after = await PressAsync(Ann, panel.Choices[2], message);
        Assert.Equal("Layout: rich", after.Choices[2].Label);
        Assert.Equal(message, Assert.Single(Bot.Notebook.Panels).MessageId);
        Assert.Single(Answers(Ann));
    }

    [Fact]
    public async Task A_panel_that_cannot_be_changed_comes_anew()
    {
        Bot.Notebook.TroubleWithEdits(Ann, () => new SendResult.Refused("too old"));
        var panel = await AskAsync("/set");
        await PressAsync(Ann, panel.Choices[2], Answers(Ann)[0].Key);
        Assert.Empty(Bot.Notebook.Panels);
        Assert.Equal(2, Answers(Ann).Count);
    }

    [Fact]
    public async Task An_answer_that_is_no_panel_never_takes_the_place_of_a_message()
    {
        await SubscribeAsync("/feed", "one");
        await PressAsync(Ann, new Choice("", "/latest"), Answers(Ann)[0].Key);
        await PressAsync(Ann, new Choice("", "/mute 1"), Answers(Ann)[0].Key);
        Assert.Empty(Bot.Notebook.Panels);
    }

    private static string Told(Reply reply) =>
        reply.Text.ToString() + string.Concat(reply.Text.Blocks.OfType<Paragraph>().SelectMany(block => block.Content))
        + reply.Text.ToPlainText() + string.Concat(reply.Choices);

    private static IncomingMessage InCommunity(IncomingMessage message) =>
        message with { Features = ChatFeatures.Files | ChatFeatures.Roles | ChatFeatures.Publishing };

    private Task<Reply> ImportAsync(int feeds)
    {
        var outlines = Enumerable.Range(1, feeds).Select(n => $"""<outline text="Feed {n}" xmlUrl="{Origin.Url($"/{n}")}"/>""");
        var opml = Encoding.UTF8.GetBytes($"""<opml version="2.0"><body>{string.Concat(outlines)}</body></opml>""");
        return AskAsync(Ann, "/import", message => message with { File = new ReceivedFile("feeds.opml", opml) });
    }
}
