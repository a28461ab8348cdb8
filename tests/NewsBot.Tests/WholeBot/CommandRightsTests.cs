using NewsBot.Chat;
using NewsBot.Core.Model;
using Reply = NewsBot.Core.Commands.Reply;

namespace NewsBot.Tests.WholeBot;

/// <summary>Who may use the bot, who may manage which chat, and how a chat is managed from another one.</summary>
public sealed class CommandRightsTests : CommandTest
{
    private static readonly ChatAddress Channel = new("notebook", "channel");
    private static readonly ChatAddress Group = new("notebook", "group");
    private static readonly ChatAddress Carol = new("notebook", "carol");
    private static readonly ChatAddress Server = new("notebook", "server");
    private static readonly ChatAddress Stranger = new("notebook", "stranger");

    protected override string[] Settings =>
    [
        "Access:Mode=allowlist", "Access:AllowedChats:2=notebook:server", "Access:AllowedChats:0=notebook:ann", "Access:AllowedChats:1=notebook:group", "Access:Admins:0=notebook:carol",
    ];

    [Fact]
    public async Task A_stranger_is_told_how_to_be_let_in_and_changes_nothing()
    {
        Origin.Serve("/feed", Origins.Reply.Feed("one"));
        var answer = await AskAsync(Stranger, $"/sub {Origin.Url("/feed")}");
        Assert.Contains("adding notebook:stranger to Access:AllowedChats", Words(answer), StringComparison.Ordinal);
        Assert.Empty(Origin.Asked());
    }

