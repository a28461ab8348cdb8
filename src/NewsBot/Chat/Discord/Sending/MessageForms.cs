using NewsBot.Chat.Discord.Interactions;
using NewsBot.Chat.Discord.Rest;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering.Discord;

namespace NewsBot.Chat.Discord.Sending;

/// <summary>A message as it travels.</summary>
/// <param name="Name">What the log calls this form.</param>
/// <param name="Body">Its JSON.</param>
/// <param name="Files">What is uploaded with it.</param>
internal sealed record MessageForm(string Name, MessageBody Body, IReadOnlyList<UploadFile> Files);

/// <summary>
/// The forms of a message, the best first: what Discord refuses of it, or does not permit, is left out step by step. The words and
/// the links always arrive.
/// </summary>
internal sealed partial class MessageForms(IPictures pictures, PressData press, ILogger<MessageForms> log)
{
    /// <summary>A request may have 25 MiB, and a file 10
    /// (https://discord.com/developers/docs/reference#uploading-files); some is left for the rest.</summary>
    private const long MostBytes = 24 * 1024 * 1024;

    private const long MostBytesOfPicture = 8 * 1024 * 1024;
    private const int MostSides = 16_000;
    private const double MostRatio = 50;

    /// <summary>What a role has to permit for an embed or a file, and Discord does not say which it is.</summary>
    private const int MissingPermissions = 50013;

    /// <summary>Sends a message in the best form that Discord takes.</summary>
    /// <param name="message">What is to be said.</param>
    /// <param name="isEdit">True if it takes the place of another message: then it also says what it does not have.</param>
    /// <param name="send">Sends one form.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer to the last form that was tried.</returns>
    public async Task<RestAnswer<string>> SendAsync(
        DiscordMessage message, bool isEdit, Func<MessageForm, Task<RestAnswer<string>>> send, CancellationToken cancellationToken)
    {
        var (whole, files) = await UploadAsync(message, cancellationToken);
        var answer = await send(new MessageForm("message", await BodyAsync(whole, files, isEdit, cancellationToken), files));
        if (IsAboutForm(answer.Fault) && WithoutPictures(message) is { } bare)
        {
            Log.FormRefused(log, "pictures", answer.Fault!.Reason);
            files = FilesOf(message);
            answer = await send(new MessageForm("message without pictures", await BodyAsync(bare, files, isEdit, cancellationToken), files));
        }
        if (IsAboutForm(answer.Fault))
        {
            Log.FormRefused(log, "cards or controls", answer.Fault!.Reason);
            answer = await send(new MessageForm("plain text", Plain(message, isEdit), []));
        }
        return answer;
    }

    private static bool IsAboutForm(DiscordFault? fault) => fault is { Kind: FaultKind.Payload } or { Code: MissingPermissions };

    /// <summary>The message with its pictures as files; those that cannot be had are taken out.</summary>
    private async Task<(DiscordMessage Message, IReadOnlyList<UploadFile> Files)> UploadAsync(DiscordMessage message, CancellationToken cancellationToken)
    {
        if (message.Uploads.Count == 0)
            return (message, FilesOf(message));
        var limits = new PictureLimits(Math.Min(MostBytesOfPicture, MostBytes / message.Uploads.Count), MostSides, MostRatio);
        var answers = await Task.WhenAll(message.Uploads.Select(address => pictures.FetchAsync(address, limits, cancellationToken)));
        var files = new List<UploadFile>();
        var shown = new Dictionary<Uri, string?>();
        foreach (var (address, answer) in message.Uploads.Zip(answers))
        {
            shown[address] = null;
            if (answer is not PictureAnswer.Ready picture)
                continue;
            var name = $"picture-{files.Count}{Path.GetExtension(picture.FileName)}";
            files.Add(new UploadFile(name, picture.Bytes, picture.MediaType));
            shown[address] = "attachment://" + name;
        }
        return (message.WithPictures(shown), [.. files, .. FilesOf(message)]);
    }

    private static IReadOnlyList<UploadFile> FilesOf(DiscordMessage message) =>
        message.File is { } file ? [new UploadFile(file.Name, file.Content, file.MediaType)] : [];

    /// <summary>Null if it shows none.</summary>
    private static DiscordMessage? WithoutPictures(DiscordMessage message)
    {
        var embedded = message.Embeds.SelectMany(embed => new[] { embed.Image, embed.Thumbnail }).OfType<DiscordPicture>().Select(picture => new Uri(picture.Url));
        var all = message.Uploads.Concat(embedded).Distinct().ToDictionary(address => address, _ => (string?)null);
        return all.Count == 0 ? null : message.WithPictures(all);
    }

    private async Task<MessageBody> BodyAsync(
        DiscordMessage message, IReadOnlyList<UploadFile> files, bool isEdit, CancellationToken cancellationToken)
    {
        var components = await press.WriteAsync(message.Components, cancellationToken);
        // A message of components has neither text nor embeds; not even empty ones.
        return new MessageBody
        {
            Content = message.IsLayout || (message.Content.Length == 0 && !isEdit) ? null : message.Content,
            Embeds = message.IsLayout || (message.Embeds.Count == 0 && !isEdit) ? null : message.Embeds,
            Components = components.Count == 0 && !isEdit ? null : components,
            AllowedMentions = AllowedMentions.Only(message.Roles),
            Flags = Flags(message, message.IsLayout, isEdit),
            Attachments = files.Count == 0 && !isEdit ? null : [.. files.Index().Select(each => new Attachment($"{each.Index}", each.Item.Name))],
        };
    }

    private static MessageBody Plain(DiscordMessage message, bool isEdit) => new()
    {
        Content = message.Plain,
        Embeds = isEdit ? [] : null,
        Components = isEdit ? [] : null,
        Flags = Flags(message, isLayout: false, isEdit),
        Attachments = isEdit ? [] : null,
    };

    private static MessageFlags? Flags(DiscordMessage message, bool isLayout, bool isEdit)
    {
        // An edit never makes a sound.
        var flags = (message.IsSilent && !isEdit ? MessageFlags.SuppressNotifications : MessageFlags.None) | (isLayout ? MessageFlags.IsComponentsV2 : MessageFlags.None);
        return flags == MessageFlags.None ? null : flags;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Discord took no {Part} of a message, it goes without: {Reason}")]
        public static partial void FormRefused(ILogger logger, string part, string reason);
    }
}
