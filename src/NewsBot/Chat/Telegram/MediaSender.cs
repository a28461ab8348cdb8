using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering.Telegram;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace NewsBot.Chat.Telegram;

/// <summary>
/// Sends pictures, video and audio. Telegram fetches an address itself, and remembers for days when it could not; then the
/// bot fetches the picture, brings it into a form that Telegram takes, and uploads it. What Telegram has once, it is told
/// by its number in every other chat.
/// </summary>
internal sealed class MediaSender(ITelegramBotClient client, IPictures pictures, IPlatformMemory memory, TimeProvider clock)
{
    /// <summary>https://core.telegram.org/bots/api#sendphoto.</summary>
    private static readonly PictureLimits Limits = new(MaxBytes: 10 * 1024 * 1024, MaxSides: 10_000, MaxRatio: 20);

    /// <summary>In place of a file's number: Telegram could not fetch the address.</summary>
    private const string Unreachable = "-";

    /// <summary>What Telegram has, or can fetch itself; null if some of it is known to be out of its reach.</summary>
    public async Task<IReadOnlyList<ReadyMedia>?> ByAddressAsync(TelegramMessage message, CancellationToken cancellationToken)
    {
        var ready = new List<ReadyMedia>();
        foreach (var item in message.Media)
        {
            var known = await RecallAsync(item, cancellationToken);
            if (known == Unreachable)
                return null;
            ready.Add(new ReadyMedia(item, known is null ? InputFile.FromUri(item.Address) : InputFile.FromFileId(known)));
        }
        return ready;
    }

    /// <summary>The pictures as files, fetched by the bot; those that cannot be had are left out, as are video and audio.
    /// Null if nothing is left to show.</summary>
    public async Task<IReadOnlyList<ReadyMedia>?> AsFilesAsync(TelegramMessage message, CancellationToken cancellationToken)
    {
        var ready = new List<ReadyMedia>();
        foreach (var item in message.Media.Where(item => item.Kind == TelegramMediaKind.Photo))
        {
            if (await RecallAsync(item, cancellationToken) is { } number && number != Unreachable)
                ready.Add(new ReadyMedia(item, InputFile.FromFileId(number)));
            else if (await pictures.FetchAsync(item.Address, Limits, cancellationToken) is PictureAnswer.Ready picture)
                ready.Add(new ReadyMedia(item, InputFile.FromStream(new MemoryStream(picture.Bytes.ToArray()), picture.FileName)));
        }
        return ready.Count == 0 ? null : ready;
    }

    /// <summary>Sends it, and learns Telegram's numbers of the files, or that it cannot reach them.</summary>
    /// <returns>Numbers of the messages, apart by spaces.</returns>
    public async Task<string> SendAsync(
        SendTarget target, TelegramMessage message, IReadOnlyList<ReadyMedia> media, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<Message> sent = media is [var only]
                ? [await SendOneAsync(target, message.Html, only, cancellationToken)]
                : await client.SendMediaGroup(
                    target.Chat, Album(media, message.Html), target.Reply, target.Thread, target.IsSilent,
                    cancellationToken: cancellationToken);
            foreach (var ((item, _), one) in media.Zip(sent))
            {
                if (FileNumber(one) is { } number)
                    await RememberAsync(item, number, cancellationToken);
            }
            return string.Join(' ', sent.Select(one => one.Id));
        }
        catch (ApiRequestException exception) when (TelegramFault.Of(exception).Kind == FaultKind.Media)
        {
            foreach (var (item, file) in Culprits(media, exception.Message))
            {
                if (file is InputFileUrl)
                    await RememberAsync(item, Unreachable, cancellationToken);
                else
                    await memory.ForgetAsync(TelegramPlatform.PlatformName, Key(item), cancellationToken);
            }
            throw;
        }
    }

    private Task<Message> SendOneAsync(SendTarget target, string caption, ReadyMedia media, CancellationToken cancellationToken) =>
        media.Item.Kind switch
        {
            TelegramMediaKind.Video => client.SendVideo(
                target.Chat, media.File, caption, ParseMode.Html, target.Reply, target.Keyboard, supportsStreaming: true,
                messageThreadId: target.Thread, disableNotification: target.IsSilent, cancellationToken: cancellationToken),
            TelegramMediaKind.Audio => client.SendAudio(
                target.Chat, media.File, caption, ParseMode.Html, target.Reply, target.Keyboard,
                messageThreadId: target.Thread, disableNotification: target.IsSilent, cancellationToken: cancellationToken),
            _ => client.SendPhoto(
                target.Chat, media.File, caption, ParseMode.Html, target.Reply, target.Keyboard, target.Thread,
                disableNotification: target.IsSilent, cancellationToken: cancellationToken),
        };

    /// <summary>The first item carries the words.</summary>
    private static IEnumerable<IAlbumInputMedia> Album(IReadOnlyList<ReadyMedia> media, string caption) => media.Select((each, i) =>
    {
        InputMedia item = each.Item.Kind switch
        {
            TelegramMediaKind.Video => new InputMediaVideo(each.File),
            TelegramMediaKind.Audio => new InputMediaAudio(each.File),
            _ => new InputMediaPhoto(each.File),
        };
        if (i == 0)
            (item.Caption, item.ParseMode) = (caption, ParseMode.Html);
        return (IAlbumInputMedia)item;
    });

    private static string? FileNumber(Message message) =>
        message.Photo?.MaxBy(size => size.Width)?.FileId ?? message.Video?.FileId ?? message.Audio?.FileId;

    /// <summary>Of an album Telegram names the item that failed: <c>failed to send message #2 with …</c>.</summary>
    private static IEnumerable<ReadyMedia> Culprits(IReadOnlyList<ReadyMedia> media, string refusal)
    {
        if (media.Count == 1)
            return media;
        var digits = refusal.Split('#').ElementAtOrDefault(1)?.TakeWhile(char.IsAsciiDigit).ToArray() ?? [];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= media.Count ? [media[number - 1]] : [];
    }

    private Task<string?> RecallAsync(TelegramMedia item, CancellationToken cancellationToken) =>
        memory.RecallAsync(TelegramPlatform.PlatformName, Key(item), cancellationToken);

    private Task RememberAsync(TelegramMedia item, string number, CancellationToken cancellationToken) =>
        memory.RememberAsync(TelegramPlatform.PlatformName, Key(item), number, clock.GetUtcNow(), cancellationToken);

    private static string Key(TelegramMedia item) =>
        "file:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(item.Address.AbsoluteUri)).AsSpan(0, 16));
}

/// <summary>Something to show, and how Telegram gets it.</summary>
internal sealed record ReadyMedia(TelegramMedia Item, InputFile File);
