using System.Globalization;
using System.Text.Json.Nodes;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>Messages in channels and posts in forums
/// (https://discord.com/developers/docs/resources/message, …/resources/channel#start-thread-in-forum-or-media-channel).</summary>
internal sealed class MessageRoutes(World world, MessageForm forms)
{
    private static readonly TimeSpan NonceLife = TimeSpan.FromMinutes(5);
    private static readonly long[] ArchiveMinutes = [60, 1440, 4320, 10080];

    public IEnumerable<ApiRoute> All() =>
    [
        new("POST", "/channels/{channel}/messages", Create),
        new("GET", "/channels/{channel}/messages", List),
        new("GET", "/channels/{channel}/messages/{message}", request => ApiAnswer.Ok(world.Json.Of(FindReadable(request)))),
        new("PATCH", "/channels/{channel}/messages/{message}", Edit),
        new("DELETE", "/channels/{channel}/messages/{message}", Delete),
        new("POST", "/channels/{channel}/messages/{message}/crosspost", Crosspost),
        new("POST", "/channels/{channel}/threads", OpenThread),
    ];

    /// <summary>A channel that the bot can see.</summary>
    public DiscordChannel FindChannel(ApiRequest request)
    {
        if (!world.Channels.TryGetValue(request["channel"], out var channel) || channel.Guild is { HasBot: false })
            throw world.Channels.ContainsKey(request["channel"]) ? ApiError.MissingAccess() : ApiError.UnknownChannel();
        if (channel.Guild is { IsOut: true })
            throw ApiError.Outage();
        if (!Has(channel, DiscordPermission.ViewChannel))
            throw ApiError.MissingAccess();
        return channel;
    }

    /// <summary>Puts a message where it belongs and tells of it.</summary>
    public StoredMessage Keep(StoredMessage message)
    {
        message.Channel.Messages.Add(message);
        Tell("MESSAGE_CREATE", message);
        return message;
    }

    /// <summary>Puts a changed message in the place of the old one and tells of it.</summary>
    public StoredMessage Replace(StoredMessage message)
    {
        message.Channel.Replace(message);
        Tell("MESSAGE_UPDATE", message);
        return message;
    }

    public void Remove(StoredMessage message)
    {
        message.Channel.Messages.RemoveAll(each => each.Id == message.Id);
        if (message.IsEphemeral)
            return;
        var json = new JsonObject { ["id"] = message.Id, ["channel_id"] = message.ChannelId };
        if (message.Channel.Guild is { } guild)
            json["guild_id"] = guild.Id;
        world.Gateway.Tell("MESSAGE_DELETE", json, message.Channel.Guild, IntentOf(message));
    }

    private ApiAnswer Create(ApiRequest request)
    {
        var channel = FindChannel(request);
        RefuseKind(channel);
        var body = request.Body;
        var message = forms.Create(channel, body, request.Files, MessagePlace.Channel);
        message = message with { ReplyTo = ReplyTo(channel, body) };
        RequireSending(channel, message);
        if (Repeated(channel, body) is { } earlier)
            return ApiAnswer.Ok(world.Json.Of(earlier));
        channel.Wake();
        return ApiAnswer.Ok(world.Json.Of(Keep(message)));
    }

