using NewsBot.Core.Composing;
using NewsBot.Core.Model;

namespace NewsBot.Core.Detection;

/// <summary>Everything that one look at a feed should change in the store, in one transaction.</summary>
public sealed record UpdateIntent
{
    /// <summary>The feed as it shall be afterwards: title, validators, health, next poll.</summary>
    public required Feed Feed { get; init; }

    /// <summary>True for what a hub brought: of the feed itself nothing changes but when an item was last new. What to compare
    /// with, its health and its schedule belong to looks at the feed.</summary>
    public bool IsPushed { get; init; }

    /// <summary>True if nothing changes but when the feed was last read and when and why it is looked at next.</summary>
    public bool IsRoutine { get; init; }

    /// <summary>Items never seen before, oldest first. The store's unique key has the last word.</summary>
    public IReadOnlyList<NewItem> New { get; init; } = [];

    /// <summary>What the feed held at the first look; null at any other.</summary>
    public Backlog? Backlog { get; init; }

    /// <summary>Known items whose text changed.</summary>
    public IReadOnlyList<ChangedItem> Changed { get; init; } = [];

    /// <summary>Keys by which known items were met for the first time.</summary>
    public IReadOnlyList<LearntKey> Learnt { get; init; } = [];

    /// <summary>Known keys that the feed still lists; as long as it does, they are not forgotten.</summary>
    public IReadOnlyList<ItemKey> Met { get; init; } = [];

    /// <summary>What the feed's chats are told about it; null for nothing.</summary>
    public FeedNotice? Notice { get; init; }

    /// <summary>Until when the feed's whole site asked to be left alone; null if it did not.</summary>
    public DateTimeOffset? SiteQuietUntil { get; init; }
}

/// <summary>What a hub's push changes.</summary>
/// <param name="Intent">For the store.</param>
/// <param name="NeedsLook">True if the push told less than it knows: the feed is to be looked at soon.</param>
public sealed record PushedIntent(UpdateIntent Intent, bool NeedsLook);

/// <summary>An item to be stored for the first time.</summary>
/// <param name="PublisherId">guid, atom:id or the like, as written.</param>
/// <param name="Keys">All its keys, the strongest first.</param>
/// <param name="Post">What it looks like.</param>
/// <param name="Fingerprint">Of the item as it was composed, see <see cref="ItemFingerprint"/>.</param>
/// <param name="Announce">Whether it is owed to the feed's subscribers; false for a backlog.</param>
public sealed record NewItem(string? PublisherId, IReadOnlyList<ItemKey> Keys, Post Post, string Fingerprint, bool Announce)
{
    /// <summary>Makes a fresh item ready to be stored.</summary>
    /// <param name="item">The item.</param>
    /// <param name="source">The feed that it came from.</param>
    /// <param name="unsent">How many items were held back, of which this one tells.</param>
    internal static NewItem Compose(FreshItem item, PostSource source, int unsent = 0) => new(
        item.Item.Item.Id,
        item.Item.Keys,
        PostComposer.Compose(item.Item.Item, source) with { Unsent = unsent },
        ItemFingerprint.Of(item.Item.Item),
        item.Announce);
}

/// <summary>A known item with new text.</summary>
public sealed record ChangedItem(ItemId Item, Post Post, string Fingerprint);

/// <summary>A key that was not known for a known item.</summary>
public sealed record LearntKey(ItemId Item, ItemKey Key);
