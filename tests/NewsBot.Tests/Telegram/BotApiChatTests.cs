using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Tests.Telegram.StandIn;

namespace NewsBot.Tests.Telegram;

/// <summary>What chats take from the bot, and what they refuse.</summary>
public sealed class BotApiChatTests : IAsyncLifetime
{
    private const long Ada = 1001;
    private const long Forum = -1_001_000_000_001;
    private const string Picture = "https://example.org/a.jpg";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private BotApiServer _server = null!;
    private BotApiCaller _caller = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await BotApiServer.StartAsync(new BotApiOptions { Rates = RateOptions.None, Time = _time });
        _server.AddUser(Ada);
        _caller = new BotApiCaller(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(ChatFate.Blocked, 403, "Forbidden: bot was blocked by the user")]
    [InlineData(ChatFate.Deactivated, 403, "Forbidden: user is deactivated")]
    [InlineData(ChatFate.NotStarted, 403, "Forbidden: bot can't initiate conversation with a user")]
    [InlineData(ChatFate.NotFound, 400, "Bad Request: chat not found")]
    public async Task A_person_may_be_out_of_reach(ChatFate fate, int code, string refusal)
    {
        _server.Chat(Ada).Fate = fate;
        await RefusesAsync(_caller.SayAsync(Ada, "x"), refusal, code);
    }

    [Theory]
    [InlineData(-5, ChatFate.Kicked, 403, "Forbidden: bot was kicked from the group chat")]
    [InlineData(-1_001_000_000_005, ChatFate.Kicked, 403, "Forbidden: bot was kicked from the supergroup chat")]
    [InlineData(-1_001_000_000_005, ChatFate.NotMember, 403, "Forbidden: bot is not a member of the supergroup chat")]
    [InlineData(-5, ChatFate.Deleted, 403, "Forbidden: the group chat was deleted")]
    [InlineData(-5, ChatFate.NoRights, 400, "Bad Request: not enough rights to send text messages to the chat")]
    public async Task A_group_may_be_out_of_reach(long id, ChatFate fate, int code, string refusal)
    {
        _server.AddGroup(id).Fate = fate;
        await RefusesAsync(_caller.SayAsync(id, "x"), refusal, code);
    }

    [Fact]
    public async Task A_channel_takes_posts_by_its_name_from_an_administrator_alone()
    {
        var channel = _server.AddChannel(-1_001_000_000_007, "harbour_news", botIsAdministrator: false);
        var post = new JsonObject { ["chat_id"] = "@Harbour_News", ["text"] = "x" };
        await RefusesAsync(_caller.CallAsync("sendMessage", post), "Forbidden: bot is not a member of the channel chat", 403);
        channel.Administrators.Add(_server.Bot.Id);
        var message = (await _caller.CallAsync("sendMessage", post)).Result;
        Assert.Equal(channel.Id, message.GetProperty("sender_chat").GetProperty("id").GetInt64());
        Assert.False(message.TryGetProperty("from", out _));
    }

    [Fact]
    public async Task A_group_that_migrated_tells_its_new_id()
    {
        var group = _server.AddGroup(-5);
        _server.Migrate(group, -1_001_000_000_005);
        var answer = await _caller.SayAsync(-5, "x");
        Assert.Equal("Bad Request: group chat was upgraded to a supergroup chat", answer.Refusal);
        Assert.Equal(-1_001_000_000_005, answer.Json.GetProperty("parameters").GetProperty("migrate_to_chat_id").GetInt64());
        Assert.True((await _caller.SayAsync(-1_001_000_000_005, "x")).IsOk);
    }

    [Fact]
    public async Task A_topic_is_named_unless_it_is_General()
    {
        var forum = _server.AddForum(Forum, 7);
        Assert.True((await TopicAsync(null)).IsOk);
        Assert.Null(_server.Messages(Forum)[^1].Thread);
        var message = (await TopicAsync(7)).Result;
        Assert.Equal(7, message.GetProperty("message_thread_id").GetInt32());
        Assert.True(message.GetProperty("is_topic_message").GetBoolean());

        await RefusesAsync(TopicAsync(1), "Bad Request: message thread not found");
        await RefusesAsync(TopicAsync(8), "Bad Request: message thread not found");
        forum.CloseTopic(7);
        await RefusesAsync(TopicAsync(7), "Bad Request: TOPIC_CLOSED");
        forum.ReopenTopic(7);
        Assert.True((await TopicAsync(7)).IsOk);
        forum.DeleteTopic(7);
        await RefusesAsync(TopicAsync(7), "Bad Request: message thread not found");

        Task<CallAnswer> TopicAsync(int? topic) =>
            _caller.CallAsync("sendMessage", new JsonObject { ["chat_id"] = Forum, ["text"] = "x", ["message_thread_id"] = topic });
    }

