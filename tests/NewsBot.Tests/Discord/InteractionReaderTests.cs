using System.Text.Json;
using NewsBot.Chat;
using NewsBot.Chat.Discord;
using NewsBot.Chat.Discord.Interactions;
using NewsBot.Chat.Discord.Places;

namespace NewsBot.Tests.Discord;

/// <summary>What people do on Discord, as what they would have typed.</summary>
public sealed class InteractionReaderTests
{
    [Theory]
    [InlineData("""{"type":1,"name":"list"}""", "/list")]
    [InlineData("""{"type":1,"name":"latest","options":[{"name":"feed","type":3,"value":"bbc"},{"name":"n","type":4,"value":5}]}""", "/latest 5 bbc")]
    [InlineData("""{"type":1,"name":"latest","options":[{"name":"feed","type":3,"value":" bbc "}]}""", "/latest bbc")]
    [InlineData("""{"type":1,"name":"sub","options":[{"name":"url","type":3,"value":"https://example.com/feed"}]}""", "/sub https://example.com/feed")]
    [InlineData("""{"type":1,"name":"search","options":[{"name":"words","type":3,"value":"港湾 渡轮"}]}""", "/search 港湾 渡轮")]
    public void The_options_of_a_command_follow_it_in_the_order_of_the_table(string data, string text)
    {
        Assert.Equal(text, InteractionReader.OfCommand(Interaction(2, data)).Text);
    }

    [Fact]
    public void A_channel_that_a_command_names_is_what_it_is_about()
    {
        var message = InteractionReader.OfCommand(Interaction(
            2, """{"type":1,"name":"list","options":[{"name":"channel","type":7,"value":"55"}]}"""));

        Assert.Equal(("/list", "<#55>"), (message.Text, message.About));
    }

    [Fact]
    public void A_command_on_a_message_asks_why_it_came()
    {
        var message = InteractionReader.OfCommand(Interaction(2, """{"type":3,"name":"Why?","target_id":"77"}"""));

        Assert.Equal(("/why", "77"), (message.Text, message.RepliesTo));
    }

    [Fact]
    public void A_button_about_another_channel_says_which()
    {
        var message = InteractionReader.OfAnswer(Interaction(3, """{"custom_id":"x","component_type":2}"""), "/set <#55> page 2");

        Assert.Equal(("/set page 2", "<#55>", "interaction-1"), (message.Text, message.About, message.Pressed));
    }

    [Fact]
    public void A_server_a_person_and_a_language_are_told()
    {
        var message = InteractionReader.OfCommand(Interaction(2, """{"type":1,"name":"list"}"""));

        Assert.Equal(
            ("discord:3", "discord:8", "discord:2", "zh-CN"),
            ($"{message.Chat}", $"{message.Sender}", $"{message.Community}", message.Language));
        Assert.Equal(ChatFeatures.Files | ChatFeatures.Roles, message.Features);
    }

    [Fact]
    public void A_thread_is_addressed_within_its_channel()
    {
        var interaction = Interaction(2, """{"type":1,"name":"list"}""", """{"id":"3","type":11,"parent_id":"4"}""");

        Assert.Equal("discord:4/3", $"{interaction.Chat}");
        Assert.Equal("3", interaction.Chat.Target());
    }

    [Fact]
    public void In_an_announcement_channel_messages_can_be_published()
    {
        var interaction = Interaction(2, """{"type":1,"name":"list"}""", """{"id":"3","type":5}""");

        Assert.True(InteractionReader.OfCommand(interaction).Features.HasFlag(ChatFeatures.Publishing));
    }

    [Theory]
    [InlineData("unsub", "feed", "har", typeof(FeedQuery))]
    [InlineData("search", "words", "fer", typeof(HeadlineQuery))]
    public void What_is_typed_is_looked_for_where_there_is_something_to_offer(string command, string option, string typed, Type query)
    {
        var asked = InteractionReader.OfTyping(Interaction(
            4, $$"""{"type":1,"name":"{{command}}","options":[{"name":"{{option}}","type":3,"value":"{{typed}}","focused":true}]}"""));

        Assert.IsType(query, asked);
        Assert.Equal(typed, asked.Words);
    }

    [Fact]
    public void Nothing_is_offered_for_an_address()
    {
        Assert.Null(InteractionReader.OfTyping(Interaction(
            4, """{"type":1,"name":"sub","options":[{"name":"url","type":3,"value":"exa","focused":true}]}""")));
    }

    [Fact]
    public void A_file_is_found_among_what_came_with_the_command()
    {
        var file = InteractionReader.FileOf(Interaction(
            2,
            """
            {"type":1,"name":"import","options":[{"name":"file","type":11,"value":"66"}],
             "resolved":{"attachments":{"66":{"id":"66","filename":"feeds.opml","size":12,"url":"http://127.0.0.1/feeds.opml"}}}}
            """));

        Assert.Equal(("feeds.opml", "http://127.0.0.1/feeds.opml", 12), (file!.Value.Name, file.Value.Address.AbsoluteUri, file.Value.Size));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"id":"1","token":"t","channel_id":"3"}""")]
    [InlineData("""{"id":"1","channel_id":"3","user":{"id":"8"}}""")]
    public void What_lacks_the_needful_is_no_interaction(string json)
    {
        Assert.Null(Chat.Discord.Interactions.Interaction.Read(Parse(json)));
    }

    [Fact]
    public void Numbers_and_missing_parts_are_taken_as_they_come()
    {
        var interaction = Chat.Discord.Interactions.Interaction.Read(Parse("""{"id":1,"type":2,"token":"t","channel_id":3,"user":{"id":8},"new":[]}"""))!;

        Assert.Equal(("1", "discord:3", "8"), (interaction.Id, $"{interaction.Chat}", interaction.Person));
        Assert.Equal(ChannelKind.DirectMessages, interaction.Where);
        Assert.Null(interaction.Permissions);
        Assert.Equal("/", InteractionReader.OfCommand(interaction).Text);
    }

    private static Interaction Interaction(int type, string data, string channel = """{"id":"3","type":0}""") =>
        Chat.Discord.Interactions.Interaction.Read(Parse(
            $$"""
            {"id":"1","application_id":"9","type":{{type}},"token":"t","guild_id":"2","channel_id":"3","channel":{{channel}},
             "member":{"user":{"id":"8"},"roles":["5"],"permissions":"16"},"app_permissions":"1024","locale":"zh-CN","data":{{data}}}
            """))!;

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
