using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering.Discord;

/// <summary>Messages as text alone, for where cards are refused. The address of a post stands there as it is, so that Discord
/// makes a preview of it.</summary>
internal static class DiscordPlain
{
    private const int LeastRoom = 100;
    private const int MaxAddress = 1_000;

    /// <summary>A post, or one of several parts of a long one.</summary>
    public static string Of(Post post, PostText text, FormattedText story, bool isFirst, bool isLast)
    {
        var title = isFirst && DiscordCut.Escaped(text.Title, DiscordCut.MaxTitle) is { } name ? $"**{name}**" : "";
        var link = isFirst && DiscordAddress.Link(post.Link) is { Length: <= MaxAddress } address ? address : "";
        var origin = isLast ? Origin(text.Origin(text.Author)) : "";
        var room = DiscordCut.MaxContent - title.Length - link.Length - origin.Length - 6;
        var told = room < LeastRoom ? "" : DiscordMarkdown.Write(DiscordCut.Quiet.Shorten(story, room), isQuiet: true);
        return Joined("\n\n", Joined("\n", title, told), Joined("\n", link, origin)) is { Length: > 0 } plain ? plain : "…";
    }

    /// <summary>An answer: its words, and what it shows beneath, as far as there is room.</summary>
    public static string Of(FormattedText words) => DiscordMarkdown.Write(DiscordCut.Quiet.Shorten(words, DiscordCut.MaxContent), isQuiet: true) is { Length: > 0 } told ? told : "…";

    /// <summary>The address stands there already.</summary>
    private static string Origin(FormattedText origin) =>
        DiscordMarkdown.Write(origin with { Spans = [.. origin.Spans.Where(span => span.Look != TextLook.Link)] });

    private static string Joined(string between, params IEnumerable<string> parts) => string.Join(between, parts.Where(part => part.Length > 0));
}
