using System.Text.Json.Serialization;

namespace NewsBot.Core.Rendering.Discord;

/// <summary>
/// A control or a part of a layout: a closed family, named and shaped as Discord's
/// (https://discord.com/developers/docs/components/reference). A <c>CustomId</c> is the command that a press sends, as if it
/// were typed, of any length: what is longer than the 100 characters that Discord takes is shortened when it is sent.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ActionRow), 1)]
[JsonDerivedType(typeof(Button), 2)]
[JsonDerivedType(typeof(StringSelect), 3)]
[JsonDerivedType(typeof(RoleSelect), 6)]
[JsonDerivedType(typeof(Section), 9)]
[JsonDerivedType(typeof(TextDisplay), 10)]
[JsonDerivedType(typeof(Thumbnail), 11)]
[JsonDerivedType(typeof(MediaGallery), 12)]
[JsonDerivedType(typeof(Separator), 14)]
[JsonDerivedType(typeof(Container), 17)]
public abstract record DiscordComponent;

/// <summary>Up to five buttons, or one menu.</summary>
public sealed record ActionRow(IReadOnlyList<DiscordComponent> Components) : DiscordComponent;

/// <summary>A button.</summary>
/// <param name="Style">1 primary, 2 secondary, 3 success, 4 danger, 5 a link.</param>
/// <param name="Label">1 to 80 characters.</param>
/// <param name="CustomId">The command; null for a link.</param>
/// <param name="Url">Where a link leads, at most 512 characters; null for a command.</param>
public sealed record Button(int Style, string Label, string? CustomId, string? Url) : DiscordComponent;

/// <summary>A menu of commands.</summary>
/// <param name="CustomId">Tells the menus of a message apart.</param>
/// <param name="Placeholder">What it says while nothing is chosen, at most 150 characters.</param>
/// <param name="Options">1 to 25, each with a value of its own.</param>
public sealed record StringSelect(string CustomId, string Placeholder, IReadOnlyList<SelectOption> Options) : DiscordComponent;

/// <summary>A line of a menu.</summary>
/// <param name="Label">1 to 100 characters.</param>
/// <param name="Value">The command.</param>
public sealed record SelectOption(string Label, string Value);

/// <summary>A menu of the server's roles.</summary>
/// <param name="CustomId">The command; the numbers of what is chosen follow it.</param>
/// <param name="Placeholder">What it says while nothing is chosen, at most 150 characters.</param>
/// <param name="MinValues">0: none may be chosen.</param>
/// <param name="MaxValues">At most 25.</param>
/// <param name="DefaultValues">What is chosen now; null for nothing.</param>
public sealed record RoleSelect(string CustomId, string Placeholder, int MinValues, int MaxValues, IReadOnlyList<DefaultValue>? DefaultValues)
    : DiscordComponent;

/// <summary>Something chosen already.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Type"><c>role</c>.</param>
public sealed record DefaultValue(string Id, string Type);

/// <summary>One to three texts with something at their side.</summary>
public sealed record Section(IReadOnlyList<DiscordComponent> Components, DiscordComponent Accessory) : DiscordComponent;

/// <summary>Markdown; all texts of a message together at most 4,000 characters.</summary>
public sealed record TextDisplay(string Content) : DiscordComponent;

/// <summary>A small picture at the side of a section.</summary>
public sealed record Thumbnail(DiscordPicture Media) : DiscordComponent;

/// <summary>One to ten pictures.</summary>
public sealed record MediaGallery(IReadOnlyList<GalleryItem> Items) : DiscordComponent;

/// <summary>A picture of a gallery.</summary>
public sealed record GalleryItem(DiscordPicture Media);

/// <summary>Room, or a line, between two parts.</summary>
/// <param name="Divider">True for a line.</param>
public sealed record Separator(bool Divider) : DiscordComponent;

/// <summary>A frame around parts.</summary>
/// <param name="AccentColor">Of its edge: 0xRRGGBB.</param>
/// <param name="Components">What is in it.</param>
public sealed record Container(int? AccentColor, IReadOnlyList<DiscordComponent> Components) : DiscordComponent;
