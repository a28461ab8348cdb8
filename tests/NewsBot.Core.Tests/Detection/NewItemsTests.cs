using NewsBot.Core.Detection;
using NewsBot.Core.Model;

namespace NewsBot.Core.Tests.Detection;

public sealed class NewItemsTests
{
    private static readonly DateTimeOffset LastLook = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_look_at_a_feed_announces_nothing()
    {
        var detected = Detect(known: [], lastLook: null, Item("a"), Item("b"));
        Assert.Equal(2, detected.Fresh.Count);
        Assert.DoesNotContain(detected.Fresh, item => item.Announce);
    }

    [Fact]
    public void An_item_with_a_known_id_is_not_new()
    {
        var detected = Detect(known: [("a", 1)], LastLook, Item("a"), Item("b"));
        Assert.Equal("b", Assert.Single(detected.Fresh).Item.Item.Id);
        Assert.Equal(new ItemId(1), Assert.Single(detected.Met).Id);
    }

    [Fact]
    public void New_items_come_oldest_first()
    {
        var detected = Detect(known: [], LastLook, Item("late", 3), Item("early", 1), Item("middle", 2));
        Assert.Equal(["early", "middle", "late"], detected.Fresh.Select(item => item.Item.Item.Id));
    }

    [Fact]
    public void Undated_items_come_in_reverse_document_order()
    {
        var detected = Detect(known: [], LastLook, Item("newest"), Item("older"));
        Assert.Equal(["older", "newest"], detected.Fresh.Select(item => item.Item.Item.Id));
    }

    [Fact]
    public void A_back_dated_item_is_kept_without_a_word()
    {
        var old = Item("old") with { Published = LastLook.AddDays(-30) };
        Assert.Equal([false, true], Detect(known: [], LastLook, Item("now", 0), old).Fresh.Select(item => item.Announce));
    }

    [Fact]
    public void A_feed_whose_dates_are_all_old_still_has_news()
    {
        var item = Item("new") with { Published = LastLook.AddYears(-3) };
        Assert.True(Assert.Single(Detect(known: [], LastLook, item).Fresh).Announce);
    }

    [Fact]
    public void After_a_month_of_being_off_everything_since_is_news()
    {
        var items = Enumerable.Range(0, 30).Select(day => Item($"day {day}") with { Published = LastLook.AddDays(day) });
        Assert.All(Detect(known: [], LastLook, [.. items]).Fresh, item => Assert.True(item.Announce));
    }

    [Fact]
    public void An_item_whose_id_changed_is_recognised_by_its_link()
    {
        var before = Item("old-id");
        var after = before with { Id = "new-id" };
        var detected = DetectWith(KnownKeys((before, 7)), LastLook, after);
        Assert.Empty(detected.Fresh);
        Assert.Equal(new ItemId(7), Assert.Single(detected.Met).Id);
    }

    [Fact]
    public void A_feed_whose_entries_all_have_one_link_still_has_news()
    {
        var link = new Uri("https://a.example/");
        var known = Item("a") with { Link = link };
        var detected = DetectWith(KnownKeys((known, 1)), LastLook, Item("b") with { Link = link }, known);
        Assert.Equal("b", Assert.Single(detected.Fresh).Item.Item.Id);
    }

    [Fact]
    public void What_was_seen_stays_seen_when_its_text_was_pruned()
    {
        var item = Item("a");
        var keys = Identify(item)[0].Keys.ToDictionary(key => key, _ => new KnownItem(null, null));
        Assert.Empty(NewItems.Detect(Identify(item), keys, LastLook).Fresh);
    }

    private static FeedItem Item(string id, int? minute = null) => new()
    {
        Id = id,
        Title = id,
        Link = new Uri($"https://a.example/{id}"),
        Published = minute is { } m ? LastLook.AddMinutes(m) : null,
    };

    private static Detected Detect((string Id, long Number)[] known, DateTimeOffset? lastLook, params FeedItem[] items) =>
        DetectWith(KnownKeys([.. known.Select(each => (Item(each.Id), each.Number))]), lastLook, items);

    private static Detected DetectWith(
        Dictionary<ItemKey, KnownItem> known, DateTimeOffset? lastLook, params FeedItem[] items) =>
        NewItems.Detect(Identify(items), known, lastLook);

    private static Dictionary<ItemKey, KnownItem> KnownKeys(params (FeedItem Item, long Number)[] items) =>
        items.SelectMany(each => Identify(each.Item)[0].Keys.Select(key => (key, id: new KnownItem(new ItemId(each.Number), null))))
            .ToDictionary(pair => pair.key, pair => pair.id);

    private static IReadOnlyList<IdentifiedItem> Identify(params FeedItem[] items) =>
        ItemIdentity.Identify(new FeedDocument { Format = "rss2.0", Items = items });
}
