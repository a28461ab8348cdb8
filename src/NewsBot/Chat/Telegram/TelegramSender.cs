using System.Globalization;
using System.Runtime.CompilerServices;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering.Telegram;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace NewsBot.Chat.Telegram;

/// <summary>
/// Sends and edits messages. What Telegram refuses of a message is left out step by step: the rich form, the pictures by
/// address, the pictures uploaded, the markup. The words always arrive.
/// </summary>
internal sealed partial class TelegramSender(
    ITelegramBotClient client, SendPace pace, MediaSender media, ButtonData buttons, ILogger<TelegramSender> log)
{
    /// <summary>Said in both languages: whoever is there now may never have spoken to the bot.</summary>
    private const string TopicGone =
        "The topic that I wrote to is closed or deleted. Its messages come here from now on.\n我原来发送的话题已关闭或删除，以后改发到这里。";

    /// <summary>A longer wait is spent in the outbox, where it holds no place that other chats need.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan TokenPause = TimeSpan.FromMinutes(10);

    private static readonly LinkPreviewOptions NoPreview = new() { IsDisabled = true };

    /// <summary>How the words of a message are marked up.</summary>
    private enum Markup
    {
        Rich,
        Html,
        None,
    }

    /// <summary>One way to send a message: it returns Telegram's numbers of what was sent.</summary>
    private sealed record Form(string Name, Markup Markup, int Weight, Func<CancellationToken, Task<string>> SendAsync);

    /// <summary>Sends a message in the best form that Telegram takes.</summary>
    public async Task<SendResult> SendAsync(Envelope envelope, TelegramMessage message, CancellationToken cancellationToken)
    {
        var chat = long.Parse(envelope.Chat.Address, CultureInfo.InvariantCulture);
        var target = await TargetAsync(envelope, chat, message, cancellationToken);
        TelegramFault? last = null;
        var refused = new HashSet<Markup>();
        await foreach (var form in FormsAsync(target, message, cancellationToken))
        {
            if (refused.Contains(form.Markup))
                continue;
            if (pace.Rest(chat, form.Weight) is var rest && rest > LongestWait)
                return new SendResult.TryLater(rest, "The chat has all the messages of this minute already.");
            var (number, fault) = await TryAsync(chat, form, cancellationToken);
            if (number is not null)
                return new SendResult.Sent(number) { Rest = pace.Rest(chat) };
            last = fault!;
            if (await EndAsync(last, envelope.Chat, chat, cancellationToken) is { } end)
                return end;
            if (last.Kind == FaultKind.Markup)
                refused.Add(form.Markup);
            Log.FormRefused(log, form.Name, envelope.Chat, last.Reason);
        }

        return new SendResult.Refused(last?.Reason ?? "Telegram has no form for this message.");
    }

    /// <summary>Puts a message in the place of another one; Telegram rings no bell for that.</summary>
    public async Task<SendResult> EditAsync(
        ChatAddress address, string messageId, TelegramMessage message, CancellationToken cancellationToken)
    {
        var chat = long.Parse(address.Address, CultureInfo.InvariantCulture);
        var number = MessageNumber(messageId);
        var keyboard = await buttons.KeyboardAsync(message.Keyboard, cancellationToken);
        // What stands there may be of the other kind: a picture that did not arrive left a text behind.
        Func<ParseMode, CancellationToken, Task<Message>>[] kinds = message.Media.Count > 0 ? [Caption, Text] : [Text, Caption];
        IEnumerable<Form> forms =
        [
            .. message.RichHtml is { } rich ? [new Form("rich message", Markup.Rich, 1, token => RichAsync(rich, token))] : Array.Empty<Form>(),
            .. kinds.Select(kind => Edit(kind, ParseMode.Html)),
            .. kinds.Select(kind => Edit(kind, ParseMode.None)),
        ];
        TelegramFault? last = null;
        var refused = new HashSet<Markup>();
        foreach (var form in forms)
        {
            if (refused.Contains(form.Markup) || (form.Markup == Markup.None && !refused.Contains(Markup.Html)))
                continue;
            var (edited, fault) = await TryAsync(chat, form, cancellationToken);
            if (edited is not null || fault is { Kind: FaultKind.SameAlready })
                return new SendResult.Sent(messageId) { Rest = pace.Rest(chat) };
            last = fault!;
            if (await EndAsync(last, address, chat, cancellationToken) is { } end)
                return end;
            if (last.Kind == FaultKind.Markup)
                refused.Add(form.Markup);
        }

        return new SendResult.Refused(last!.Reason);

        static Form Edit(Func<ParseMode, CancellationToken, Task<Message>> edit, ParseMode mode) =>
            new("edit", mode == ParseMode.Html ? Markup.Html : Markup.None, 1, async token => Number(await edit(mode, token)));

        Task<Message> Text(ParseMode mode, CancellationToken token) => client.EditMessageText(
            chat, number, Words(message, mode), mode, replyMarkup: keyboard, linkPreviewOptions: Preview(message), cancellationToken: token);

        Task<Message> Caption(ParseMode mode, CancellationToken token) => client.EditMessageCaption(
            chat, number, Words(message, mode), mode, replyMarkup: keyboard, cancellationToken: token);

        async Task<string> RichAsync(string html, CancellationToken token) => Number(await client.EditMessageText(
            chat, number, null!, replyMarkup: keyboard, richMessage: new InputRichMessage { Html = html }, cancellationToken: token));
    }

    /// <summary>Sends one form when the chat's turn has come.</summary>
    /// <returns>Telegram's number, or what it has against it.</returns>
    private async Task<(string? Number, TelegramFault? Fault)> TryAsync(long chat, Form form, CancellationToken cancellationToken)
    {
        using var turn = await pace.EnterAsync(chat, form.Weight, cancellationToken);
        try
        {
            return (await form.SendAsync(cancellationToken), null);
        }
        catch (RequestException exception)
        {
            var fault = TelegramFault.Of(exception);
            // A lost answer may hide a message that was sent; a refusal hides none.
            if (fault.Kind != FaultKind.Disturbed)
                turn.Spare();
            return (null, fault);
        }
    }

    /// <summary>What ends the sending whatever form the message has; null if another form may do.</summary>
    private async Task<SendResult?> EndAsync(
        TelegramFault fault, ChatAddress address, long chat, CancellationToken cancellationToken)
    {
        switch (fault.Kind)
        {
            case FaultKind.Flood:
                pace.Block(chat, fault.RetryAfter!.Value);
                return new SendResult.TryLater(fault.RetryAfter, fault.Reason);
            case FaultKind.Disturbed:
                return new SendResult.TryLater(null, fault.Reason);
            case FaultKind.Token:
                return new SendResult.TryLater(TokenPause, fault.Reason);
            case FaultKind.Gone:
            case FaultKind.TopicGone when address.Thread.Length == 0:
                return new SendResult.ChatGone(fault.Reason);
            case FaultKind.Moved:
                return new SendResult.ChatMoved(
                    address with { Address = fault.MovedTo!.Value.ToString(CultureInfo.InvariantCulture) });
            case FaultKind.TopicGone:
                var whole = address with { Thread = "" };
                var notice = new TelegramMessage { Html = TopicGone, Plain = TopicGone };
                return await SendAsync(new Envelope(whole, "topic-gone"), notice, cancellationToken) is SendResult.Sent
                    ? new SendResult.ChatMoved(whole)
                    : new SendResult.TryLater(null, fault.Reason);
            default:
                return null;
        }
    }

    /// <summary>The ways to send a message, the best first. Pictures are fetched only when their turn comes.</summary>
    private async IAsyncEnumerable<Form> FormsAsync(
        SendTarget target, TelegramMessage message, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (message.RichHtml is { } rich)
            yield return new Form("rich message", Markup.Rich, 1, token => RichAsync(target, rich, token));
        if (message.File is { } file)
            yield return new Form("file", Markup.Html, 1, token => FileAsync(target, message, file, token));
        if (message.Media.Count > 0)
        {
            if (await media.ByAddressAsync(message, cancellationToken) is { } reachable)
                yield return Media("media by address", reachable);
            if (await media.AsFilesAsync(message, cancellationToken) is { } files)
                yield return Media("uploaded media", files);
        }

        yield return new Form("text", Markup.Html, 1, token => TextAsync(target, message, ParseMode.Html, token));
        yield return new Form("plain text", Markup.None, 1, token => TextAsync(
            target with { Keyboard = null }, message, ParseMode.None, token));

        Form Media(string name, IReadOnlyList<ReadyMedia> ready) =>
            new(name, Markup.Html, ready.Count, token => media.SendAsync(target, message, ready, token));
    }

    private async Task<string> RichAsync(SendTarget target, string html, CancellationToken cancellationToken) => Number(
        await client.SendRichMessage(
            target.Chat, new InputRichMessage { Html = html }, replyParameters: target.Reply, replyMarkup: target.Keyboard,
            messageThreadId: target.Thread, disableNotification: target.IsSilent, cancellationToken: cancellationToken));

    private async Task<string> FileAsync(
        SendTarget target, TelegramMessage message, ReplyFile file, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(file.Content.ToArray(), writable: false);
        return Number(await client.SendDocument(
            target.Chat, InputFile.FromStream(content, file.Name), message.Html, ParseMode.Html, target.Reply, target.Keyboard,
            messageThreadId: target.Thread, disableNotification: target.IsSilent, cancellationToken: cancellationToken));
    }

    private async Task<string> TextAsync(
        SendTarget target, TelegramMessage message, ParseMode mode, CancellationToken cancellationToken) => Number(
        await client.SendMessage(
            target.Chat, Words(message, mode), mode, target.Reply, target.Keyboard, Preview(message), target.Thread,
            disableNotification: target.IsSilent, cancellationToken: cancellationToken));

    private async Task<SendTarget> TargetAsync(
        Envelope envelope, long chat, TelegramMessage message, CancellationToken cancellationToken) => new(
        chat,
        envelope.Chat.Thread.Length == 0 ? null : int.Parse(envelope.Chat.Thread, CultureInfo.InvariantCulture),
        envelope.ReplyTo is null
            ? null
            : new ReplyParameters { MessageId = MessageNumber(envelope.ReplyTo), AllowSendingWithoutReply = true },
        await buttons.KeyboardAsync(message.Keyboard, cancellationToken),
        message.IsSilent);

    private static string Words(TelegramMessage message, ParseMode mode) => mode == ParseMode.Html ? message.Html : message.Plain;

    private static LinkPreviewOptions Preview(TelegramMessage message) => message.Card is null
        ? NoPreview
        : new LinkPreviewOptions { Url = message.Card.AbsoluteUri, PreferLargeMedia = true, ShowAboveText = true };

    /// <summary>An album has several numbers; its first message carries the words.</summary>
    private static int MessageNumber(string messageId) =>
        int.Parse(messageId.Split(' ')[0], CultureInfo.InvariantCulture);

    private static string Number(Message message) => message.Id.ToString(CultureInfo.InvariantCulture);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Telegram took no {Form} in {Chat}: {Reason}")]
        public static partial void FormRefused(ILogger logger, string form, ChatAddress chat, string reason);
    }
}

/// <summary>Where and how a message goes, in Telegram's terms.</summary>
internal sealed record SendTarget(
    long Chat, int? Thread, ReplyParameters? Reply, InlineKeyboardMarkup? Keyboard, bool IsSilent);
