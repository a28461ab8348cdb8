using System.Globalization;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering.Discord;

namespace NewsBot.Core.Tests.Rendering.Discord;

public sealed class DiscordReplyTests
{
    private static readonly Post Bridge = new()
    {
        Title = "The bridge opens",
        Lead = "The city opened its new bridge on Monday.",
        Link = new Uri("https://news.example/bridge"),
        Image = new Uri("https://news.example/a.jpg"),
        Source = "Courier",
        Published = new DateTimeOffset(2024, 3, 1, 9, 30, 0, TimeSpan.Zero),
    };

    [Fact]
    public void A_single_headline_is_a_card_with_its_large_picture() =>
        Assert.True(One(Says("Found:") with { Posts = [Bridge] }) is { Content: "Found:", Embeds: [{ Title: "The bridge opens", Image: not null, Thumbnail: null }] });

    [Fact]
    public void Two_or_three_are_cards_with_small_pictures()
    {
        var message = One(new Reply { Posts = [Bridge, Bridge, Bridge] });
        Assert.Equal(3, message.Embeds.Count);
        Assert.All(message.Embeds, embed => Assert.True(embed is { Description: "The city opened its new bridge on Monday.", Image: null, Thumbnail: not null, Footer.Text: "Courier" }));
    }

    [Fact]
    public void Cards_that_lead_to_the_same_address_are_all_shown() =>
        Assert.Equal(["https://news.example/bridge", null], One(new Reply { Posts = [Bridge, Bridge] }).Embeds.Select(embed => embed.Url));

    [Fact]
    public void More_are_a_numbered_list() => Assert.StartsWith(
        "1\\. [The bridge opens](https://news.example/bridge)\n-# Courier · <t:1709285400:R>\n2\\. [The bridge",
        One(new Reply { Posts = [Bridge, Bridge, Bridge, Bridge] }).Embeds[0].Description,
        StringComparison.Ordinal);

    [Fact]
    public void A_long_list_is_cut_between_headlines()
    {
        var messages = Render(new Reply { Posts = [.. Enumerable.Repeat(Bridge with { Title = new string('x', 300) }, 30)], Choices = [new Choice("More", "/latest 60")] });
        Assert.Equal(3, messages.Count);
        Assert.All(messages, message => Assert.EndsWith("\n-# Courier · <t:1709285400:R>", message.Embeds[0].Description, StringComparison.Ordinal));
        Assert.Equal([0, 0, 1], messages.Select(message => message.Components.Count));
    }

    [Fact]
    public void A_long_answer_goes_on_in_further_messages_at_the_ends_of_sentences()
    {
        var messages = Render(Says(string.Concat(Enumerable.Repeat("It is two miles long. ", 200))) with { Choices = [new Choice("Ok", "/ok")] });
        Assert.Equal(3, messages.Count);
        Assert.All(messages, message => Assert.EndsWith("long.", message.Content, StringComparison.Ordinal));
        Assert.Equal([0, 0, 1], messages.Select(message => message.Components.Count));
    }

    [Fact]
    public void Links_of_an_answer_open_no_previews() =>
        Assert.Equal("[Feed](<https://news.example/feed>)", One(new Reply { Text = new RichText([new Paragraph([new Anchor(new Uri("https://news.example/feed"), [new Words("Feed")])])]) }).Content);

    [Fact]
    public void A_link_whose_words_are_an_address_is_that_address() => Assert.Equal(
        "**see** <https://news.example/a_b>",
        One(new Reply { Text = new RichText([new Paragraph([new Styled(TextStyle.Bold, [new Words("see ")]), new Anchor(new Uri("https://news.example/a_b"), [new Words("https://news.example/")])])]) }).Content);

    [Fact]
    public void A_bracket_without_its_other_one_is_left_out_of_a_link() => Assert.Equal(
        "\\[[LIVE Updates \\[1\\]](<https://news.example/>)",
        One(new Reply { Text = new RichText([new Paragraph([new Anchor(new Uri("https://news.example/"), [new Words("[LIVE Updates [1]")])])]) }).Content);

