using System.Collections.Concurrent;
using System.Globalization;
using NewsBot.Core.Model;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace NewsBot.Chat.Telegram;

/// <summary>
/// Who may change a chat's subscriptions: in private chats the person, elsewhere administrators, and whoever writes in
/// the chat's own name (anonymous administrators, posts of a channel). Asked of Telegram, and believed for a minute.
/// </summary>
internal sealed class ChatStanding(ITelegramBotClient client, TimeProvider clock)
{
    private const int MostRemembered = 10_000;

    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(long Chat, long Person), (bool IsAdministrator, DateTimeOffset Until)> _answers = new();

    /// <summary>What the sender of a message is in the chat that it is about.</summary>
    public async Task<Standing> AskAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        if (message.About is { } name)
            return await AskAboutAsync(name, message.Sender!, cancellationToken);
        var chat = Number(message.Chat);
        var isOwn = chat > 0 || message.Sender == message.Chat with { Thread = "" };
        return isOwn || await IsAdministratorAsync(chat, Number(message.Sender!), cancellationToken)
            ? new Standing(ManageRight.Granted, message.Chat)
            : new Standing(ManageRight.NotAdministrator, message.Chat);
    }

    /// <summary>A chat managed from elsewhere: both the person and the bot must be administrators there.</summary>
    private async Task<Standing> AskAboutAsync(string name, ChatAddress person, CancellationToken cancellationToken)
    {
        ChatFullInfo chat;
        try
        {
            chat = await client.GetChat(name, cancellationToken);
        }
        catch (ApiRequestException exception) when (exception.ErrorCode is 400 or 403)
        {
            return new Standing(ManageRight.NoSuchChat, null);
        }

        var address = new ChatAddress(TelegramPlatform.PlatformName, chat.Id.ToString(CultureInfo.InvariantCulture));
        if (chat.Type == ChatType.Private)
            return new Standing(chat.Id == Number(person) ? ManageRight.Granted : ManageRight.NoSuchChat, address);
        if (!await IsAdministratorAsync(chat.Id, client.BotId, cancellationToken))
            return new Standing(ManageRight.BotNotAdministrator, address);
        return await IsAdministratorAsync(chat.Id, Number(person), cancellationToken)
            ? new Standing(ManageRight.Granted, address)
            : new Standing(ManageRight.NotAdministrator, address);
    }

    private async Task<bool> IsAdministratorAsync(long chat, long person, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_answers.TryGetValue((chat, person), out var known) && known.Until > now)
            return known.IsAdministrator;
        bool answer;
        try
        {
            answer = await client.GetChatMember(chat, person, cancellationToken) switch
            {
                ChatMemberOwner => true,
                // The right to post is told for channels alone; without it the bot is of no use there.
                ChatMemberAdministrator administrator => person != client.BotId || administrator.CanPostMessages != false,
                _ => false,
            };
        }
        catch (ApiRequestException exception) when (exception.ErrorCode is 400 or 403)
        {
            answer = false;
        }

        if (_answers.Count >= MostRemembered)
            _answers.Clear();
        _answers[(chat, person)] = (answer, now + Believed);
        return answer;
    }

    private static long Number(ChatAddress chat) => long.Parse(chat.Address, CultureInfo.InvariantCulture);
}
