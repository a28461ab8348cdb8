using System.Text.Json;
using NewsBot.Chat;
using NewsBot.Chat.Telegram;
using NewsBot.Core.Model;
using Telegram.Bot;
using Telegram.Bot.Types;

namespace NewsBot.Tests.Telegram;

public sealed class UpdateReaderTests
{
    private const string Ann = """{"id":7,"is_bot":false,"first_name":"Ann","language_code":"zh-hans"}""";
    private const string PrivateChat = """{"id":7,"type":"private","first_name":"Ann"}""";
    private const string Group = """{"id":-1005,"type":"supergroup","title":"News","is_forum":true}""";
    private const string Channel = """{"id":-1009,"type":"channel","title":"Channel"}""";

    private static readonly UpdateReader Reader = new(new User { Id = 42, IsBot = true, FirstName = "NewsBot", Username = "news_bot" });

    [Fact]
    public void In_private_everything_is_for_the_bot()
    {
        var heard = Message($$"""{"message_id":3,"date":1,"chat":{{PrivateChat}},"from":{{Ann}},"text":" hello "}""");
        Assert.Equal(new ChatAddress("telegram", "7"), heard!.Chat);
        Assert.Equal(("hello", "zh-hans", new ChatAddress("telegram", "7")), (heard.Text, heard.Language, heard.Sender));
        Assert.Null(heard.AnswerTo);
    }

    [Theory]
    [InlineData("/latest 5", "/latest 5")]
    [InlineData("/latest@news_bot 5", "/latest@news_bot 5")]
    [InlineData("/latest@NEWS_BOT 5", "/latest@NEWS_BOT 5")]
    [InlineData("@news_bot latest 5", "/latest 5")]
    [InlineData("@news_bot /latest 5", "/latest 5")]
    [InlineData("@news_bot https://example.com", "https://example.com")]
    [InlineData("@news_bot", "/help")]
    [InlineData("@news_bot, 你好", "你好")]
    public void In_a_group_its_commands_and_its_name_are_for_the_bot(string said, string meant) =>
        Assert.Equal(meant, Message($$"""{"message_id":3,"date":1,"chat":{{Group}},"from":{{Ann}},"text":{{JsonSerializer.Serialize(said)}}}""")?.Text);

    [Theory]
    [InlineData("hello everybody")]
    [InlineData("https://example.com/feed")]
    [InlineData("/latest@other_bot")]
    [InlineData("/weather")]
    [InlineData("@newsbot2 latest")]
    [InlineData("@other_bot latest")]
    public void In_a_group_the_rest_is_not(string said) =>
        Assert.Null(Message($$"""{"message_id":3,"date":1,"chat":{{Group}},"from":{{Ann}},"text":{{JsonSerializer.Serialize(said)}}}"""));

    [Fact]
    public void An_answer_in_a_group_refers_to_what_was_said() =>
        Assert.Equal("3", Message($$"""{"message_id":3,"date":1,"chat":{{Group}},"from":{{Ann}},"text":"/list"}""")!.AnswerTo);

    [Fact]
    public void A_topic_is_a_thread() => Assert.Equal(
        new ChatAddress("telegram", "-1005", "17"),
        Message($$"""{"message_id":30,"message_thread_id":17,"is_topic_message":true,"date":1,"chat":{{Group}},"from":{{Ann}},"text":"/list"}""")!.Chat);

    [Fact]
    public void The_general_topic_and_chains_of_answers_are_none()
    {
        Assert.Equal("", Message($$"""{"message_id":30,"message_thread_id":1,"is_topic_message":true,"date":1,"chat":{{Group}},"from":{{Ann}},"text":"/list"}""")!.Chat.Thread);
        Assert.Equal("", Message($$"""{"message_id":30,"message_thread_id":17,"date":1,"chat":{{Group}},"from":{{Ann}},"text":"/list"}""")!.Chat.Thread);
    }

    [Fact]
    public void An_anonymous_administrator_speaks_as_the_group() => Assert.Equal(
        new ChatAddress("telegram", "-1005"),
        Message($$"""{"message_id":3,"date":1,"chat":{{Group}},"sender_chat":{{Group}},"from":{"id":1087968824,"is_bot":true,"first_name":"Group"},"text":"/list"}""")!.Sender);

    [Fact]
    public void A_post_in_a_channel_is_said_by_the_channel()
    {
        var heard = (IncomingMessage)Read($$"""{"update_id":1,"channel_post":{"message_id":3,"date":1,"chat":{{Channel}},"sender_chat":{{Channel}},"text":"/list"} }""")!;
        Assert.Equal(heard.Chat, heard.Sender);
    }

    [Fact]
    public void An_edited_command_counts_as_said_anew()
    {
        var first = Message($$"""{"message_id":3,"date":1,"chat":{{PrivateChat}},"from":{{Ann}},"text":"/lst"}""")!;
        var edited = (IncomingMessage)Read($$"""{"update_id":1,"edited_message":{"message_id":3,"date":1,"edit_date":9,"chat":{{PrivateChat}},"from":{{Ann}},"text":"/list"} }""")!;
        Assert.NotEqual(first.Id, edited.Id);
        Assert.Equal("/list", edited.Text);
    }

