using System.Text.Json.Nodes;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>What the bot may know of its chats.</summary>
internal sealed class ChatMethods(World world)
{
    /// <summary>The largest file that a bot may download.</summary>
    private const int MostDownload = 20 * 1024 * 1024;

    private static readonly string[] Rights =
    [
        "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members", "can_change_info",
        "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
    ];

    private static readonly string[] ChannelRights = ["can_post_messages", "can_edit_messages"];
    private static readonly string[] GroupRights = ["can_pin_messages", "can_manage_topics"];

    /// <summary>The methods by their name in lower case.</summary>
    public IEnumerable<(string Name, Func<BotApiRequest, JsonNode?> Call)> All() =>
    [
        ("getchat", GetChat),
        ("getchatmember", GetChatMember),
        ("getchatadministrators", GetChatAdministrators),
        ("getchatmembercount", request => world.Enter(request).Members.ToList().Count + 1),
        ("leavechat", LeaveChat),
        ("getfile", GetFile),
    ];

    /// <summary>The <c>ChatMember</c> of the Bot API for a person of a chat.</summary>
    public static JsonObject Member(ChatState chat, Person person, string status)
    {
        var member = new JsonObject { ["user"] = person.ToJson(), ["status"] = status };
        switch (status)
        {
            case "creator":
                member["is_anonymous"] = false;
                break;
            case "administrator":
                member["can_be_edited"] = false;
                member["is_anonymous"] = false;
                foreach (var right in Rights)
                    member[right] = right is not "can_promote_members";
                foreach (var right in chat.Type == "channel" ? ChannelRights : GroupRights)
                    member[right] = true;
                break;
            case "kicked":
                member["until_date"] = 0;
                break;
        }

        return member;
    }

    /// <summary>What someone is in a chat.</summary>
    public static string Status(ChatState chat, long person) =>
        chat.Owner == person ? "creator"
        : chat.Administrators.Contains(person) ? "administrator"
        : chat.Members.Contains(person) || chat.Id == person ? "member" : "left";

    private JsonObject GetChat(BotApiRequest request)
    {
        var chat = world.Enter(request);
        var info = chat.ToJson();
        info["accent_color_id"] = 0;
        info["max_reaction_count"] = 11;
        info["accepted_gift_types"] = new JsonObject
        {
            ["unlimited_gifts"] = false,
            ["limited_gifts"] = false,
            ["unique_gifts"] = false,
            ["premium_subscription"] = false,
            ["gifts_from_channels"] = false,
        };
        return info;
    }

    private JsonObject GetChatMember(BotApiRequest request)
    {
        var chat = world.Enter(request);
        if (request.Integer("user_id") is not { } id)
            throw ApiError.BadRequest("invalid user_id specified");
        if (id == world.Bot.Id)
            return Member(chat, world.Bot, OwnStatus(chat));
        var person = world.People.GetValueOrDefault(id) ?? throw ApiError.BadRequest("user not found");
        return Member(chat, person, Status(chat, id));
    }

    private JsonArray GetChatAdministrators(BotApiRequest request)
    {
        var chat = world.Enter(request);
        if (chat.Type == "private")
            throw ApiError.BadRequest("there are no administrators in the private chat");
        var ids = chat.Administrators.ToList().Concat(chat.Owner is { } owner ? [owner] : Array.Empty<long>()).Distinct();
        var members = from id in ids
                      let person = id == world.Bot.Id ? world.Bot : world.People.GetValueOrDefault(id)
                      // The list leaves out other bots, not the bot that asks.
                      where person is not null && (!person.IsBot || person.Id == world.Bot.Id)
                      select (JsonNode)Member(chat, person, Status(chat, id));
        return new JsonArray([.. members]);
    }

    private string OwnStatus(ChatState chat) => chat.Type == "private" || !chat.Administrators.Contains(world.Bot.Id) ? "member" : "administrator";

    private JsonValue LeaveChat(BotApiRequest request)
    {
        var chat = world.Enter(request);
        if (chat.Type == "private")
            throw ApiError.BadRequest("chat member status can't be changed in private chats");
        chat.Fate = ChatFate.NotMember;
        chat.Administrators.Remove(world.Bot.Id);
        return JsonValue.Create(true);
    }

    private JsonObject GetFile(BotApiRequest request)
    {
        var file = world.Media.Find(request.Text("file_id") ?? "") ?? throw ApiError.BadRequest("invalid file_id");
        if (file.Bytes.Length > MostDownload)
            throw ApiError.BadRequest("file is too big");
        return new JsonObject
        {
            ["file_id"] = file.FileId,
            ["file_unique_id"] = file.UniqueId,
            ["file_size"] = file.Bytes.Length,
            ["file_path"] = file.Path,
        };
    }
}
