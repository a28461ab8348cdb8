using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>What a message may be made of where it is sent.</summary>
/// <param name="Path">Where its fields stand in the body: empty, <c>message</c> or <c>data</c>.</param>
/// <param name="Flags">The flags that may be set.</param>
/// <param name="CallsUsersAlone">See <see cref="Mentions.Called"/>.</param>
internal sealed record MessagePlace(string Path, int Flags, bool CallsUsersAlone)
{
    private const int Ordinary = StoredMessage.SuppressEmbedsFlag | StoredMessage.SilentFlag | StoredMessage.ComponentsV2Flag;

    public static MessagePlace Channel { get; } = new("", Ordinary, CallsUsersAlone: false);

    public static MessagePlace Post { get; } = Channel with { Path = "message" };

    public static MessagePlace FollowUp { get; } = new("", Ordinary | StoredMessage.EphemeralFlag, CallsUsersAlone: true);

    public static MessagePlace Callback { get; } = FollowUp with { Path = "data" };
}

/// <summary>Reads what a bot sends as a message and holds it to the documented limits
/// (https://discord.com/developers/docs/resources/message#create-message).</summary>
internal sealed class MessageForm(World world)
{
    private const int MostContent = 2000;
    private const int LongestNonce = 25;
    private const int LongestDescription = 1024;
    private const int MostFiles = 10;

    /// <summary>A new message, not yet in its channel.</summary>
    public StoredMessage Create(DiscordChannel channel, JsonObject body, IReadOnlyDictionary<int, UploadedFile> files, MessagePlace place)
    {
        var message = new StoredMessage { Id = world.NextId(), Channel = channel, Author = world.Bot, Sent = world.Now };
        message = Fill(message, body, files, place);
        return message with { Pings = Mentions.Called(message, body["allowed_mentions"] as JsonObject, place.CallsUsersAlone, world) };
    }

    /// <summary>A message with what is changed in it.</summary>
    public StoredMessage Edit(StoredMessage old, JsonObject body, IReadOnlyDictionary<int, UploadedFile> files, MessagePlace place)
    {
        const int Changeable = StoredMessage.SuppressEmbedsFlag | StoredMessage.ComponentsV2Flag;
        var message = Fill(old, body, files, place with { Flags = Changeable | old.Flags });
        if (old.IsLoading)
        {
            return message with
            {
                Flags = message.Flags & ~StoredMessage.LoadingFlag,
                Edits = old.Edits + 1,
                Pings = Mentions.Called(message, body["allowed_mentions"] as JsonObject, place.CallsUsersAlone, world),
            };
        }

        return message with { Edited = world.Now, Edits = old.Edits + 1 };
    }

    private StoredMessage Fill(StoredMessage old, JsonObject body, IReadOnlyDictionary<int, UploadedFile> files, MessagePlace place)
    {
        var errors = new FormErrors();
        var form = new Form(body, errors, place.Path);
        var flags = (int)(form.Integer("flags", 0) ?? old.Flags);
        if ((flags & ~place.Flags) != 0)
            form.Refuse("flags", "MESSAGE_FLAGS_INVALID", $"Flags {flags & ~place.Flags} cannot be set here.");
        var isLayout = ((flags | old.Flags) & StoredMessage.ComponentsV2Flag) != 0;
        var content = form.Text("content", MostContent);
        form.Text("nonce", LongestNonce);
        form.Flag("tts");
        var kept = FilesOf(form, old, files);
        var names = kept.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        EmbedRules.Check(form, names);
        ComponentRules.Check(form, isLayout, names);
        Mentions.Check(form);
        var message = old with
        {
            Content = form.Has("content") ? content ?? "" : old.Content,
            Embeds = form.Has("embeds") ? List(body["embeds"]) : old.Embeds,
            Components = form.Has("components") ? List(body["components"]) : old.Components,
            Files = kept,
            // Only embeds can be shown again; the other flags stay for good.
            Flags = flags | (old.Flags & ~StoredMessage.SuppressEmbedsFlag),
            Nonce = body["nonce"]?.ToString() ?? old.Nonce,
        };
        if (isLayout)
            RefuseLegacy(form, message);
        errors.ThrowIfAny();
        if (message.IsEmpty)
            throw ApiError.EmptyMessage();
        return message;
    }

    private static void RefuseLegacy(Form form, StoredMessage message)
    {
        const string code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2";
        if (message.Content.Length > 0)
            form.Refuse("content", code, "The 'content' field cannot be used when using MessageFlags.IS_COMPONENTS_V2");
        if (message.Embeds.GetArrayLength() > 0)
            form.Refuse("embeds", code, "The 'embeds' field cannot be used when using MessageFlags.IS_COMPONENTS_V2");
    }

    /// <summary>The files that a message has then: those that the list keeps, and those that came along.</summary>
    private List<StoredFile> FilesOf(Form form, StoredMessage old, IReadOnlyDictionary<int, UploadedFile> files)
    {
        var kept = form.Has("attachments") ? [] : old.Files.ToList();
        var named = new Dictionary<string, string>();
        foreach (var listed in form.Objects("attachments", MostFiles))
        {
            listed.Text("description", LongestDescription);
            var id = listed.Body["id"]?.ToString() ?? "";
            if (old.Files.FirstOrDefault(file => file.Id == id) is { } known)
                kept.Add(known);
            else if (int.TryParse(id, CultureInfo.InvariantCulture, out var number) && files.ContainsKey(number))
                named[id] = listed.Text("filename") ?? files[number].Name;
            else
                listed.Refuse("id", "MESSAGE_ATTACHMENT_NOT_FOUND", "The attachment was not found.");
        }

        foreach (var (number, file) in files.OrderBy(pair => pair.Key))
        {
            var name = named.GetValueOrDefault($"{number}", file.Name);
            kept.Add(world.Files.Keep(world.NextId(), old.ChannelId, name, file.Bytes));
        }

        if (kept.Count > MostFiles)
            throw new ApiError(400, 30015, $"Maximum number of attachments in a message reached ({MostFiles})");
        return kept;
    }

    private static JsonElement List(JsonNode? list) => list is JsonArray ? JsonSerializer.SerializeToElement(list) : StoredMessage.NoItems;
}