    [Fact]
    public async Task A_reply_names_a_message_that_is_there_and_goes_into_its_topic()
    {
        var forum = _server.AddForum(Forum, 7);
        var said = _server.Say(forum, new Person(5, "Bob"), "/help", thread: 7);
        var message = (await ReplyAsync(said.Id, false)).Result;
        Assert.Equal(7, message.GetProperty("message_thread_id").GetInt32());
        Assert.Equal("/help", message.GetProperty("reply_to_message").GetProperty("text").GetString());
        await RefusesAsync(ReplyAsync(99, false), "Bad Request: message to be replied not found");
        Assert.True((await ReplyAsync(99, true)).IsOk);

        Task<CallAnswer> ReplyAsync(int id, bool anyway) => _caller.CallAsync("sendMessage", new JsonObject
        {
            ["chat_id"] = Forum,
            ["text"] = "x",
            ["reply_parameters"] = new JsonObject { ["message_id"] = id, ["allow_sending_without_reply"] = anyway },
        });
    }

    [Theory]
    [InlineData("""{"text":"x","callback_data":""}""", "Bad Request: BUTTON_DATA_INVALID")]
    [InlineData("""{"text":"x","callback_data":"一二三四五六七八九十一二三四五六七八九十一二"}""", "Bad Request: BUTTON_DATA_INVALID")]
    [InlineData("""{"text":"x","url":"javascript:alert(1)"}""", "Bad Request: BUTTON_URL_INVALID")]
    [InlineData("""{"text":"x","url":"/relative"}""", "Bad Request: BUTTON_URL_INVALID")]
    [InlineData("""{"text":"x"}""", "Bad Request: Text buttons are unallowed in the inline keyboard")]
    [InlineData("""{"text":" ","callback_data":"a"}""", "Bad Request: inline keyboard button text must be non-empty")]
    public async Task A_button_does_one_thing_in_64_bytes(string button, string refusal)
    {
        var keyboard = JsonNode.Parse($$"""{"inline_keyboard":[[{{button}}]]}""");
        await RefusesAsync(_caller.CallAsync("sendMessage", new JsonObject { ["chat_id"] = Ada, ["text"] = "x", ["reply_markup"] = keyboard }), refusal);
    }

    [Theory]
    [InlineData(MediaFailure.Unreachable, "failed to get HTTP URL content", "WEBPAGE_CURL_FAILED")]
    [InlineData(MediaFailure.WrongType, "wrong type of the web page content", "WEBPAGE_MEDIA_EMPTY")]
    public async Task A_picture_that_cannot_be_fetched_is_refused_and_goes_on_being(MediaFailure failure, string single, string album)
    {
        _server.Media.Fail(Picture, failure);
        await RefusesAsync(PhotoAsync(Picture), "Bad Request: " + single);
        _server.Media.Recover(Picture);
        await RefusesAsync(PhotoAsync(Picture), "Bad Request: " + single);
        await RefusesAsync(
            AlbumAsync(("photo", "https://example.org/b.jpg"), ("photo", Picture)),
            $"Bad Request: failed to send message #2 with the error message \"{album}\"");
        Assert.True((await PhotoAsync(Picture + "?again")).IsOk);
    }

    [Fact]
    public async Task A_photo_is_sent_again_by_its_id_and_by_no_other()
    {
        var sizes = (await PhotoAsync(Picture)).Result.GetProperty("photo");
        Assert.True((await PhotoAsync(sizes[0].GetProperty("file_id").GetString()!)).IsOk);
        Assert.True((await PhotoAsync(sizes[1].GetProperty("file_id").GetString()!)).IsOk);
        Assert.Single(_server.Media.Fetched);
        await RefusesAsync(PhotoAsync("AgACAgIAAxkBAAIB"), "Bad Request: wrong file identifier/HTTP URL specified");
        await RefusesAsync(
            _caller.CallAsync("sendDocument", new JsonObject { ["chat_id"] = Ada, ["document"] = sizes[1].GetProperty("file_id").GetString() }),
            "Bad Request: can't use file of type photo as document");
    }

