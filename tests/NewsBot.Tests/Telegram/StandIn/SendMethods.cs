using System.Text.Json;
using System.Text.Json.Nodes;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>All that puts new messages into a chat.</summary>
internal sealed class SendMethods(World world)
{
    private const int FewestOfAlbum = 2;
    private const int MostOfAlbum = 10;

    private static readonly string[] Kinds = ["photo", "video", "audio", "animation", "document"];
    private static readonly string[] AlbumKinds = ["photo", "video", "audio", "document"];

    private static readonly string[] Actions =
    [
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document", "choose_sticker",
        "find_location", "record_video_note", "upload_video_note",
    ];

    /// <summary>The methods by their name in lower case.</summary>
    public IEnumerable<(string Name, Func<BotApiRequest, JsonNode?> Call)> All()
    {
        yield return ("sendmessage", SendMessage);
        yield return ("sendrichmessage", SendRichMessage);
        foreach (var kind in Kinds)
            yield return ("send" + kind, request => SendMedia(request, kind));
        yield return ("sendmediagroup", SendMediaGroup);
        yield return ("sendchataction", SendChatAction);
    }

    private JsonObject SendMessage(BotApiRequest request)
    {
        var text = MessageParts.Text(request);
        var keyboard = Keyboard.Read(request);
        var draft = Begin(request, "text messages", 1) with
        {
            Content = text,
            Keyboard = keyboard,
            LinkPreview = MessageParts.LinkPreview(request),
        };
        return Finish(draft).ToJson();
    }

    private JsonObject SendRichMessage(BotApiRequest request)
    {
        var rich = RichMarkup.Read(request) ?? throw ApiError.BadRequest("rich message is empty");
        var keyboard = Keyboard.Read(request);
        return Finish(Begin(request, "text messages", 1) with { Rich = rich, Keyboard = keyboard }).ToJson();
    }

    private JsonObject SendMedia(BotApiRequest request, string kind)
    {
        var caption = MessageParts.Caption(request);
        var keyboard = Keyboard.Read(request);
        var draft = Begin(request, kind + "s", 1);
        MediaFile media;
        try
        {
            media = world.Media.Take(kind, request.Text(kind), request.File(kind));
        }
        catch (MediaRefused refused)
        {
            throw ApiError.BadRequest(refused.Message);
        }

        return Finish(draft with
        {
            Media = media,
            Content = caption,
            Keyboard = keyboard,
            IsCaptionAbove = request.Flag("show_caption_above_media"),
        }).ToJson();
    }

    private JsonArray SendMediaGroup(BotApiRequest request)
    {
        if (request.Json("reply_markup") is not null)
            throw ApiError.BadRequest("sendMediaGroup has no reply_markup");
        var items = ReadAlbum(request);
        var captions = items.ConvertAll(MessageParts.Caption);
        var draft = Begin(request, "media messages", items.Count);
        var files = items.Select((item, index) => TakeOfAlbum(item, index + 1)).ToList();

        var album = world.NextId();
        var messages = files.Select((file, index) => Finish(draft with
        {
            Id = draft.Id + index,
            Media = file,
            Content = captions[index],
            MediaGroup = album,
            IsCaptionAbove = items[index].Flag("show_caption_above_media"),
        }));
        return new JsonArray([.. messages.Select(message => (JsonNode)message.ToJson())]);
    }

    private static List<BotApiRequest> ReadAlbum(BotApiRequest request)
    {
        if (request.Json("media") is not { ValueKind: JsonValueKind.Array } media)
            throw ApiError.BadRequest("expected an Array of InputMedia");
        var items = media.EnumerateArray()
            .Select(item => item.ValueKind == JsonValueKind.Object ? request.Within(item) : throw ApiError.BadRequest("can't parse InputMedia: expected an Object"))
            .ToList();
        if (items.Count is < FewestOfAlbum or > MostOfAlbum)
            throw ApiError.BadRequest(items.Count > MostOfAlbum ? "too many messages to send as an album" : "too few messages to send as an album");

        var kinds = items.Select(item => item.Text("type")).Distinct().ToList();
        if (kinds.Exists(kind => !AlbumKinds.Contains(kind)))
            throw ApiError.BadRequest("can't parse InputMedia: type of the media is not allowed in an album");
        if (kinds.Count > 1 && (kinds.Contains("audio") || kinds.Contains("document")))
            throw ApiError.BadRequest("can't use the media of the specified type in the album");
        return items;
    }

    private MediaFile TakeOfAlbum(BotApiRequest item, int number)
    {
        try
        {
            return world.Media.Take(item.Text("type")!, item.Text("media"), item.File("media"));
        }
        catch (MediaRefused refused)
        {
            throw ApiError.BadRequest(
                refused.Code is null ? refused.Message : $"failed to send message #{number} with the error message \"{refused.Code}\"");
        }
    }

    private JsonValue SendChatAction(BotApiRequest request)
    {
        if (!Actions.Contains(request.Text("action")))
            throw ApiError.BadRequest("wrong parameter action in request");
        MessageParts.Thread(request, world.EnterToWrite(request));
        return JsonValue.Create(true);
    }

    /// <summary>The message without its content, when the chat takes it now.</summary>
    private StoredMessage Begin(BotApiRequest request, string what, int messages)
    {
        var chat = world.EnterToWrite(request, what);
        var thread = MessageParts.Thread(request, chat);
        var reply = MessageParts.Reply(request, chat, thread);
        thread = MessageParts.Open(thread ?? reply?.Thread, chat);
        world.Rates.Check(chat.Id, messages, isEdit: false, request.Arrival);
        var isChannel = chat.Type == "channel";
        return new StoredMessage
        {
            Id = chat.LastMessageId + 1,
            Chat = chat,
            Date = world.Now,
            From = isChannel ? null : world.Bot,
            SenderChat = isChannel ? chat : null,
            IsByBot = true,
            Thread = thread,
            ReplyTo = reply?.Id,
            IsSilent = request.Flag("disable_notification"),
        };
    }

    private StoredMessage Finish(StoredMessage message)
    {
        message.Chat.LastMessageId = message.Id;
        world.Rates.Add(message.Chat.Id, 1, isEdit: false);
        return message.Chat.Put(message);
    }
}