    [Fact]
    public async Task A_stranger_in_a_topic_is_told_the_entry_that_lets_the_whole_chat_in()
    {
        var answer = await AskAsync(Stranger with { Thread = "5" }, "/list", message => message with { Sender = null });
        Assert.Contains("adding notebook:stranger to Access:AllowedChats", Words(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_who_is_let_in_may_use_the_bot_in_any_chat() =>
        Assert.Contains("no subscriptions", Words(await AskAsync(Bob, "/list", From(Ann))), StringComparison.Ordinal);

    [Fact]
    public async Task A_chat_that_is_let_in_lets_in_everybody_in_it() =>
        Assert.Contains("no subscriptions", Words(await AskAsync(Group, "/list", From(Stranger))), StringComparison.Ordinal);

    [Fact]
    public async Task An_admin_of_the_bot_changes_subscriptions_where_they_are_no_administrator()
    {
        Origin.Serve("/feed", Origins.Reply.Feed("one"));
        Bot.Notebook.Rights(Group, ManageRight.NotAdministrator);
        Assert.True((await AskAsync(Group, $"/sub {Origin.Url("/feed")}", From(Ann))).IsTrouble);
        Assert.False((await AskAsync(Group, $"/sub {Origin.Url("/feed")}", From(Carol))).IsTrouble);
    }

    [Theory]
    [InlineData("/mute 1")]
    [InlineData("/set")]
    [InlineData("/import")]
    [InlineData("/export")]
    public async Task Only_who_may_manage_a_chat_changes_or_exports_its_subscriptions(string said)
    {
        Bot.Notebook.Rights(Group, ManageRight.NotAdministrator);
        Assert.Contains("Only administrators", Words(await AskAsync(Group, said, From(Ann))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bot_that_cannot_post_says_what_it_needs()
    {
        Bot.Notebook.Rights(Group, ManageRight.BotNotAdministrator);
        Assert.Contains("Make me an administrator", Words(await AskAsync(Group, "/sub https://example.com", From(Ann))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_is_managed_from_the_private_chat_of_its_administrator()
    {
        Bot.Notebook.Stand("@channel", ManageRight.Granted, Channel);
        Origin.Serve("/feed", Origins.Reply.Feed("zero"));
        var answer = await AskAsync(Ann, $"/sub {Origin.Url("/feed")}", About("@channel"));
        Assert.StartsWith("Subscribed", Words(answer), StringComparison.Ordinal);

        Origin.Serve("/feed", Origins.Reply.Feed("one", "zero"));
        await NewsAsync(Channel, "one");
        Assert.Empty(Bot.Notebook.News(Ann));
        Assert.Contains("no subscriptions", await WordsAsync("/list"), StringComparison.Ordinal);
        Assert.StartsWith("1 subscription", Words(await AskAsync(Ann, "/list", About("@channel"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buttons_about_another_chat_name_it()
    {
        Bot.Notebook.Stand("@channel", ManageRight.Granted, Channel);
        Origin.Serve("/feed", Origins.Reply.Feed("zero"));
        var answer = await AskAsync(Ann, $"/sub {Origin.Url("/feed")}", About("@channel"));
        Assert.Equal([$"/unsub @channel {Origin.Url("/feed")}"], answer.Choices.Select(choice => choice.Command));

        var again = await AskAsync(Ann, $"/sub {Origin.Url("/feed")}", About("@channel"));
        Assert.Contains("/unsub @channel 1", Words(again), StringComparison.Ordinal);

        var panel = await AskAsync(Ann, "/set", About("@channel"));
        Assert.StartsWith("Settings of @channel", Words(panel), StringComparison.Ordinal);
        Assert.All(panel.Choices, choice => Assert.StartsWith("/set @channel ", choice.Command, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_settings_of_another_chat_are_not_those_of_this_one()
    {
        Bot.Notebook.Stand("@channel", ManageRight.Granted, Channel);
        var panel = await AskAsync(Ann, "/set language zh", About("@channel"));
        Assert.StartsWith("Settings of @channel", Words(panel), StringComparison.Ordinal);
        Assert.Contains(panel.Choices, choice => choice.Label == "Language: 中文");
        Assert.Contains((await AskAsync(Ann, "/set")).Choices, choice => choice.Label == "Language: English");
    }

    [Theory]
    [InlineData(ManageRight.NotAdministrator, "Only administrators of @channel")]
    [InlineData(ManageRight.BotNotAdministrator, "Make me an administrator of @channel with the right to post")]
    [InlineData(ManageRight.NoSuchChat, "I know no chat @channel")]
    public async Task Who_may_not_manage_another_chat_is_told_what_is_missing(ManageRight right, string told)
    {
        Bot.Notebook.Stand("@channel", right, Channel);
        Assert.Contains(told, Words(await AskAsync(Ann, "/list", About("@channel"))), StringComparison.Ordinal);
        Assert.Contains(told, Words(await AskAsync(Ann, "/sub https://example.com", About("@channel"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_admin_of_the_bot_manages_every_chat_in_which_the_bot_may_post()
    {
        Bot.Notebook.Stand("@channel", ManageRight.NotAdministrator, Channel);
        Bot.Notebook.Stand("@closed", ManageRight.BotNotAdministrator, new ChatAddress("notebook", "closed"));
        Assert.False((await AskAsync(Carol, "/list", About("@channel"))).IsTrouble);
        Assert.True((await AskAsync(Carol, "/list", About("@closed"))).IsTrouble);
        Assert.True((await AskAsync(Carol, "/list", About("@nowhere"))).IsTrouble);
    }

    [Fact]
    public async Task A_stranger_manages_a_chat_that_is_let_in_and_no_other()
    {
        Bot.Notebook.Stand("@group", ManageRight.Granted, Group);
        Bot.Notebook.Stand("@channel", ManageRight.Granted, Channel);
        Assert.False((await AskAsync(Stranger, "/list", About("@group"))).IsTrouble);
        Assert.Contains("notebook:stranger", Words(await AskAsync(Stranger, "/list", About("@channel"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_community_that_is_let_in_lets_in_all_its_chats()
    {
        var message = (IncomingMessage said) => said with { Community = Server };
        Assert.Contains("no subscriptions", Words(await AskAsync(Stranger, "/list", message)), StringComparison.Ordinal);
        var other = await AskAsync(Stranger, "/list", said => said with { Community = new ChatAddress("notebook", "elsewhere") });
        Assert.Contains("adding notebook:elsewhere to Access:AllowedChats", Words(other), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notebook:ann")]
    [InlineData("notebook:carol")]
    public async Task Nothing_is_subscribed_where_the_bot_may_not_post(string person)
    {
        Assert.True(ChatAddress.TryParse(person, out var sender));
        Bot.Notebook.Lack(Group, PostingPermission.SendMessages, PostingPermission.EmbedLinks, PostingPermission.AttachFiles);
        foreach (var said in (string[])[$"/sub {Origin.Url("/feed")}", "/import"])
        {
            Assert.Equal(
                "I can't post in this channel yet: my role lacks Send Messages, Embed Links and Attach Files. "
                + "Open the channel's settings → Permissions → my role and allow them, then send this again.",
                Words(await AskAsync(Group, said, From(sender))));
        }
        Assert.Empty(Origin.Asked());
        Assert.StartsWith("Settings", Words(await AskAsync(Group, "/set", From(sender))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_subscribed_elsewhere_where_the_bot_may_not_post()
    {
        Bot.Notebook.Stand("@channel", ManageRight.Granted, Channel);
        Bot.Notebook.Lack(Channel, PostingPermission.ViewChannel);
        var answer = Words(await AskAsync(Ann, "/sub https://example.com", About("@channel")));
        Assert.StartsWith("I can't post in @channel yet: my role lacks View Channel.", answer, StringComparison.Ordinal);
        Assert.False((await AskAsync(Ann, "/list", About("@channel"))).IsTrouble);
    }

    private static string Words(Reply reply) => reply.Text.ToPlainText();

    private static Func<IncomingMessage, IncomingMessage> About(string chat) => message => message with { About = chat };

    private static Func<IncomingMessage, IncomingMessage> From(ChatAddress person) => message => message with { Sender = person };
}
