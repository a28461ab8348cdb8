using NewsBot.Core.Commands;

namespace NewsBot.Core.Rendering.Discord;

/// <summary>A message as Discord takes it
/// (https://discord.com/developers/docs/resources/message#create-message).</summary>
public sealed record DiscordMessage : RenderedMessage
{
    /// <summary>Text above the embeds, Markdown, at most 2,000 characters. Empty in a message of components.</summary>
    public string Content { get; init; } = "";

    /// <summary>At most 10, with at most 6,000 characters of text together. None in a message of components.</summary>
    public IReadOnlyList<DiscordEmbed> Embeds { get; init; } = [];

    /// <summary>Rows of buttons and menus; in a message of components (<see cref="IsLayout"/>) all that is shown.</summary>
    public IReadOnlyList<DiscordComponent> Components { get; init; } = [];

    /// <summary>True for a message of components alone
    /// (https://discord.com/developers/docs/components/reference, flag <c>IS_COMPONENTS_V2</c>).</summary>
    public bool IsLayout { get; init; }

    /// <summary>The same words and links as text alone, for when the rest is refused: Markdown, 1 to 2,000 characters, with
    /// no role called.</summary>
    public required string Plain { get; init; }

    /// <summary>Those of the pictures shown that Discord cannot be expected to fetch: they are uploaded instead. They stand in the
    /// message with their address as given, which may be longer than Discord takes: <see cref="WithPictures"/> is called for all
    /// of them before it is sent, with null for those that cannot be had.</summary>
    public IReadOnlyList<Uri> Uploads { get; init; } = [];

    /// <summary>A file that goes with it.</summary>
    public ReplyFile? File { get; init; }

    /// <summary>Numbers of the roles that it calls; they stand in <see cref="Content"/>, or in a layout in its first text.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>What it is called as a post of a forum: plain text, 1 to 100 characters.</summary>
    public required string Heading { get; init; }

    /// <summary>Labels of the item, plain text: those that the forum has as tags are set.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>True if it comes without a sound.</summary>
    public bool IsSilent { get; init; }

    /// <summary>True if it is passed on to the followers of an announcement channel.</summary>
    public bool IsPublished { get; init; }

    /// <summary>True for an error, which concerns only the person who made it.</summary>
    public bool IsTrouble { get; init; }

    /// <summary>The same message with the pictures at these addresses shown from elsewhere.</summary>
    /// <param name="from">For each address, what stands in its place, for example <c>attachment://picture-0.png</c>; null takes
    /// the picture out of the message.</param>
    public DiscordMessage WithPictures(IReadOnlyDictionary<Uri, string?> from)
    {
        ArgumentNullException.ThrowIfNull(from);
        return new DiscordPictureSwap(from).In(this);
    }

    /// <summary>What Discord gets of it, its files apart: indented JSON for people to look at.</summary>
    public string ToJson() => DiscordJson.Write(this);
}
