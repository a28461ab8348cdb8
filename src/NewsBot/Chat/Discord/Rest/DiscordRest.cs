using System.Text.Json;

namespace NewsBot.Chat.Discord.Rest;

/// <summary>The routes of Discord's REST API v10 that the bot uses. Only cancellation is thrown.</summary>
internal sealed class DiscordRest
{
    /// <summary>Where to connect, and how often (https://discord.com/developers/docs/events/gateway#get-gateway-bot).</summary>
    public Task<RestAnswer<GatewayInfo>> GetGatewayAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The bot's own user: <c>id</c> and <c>username</c>.</summary>
    public Task<RestAnswer<JsonElement>> GetSelfAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The bot's application: <c>id</c>.</summary>
    public Task<RestAnswer<JsonElement>> GetApplicationAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>A channel or thread.</summary>
    public Task<RestAnswer<JsonElement>> GetChannelAsync(string channel, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>A server with its roles.</summary>
    public Task<RestAnswer<JsonElement>> GetGuildAsync(string guild, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>A member of a server with the numbers of their roles.</summary>
    public Task<RestAnswer<JsonElement>> GetMemberAsync(string guild, string user, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Sends a message; its number.</summary>
    public Task<RestAnswer<string>> CreateMessageAsync(
        string channel, MessageBody message, IReadOnlyList<UploadFile> files, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Puts another message in its place.</summary>
    public Task<RestAnswer<string>> EditMessageAsync(
        string channel, string id, MessageBody message, IReadOnlyList<UploadFile> files, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>A message that stands in a channel.</summary>
    public Task<RestAnswer<JsonElement>> GetMessageAsync(string channel, string id, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Opens a post in a forum; the number of its thread, which is that of its first message too.</summary>
    public Task<RestAnswer<string>> CreatePostAsync(
        string forum, ForumPostBody post, IReadOnlyList<UploadFile> files, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Passes a message of an announcement channel on to its followers.</summary>
    public Task<RestAnswer<string>> CrosspostAsync(string channel, string id, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The channel of direct messages with somebody; its number.</summary>
    public Task<RestAnswer<string>> OpenDirectMessagesAsync(string user, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The first answer to an interaction. Never waits for a rate limit.</summary>
    public Task<RestAnswer<bool>> RespondAsync(
        string interaction, string token, InteractionResponse response, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Puts a message in the place of the first answer; its number.</summary>
    public Task<RestAnswer<string>> EditOriginalAsync(
        string application, string token, MessageBody message, IReadOnlyList<UploadFile> files, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>A further answer; its number.</summary>
    public Task<RestAnswer<string>> FollowUpAsync(
        string application, string token, MessageBody message, IReadOnlyList<UploadFile> files, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Takes the first answer away.</summary>
    public Task<RestAnswer<bool>> DeleteOriginalAsync(string application, string token, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Registers all commands of the bot, for everywhere, in place of those that were.</summary>
    public Task<RestAnswer<bool>> RegisterCommandsAsync(
        string application, IReadOnlyList<SlashCommand> commands, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>A file that somebody attached; no bytes if it is larger than <paramref name="mostBytes"/>.</summary>
    public Task<RestAnswer<ReadOnlyMemory<byte>>> DownloadAsync(Uri address, int mostBytes, CancellationToken cancellationToken) => throw new NotImplementedException();
}

/// <summary>Where the gateway is, and how it may be entered.</summary>
/// <param name="Url">A <c>ws</c> or <c>wss</c> address.</param>
/// <param name="Shards">How many connections Discord recommends.</param>
/// <param name="Remaining">How many sessions may still be started now.</param>
/// <param name="ResetAfter">When there are more again.</param>
/// <param name="MaxConcurrency">How many may be started in 5 seconds.</param>
internal sealed record GatewayInfo(Uri Url, int Shards, int Remaining, TimeSpan ResetAfter, int MaxConcurrency);