    private ApiAnswer List(ApiRequest request)
    {
        var channel = FindChannel(request);
        if (channel.IsForum)
            throw new ApiError(400, 50008, "Cannot send messages in a non-text channel");
        if (!Has(channel, DiscordPermission.ReadMessageHistory))
            return ApiAnswer.Ok(new JsonArray());
        var query = request.Record.Query;
        var limit = 50;
        if (query.TryGetValue("limit", out var text) && (!int.TryParse(text, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > 100))
            throw ApiError.Form("limit", "NUMBER_TYPE_MAX", "int value should be less than or equal to 100.");
        var messages = channel.Messages.Where(message => !message.IsEphemeral);
        if (query.TryGetValue("before", out var before))
            messages = messages.Where(message => Number(message.Id) < Number(before));
        if (query.TryGetValue("after", out var after))
            messages = messages.Where(message => Number(message.Id) > Number(after));
        var newest = query.ContainsKey("after") ? messages.Take(limit).Reverse() : messages.Reverse().Take(limit);
        return ApiAnswer.Ok(new JsonArray([.. newest.Select(world.Json.Of)]));
    }

    private ApiAnswer Edit(ApiRequest request)
    {
        var message = Find(request);
        if (message.Author != world.Bot)
            throw new ApiError(403, 50005, "Cannot edit a message authored by another user");
        if (message.Channel.IsArchived)
            throw new ApiError(400, 50083, "Thread is archived");
        var edited = forms.Edit(message, request.Body, request.Files, MessagePlace.Channel);
        RequireParts(message.Channel, edited, message);
        return ApiAnswer.Ok(world.Json.Of(Replace(edited)));
    }

    private ApiAnswer Delete(ApiRequest request)
    {
        var message = Find(request);
        if (message.Author != world.Bot && !Has(message.Channel, DiscordPermission.ManageMessages))
            throw ApiError.MissingPermissions();
        if (message.Channel.IsArchived)
            throw new ApiError(400, 50083, "Thread is archived");
        Remove(message);
        return ApiAnswer.Nothing;
    }

    private ApiAnswer Crosspost(ApiRequest request)
    {
        var message = Find(request);
        if (message.Channel.Type != DiscordChannel.Announcement)
            throw ApiError.WrongChannelType();
        if (!Has(message.Channel, message.Author == world.Bot ? DiscordPermission.SendMessages : DiscordPermission.ManageMessages))
            throw ApiError.MissingPermissions();
        if (message.IsPublished)
            throw new ApiError(400, 40033, "This message has already been crossposted.");
        return ApiAnswer.Ok(world.Json.Of(Replace(message with { Flags = message.Flags | StoredMessage.CrosspostedFlag })));
    }

    private ApiAnswer OpenThread(ApiRequest request)
    {
        var channel = FindChannel(request);
        var errors = new FormErrors();
        var form = new Form(request.Body, errors);
        var name = form.Text("name", 100, 1, required: true);
        if (form.Integer("auto_archive_duration") is { } minutes && !ArchiveMinutes.Contains(minutes))
            form.Refuse("auto_archive_duration", "BASE_TYPE_CHOICES", "Value must be one of (60, 1440, 4320, 10080).");
        form.Integer("rate_limit_per_user", 0, 21600);
        if (!channel.IsForum)
            return OpenPlainThread(channel, form, errors, name!);
        var tags = form.Texts("applied_tags", 5);
        var message = form.Object("message");
        if (message is null)
            form.Refuse("message", "BASE_TYPE_REQUIRED", "This field is required");
        errors.ThrowIfAny();

        var first = forms.Create(channel, message!.Body, request.Files, MessagePlace.Post);
        RequireSending(channel, first);
        CheckTags(channel, tags);
        var names = channel.Tags.Where(tag => tags.Contains(tag.Id)).Select(tag => tag.Name).ToList();
        var thread = channel.Open(name!, DiscordChannel.PublicThread, world.Bot, first.Id, names);
        var kept = Keep(first with { Channel = thread });
        var json = thread.ToJson();
        json["message"] = world.Json.Of(kept);
        return new ApiAnswer(201, json);
    }

    private ApiAnswer OpenPlainThread(DiscordChannel channel, Form form, FormErrors errors, string name)
    {
        // Whoever names no type gets a private thread.
        var type = (int)(form.Integer("type", 10, 12) ?? 12);
        errors.ThrowIfAny();
        if (channel.Type is not (DiscordChannel.Text or DiscordChannel.Announcement))
            throw ApiError.WrongChannelType();
        if (!Has(channel, type == 12 ? DiscordPermission.CreatePrivateThreads : DiscordPermission.CreatePublicThreads))
            throw ApiError.MissingPermissions();
        return new ApiAnswer(201, channel.Open(name, type, world.Bot, world.NextId()).ToJson());
    }

    private void CheckTags(DiscordChannel forum, IReadOnlyList<string> tags)
    {
        var known = tags.Select(id => forum.Tags.Find(tag => tag.Id == id) ?? throw ApiError.UnknownTag()).ToList();
        if (known.Any(tag => tag.IsModerated) && !Has(forum, DiscordPermission.ManageThreads))
            throw ApiError.MissingPermissions();
        if (forum.RequiresTag && known.Count == 0)
            throw new ApiError(400, 40067, "A tag is required to create a forum post in this channel");
    }

    private static void RefuseKind(DiscordChannel channel)
    {
        if (channel.IsForum)
            throw new ApiError(400, 40058, "Cannot send message in a forum channel; create a post instead");
        if (channel.Type == DiscordChannel.Category)
            throw new ApiError(400, 50008, "Cannot send messages in a non-text channel");
        if (channel.Recipient is { TakesDirectMessages: false })
            throw new ApiError(403, 50007, "Cannot send messages to this user");
        if (channel.IsLocked && !Has(channel, channel.World.Bot, DiscordPermission.ManageThreads))
            throw new ApiError(403, 160005, "Thread is locked");
    }

    /// <summary>What the bot needs to send a message: leave to send at all, and for what is in it.</summary>
    private void RequireSending(DiscordChannel channel, StoredMessage message)
    {
        if (!Has(channel, channel.IsThread ? DiscordPermission.SendInThreads : DiscordPermission.SendMessages))
            throw ApiError.MissingPermissions();
        RequireParts(channel, message, null);
    }

    private void RequireParts(DiscordChannel channel, StoredMessage message, StoredMessage? old)
    {
        var hasNewEmbeds = message.Embeds.GetArrayLength() > 0 && (old is null || message.Embeds.GetRawText() != old.Embeds.GetRawText());
        var hasNewFiles = message.Files.Any(file => old?.Files.Contains(file) is not true);
        if ((hasNewEmbeds && !Has(channel, DiscordPermission.EmbedLinks)) || (hasNewFiles && !Has(channel, DiscordPermission.AttachFiles)))
            throw ApiError.MissingPermissions();
    }

    private string? ReplyTo(DiscordChannel channel, JsonObject body)
    {
        if (body["message_reference"] is not JsonObject reference || reference["message_id"]?.ToString() is not { } id)
            return null;
        if (!Has(channel, DiscordPermission.ReadMessageHistory))
            throw new ApiError(403, 160002, "Cannot reply without permission to read message history");
        if (channel.Messages.Exists(message => message.Id == id && !message.IsEphemeral))
            return id;
        return reference["fail_if_not_exists"]?.GetValue<bool>() == false
            ? null
            : throw ApiError.Form("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message");
    }

    /// <summary>The message that came a short time ago with the same nonce, if the bot asks for that.</summary>
    private StoredMessage? Repeated(DiscordChannel channel, JsonObject body) =>
        body["enforce_nonce"]?.GetValue<bool>() == true && body["nonce"]?.ToString() is { } nonce
            ? channel.Messages.FindLast(message => message.Nonce == nonce && message.Author == world.Bot && message.Sent + NonceLife > world.Now)
            : null;

    private StoredMessage FindReadable(ApiRequest request)
    {
        var message = Find(request);
        return Has(message.Channel, DiscordPermission.ReadMessageHistory) ? message : throw ApiError.MissingAccess();
    }

    private StoredMessage Find(ApiRequest request) =>
        FindChannel(request).Messages.Find(message => message.Id == request["message"] && !message.IsEphemeral) ?? throw ApiError.UnknownMessage();

    private bool Has(DiscordChannel channel, ulong permission) => Has(channel, world.Bot, permission);

    private static bool Has(DiscordChannel channel, DiscordPerson person, ulong permission) =>
        (DiscordPermission.Of(person, channel) & permission) == permission;

    /// <summary>Whoever has no MESSAGE_CONTENT intent, and nobody has, reads its own messages, direct ones and those that name it.</summary>
    private void Tell(string type, StoredMessage message)
    {
        if (message.IsEphemeral)
            return;
        var json = world.Json.Of(message);
        if (message.Channel.Guild is { } guild)
        {
            json["guild_id"] = guild.Id;
            if (message.Author != world.Bot && !Mentions.Named(message, world).People.Contains(world.Bot))
                (json["content"], json["embeds"], json["attachments"], json["components"]) = ("", new JsonArray(), new JsonArray(), new JsonArray());
        }

        world.Gateway.Tell(type, json, message.Channel.Guild, IntentOf(message));
    }

    private static int IntentOf(StoredMessage message) =>
        message.Channel.Guild is null ? Gateway.DirectMessagesIntent : Gateway.GuildMessagesIntent;

    private static ulong Number(string id) => ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
