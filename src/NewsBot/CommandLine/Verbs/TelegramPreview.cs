using NewsBot.Core.Rendering;

namespace NewsBot.CommandLine.Verbs;

/// <summary>Telegram's messages as a terminal shows them: what is seen above each, and its HTML as it is sent.</summary>
internal static class TelegramPreview
{
    /// <summary>The messages, with a line between them.</summary>
    public static string Write(IReadOnlyList<TelegramMessage> messages) => string.Join("\n——\n", messages.Select(Write));

    private static string Write(TelegramMessage message)
    {
        var lines = message.Media.Select(media => $"[{Name(media.Kind)}: {media.Address.AbsoluteUri}]").ToList();
        if (message.Card is { } card)
            lines.Add($"[card: {card.AbsoluteUri}]");
        lines.Add(message.Html);
        return string.Join('\n', lines);
    }

    private static string Name(TelegramMediaKind kind) => kind switch
    {
        TelegramMediaKind.Photo => "photo",
        TelegramMediaKind.Video => "video",
        _ => "audio",
    };
}