    [Theory]
    [InlineData("No feed there.", "⚠️ No feed there.")]
    [InlineData("❌ No feed there.", "❌ No feed there.")]
    public void An_error_begins_with_a_sign(string says, string content)
    {
        var message = One(Says(says) with { IsTrouble = true });
        Assert.Equal((content, true), (message.Content, message.IsTrouble));
    }

    [Fact]
    public void An_answer_that_says_nothing_is_no_message() => Assert.Empty(Render(new Reply()));

    [Fact]
    public void A_file_alone_is_a_message()
    {
        var message = One(new Reply { File = new ReplyFile("feeds.opml", new byte[3], "text/x-opml") });
        Assert.Equal(("", "feeds.opml"), (message.Content, message.File?.Name));
    }

    [Fact]
    public void Choices_of_one_menu_are_a_menu_and_a_single_one_is_a_button()
    {
        var rows = Rows([new Choice("A", "/a"), .. Menu("Feeds", 60), new Choice("B", "/b") { Menu = "Other" }]);
        Assert.Equal(["A", "menu-0: 25", "menu-1: 25", "menu-2: 10", "B"], rows);
    }

    [Fact]
    public void Where_rows_are_short_the_last_buttons_are_left_out()
    {
        var buttons = Enumerable.Range(0, 30).Select(i => new Choice(string.Create(CultureInfo.InvariantCulture, $"{i}"), string.Create(CultureInfo.InvariantCulture, $"/{i}"))).ToList();
        Assert.Equal(["0 1 2 3 4", "5 6 7 8 9", "10 11 12 13 14", "menu-0: 2", "menu-1: 2"], Rows([.. buttons, .. Menu("Feeds", 2), .. Menu("Others", 2, "x")]));
    }

    [Fact]
    public void A_command_is_offered_once() => Assert.Equal(["A"], Rows([new Choice("A", "/a"), new Choice("Again", "/a")]));

    [Theory]
    [InlineData("/sub https://news.example/", 1)]
    [InlineData("/unsub 2", 4)]
    [InlineData("/set 2 unsubscribe", 4)]
    [InlineData("/subscriptions", 2)]
    [InlineData("/latest 5", 2)]
    public void A_button_looks_like_what_it_does(string command, int style) =>
        Assert.Equal(style, ((Button)((ActionRow)One(Says("?") with { Choices = [new Choice("A", command)] }).Components[0]).Components[0]).Style);

    [Fact]
    public void Roles_are_chosen_in_a_row_of_their_own()
    {
        var row = (ActionRow)One(Says("?") with { Roles = new RolePicker("Whom to call", "/set 1 roles", "7 x 8") }).Components[0];
        Assert.True(row.Components is [RoleSelect { CustomId: "/set 1 roles", Placeholder: "Whom to call", MinValues: 0, DefaultValues: [{ Id: "7", Type: "role" }, { Id: "8" }] }]);
    }

    private static IEnumerable<Choice> Menu(string name, int count, string command = "c") =>
        Enumerable.Range(0, count).Select(i => new Choice(string.Create(CultureInfo.InvariantCulture, $"{i}"), string.Create(CultureInfo.InvariantCulture, $"/{command} {i}")) { Menu = name });

    private static IEnumerable<string> Rows(IReadOnlyList<Choice> choices) => One(Says("?") with { Choices = choices }).Components.Cast<ActionRow>().Select(row => row.Components is [StringSelect menu]
        ? string.Create(CultureInfo.InvariantCulture, $"{menu.CustomId}: {menu.Options.Count}")
        : string.Join(' ', row.Components.Cast<Button>().Select(button => button.Label)));

    private static Reply Says(string text) => new() { Text = new RichText([new Paragraph([new Words(text)])]) };

    private static DiscordMessage One(Reply reply) => Assert.Single(Render(reply));

    private static IReadOnlyList<DiscordMessage> Render(Reply reply)
    {
        var messages = DiscordRenderer.Render(reply, new ChatSettings());
        Assert.All(messages, DiscordCheck.Check);
        return messages;
    }
}