    [Theory]
    [InlineData(6000, 4001)]
    [InlineData(2100, 100)]
    [InlineData(100, 2100)]
    public async Task A_photo_is_neither_too_large_nor_too_long(int width, int height)
    {
        _server.Media.Picture(Picture, width, height);
        await RefusesAsync(PhotoAsync(Picture), "Bad Request: PHOTO_INVALID_DIMENSIONS");
        await RefusesAsync(
            _caller.UploadAsync("sendPhoto", [("chat_id", "1001")], ("photo", "a.png", Png(width, height))), "Bad Request: PHOTO_INVALID_DIMENSIONS");
    }

    [Fact]
    public async Task Uploads_have_their_sizes()
    {
        await RefusesAsync(
            _caller.UploadAsync("sendPhoto", [("chat_id", "1001")], ("photo", "a.jpg", new byte[(10 * 1024 * 1024) + 1])),
            "Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes");
        await RefusesAsync(
            _caller.UploadAsync("sendDocument", [("chat_id", "1001")], ("document", "a.zip", new byte[(50 * 1024 * 1024) + 1])), "Request Entity Too Large", 413);
        Assert.True((await _caller.UploadAsync("sendDocument", [("chat_id", "1001")], ("document", "a.zip", new byte[1024]))).IsOk);
    }

    [Fact]
    public async Task Pictures_are_judged_by_their_bytes_when_asked_to()
    {
        await using var server = await BotApiServer.StartAsync(new BotApiOptions { JudgePictures = true });
        server.AddUser(Ada);
        using var caller = new BotApiCaller(server);
        await RefusesAsync(caller.UploadAsync("sendPhoto", [("chat_id", "1001")], ("photo", "a.jpg", [1, 2, 3])), "Bad Request: IMAGE_PROCESS_FAILED");
        var photo = (await caller.UploadAsync("sendPhoto", [("chat_id", "1001")], ("photo", "a.png", Png(640, 480)))).Result.GetProperty("photo");
        Assert.Equal(640, photo[1].GetProperty("width").GetInt32());
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC2, 0, 17, 8, 0x01, 0xE0, 0x02, 0x80, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        photo = (await caller.UploadAsync("sendPhoto", [("chat_id", "1001")], ("photo", "a.jpg", jpeg))).Result.GetProperty("photo");
        Assert.Equal(480, photo[1].GetProperty("height").GetInt32());
    }

    [Fact]
    public async Task An_album_has_two_to_ten_items_of_kinds_that_mix()
    {
        var album = (await AlbumAsync(("photo", Picture), ("video", "https://example.org/v.mp4"))).Result;
        Assert.Equal(2, album.GetArrayLength());
        Assert.Equal(album[0].GetProperty("media_group_id").GetString(), album[1].GetProperty("media_group_id").GetString());
        Assert.Equal([1, 2], _server.Messages(Ada).Select(message => message.Id));

        await RefusesAsync(AlbumAsync(("photo", Picture)), "Bad Request: too few messages to send as an album");
        await RefusesAsync(AlbumAsync([.. Enumerable.Repeat(("photo", Picture), 11)]), "Bad Request: too many messages to send as an album");
        await RefusesAsync(AlbumAsync(("photo", Picture), ("document", "https://example.org/d.pdf")), "Bad Request: can't use the media of the specified type in the album");
        Assert.Equal(2, _server.Messages(Ada).Count);
    }