    [Fact]
    public void Edited_talk_is_not_heard() =>
        Assert.Null(Read($$"""{"update_id":1,"edited_message":{"message_id":3,"date":1,"edit_date":9,"chat":{{PrivateChat}},"from":{{Ann}},"text":"thanks!"} }"""));

    [Theory]
    [InlineData("/sub @my_channel https://example.com/feed", "/sub https://example.com/feed", "@my_channel")]
    [InlineData("/list -1001234567", "/list", "-1001234567")]
    [InlineData("/unsub 3", "/unsub 3", null)]
    [InlineData("/search @my_channel", "/search @my_channel", null)]
    public void A_command_may_name_another_chat(string said, string text, string? about)
    {
        var heard = Message($$"""{"message_id":3,"date":1,"chat":{{PrivateChat}},"from":{{Ann}},"text":"{{said}}"}""")!;
        Assert.Equal((text, about), (heard.Text, heard.About));
    }

    [Fact]
    public void An_answer_to_the_bots_own_message_names_it()
    {
        const string Alert = """{"message_id":9,"date":1,"chat":{"id":7,"type":"private"},"from":{"id":42,"is_bot":true,"first_name":"NewsBot"},"text":"news"}""";
        Assert.Equal("9", Message($$"""{"message_id":10,"date":1,"chat":{{PrivateChat}},"from":{{Ann}},"reply_to_message":{{Alert}},"text":"/unsub"}""")!.RepliesTo);
    }

    [Fact]
    public void A_pressed_button_tells_its_data_and_its_message()
    {
        var press = (IncomingMessage)Read($$"""
            {"update_id":1,"callback_query":{"id":"88","from":{{Ann}},"chat_instance":"1","data":"/list 2",
             "message":{"message_id":12,"message_thread_id":17,"is_topic_message":true,"date":1,"chat":{{Group}},"text":"list"} } }
            """)!;
        Assert.Equal(("/list 2", "12", "17", "88"), (press.Text, press.Pressed, press.Chat.Thread, press.Id));
    }

    [Fact]
    public void A_file_with_or_without_words_is_heard_in_private() => Assert.Equal(
        ("", "feeds.opml"),
        Message($$"""{"message_id":3,"date":1,"chat":{{PrivateChat}},"from":{{Ann}},"document":{"file_id":"f","file_unique_id":"u","file_name":"feeds.opml","file_size":99} }""") is { } heard
            ? (heard.Text, heard.File!.Name) : default);

    [Fact]
    public void A_file_among_others_needs_a_command_as_its_caption()
    {
        const string File = """ "document":{"file_id":"f","file_unique_id":"u","file_name":"feeds.opml","file_size":99}""";
        Assert.Null(Message($$"""{"message_id":3,"date":1,"chat":{{Group}},"from":{{Ann}},{{File}}}"""));
        Assert.NotNull(Message($$"""{"message_id":3,"date":1,"chat":{{Group}},"from":{{Ann}},"caption":"/import",{{File}}}""")!.File);
    }

    [Fact]
    public void An_inline_query_searches_the_persons_own_feeds() => Assert.Equal(
        new HeadlineQuery(new ChatAddress("telegram", "7"), "5", "tram"),
        Read($$"""{"update_id":1,"inline_query":{"id":"5","from":{{Ann}},"query":" tram ","offset":""} }"""));

    [Fact]
    public void A_blocked_bot_has_lost_the_chat() => Assert.Equal(
        new ChatAddress("telegram", "7"),
        Assert.IsType<ChatLost>(Read($$"""
            {"update_id":1,"my_chat_member":{"chat":{{PrivateChat}},"from":{{Ann}},"date":1,
             "old_chat_member":{"status":"member","user":{"id":42,"is_bot":true,"first_name":"NewsBot"} },
             "new_chat_member":{"status":"kicked","user":{"id":42,"is_bot":true,"first_name":"NewsBot"},"until_date":0} } }
            """)).Chat);

    [Fact]
    public void A_group_that_became_a_supergroup_is_renamed() => Assert.Equal(
        new ChatAddress("telegram", "-1006"),
        Assert.IsType<ChatRenamed>(Read("""
            {"update_id":1,"message":{"message_id":3,"date":1,"chat":{"id":-5,"type":"group","title":"News"},"migrate_to_chat_id":-1006}}
            """)).To);

    [Fact]
    public void What_the_bot_itself_said_is_not_heard() =>
        Assert.Null(Message($$"""{"message_id":3,"date":1,"chat":{{PrivateChat}},"from":{"id":42,"is_bot":true,"first_name":"NewsBot"},"text":"/list"}"""));

    private static IncomingMessage? Message(string message) => (IncomingMessage?)Read($$"""{"update_id":1,"message":{{message}}}""");

    private static Incoming? Read(string json) => Reader.Read(JsonSerializer.Deserialize<Update>(json, JsonBotAPI.Options)!);
}
