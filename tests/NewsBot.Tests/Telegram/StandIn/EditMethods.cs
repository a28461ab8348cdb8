using System.Text.Json;
using System.Text.Json.Nodes;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>All that changes or removes messages.</summary>
internal sealed class EditMethods(World world)
{
    private static readonly TimeSpan Deletable = TimeSpan.FromHours(48);
    private static readonly string[] Kinds = ["photo", "video", "audio", "animation", "document"];

    /// <summary>The methods by their name in lower case.</summary>
    public IEnumerable<(string Name, Func<BotApiRequest, JsonNode?> Call)> All() =>
    [
        ("editmessagetext", EditText),
        ("editmessagecaption", EditCaption),
        ("editmessagemedia", EditMedia),
        ("editmessagereplymarkup", EditKeyboard),
        ("deletemessage", Delete),
    ];

    private JsonObject EditText(BotApiRequest request)
    {
        var rich = RichMarkup.Read(request);
        var text = rich is null ? MessageParts.Text(request) : FormattedText.Empty;
        var keyboard = Keyboard.Read(request, isEdit: true);
        var message = Find(request);
        if (message.Media is not null)
            throw ApiError.BadRequest("there is no text in the message to edit");
        return Change(request, message, message with { Content = text, Rich = rich, Keyboard = keyboard, LinkPreview = MessageParts.LinkPreview(request) });
    }

    private JsonObject EditCaption(BotApiRequest request)
    {
        var caption = MessageParts.Caption(request);
        var keyboard = Keyboard.Read(request, isEdit: true);
        var message = Find(request);
        if (message.Media is null)
            throw ApiError.BadRequest("there is no caption in the message to edit");
        return Change(
            request,
            message,
            message with { Content = caption, Keyboard = keyboard, IsCaptionAbove = request.Flag("show_caption_above_media") });
    }

    private JsonObject EditMedia(BotApiRequest request)
    {
        if (request.Json("media") is not { ValueKind: JsonValueKind.Object } item)
            throw ApiError.BadRequest("input media is not specified");
        var media = request.Within(item);
        var kind = media.Text("type");
        if (!Kinds.Contains(kind))
            throw ApiError.BadRequest("can't parse InputMedia: type of the media is unknown");
        var caption = MessageParts.Caption(media);
        var keyboard = Keyboard.Read(request, isEdit: true);
        var message = Find(request);
        if (message.MediaGroup is not null && !SharesAlbum(kind!, message.Media!.Kind))
            throw ApiError.BadRequest("can't use the media of the specified type in the album");
        CheckRate(request, message);
        MediaFile file;
        try
        {
            file = world.Media.Take(kind!, media.Text("media"), media.File("media"));
        }
        catch (MediaRefused refused)
        {
            throw ApiError.BadRequest(refused.Message);
        }

        return Change(
            request,
            message,
            message with
            {
                Media = file,
                Content = caption,
                Rich = null,
                LinkPreview = null,
                Keyboard = keyboard,
                IsCaptionAbove = media.Flag("show_caption_above_media"),
            });
    }

    private JsonObject EditKeyboard(BotApiRequest request)
    {
        var keyboard = Keyboard.Read(request, isEdit: true);
        var message = Find(request);
        return Change(request, message, message with { Keyboard = keyboard });
    }

    private JsonValue Delete(BotApiRequest request)
    {
        var chat = world.Enter(request);
        var message = chat.Messages.Find(message => message.Id == request.Integer("message_id"))
            ?? throw ApiError.BadRequest("message to delete not found");
        var isAdministrator = chat.Administrators.Contains(world.Bot.Id);
        var isAllowed = isAdministrator || ((message.IsByBot || chat.Type == "private") && world.Now - message.Date < Deletable);
        if (!isAllowed)
            throw ApiError.BadRequest("message can't be deleted");
        chat.Messages.Remove(message);
        return JsonValue.Create(true);
    }

    private static bool SharesAlbum(string kind, string other) =>
        kind == other || (kind is "photo" or "video" && other is "photo" or "video");

    /// <summary>The message that a call names, when the bot may edit it.</summary>
    private StoredMessage Find(BotApiRequest request)
    {
        var chat = world.EnterToWrite(request);
        if (request.Integer("message_id") is not { } id)
            throw ApiError.BadRequest("message identifier is not specified");
        var message = chat.Messages.Find(message => message.Id == id) ?? throw ApiError.BadRequest("message to edit not found");
        return message.IsByBot ? message : throw ApiError.BadRequest("message can't be edited");
    }

    private void CheckRate(BotApiRequest request, StoredMessage message) =>
        world.Rates.Check(message.Chat.Id, 1, isEdit: true, request.Arrival);

    private JsonObject Change(BotApiRequest request, StoredMessage old, StoredMessage changed)
    {
        if (IsSame(old, changed))
        {
            throw ApiError.BadRequest(
                "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message");
        }

        CheckRate(request, old);
        world.Rates.Add(old.Chat.Id, 1, isEdit: true);
        return old.Chat.Replace(changed with { Edited = world.Now, Edits = old.Edits + 1 }).ToJson();
    }

    private static bool IsSame(StoredMessage old, StoredMessage changed) =>
        old.Content.Text == changed.Content.Text
        && old.Content.Entities.SequenceEqual(changed.Content.Entities)
        && old.Rich == changed.Rich
        && Equals(old.Keyboard, changed.Keyboard)
        && old.LinkPreview == changed.LinkPreview
        && old.IsCaptionAbove == changed.IsCaptionAbove
        && old.Media?.FileId == changed.Media?.FileId;
}
