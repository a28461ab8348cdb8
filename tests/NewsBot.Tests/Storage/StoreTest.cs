using System.Security.Cryptography;
using System.Text;
using NewsBot.Core.Detection;
using NewsBot.Core.Model;

namespace NewsBot.Tests.Storage;

/// <summary>What the tests of all contracts share: an empty store, a day in March, and short ways to say things.</summary>
public abstract class StoreTest(IStoreUnderTest store) : IDisposable
{
    protected static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    protected static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    protected static readonly ChatAddress Ann = new("telegram", "-100123", "7");
    protected static readonly ChatAddress Bob = new("web", "bob");

    protected IStoreUnderTest Store { get; } = store;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Store.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Task<Feed> AddFeedAsync(string host = "news.example") =>
        Store.Feeds.AddAsync(Url($"https://{host}/feed"), host, Noon, Token);

    protected async Task<Feed> AddFeedAsync(params ChatAddress[] subscribers)
    {
        var feed = await AddFeedAsync();
        foreach (var chat in subscribers)
            await Store.Subscriptions.AddAsync(chat, feed.Id, Noon, Token);
        return (await Store.Feeds.FindAsync(feed.Url, Token))!;
    }

    /// <summary>Saves items of these titles as new and to be announced.</summary>
    protected async Task<IReadOnlyList<ItemId>> PublishAsync(Feed feed, DateTimeOffset now, params string[] titles)
    {
        var saved = await Store.Feeds.SaveAsync(
            new UpdateIntent { Feed = feed, New = [.. titles.Select(title => Item(title))] }, now, Token);
        return [.. saved.Select(item => item.Id)];
    }

    /// <summary>Saves that an item is like this by now.</summary>
    protected Task ChangeAsync(Feed feed, ItemId item, Post post, DateTimeOffset now) => Store.Feeds.SaveAsync(
        new UpdateIntent { Feed = feed, Changed = [new ChangedItem(item, post, "new print")] }, now, Token);

    protected Task<IReadOnlyList<OwedDelivery>> ClaimAsync(DateTimeOffset now) => Store.Deliveries.ClaimAsync(now, Lease, 10, Token);

    /// <summary>Notes that a claimed delivery went out at noon, in the messages given or in one.</summary>
    protected async Task SendAsync(OwedDelivery delivery, DateTimeOffset? free = null, params string[] messages)
    {
        messages = messages is [] ? [$"m{delivery.Id}"] : messages;
        foreach (var (part, message) in messages.Index())
            await Store.Deliveries.PartSentAsync(delivery.Id, message, part == messages.Length - 1, Noon, free ?? Noon, Token);
    }

    protected static FeedUrl Url(string text) =>
        FeedUrl.TryParse(text, out var url) ? url : throw new ArgumentException(text, nameof(text));

    protected static ItemKey Key(string text, ItemKeyKind kind = ItemKeyKind.Id) =>
        new(kind, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}:{text}")))[..32]);

    protected static NewItem Item(string title, bool announce = true) => Item(Post(title), announce);

    protected static NewItem Item(Post post, bool announce = true) =>
        new(post.Title, [Key(post.Title), Key(post.Title, ItemKeyKind.TitleAndDay)], post, Fingerprint: "print", announce);

    protected static Post Post(string title, string lead = "") => new() { Title = title, Lead = lead, Source = "Example News" };
}
