namespace NewsBot.Core.Rendering.Discord;

/// <summary>Cuts texts to what Discord takes. Its limits count the Markdown, in UTF-16 units here, the strictest way.</summary>
internal static class DiscordCut
{
    /// <summary>Room of the text above embeds.</summary>
    public const int MaxContent = 2_000;

    /// <summary>Room of the text of an embed.</summary>
    public const int MaxDescription = 4_096;

    /// <summary>Room of all texts of a layout.</summary>
    public const int MaxLayout = 4_000;

    /// <summary>Room of a headline.</summary>
    public const int MaxTitle = 256;

    /// <summary>Room of the name of a post in a forum.</summary>
    public const int MaxHeading = 100;

    // What comes after a place decides whether a sign there needs a backslash: a shorter part may be longer by some.
    private const int Slack = 16;

    /// <summary>For embeds and layouts.</summary>
    public static TextCut Text { get; } = new((text, start, room) => Reach(text, start, room, isQuiet: false));

    /// <summary>For the text above embeds, where links would open previews.</summary>
    public static TextCut Quiet { get; } = new((text, start, room) => Reach(text, start, room, isQuiet: true));

    /// <summary>Plain words on one line; empty if there are none.</summary>
    public static string Words(string? words, int room) => TextCut.Characters.Shorten(Clean(words), room).Text;

    /// <summary>Plain words on one line as Markdown; null if there are none.</summary>
    public static string? Escaped(string? words, int room) =>
        DiscordMarkdown.Write(Text.Shorten(Clean(words), room)) is { Length: > 0 } markdown ? markdown : null;

    /// <summary>Words without what must not go out.</summary>
    public static FormattedText Clean(string? words) => new FormattedTextBuilder().Words(words ?? "").Build();

    private static int Reach(FormattedText text, int start, int room, bool isQuiet)
    {
        if (text.Length - start <= room && Length(text.Length) <= room)
            return text.Length;
        var (reached, beyond) = (start, Math.Min(text.Length, start + Math.Max(0, room)) + 1);
        while (beyond - reached > 1)
        {
            var middle = reached + (beyond - reached) / 2;
            if (Length(middle) <= room - Slack)
                reached = middle;
            else
                beyond = middle;
        }

        return reached;

        int Length(int end) => DiscordMarkdown.Write(text.Slice(start, end), isQuiet).Length;
    }
}
