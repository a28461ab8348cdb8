using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Tests.Discord.StandIn;

namespace NewsBot.Tests.Discord;

/// <summary>Messages and posts, as the stand-in takes and refuses them.</summary>
public sealed class DiscordServerMessageTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private DiscordCaller _caller = null!;

    private DiscordServer Server => _caller.Server;

    private DiscordChannel Channel => _caller.Channel;

    public async ValueTask InitializeAsync() =>
        _caller = await DiscordCaller.StartAsync(new DiscordServerOptions { Time = _time, Rates = DiscordRates.None });

    public ValueTask DisposeAsync() => _caller.DisposeAsync();

    [Fact]
    public async Task A_message_is_sent_read_edited_and_deleted()
    {
        var sent = await SayAsync(new { content = "a", embeds = new[] { new { title = "t" } } });
        var path = $"{_caller.MessagesPath}/{sent.Id}";
        Assert.Equal("t", (await _caller.GetAsync(path)).Json.GetProperty("embeds")[0].GetProperty("title").GetString());
        var edited = await _caller.PatchAsync(path, new { content = "b" });
        Assert.Equal("b", edited.Json.GetProperty("content").GetString());
        Assert.NotEqual(JsonValueKind.Null, edited.Json.GetProperty("edited_timestamp").ValueKind);
        Assert.Equal(1, edited.Json.GetProperty("embeds").GetArrayLength());
        Assert.Equal(204, (await _caller.DeleteAsync(path)).Status);
        Assert.Equal(10008, (await _caller.GetAsync(path)).Code);
    }

    [Fact]
    public async Task Messages_are_listed_from_the_newest()
    {
        foreach (var text in new[] { "a", "b", "c" })
            await SayAsync(new { content = text });
        var listed = (await _caller.GetAsync($"{_caller.MessagesPath}?limit=2")).Json;
        Assert.Equal(["c", "b"], listed.EnumerateArray().Select(message => message.GetProperty("content").GetString()!));
    }

    [Fact]
    public async Task A_message_of_somebody_else_cannot_be_edited()
    {
        var said = Server.Say(_caller.Ada, Channel, "hello");
        Assert.Equal((403, 50005), Refusal(await _caller.PatchAsync($"{_caller.MessagesPath}/{said.Id}", new { content = "x" })));
        Assert.Equal((403, 50013), Refusal(await _caller.DeleteAsync($"{_caller.MessagesPath}/{said.Id}")));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"content":"  "}""")]
    [InlineData("""{"components":[{"type":1,"components":[{"type":2,"style":1,"label":"a","custom_id":"a"}]}]}""")]
    public async Task An_empty_message_is_refused(string body)
    {
        Assert.Equal((400, 50006), Refusal(await _caller.PostAsync(_caller.MessagesPath, body)));
        Assert.Single(Server.Offences);
    }

    [Fact]
    public async Task Characters_are_counted_as_code_points()
    {
        Assert.Equal(200, (await SayAsync(new { content = string.Concat(Enumerable.Repeat("😀", 2000)) })).Status);
        Assert.Equal("BASE_TYPE_MAX_LENGTH", (await SayAsync(new { content = new string('x', 2001) })).Fault("content"));
    }

    [Theory]
    [InlineData("title", 256)]
    [InlineData("description", 4096)]
    public async Task A_text_of_an_embed_has_a_limit(string field, int most)
    {
        Assert.Equal(200, (await SayAsync(Embed(most))).Status);
        Assert.Equal("BASE_TYPE_MAX_LENGTH", (await SayAsync(Embed(most + 1))).Fault($"embeds.0.{field}"));

        object Embed(int length) => new { embeds = new[] { new Dictionary<string, string> { [field] = new string('x', length) } } };
    }

    [Fact]
    public async Task All_embeds_together_have_six_thousand_characters()
    {
        var half = new { description = new string('x', 3000) };
        Assert.Equal(200, (await SayAsync(new { embeds = new[] { half, half } })).Status);
        var refused = await SayAsync(new { embeds = new object[] { half, half, new { title = "x" } } });
        Assert.Equal("MAX_EMBED_SIZE_EXCEEDED", refused.Fault("embeds"));
    }

    [Theory]
    [InlineData("""{"embeds":[{}]}""", "embeds.0.description", "BASE_TYPE_REQUIRED")]
    [InlineData("""{"embeds":[{"title":"t","url":"news"}]}""", "embeds.0.url", "URL_TYPE_INVALID_URL")]
    [InlineData("""{"embeds":[{"title":"t","color":16777216}]}""", "embeds.0.color", "NUMBER_TYPE_MAX")]
    [InlineData("""{"embeds":[{"title":"t","fields":[{"name":"","value":"v"}]}]}""", "embeds.0.fields.0.name", "BASE_TYPE_REQUIRED")]
    [InlineData("""{"embeds":[{"image":{"url":"attachment://a.png"}}]}""", "embeds.0.image.url", "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND")]
    [InlineData("""{"embeds":[{"title":"t","timestamp":"today"}]}""", "embeds.0.timestamp", "DATETIME_TYPE_PARSE")]
    [InlineData("""{"content":"a","nonce":"12345678901234567890123456"}""", "nonce", "BASE_TYPE_MAX_LENGTH")]
    [InlineData("""{"content":"a","flags":64}""", "flags", "MESSAGE_FLAGS_INVALID")]
    [InlineData("""{"content":"a","flags":32768}""", "content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2")]
    [InlineData("""{"content":"a","allowed_mentions":{"parse":["roles"],"roles":["1"]}}""", "allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE")]
    [InlineData("""{"content":"a","components":[{"type":10,"content":"x"}]}""", "components.0.type", "UNION_TYPE_CHOICES")]
    [InlineData("""{"flags":32768,"components":[{"type":17,"components":[{"type":17,"components":[]}]}]}""", "components.0.components.0.type", "UNION_TYPE_CHOICES")]
    [InlineData("""{"flags":32768,"components":[{"type":9,"components":[{"type":10,"content":"x"}]}]}""", "components.0.accessory", "BASE_TYPE_REQUIRED")]
    [InlineData("""{"flags":32768,"components":[{"type":12,"items":[]}]}""", "components.0.items", "BASE_TYPE_BAD_LENGTH")]
    public async Task A_message_that_breaks_a_rule_is_refused_at_the_place(string body, string path, string fault)
    {
        var refused = await _caller.PostAsync(_caller.MessagesPath, body);
        Assert.Equal((400, 50035), Refusal(refused));
        Assert.Equal(fault, refused.Fault(path));
        Assert.Single(Server.Offences);
    }

    [Theory]
    [InlineData("""{"type":2,"style":1,"label":"a"}""", "components.0.components.0.custom_id", "BASE_TYPE_REQUIRED")]
    [InlineData("""{"type":2,"style":5,"label":"a"}""", "components.0.components.0.url", "BASE_TYPE_REQUIRED")]
    [InlineData("""{"type":2,"style":5,"label":"a","url":"https://a.example/","custom_id":"a"}""", "components.0.components.0", "BUTTON_COMPONENT_CUSTOM_ID_AND_URL")]
    [InlineData("""{"type":2,"style":1,"custom_id":"a"}""", "components.0.components.0", "BUTTON_COMPONENT_INVALID")]
    [InlineData(
        """{"type":2,"style":1,"label":"a","custom_id":"a"},{"type":2,"style":1,"label":"b","custom_id":"a"}""",
        "components.0.components.1.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED")]
    [InlineData("""{"type":3,"custom_id":"a","options":[]}""", "components.0.components.0.options", "BASE_TYPE_BAD_LENGTH")]
    [InlineData("""{"type":3,"custom_id":"a","max_values":2,"options":[{"label":"a","value":"a"}]}""", "components.0.components.0.max_values", "NUMBER_TYPE_MAX")]
    [InlineData("""{"type":6,"custom_id":"a"},{"type":6,"custom_id":"b"}""", "components.0.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED")]
    public async Task A_button_or_menu_that_breaks_a_rule_is_refused_at_the_place(string components, string path, string fault)
    {
        var refused = await _caller.PostAsync(_caller.MessagesPath, $$"""{"content":"a","components":[{"type":1,"components":[{{components}}]}]}""");
        Assert.Equal(fault, refused.Fault(path));
    }

    [Fact]
    public async Task A_layout_has_forty_components_and_four_thousand_characters()
    {
        Assert.Equal(200, (await LayoutAsync(40, 100)).Status);
        Assert.Equal("BASE_TYPE_BAD_LENGTH", (await LayoutAsync(41, 1)).Fault("components"));
        Assert.Equal("COMPONENT_MAX_TEXT_LENGTH", (await LayoutAsync(2, 2001)).Fault("components"));

        Task<DiscordCaller.Answer> LayoutAsync(int count, int length) => SayAsync(new
        {
            flags = 32768,
            components = Enumerable.Range(0, count).Select(_ => new { type = 10, content = new string('x', length) }),
        });
    }

    [Fact]
    public async Task A_layout_stays_one()
    {
        var sent = await SayAsync(new { flags = 32768, components = new[] { new { type = 10, content = "a" } } });
        var refused = await _caller.PatchAsync($"{_caller.MessagesPath}/{sent.Id}", new { content = "b" });
        Assert.Equal("MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", refused.Fault("content"));
        Assert.Equal(32768, (await _caller.PatchAsync($"{_caller.MessagesPath}/{sent.Id}", new { flags = 0 })).Json.GetProperty("flags").GetInt32());
    }

    [Fact]
    public async Task A_nonce_that_is_enforced_gives_the_earlier_message_for_some_minutes_and_in_its_channel()
    {
        var body = new { content = "a", nonce = "n1", enforce_nonce = true };
        var first = await SayAsync(body);
        Assert.Equal(first.Id, (await SayAsync(body)).Id);
        Assert.NotEqual(first.Id, (await SayAsync(new { content = "a", nonce = "n1" })).Id);
        Assert.NotEqual(first.Id, (await _caller.PostAsync($"/channels/{_caller.Guild.AddChannel().Id}/messages", body)).Id);
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.NotEqual(first.Id, (await SayAsync(body)).Id);
    }

    [Theory]
    [InlineData("""null""", "everyone role ada")]
    [InlineData("""{"parse":[]}""", "")]
    [InlineData("""{"parse":["users"]}""", "ada")]
    [InlineData("""{"parse":["everyone","roles"]}""", "everyone role")]
    public async Task Only_those_are_called_whom_the_message_allows(string allowed, string called)
    {
        Channel.Allow(_caller.Guild.BotRole, DiscordPermission.MentionEveryone);
        var role = _caller.Guild.AddRole("role");
        var text = $"@everyone <@&{role.Id}> <@{_caller.Ada.Id}>";
        await _caller.PostAsync(_caller.MessagesPath, allowed == "null"
            ? JsonSerializer.Serialize(new { content = text })
            : $$"""{"content":"{{text}}","allowed_mentions":{{allowed}}}""");
        var names = Assert.Single(Server.Messages(Channel)).Pings.Select(id => id == role.Id ? "role" : id == _caller.Ada.Id ? "ada" : id.TrimStart('@'));
        Assert.Equal(called, string.Join(' ', names));
    }

    [Fact]
    public async Task Without_leave_a_bot_calls_neither_everyone_nor_roles_that_may_not_be_called()
    {
        var (open, closed) = (_caller.Guild.AddRole("open", isMentionable: true), _caller.Guild.AddRole("closed"));
        await SayAsync(new { content = $"@everyone <@&{open.Id}> <@&{closed.Id}>" });
        Assert.Equal([open.Id], Assert.Single(Server.Messages(Channel)).Pings);
    }

    [Theory]
    [InlineData(DiscordPermission.ViewChannel, 50001)]
    [InlineData(DiscordPermission.SendMessages, 50013)]
    [InlineData(DiscordPermission.EmbedLinks, 50013)]
    [InlineData(DiscordPermission.AttachFiles, 50013)]
    public async Task A_permission_that_is_missing_is_told(ulong permission, int code)
    {
        var body = new { content = "a", embeds = new[] { new { title = "t" } } };
        Assert.Equal(200, (await _caller.UploadAsync(_caller.MessagesPath, body, ("a.txt", [1]))).Status);
        Channel.Deny(_caller.Guild.BotRole, permission);
        Assert.Equal((403, code), Refusal(await _caller.UploadAsync(_caller.MessagesPath, body, ("a.txt", [1]))));
        Assert.Empty(Server.Offences);
    }

    [Fact]
    public async Task In_threads_another_permission_counts()
    {
        var thread = Channel.AddThread("t");
        Channel.Deny(_caller.Guild.BotRole, DiscordPermission.SendMessages);
        Assert.Equal(200, (await _caller.PostAsync($"/channels/{thread.Id}/messages", new { content = "a" })).Status);
        Channel.Deny(_caller.Guild.BotRole, DiscordPermission.SendInThreads);
        Assert.Equal(50013, (await _caller.PostAsync($"/channels/{thread.Id}/messages", new { content = "a" })).Code);
    }

    [Fact]
    public async Task A_reply_needs_leave_to_read_and_a_message_that_is_there()
    {
        var said = Server.Say(_caller.Ada, Channel, "hello");
        var sent = await SayAsync(new { content = "a", message_reference = new { message_id = said.Id } });
        Assert.Equal(said.Id, sent.Json.GetProperty("message_reference").GetProperty("message_id").GetString());
        Assert.Equal(50035, (await SayAsync(new { content = "a", message_reference = new { message_id = "1" } })).Code);
        Assert.Equal(200, (await SayAsync(new { content = "a", message_reference = new { message_id = "1", fail_if_not_exists = false } })).Status);
        Channel.Deny(_caller.Guild.BotRole, DiscordPermission.ReadMessageHistory);
        Assert.Equal((403, 160002), Refusal(await SayAsync(new { content = "a", message_reference = new { message_id = said.Id } })));
    }

    [Fact]
    public async Task A_file_gets_an_address_from_which_anybody_can_read_it()
    {
        var sent = await _caller.UploadAsync(
            _caller.MessagesPath,
            new { embeds = new[] { new { image = new { url = "attachment://a.png" } } }, attachments = new[] { new { id = 0, filename = "a.png" } } },
            ("upload.png", [1, 2, 3]));
        var address = sent.Json.GetProperty("attachments")[0].GetProperty("url").GetString()!;
        Assert.Equal(address, sent.Json.GetProperty("embeds")[0].GetProperty("image").GetProperty("url").GetString());
        using var anybody = new HttpClient();
        Assert.Equal([1, 2, 3], await anybody.GetByteArrayAsync(new Uri(address), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_edit_keeps_the_files_that_it_lists()
    {
        var sent = await _caller.UploadAsync(_caller.MessagesPath, new { content = "a" }, ("a.txt", [1]), ("b.txt", [2]));
        var second = sent.Json.GetProperty("attachments")[1].GetProperty("id").GetString();
        var path = $"{_caller.MessagesPath}/{sent.Id}";
        Assert.Equal(2, (await _caller.PatchAsync(path, new { content = "b" })).Json.GetProperty("attachments").GetArrayLength());
        var kept = (await _caller.PatchAsync(path, new { attachments = new[] { new { id = second } } })).Json.GetProperty("attachments");
        Assert.Equal("b.txt", Assert.Single(kept.EnumerateArray()).GetProperty("filename").GetString());
    }

    [Fact]
    public async Task A_file_may_have_ten_megabytes_and_a_message_ten_files()
    {
        Assert.Equal((413, 40005), Refusal(await _caller.UploadAsync(_caller.MessagesPath, new { }, ("a.bin", new byte[(10 << 20) + 1]))));
        var files = Enumerable.Range(0, 11).Select(i => ($"{i}.txt", new byte[1])).ToArray();
        Assert.Equal(30015, (await _caller.UploadAsync(_caller.MessagesPath, new { }, files)).Code);
    }

    [Fact]
    public async Task A_message_is_published_once_and_only_in_an_announcement_channel()
    {
        var news = _caller.Guild.AddChannel(DiscordChannel.Announcement);
        var sent = await _caller.PostAsync($"/channels/{news.Id}/messages", new { content = "a" });
        Assert.Equal(200, (await _caller.PostAsync($"/channels/{news.Id}/messages/{sent.Id}/crosspost")).Status);
        Assert.True(Assert.Single(Server.Messages(news)).IsPublished);
        Assert.Equal(40033, (await _caller.PostAsync($"/channels/{news.Id}/messages/{sent.Id}/crosspost")).Code);
        var other = await SayAsync(new { content = "a" });
        Assert.Equal(50024, (await _caller.PostAsync($"{_caller.MessagesPath}/{other.Id}/crosspost")).Code);
    }

    [Fact]
    public async Task A_post_in_a_forum_is_a_thread_with_the_number_of_its_message()
    {
        var forum = _caller.Guild.AddChannel(DiscordChannel.Forum);
        var tag = forum.AddTag("news");
        Assert.Equal((400, 40058), Refusal(await _caller.PostAsync($"/channels/{forum.Id}/messages", new { content = "a" })));
        var post = await _caller.PostAsync($"/channels/{forum.Id}/threads", new { name = "title", applied_tags = new[] { tag }, message = new { content = "a" } });
        Assert.Equal((201, post.Id), (post.Status, post.Json.GetProperty("message").GetProperty("id").GetString()));
        var thread = _caller.Guild.Channels.Single(channel => channel.Id == post.Id);
        Assert.Equal(["news"], thread.AppliedTags);
        Assert.Equal("a", Assert.Single(Server.Messages(thread)).Content);
    }

    [Fact]
    public async Task A_forum_may_require_a_tag_and_keep_tags_for_moderators()
    {
        var forum = _caller.Guild.AddChannel(DiscordChannel.Forum);
        var moderated = forum.AddTag("official", isModerated: true);
        Assert.Equal((403, 50013), Refusal(await PostAsync(moderated)));
        Assert.Equal((404, 10087), Refusal(await PostAsync("1")));
        forum.RequireTag();
        Assert.Equal((400, 40067), Refusal(await PostAsync()));
        forum.Allow(_caller.Guild.BotRole, DiscordPermission.ManageThreads);
        Assert.Equal(201, (await PostAsync(moderated)).Status);

        Task<DiscordCaller.Answer> PostAsync(params string[] tags) =>
            _caller.PostAsync($"/channels/{forum.Id}/threads", new { name = "title", applied_tags = tags, message = new { content = "a" } });
    }

    [Fact]
    public async Task A_post_needs_a_name_of_a_hundred_characters_and_a_message()
    {
        var forum = _caller.Guild.AddChannel(DiscordChannel.Forum);
        var path = $"/channels/{forum.Id}/threads";
        Assert.Equal("BASE_TYPE_REQUIRED", (await _caller.PostAsync(path, new { message = new { content = "a" } })).Fault("name"));
        var titled = new { name = new string('x', 101), message = new { content = "a" } };
        Assert.Equal("BASE_TYPE_BAD_LENGTH", (await _caller.PostAsync(path, titled)).Fault("name"));
        Assert.Equal("BASE_TYPE_REQUIRED", (await _caller.PostAsync(path, new { name = "a" })).Fault("message"));
        Assert.Equal(50006, (await _caller.PostAsync(path, new { name = "a", message = new { } })).Code);
        var wordy = new { name = "a", message = new { content = new string('x', 2001) } };
        Assert.Equal("BASE_TYPE_MAX_LENGTH", (await _caller.PostAsync(path, wordy)).Fault("message.content"));
    }

    [Fact]
    public async Task Writing_opens_an_archived_thread_unless_it_is_locked()
    {
        var thread = Channel.AddThread("t");
        thread.Archive();
        Assert.Equal(200, (await _caller.PostAsync($"/channels/{thread.Id}/messages", new { content = "a" })).Status);
        Assert.False(thread.IsArchived);
        thread.Archive(isLocked: true);
        Assert.Equal((403, 160005), Refusal(await _caller.PostAsync($"/channels/{thread.Id}/messages", new { content = "a" })));
    }

    private Task<DiscordCaller.Answer> SayAsync(object body) => _caller.PostAsync(_caller.MessagesPath, body);

    private static (int, int) Refusal(DiscordCaller.Answer answer) => (answer.Status, answer.Code);
}
