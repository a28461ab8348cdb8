using NewsBot.Chat.Discord.Gateway;
using NewsBot.Chat.Discord.Sending;
using NewsBot.Core.Model;

namespace NewsBot.Chat.Discord.Places;

/// <summary>What events of servers and channels mean for chats: some are gone, some let the bot post again. A server that is out of
/// order is not gone (https://discord.com/developers/docs/events/gateway-events#guild-delete).</summary>
internal sealed class ChatChanges(DiscordWorld world, ShutChats shut, Notices notices)
{
    /// <summary>Takes an event over into what the bot knows.</summary>
    public async Task<IReadOnlyList<Incoming>> TakeAsync(GatewayEvent told, CancellationToken cancellationToken)
    {
        var lost = Lost(told);
        var guild = world.Apply(told);
        // Whoever removed the bot from a server knows.
        foreach (var chat in told.Type == "GUILD_DELETE" ? [] : lost)
            await notices.TellAsync(chat.Chat, chat.Reason, isGone: true, cancellationToken);
        return lost.Count > 0 ? lost : await OpenedAsync(told, guild, cancellationToken);
    }

    private List<ChatLost> Lost(GatewayEvent told) => told.Type switch
    {
        "CHANNEL_DELETE" when told.Data.Text("id") is { } id => [new ChatLost(DiscordAddress.Channel(id), told.Type, "the channel was deleted")],
        "THREAD_DELETE" when told.Data.Text("id") is { } id => [new ChatLost(DiscordAddress.Channel(id, told.Data.Text("parent_id")), told.Type, "the thread was deleted")],
        "GUILD_DELETE" when told.Data.Text("id") is { } id && told.Data.Get("unavailable") is null =>
            [.. world.Channels(id).Where(channel => !channel.IsThread).Select(channel => new ChatLost(DiscordAddress.Channel(channel.Id), told.Type, "the bot was removed from the server"))],
        _ => [],
    };

    private async Task<IReadOnlyList<Incoming>> OpenedAsync(GatewayEvent told, string? guild, CancellationToken cancellationToken)
    {
        var opened = new List<Incoming>();
        foreach (var chat in shut.All.Where(chat => MayConcern(told, guild, chat)))
        {
            if (!await IsOpenAsync(chat, cancellationToken))
                continue;
            shut.Remove(chat);
            opened.Add(new ChatOpened(chat, told.Type));
        }
        return opened;
    }

    private bool MayConcern(GatewayEvent told, string? guild, ChatAddress chat) => told.Type switch
    {
        "CHANNEL_CREATE" or "CHANNEL_UPDATE" => chat.Address == told.Data.Text("id"),
        "THREAD_CREATE" or "THREAD_UPDATE" => chat.Thread == told.Data.Text("id"),
        "GUILD_CREATE" or "GUILD_ROLE_UPDATE" or "GUILD_ROLE_DELETE" or "GUILD_MEMBER_UPDATE" => guild is not null && world.GuildOf(chat) == guild,
        _ => false,
    };

    /// <summary>True also if it cannot be found out: one attempt will tell.</summary>
    private async Task<bool> IsOpenAsync(ChatAddress chat, CancellationToken cancellationToken) =>
        world.Known(chat.Target()) is not { } channel
        || await world.PermissionsAsync(channel, world.Me, null, cancellationToken) is not { } mine
        || Permissions.Lacking(mine, channel.Kind).Count == 0;
}
