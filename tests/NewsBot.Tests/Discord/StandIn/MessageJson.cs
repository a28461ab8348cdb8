using System.Text.Json;
using System.Text.Json.Nodes;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>Messages as Discord tells of them (https://discord.com/developers/docs/resources/message#message-object).</summary>
internal sealed class MessageJson(World world)
{
    private const int ReplyType = 19;

    public JsonObject Of(StoredMessage message)
    {
        var mentioned = Mentions.Named(message, world);
        var json = new JsonObject
        {
            ["id"] = message.Id,
            ["type"] = message.ReplyTo is null ? 0 : ReplyType,
            ["channel_id"] = message.ChannelId,
            ["author"] = message.Author.ToJson(),
            ["content"] = message.Content,
            ["timestamp"] = DiscordGuild.Iso(message.Sent),
            ["edited_timestamp"] = message.Edited is { } edited ? DiscordGuild.Iso(edited) : null,
            ["tts"] = false,
            ["pinned"] = false,
            ["mention_everyone"] = mentioned.Everyone,
            ["mentions"] = new JsonArray([.. mentioned.People.Select(person => person.ToJson())]),
            ["mention_roles"] = new JsonArray([.. mentioned.Roles.Select(role => (JsonNode)role.Id)]),
            ["attachments"] = new JsonArray([.. message.Files.Select(Attachment)]),
            ["embeds"] = new JsonArray([.. message.Embeds.EnumerateArray().Select(embed => Embed(embed, message))]),
            ["flags"] = message.Flags,
            ["components"] = Components(message),
        };
        if (message.Nonce is not null)
            json["nonce"] = message.Nonce;
        if (message.ReplyTo is not null)
            json["message_reference"] = new JsonObject { ["type"] = 0, ["message_id"] = message.ReplyTo, ["channel_id"] = message.ChannelId };
        return json;
    }

    public JsonObject Attachment(StoredFile file) => new()
    {
        ["id"] = file.Id,
        ["filename"] = file.Name,
        ["size"] = file.Bytes.Length,
        ["url"] = world.Url + file.Path,
        ["proxy_url"] = world.Url + file.Path,
        ["content_type"] = file.ContentType,
    };

    private JsonObject Embed(JsonElement sent, StoredMessage message)
    {
        var embed = JsonNode.Parse(sent.GetRawText())!.AsObject();
        embed["type"] = "rich";
        foreach (var part in new[] { "image", "thumbnail", "author", "footer" })
        {
            if (embed[part] is JsonObject inner)
                ShowFile(inner, part is "image" or "thumbnail" ? "url" : "icon_url", message);
        }

        return embed;
    }

    private JsonArray Components(StoredMessage message)
    {
        var components = JsonNode.Parse(message.Components.GetRawText())!.AsArray();
        var last = 0;
        foreach (var component in components)
            Complete(component!.AsObject());
        return components;

        void Complete(JsonObject component)
        {
            component["id"] ??= ++last;
            var type = component["type"]!.GetValue<int>();
            if (type is 3 or 5 or 6 or 7 or 8)
            {
                component["min_values"] ??= 1;
                component["max_values"] ??= 1;
            }

            switch (type)
            {
                case 11:
                    component["spoiler"] ??= false;
                    Show(component["media"]!.AsObject());
                    break;
                case 12:
                    foreach (var item in component["items"]!.AsArray())
                    {
                        item!["spoiler"] ??= false;
                        Show(item["media"]!.AsObject());
                    }

                    break;
                case 14:
                    component["spacing"] ??= 1;
                    component["divider"] ??= true;
                    break;
                case 17:
                    component["spoiler"] ??= false;
                    component["accent_color"] ??= null;
                    break;
            }

            foreach (var child in (component["components"] as JsonArray ?? []).Append(component["accessory"]).OfType<JsonObject>().ToList())
                Complete(child);
        }

        void Show(JsonObject media)
        {
            ShowFile(media, "url", message);
            media["id"] ??= message.Id;
            media["proxy_url"] ??= media["url"]!.GetValue<string>();
            media["width"] ??= null;
            media["height"] ??= null;
            media["content_type"] ??= null;
        }
    }

    /// <summary>A file that came along is shown by its address on the CDN.</summary>
    private void ShowFile(JsonObject holder, string field, StoredMessage message)
    {
        if (holder[field]?.GetValue<string>() is { } url && url.StartsWith("attachment://", StringComparison.Ordinal)
            && message.Files.FirstOrDefault(file => file.Name == url["attachment://".Length..]) is { } file)
            holder[field] = world.Url + file.Path;
    }
}
