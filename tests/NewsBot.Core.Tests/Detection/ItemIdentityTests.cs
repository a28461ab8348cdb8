using CsCheck;
using NewsBot.Core.Detection;
using NewsBot.Core.Model;

namespace NewsBot.Core.Tests.Detection;

public sealed class ItemIdentityTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_publishers_id_is_the_identity() =>
        Assert.Equal(First(new FeedItem { Id = "a", Title = "Old", Link = new Uri("https://a.example/1") }),
            First(new FeedItem { Id = " a ", Title = "New", Link = new Uri("https://a.example/2") }));

    [Fact]
    public void Without_an_id_the_link_is_the_identity_whatever_its_scheme_www_and_last_slash() =>
        Assert.Equal(First(new FeedItem { Link = new Uri("http://www.a.example/news/1/") }),
            First(new FeedItem { Link = new Uri("https://a.example/news/1") }));

    [Fact]
    public void Without_a_link_title_and_day_are_the_identity()
    {
        var morning = First(new FeedItem { Title = "每日一语", Published = Noon.AddHours(-3) });
        Assert.Equal(morning, First(new FeedItem { Title = "每日一语", Published = Noon }));
        Assert.NotEqual(morning, First(new FeedItem { Title = "每日一语", Published = Noon.AddDays(1) }));
    }

    [Fact]
    public void An_item_with_nothing_but_text_is_known_by_its_text()
    {
        Assert.Equal(First(new FeedItem { Summary = "x" }), First(new FeedItem { Summary = "x" }));
        Assert.NotEqual(First(new FeedItem { Summary = "x" }), First(new FeedItem { Summary = "y" }));
    }

    [Fact]
    public void An_id_that_several_entries_share_is_told_apart_by_their_links()
    {
        var items = Identify(
            new FeedItem { Id = "https://a.example/", Link = new Uri("https://a.example/1") },
            new FeedItem { Id = "https://a.example/", Link = new Uri("https://a.example/2") });
        Assert.Equal(2, items.Count);
        Assert.NotEqual(items[0].Keys[0], items[1].Keys[0]);
    }

    [Fact]
    public void The_same_entry_twice_in_a_document_is_one()
    {
        var twice = new FeedItem { Id = "a", Link = new Uri("https://a.example/1") };
        Assert.Single(Identify(twice, twice));
    }

    [Fact]
    public void A_site_that_moves_to_another_host_keeps_a_key_of_each_item()
    {
        var before = Identify(new FeedItem { Id = "http://old.example/?p=1" })[0];
        var after = Identify(new FeedItem { Id = "https://new.example/?p=1" })[0];
        Assert.Single(before.Keys.Intersect(after.Keys));
    }

    [Fact]
    public void Every_item_has_a_key_and_equal_items_have_equal_keys() =>
        Gen.Select(Gen.String.Null(), Gen.String.Null(), Gen.String.Null()).Sample((id, title, summary) =>
        {
            var item = new FeedItem { Id = id, Title = title, Summary = summary };
            Assert.Equal(First(item), First(item with { }));
        });

    private static ItemKey First(FeedItem item) => Identify(item)[0].Keys[0];

    private static IReadOnlyList<IdentifiedItem> Identify(params FeedItem[] items) =>
        ItemIdentity.Identify(new FeedDocument { Format = "rss2.0", Items = items });
}
