using NewsBot.Core.Model;

namespace NewsBot.Core.Detection;

/// <summary>Tells new items from known ones.</summary>
public static class NewItems
{
    /// <summary>
    /// How much older than the newest entry of its document, and than the last look, an item must be to count as
    /// back-dated: those are kept without a word. Publishers insert old articles; others date by when one was begun.
    /// Both conditions, so that a feed whose clock is wrong, and a bot that was off for weeks, still bring the news.
    /// </summary>
    public static TimeSpan Backdating { get; } = TimeSpan.FromDays(7);

    /// <summary>So many unknown ids may be news.</summary>
    private const int LeastReset = 5;

    /// <summary>Sorts the items of a document.</summary>
    /// <param name="items">What the document holds, in its order.</param>
    /// <param name="known">The keys among theirs that the store knows; a key may outlive its item.</param>
    /// <param name="lastLook">When the feed was last read; null if never: then nothing is announced.</param>
    public static Detected Detect(
        IReadOnlyList<IdentifiedItem> items, IReadOnlyDictionary<ItemKey, KnownItem> known, DateTimeOffset? lastLook)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(known);
        var present = items.Select(item => known.GetValueOrDefault(item.Keys[0])?.Id).OfType<ItemId>().ToHashSet();
        var ambiguous = items.SelectMany(item => item.Keys.Skip(1))
            .GroupBy(key => key).Where(group => group.Skip(1).Any()).Select(group => group.Key).ToHashSet();

        var newest = items.Max(item => item.Item.Published);
        var unknown = items.Count(item => !known.ContainsKey(item.Keys[0]));
        var adopted = 0;
        var fresh = new List<FreshItem>();
        var met = new List<MetItem>();
        foreach (var item in items)
        {
            // The same item under a new id: one of its other keys is known, it is not here under its old id,
            // and no other entry of the document claims that key (feeds exist whose entries all share one link).
            var owner = known.GetValueOrDefault(item.Keys[0])
                ?? item.Keys.Skip(1).Where(key => !ambiguous.Contains(key)).Select(known.GetValueOrDefault)
                    .FirstOrDefault(each => each is not null && !(each.Id is { } id && present.Contains(id)));
            if (owner is null)
                fresh.Add(new FreshItem(item, Announce: lastLook is { } last && !IsBackdated(item.Item, newest, last)));
            else if (owner.Id is { } id)
                met.Add(new MetItem(id, item, owner.Fingerprint));
            if (owner is not null && !known.ContainsKey(item.Keys[0]))
                adopted++;
        }

        // The site gave all its items new ids: most are recognised, and the rest is new only if its date says so.
        if (unknown > LeastReset && unknown * 2 > items.Count && adopted * 2 >= unknown)
            fresh = [.. fresh.Select(item => item with { Announce = item.Announce && item.Item.Item.Published > lastLook })];

        fresh.Reverse();
        var oldestFirst = fresh.OrderBy(item => item.Item.Item.Published ?? DateTimeOffset.MaxValue).ToList();
        return new Detected(oldestFirst, met);
    }

    private static bool IsBackdated(FeedItem item, DateTimeOffset? newest, DateTimeOffset lastLook) =>
        item.Published < newest - Backdating && item.Published < lastLook - Backdating;
}

/// <summary>What <see cref="NewItems"/> found.</summary>
/// <param name="Fresh">Never seen, oldest first; undated ones last, in reverse document order.</param>
/// <param name="Met">Known items that the document still lists.</param>
public sealed record Detected(IReadOnlyList<FreshItem> Fresh, IReadOnlyList<MetItem> Met);

/// <summary>An item never seen before.</summary>
/// <param name="Item">The item.</param>
/// <param name="Announce">Whether it is news to subscribers.</param>
public sealed record FreshItem(IdentifiedItem Item, bool Announce);

/// <summary>A known item met again.</summary>
/// <param name="Id">The item in the store.</param>
/// <param name="Item">As the document has it now.</param>
/// <param name="Fingerprint">What it looked like when it was last composed.</param>
public sealed record MetItem(ItemId Id, IdentifiedItem Item, string? Fingerprint);
