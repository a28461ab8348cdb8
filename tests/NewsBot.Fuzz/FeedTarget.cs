using NewsBot.Core.Composing;
using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing;
using NewsBot.Core.Rendering.Discord;
using NewsBot.Core.Rendering.Telegram;

namespace NewsBot.Fuzz;

/// <summary>The whole way of an item that thinks and touches nothing, for any bytes: whatever they are, nothing may be thrown.</summary>
internal static class FeedTarget
{
    private static readonly Uri Url = new("https://news.example/feeds/main.xml");

    /// <summary>Reads the bytes as a feed, a page and a list of feeds, and does nothing with what comes out.</summary>
    public static void Read(ReadOnlySpan<byte> input)
    {
        var bytes = input.ToArray();
        _ = FeedParser.Parse(bytes, Url);
        _ = FeedLinks.Discover(bytes, Url, "text/html");
        _ = Opml.Parse(bytes);
    }

    /// <summary>Reads the bytes as everything that a stranger may send, and makes of the items what people get.</summary>
    /// <exception cref="InvalidOperationException">What came out breaks a promise.</exception>
    public static void Run(ReadOnlySpan<byte> input)
    {
        var bytes = input.ToArray();
        _ = Opml.Parse(bytes);
        _ = FeedLinks.Discover(bytes, Url, "text/html");
        if (FeedParser.Parse(bytes, Url) is not ParseResult.Parsed { Document: var feed })
            return;
        var source = new PostSource(feed.Title ?? "", feed.Link ?? Url, feed.Language);
        foreach (var item in ItemIdentity.Identify(feed))
        {
            if (item.Item.Published is { Offset: var offset } && offset != TimeSpan.Zero)
                throw new InvalidOperationException("A date is not in UTC.");
            var post = PostComposer.Compose(item.Item, source);
            if (post.Title.Any(char.IsControl))
                throw new InvalidOperationException($"A title has a control character in it: U+{(int)post.Title.First(char.IsControl):X4}.");
            _ = TelegramRenderer.Render(post, new ChatSettings(), new SubscriptionSettings());
            _ = DiscordRenderer.Render(post, new ChatSettings(), new SubscriptionSettings());
        }
    }
}
