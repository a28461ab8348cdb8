using System.Globalization;
using NewsBot.Chat.Discord.Interactions;
using NewsBot.Chat.Discord.Rest;
using NewsBot.Core.Model;

namespace NewsBot.Chat.Discord.Sending;

/// <summary>Tells whoever last changed the subscriptions of a channel, in direct messages, that the bot cannot post there any more
/// and what to do: in the channel itself it cannot.</summary>
internal sealed partial class Notices(DiscordRest rest, IPlatformMemory memory, TimeProvider clock, ILogger<Notices> log)
{
    /// <summary>The same again within this time would be a nuisance.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromDays(1);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Remembers who manages a chat.</summary>
    public Task RememberAsync(ChatAddress chat, string person, CancellationToken cancellationToken) =>
        memory.RememberAsync(DiscordAddress.Platform, ManagerKey(chat), person, clock.GetUtcNow(), cancellationToken);

    /// <summary>Tells them, once a day. Whoever cannot be told is not: the log has it.</summary>
    public async Task TellAsync(ChatAddress chat, string reason, bool isGone, CancellationToken cancellationToken)
    {
        if (await memory.RecallAsync(DiscordAddress.Platform, ManagerKey(chat), cancellationToken) is not { } person
            || await WasToldAsync(chat, cancellationToken))
            return;
        await memory.RememberAsync(
            DiscordAddress.Platform, ToldKey(chat), clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), clock.GetUtcNow(), cancellationToken);
        using var timeout = new CancellationTokenSource(Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var door = await rest.OpenDirectMessagesAsync(person, either.Token);
            var fault = door.IsGood
                ? (await rest.CreateMessageAsync(door.Value!, new MessageBody { Content = Words(chat, reason, isGone) }, [], either.Token)).Fault
                : door.Fault;
            if (fault is not null)
                Log.NotTold(log, chat, fault.Reason);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotTold(log, chat, "no answer in time");
        }
    }

    private async Task<bool> WasToldAsync(ChatAddress chat, CancellationToken cancellationToken) =>
        await memory.RecallAsync(DiscordAddress.Platform, ToldKey(chat), cancellationToken) is { } text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var told)
        && clock.GetUtcNow() - told < Again;

    /// <summary>In both languages: the person's own is not known here.</summary>
    private static string Words(ChatAddress chat, string reason, bool isGone)
    {
        var place = InteractionReader.Mention(chat.Target());
        return isGone
            ? $"{place} is gone, so its subscriptions are off. If it comes back, use any of my commands there, and they go on. ({reason})\n"
                + $"{place} 已不存在，那里的订阅已停用。如果它恢复了，在那里用一下我的任意命令，订阅就会继续。"
            : $"I can't post in {place} any more. Open the channel's settings → Permissions → my role and allow View Channel, Send Messages and "
                + $"Embed Links; what is new waits there until then, and I go on by myself. ({reason})\n"
                + $"我无法再在 {place} 发消息。请打开频道设置 → 权限 → 我的身份组，允许“查看频道”、“发送消息”和“嵌入链接”；在那之前新内容会一直等着，之后我会自动继续。";
    }

    private static string ManagerKey(ChatAddress chat) => "manager:" + chat;

    private static string ToldKey(ChatAddress chat) => "told:" + chat;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Nobody could be told that {Chat} takes no posts: {Reason}")]
        public static partial void NotTold(ILogger logger, ChatAddress chat, string reason);
    }
}