    [Fact]
    public async Task An_edit_changes_something_of_its_own_kind_in_a_message_of_the_bot()
    {
        var said = _server.Say(_server.Chat(Ada), new Person(Ada, "Ada"), "hello");
        await _caller.SayAsync(Ada, "<b>x</b>");
        var text = _server.Messages(Ada)[^1];
        await PhotoAsync(Picture);
        var photo = _server.Messages(Ada)[^1];

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await EditAsync("Text", text.Id, "text", "y")).IsOk);
        var edited = _server.Messages(Ada).Single(message => message.Id == text.Id);
        Assert.Equal(("y", 1, text.Date.AddMinutes(1)), (edited.Text, edited.Edits, edited.Edited!.Value));
        Assert.StartsWith("Bad Request: message is not modified: ", (await EditAsync("Text", text.Id, "text", "y")).Refusal, StringComparison.Ordinal);
        await RefusesAsync(EditAsync("Text", 99, "text", "y"), "Bad Request: message to edit not found");
        await RefusesAsync(EditAsync("Text", said.Id, "text", "y"), "Bad Request: message can't be edited");
        await RefusesAsync(EditAsync("Text", photo.Id, "text", "y"), "Bad Request: there is no text in the message to edit");
        await RefusesAsync(EditAsync("Caption", text.Id, "caption", "y"), "Bad Request: there is no caption in the message to edit");
        Assert.True((await EditAsync("Caption", photo.Id, "caption", "y")).IsOk);
    }

    [Fact]
    public async Task A_text_may_become_a_picture()
    {
        await _caller.SayAsync(Ada, "x");
        var answer = await _caller.CallAsync("editMessageMedia", new JsonObject
        {
            ["chat_id"] = Ada,
            ["message_id"] = 1,
            ["media"] = new JsonObject { ["type"] = "photo", ["media"] = Picture, ["caption"] = "y" },
        });
        Assert.True(answer.IsOk);
        Assert.Equal("y", Assert.Single(_server.Messages(Ada)).Caption);
    }

    [Fact]
    public async Task The_bot_deletes_its_own_messages_for_48_hours()
    {
        await _caller.SayAsync(Ada, "x");
        await _caller.SayAsync(Ada, "y");
        Assert.True((await DeleteAsync(1)).IsOk);
        Assert.Equal("y", Assert.Single(_server.Messages(Ada)).Text);
        await RefusesAsync(DeleteAsync(1), "Bad Request: message to delete not found");
        _time.Advance(TimeSpan.FromHours(49));
        await RefusesAsync(DeleteAsync(2), "Bad Request: message can't be deleted");

        Task<CallAnswer> DeleteAsync(int id) => _caller.CallAsync("deleteMessage", new JsonObject { ["chat_id"] = Ada, ["message_id"] = id });
    }

    [Fact]
    public async Task Members_have_a_standing_in_their_chat()
    {
        var group = _server.AddGroup(-5);
        var bob = _server.AddUser(5, name: "Bob");
        var eve = _server.AddUser(6, name: "Eve");
        group.Owner = bob.Id;
        group.Administrators.Add(_server.Bot.Id);
        _server.Say(group, eve, "hello");
        Assert.Equal("creator", await StandingAsync(bob.Id));
        Assert.Equal("member", await StandingAsync(eve.Id));
        Assert.Equal("left", await StandingAsync(Ada));
        Assert.Equal("administrator", await StandingAsync(_server.Bot.Id));
        var administrators = (await _caller.CallAsync("getChatAdministrators", new JsonObject { ["chat_id"] = -5 })).Result;
        Assert.Equal(2, administrators.GetArrayLength());

        async Task<string?> StandingAsync(long id) =>
            (await _caller.CallAsync("getChatMember", new JsonObject { ["chat_id"] = -5, ["user_id"] = id })).Result.GetProperty("status").GetString();
    }

    private static async Task RefusesAsync(Task<CallAnswer> call, string refusal, int code = 400)
    {
        var answer = await call;
        Assert.Equal(((HttpStatusCode)code, refusal), (answer.Status, answer.Refusal));
        Assert.Equal(code, answer.Json.GetProperty("error_code").GetInt32());
    }

    private Task<CallAnswer> PhotoAsync(string photo) => _caller.CallAsync("sendPhoto", new JsonObject { ["chat_id"] = Ada, ["photo"] = photo });

    private Task<CallAnswer> AlbumAsync(params (string Type, string Media)[] items) => _caller.CallAsync("sendMediaGroup", new JsonObject
    {
        ["chat_id"] = Ada,
        ["media"] = new JsonArray([.. items.Select(item => (JsonNode)new JsonObject { ["type"] = item.Type, ["media"] = item.Media })]),
    });

    private Task<CallAnswer> EditAsync(string what, int id, string name, string value) =>
        _caller.CallAsync("editMessage" + what, new JsonObject { ["chat_id"] = Ada, ["message_id"] = id, [name] = value });

    private static byte[] Png(int width, int height)
    {
        byte[] head = [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];
        return [.. head, .. BigEndian(width), .. BigEndian(height)];

        static byte[] BigEndian(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];
    }
}
