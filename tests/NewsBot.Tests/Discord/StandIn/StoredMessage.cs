using System.Text.Json;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>A message as it stands in a channel at one moment. An edit makes a new one with the same id.</summary>
internal sealed record StoredMessage
{
    internal const int CrosspostedFlag = 1 << 0;
    internal const int SuppressEmbedsFlag = 1 << 2;
    internal const int EphemeralFlag = 1 << 6;
    internal const int LoadingFlag = 1 << 7;
    internal const int SilentFlag = 1 << 12;
    internal const int ComponentsV2Flag = 1 << 15;

    public required string Id { get; init; }

    public required DiscordChannel Channel { get; init; }

    public string ChannelId => Channel.Id;

    public required DiscordPerson Author { get; init; }

    public required DateTimeOffset Sent { get; init; }

    public string Content { get; init; } = "";

    /// <summary>A list, as it was sent.</summary>
    public JsonElement Embeds { get; init; } = NoItems;

    /// <summary>A list, as it was sent.</summary>
    public JsonElement Components { get; init; } = NoItems;

    public int Flags { get; init; }

    public IReadOnlyList<StoredFile> Files { get; init; } = [];

    /// <summary>Whom it called when it came: <c>@everyone</c>, <c>@here</c>, ids of roles and of people.</summary>
    public IReadOnlyList<string> Pings { get; init; } = [];

    public string? Nonce { get; init; }

    /// <summary>The message it replies to, or null.</summary>
    public string? ReplyTo { get; init; }

    public DateTimeOffset? Edited { get; init; }

    public int Edits { get; init; }

    /// <summary>The person who alone sees it; null for a message that all see.</summary>
    public DiscordPerson? VisibleTo { get; init; }

    public bool IsEdited => Edited is not null;

    public bool IsEphemeral => VisibleTo is not null;

    /// <summary>Whether it came without a sound.</summary>
    public bool IsSilent => (Flags & SilentFlag) != 0;

    /// <summary>Whether it was passed on to the followers of its announcement channel.</summary>
    public bool IsPublished => (Flags & CrosspostedFlag) != 0;

    /// <summary>Whether it says only that the bot thinks.</summary>
    public bool IsLoading => (Flags & LoadingFlag) != 0;

    /// <summary>Whether it is made of components alone.</summary>
    public bool IsLayout => (Flags & ComponentsV2Flag) != 0;

    /// <summary>The buttons and menus in it, from top to bottom.</summary>
    public IEnumerable<JsonElement> Controls => Walk(Components).Where(component => Type(component) is 2 or 3 or 5 or 6 or 7 or 8);

    /// <summary>The labels of its buttons.</summary>
    public IEnumerable<string> Buttons => Controls
        .Where(component => Type(component) == 2 && component.TryGetProperty("label", out _))
        .Select(component => component.GetProperty("label").GetString()!);

    /// <summary>All that a reader sees as text: content, embeds and text components.</summary>
    public string AllText => string.Join('\n', new[] { Content }
        .Concat(Embeds.EnumerateArray().SelectMany(EmbedTexts))
        .Concat(Walk(Components).Where(component => Type(component) == 10).Select(component => component.GetProperty("content").GetString()!))
        .Where(text => text.Length > 0));

    internal static JsonElement NoItems { get; } = JsonDocument.Parse("[]").RootElement;

    internal bool IsEmpty =>
        string.IsNullOrWhiteSpace(Content) && Embeds.GetArrayLength() == 0 && Files.Count == 0
        && !(IsLayout && Components.GetArrayLength() > 0);

    /// <summary>Components and all that stands within them.</summary>
    internal static IEnumerable<JsonElement> Walk(JsonElement components)
    {
        foreach (var component in components.EnumerateArray())
        {
            yield return component;
            if (component.TryGetProperty("components", out var inner))
            {
                foreach (var child in Walk(inner))
                    yield return child;
            }

            foreach (var name in new[] { "accessory", "component" })
            {
                if (component.TryGetProperty(name, out var child))
                    yield return child;
            }
        }
    }

    internal static int Type(JsonElement component) => component.GetProperty("type").GetInt32();

    private static IEnumerable<string> EmbedTexts(JsonElement embed)
    {
        foreach (var (part, field) in new[] { ("author", "name"), ("", "title"), ("", "description"), ("footer", "text") })
        {
            var holder = embed;
            if ((part.Length == 0 || embed.TryGetProperty(part, out holder)) && holder.ValueKind == JsonValueKind.Object
                && holder.TryGetProperty(field, out var text) && text.ValueKind == JsonValueKind.String)
                yield return text.GetString()!;
        }
    }
}
