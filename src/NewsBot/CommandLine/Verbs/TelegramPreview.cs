using NewsBot.Core.Model;
using NewsBot.Core.Rendering.Telegram;

namespace NewsBot.CommandLine.Verbs;

/// <summary>Telegram's messages as a terminal shows them: what is seen with each, its HTML as it is sent, and a line between two.</summary>
internal sealed class TelegramPreview(TextWriter output)
{
    private bool _isFirst = true;

    /// <summary>Writes the messages of a post as a chat gets them that has changed none of its settings.</summary>
    public void Write(Post post)
    {
        foreach (var message in TelegramRenderer.Render(post, new ChatSettings(), new SubscriptionSettings()))
        {
            if (!_isFirst)
                output.WriteLine("——");
            _isFirst = false;
            foreach (var media in message.Media)
                output.WriteLine($"[{Name(media.Kind)}: {media.Address.AbsoluteUri}]");
            if (message.Card is { } card)
                output.WriteLine($"[card: {card.AbsoluteUri}]");
            output.WriteLine(message.Html);
        }
    }

    private static string Name(TelegramMediaKind kind) => kind switch
    {
        TelegramMediaKind.Photo => "photo",
        TelegramMediaKind.Video => "video",
        _ => "audio",
    };
}
