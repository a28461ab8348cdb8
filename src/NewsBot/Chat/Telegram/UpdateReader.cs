using System.Globalization;
using System.Text.RegularExpressions;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace NewsBot.Chat.Telegram;

/// <summary>
/// Understands what happened (https://core.telegram.org/bots/api#update). In groups only what is meant for this bot is
/// heard: its commands, its name, answers to it. Pure.
/// </summary>
/// <param name="bot">The bot's own number and name.</param>
internal sealed partial class UpdateReader(User bot)
{
    /// <summary>What the bot wants to be told.</summary>
    public static IReadOnlyList<UpdateType> Wanted { get; } =
    [
        UpdateType.Message, UpdateType.EditedMessage, UpdateType.ChannelPost, UpdateType.EditedChannelPost,
        UpdateType.CallbackQuery, UpdateType.InlineQuery, UpdateType.MyChatMember,
    ];

    /// <summary>The bot's number.</summary>
    public long BotNumber => bot.Id;

    /// <summary>What it means for the bot; null if nothing. Of a pressed button <see cref="IncomingMessage.Text"/> is still
    /// its data, and a file has still no content.</summary>
    public Incoming? Read(Update update) => update switch
    {
        { Message: { } message } => OfMessage(message, isEdited: false),
        { ChannelPost: { } post } => OfMessage(post, isEdited: false),
        { EditedMessage: { } message } => OfMessage(message, isEdited: true),
        { EditedChannelPost: { } post } => OfMessage(post, isEdited: true),
        { CallbackQuery: { Message: { } message, Data: { Length: > 0 } } press } => OfPress(press, message),
        { InlineQuery: { } query } => new HeadlineQuery(Private(query.From.Id), query.Id, query.Query.Trim()),
        { MyChatMember: { } change } => OfChange(change, update.Id),
        _ => null,
    };

    private Incoming? OfMessage(Message message, bool isEdited)
    {
        var chat = Address(message);
        var id = Id(message, isEdited);
        if (message.MigrateToChatId is { } to)
            return new ChatRenamed(chat, id, chat with { Address = Text(to), Thread = "" });
        if (message.From?.Id == bot.Id || message.ViaBot is not null)
            return null;

        var isGroup = message.Chat.Type != ChatType.Private;
        var said = (message.Text ?? message.Caption ?? "").Trim();
        var meant = isGroup ? ForBot(message, said) : WithoutName(said);
        var takesFile = message.Document is not null && (!isGroup || meant is { Length: > 0 });
        if (meant is null || (meant.Length == 0 && !takesFile))
            return null;
        // An edit counts when it is a command put right, not when a link got its preview.
        if (isEdited && CommandParser.Parse(meant) is not Utterance.Command)
            return null;

        var (text, about) = SplitAbout(meant);
        return new IncomingMessage(chat, id, text)
        {
            Language = message.From?.LanguageCode,
            Sender = new ChatAddress(TelegramPlatform.PlatformName, Text(message.SenderChat?.Id ?? message.From?.Id ?? message.Chat.Id)),
            About = about,
            RepliesTo = message.ReplyToMessage is { } before && (before.From?.Id == bot.Id || before.From is null) ? Text(before.Id) : null,
            AnswerTo = isGroup ? Text(message.Id) : null,
            Features = ChatFeatures.Files,
            File = takesFile ? new ReceivedFile(message.Document!.FileName ?? "", default) : null,
        };
    }

    private static IncomingMessage OfPress(CallbackQuery press, Message message) =>
        new(Address(message), press.Id, press.Data!)
        {
            Language = press.From.LanguageCode,
            Sender = Private(press.From.Id),
            Pressed = Text(message.Id),
            Features = ChatFeatures.Files,
        };

    private static ChatLost? OfChange(ChatMemberUpdated change, int update) =>
        change.NewChatMember.Status is ChatMemberStatus.Kicked or ChatMemberStatus.Left
            ? new ChatLost(
                new ChatAddress(TelegramPlatform.PlatformName, Text(change.Chat.Id)),
                Text(update),
                change.Chat.Type == ChatType.Private ? "Telegram: the person blocked the bot" : "Telegram: the bot was removed from the chat")
            : null;

    /// <summary>What is meant for the bot of something said among many; null if nothing is.</summary>
    private string? ForBot(Message message, string said)
    {
        if (said.StartsWith('/'))
        {
            var name = FirstWord(said);
            var at = name.IndexOf('@', StringComparison.Ordinal);
            if (at >= 0)
                return IsMyName(name.AsSpan(at + 1)) ? said : null;
            // Other bots of the group have commands too.
            return CommandParser.Parse(said) is Utterance.Command ? said : null;
        }
        if (said.StartsWith('@') && IsMyName(FirstWord(said).AsSpan(1).TrimEnd(",:")))
            return WithoutName(said);
        return message.ReplyToMessage?.From?.Id == bot.Id && CommandParser.Parse(said) is Utterance.Command ? said : null;
    }

    /// <summary>«@newsbot latest 5» is «/latest 5».</summary>
    private string WithoutName(string said)
    {
        if (!said.StartsWith('@'))
            return said;
        var called = FirstWord(said);
        if (!IsMyName(called.AsSpan(1).TrimEnd(",:")))
            return said;
        var rest = said[called.Length..].Trim() is { Length: > 0 } words ? words : "/" + CommandName.Help;
        return CommandTable.Find(FirstWord(rest)) is null ? rest : "/" + rest;
    }

    private static string FirstWord(string text) => text.Split((char[]?)null, 2)[0];

    private bool IsMyName(ReadOnlySpan<char> name) => name.Equals(bot.Username, StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes a chat's name out of a command that may be about another chat: <c>/sub @channel URL</c>.</summary>
    private static (string Text, string? About) SplitAbout(string text)
    {
        if (CommandParser.Parse(text) is not Utterance.Command { Spec.MayNameChat: true } command)
            return (text, null);
        var words = command.Arguments.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 && ChatName().IsMatch(words[0])
            ? ($"/{command.Spec.Name} {words.ElementAtOrDefault(1)}".TrimEnd(), words[0])
            : (text, null);
    }

    /// <summary>The thread is a forum's topic. In other groups a thread is only a chain of answers, and the General topic
    /// goes by none.</summary>
    private static ChatAddress Address(Message message) => new(
        TelegramPlatform.PlatformName,
        Text(message.Chat.Id),
        message is { IsTopicMessage: true, MessageThreadId: { } topic and not 1 } ? Text(topic) : "");

    private static ChatAddress Private(long person) => new(TelegramPlatform.PlatformName, Text(person));

    private static string Id(Message message, bool isEdited) => string.Create(
        CultureInfo.InvariantCulture,
        $"{message.Chat.Id}-{message.Id}{(isEdited ? $"-{message.EditDate:yyyyMMddHHmmss}" : "")}");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A public name, or the number of a group or channel.</summary>
    [GeneratedRegex(@"^(@[A-Za-z]\w{3,31}|-\d{5,20})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ChatName();
}
