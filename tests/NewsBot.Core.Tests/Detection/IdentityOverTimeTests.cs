using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;

namespace NewsBot.Core.Tests.Detection;

/// <summary>What a reader is told when a publisher changes what should never change: look after look at one feed, with what was
/// learnt in between.</summary>
public sealed class IdentityOverTimeTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<ItemKey, KnownItem> _known = [];
    private DateTimeOffset _now = Start;
    private int _number;
    private Feed _feed = new()
    {
        Id = new FeedId(1),
        Url = FeedUrl.TryParse("https://a.example/feed", out var url) ? url : throw new InvalidOperationException(),
        Title = "a.example",
    };

    [Fact]
    public void The_key_is_the_publishers_id_in_its_own_feed()
    {
        Look(Story(1));
        Assert.Equal(["Story 2"], Look(Story(2), Story(1)));
        Assert.Empty(Look(Story(2) with { Link = new Uri("https://a.example/elsewhere"), Title = "Another title" }, Story(1)));
    }

    [Fact]
    public void One_id_on_every_item_makes_the_link_part_of_the_identity_and_says_nothing_of_what_is_known()
    {
        Look(Same(1));
        Assert.Equal(["Story 2"], Look(Same(2), Same(1)));
        Assert.Equal(IdentityRule.IdAndLink, _feed.Identity);
        Assert.Equal(["Story 3"], Look(Same(3)));
        Assert.Empty(Look(Same(3), Same(2), Same(1)));

        static FeedItem Same(int number) => Story(number) with { Id = "the same" };
    }

    [Fact]
    public void The_rule_of_a_feed_is_never_taken_back()
    {
        Look(Story(1) with { Id = "x" }, Story(2) with { Id = "x" });
        Look(Story(3), Story(4));
        Assert.Equal(IdentityRule.IdAndLink, _feed.Identity);
        Assert.Empty(Look(Story(3), Story(4)));
    }

    [Fact]
    public void A_rule_that_changes_brings_nothing_again()
    {
        var old = Enumerable.Range(1, 8).Select(number => Story(number) with { Link = null }).ToArray();
        Look(old);
        Assert.Equal(["Story 10", "Story 11"], Look([Story(10) with { Id = "x" }, Story(11) with { Id = "x" }, .. old]));
        Assert.Empty(Look(old));
    }

    [Fact]
    public void One_slip_in_a_long_feed_changes_no_rule()
    {
        var many = Enumerable.Range(1, 50).Select(Story).ToArray();
        Look([.. many, Story(90) with { Id = "x" }, Story(91) with { Id = "x" }]);
        Assert.Equal(IdentityRule.Id, _feed.Identity);
    }

    [Fact]
    public void Without_an_id_the_link_is_the_identity_and_without_a_link_title_and_day()
    {
        Look(Story(1) with { Id = null });
        Assert.Empty(Look(Story(1) with { Id = null, Title = "Corrected" }));
        Look(Bare("Fog"));
        Assert.Empty(Look(Bare("Fog")));
        Assert.Equal(["Rain"], Look(Bare("Rain"), Bare("Fog")));

        static FeedItem Bare(string title) => new() { Title = title, Published = Start };
    }

    [Fact]
    public void A_site_that_moves_to_https_or_to_another_host_brings_nothing_again()
    {
        Look(Linked("http://old.example"));
        Assert.Empty(Look(Linked("https://old.example")));
        Assert.Empty(Look(Linked("https://www.new.example")));

        static FeedItem Linked(string site) => Story(1) with { Id = site + "/story-1", Link = new Uri(site + "/story-1") };
    }

    [Fact]
    public void An_item_that_gets_a_new_id_is_recognised_by_its_link()
    {
        Look(Story(1));
        Assert.Empty(Look(Story(1) with { Id = "new" }));
        Assert.Empty(Look(Story(1) with { Id = "new", Link = new Uri("https://a.example/elsewhere"), Title = "Other" }));
    }

    [Fact]
    public void An_item_that_gets_a_new_id_and_a_new_link_is_recognised_by_a_title_that_says_much_and_its_day()
    {
        Look(Told("Ferry sails again after the long winter", "a"));
        Assert.Empty(Look(Told("Ferry sails again after the long winter", "b")));
        Look(Told("渡轮在漫长的冬天之后重新启航", "c"));
        Assert.Empty(Look(Told("渡轮在漫长的冬天之后重新启航", "d")));
    }

    [Fact]
    public void Two_items_with_the_same_short_title_on_one_day_are_two()
    {
        Look(Told("Corrections", "a"));
        Assert.Equal(["Corrections"], Look(Told("Corrections", "b")));
        Look(Told("今日快讯", "c"));
        Assert.Equal(["今日快讯"], Look(Told("今日快讯", "d")));
    }

    [Fact]
    public void Two_items_with_one_long_title_that_stand_side_by_side_are_two()
    {
        Look(Told("Ferry sails again after the long winter", "a"));
        Assert.Single(Look(Told("Ferry sails again after the long winter", "a"), Told("Ferry sails again after the long winter", "b")));
    }

    [Fact]
    public void A_site_that_gives_all_items_new_ids_brings_only_what_is_new_since()
    {
        var items = Enumerable.Range(1, 10).Select(Story).ToArray();
        Look(items);
        var reset = items.Select(item => item with { Id = "reset-" + item.Id }).ToArray();
        // Two of them were never listed before, and are older than the last look.
        FeedItem[] unseen = [Story(40) with { Published = Start.AddHours(-5) }, Story(41) with { Published = null }];

        Assert.Equal(["Story 50"], Look([Story(50) with { Published = _now.AddMinutes(10) }, .. reset, .. unseen]));
        Assert.Empty(Look([Story(50), .. reset, .. unseen]));
    }

    [Fact]
    public void A_flood_of_old_items_under_new_ids_and_links_brings_the_newest_and_says_how_many_more_there_are()
    {
        Look(Story(1));
        var flood = Enumerable.Range(100, 200).Select(number => Story(number) with { Published = null }).ToArray();

        var intent = Intent(flood);

        var told = intent.New.Where(item => item.Announce).ToList();
        Assert.Equal(Enumerable.Range(100, 10).Reverse().Select(number => $"Story {number}"), told.Select(item => item.Post.Title));
        Assert.Equal(190, told[^1].Post.Unsent);
        Assert.Equal(200, intent.New.Count);
        Assert.Empty(Look(flood));
    }

    [Fact]
    public void Items_that_all_claim_to_be_of_this_very_moment_are_a_flood_too()
    {
        Look(Story(1));
        var moment = _now.AddMinutes(30);
        Assert.Equal(10, Look([.. Enumerable.Range(100, 60).Select(number => Story(number) with { Published = moment })]).Count);
    }

    [Fact]
    public void News_of_weeks_in_which_the_bot_was_off_are_no_flood()
    {
        Look(Story(1));
        var items = Enumerable.Range(1, 300).Select(hour => Story(1000 + hour) with { Published = _now.AddHours(hour) }).ToArray();
        _now = _now.AddHours(301);
        Assert.Equal(300, Look([.. items.Reverse()]).Count);
    }

    [Fact]
    public void A_feed_without_dates_that_often_brings_many_is_no_flood()
    {
        Look(Story(1));
        _now = _now.AddDays(1);
        Assert.Equal(40, Look(lately: 560, [.. Enumerable.Range(100, 40).Select(number => Story(number) with { Published = null })]).Count);
    }

    [Fact]
    public void Tracking_parameters_that_change_make_no_new_item()
    {
        Look(Story(1) with { Id = null, Link = new Uri("https://a.example/1?utm_source=rss") });
        Assert.Empty(Look(Story(1) with { Id = null, Link = new Uri("https://a.example/1?utm_source=feed&spm=9") }));
    }

    [Fact]
    public void Of_one_id_twice_for_one_link_the_first_counts() =>
        Assert.Equal(["Story 1"], Intent(Story(1), Story(1) with { Title = "Story 1 again" }).New.Select(item => item.Post.Title));

    [Fact]
    public void A_back_dated_item_is_kept_and_not_told()
    {
        Look(Story(1));
        Assert.Equal(["Story 2"], Look(Story(2), Story(3) with { Published = Start.AddDays(-30) }));
    }

    [Fact]
    public void An_item_of_the_future_is_told_once()
    {
        Look(Story(1));
        var coming = Story(2) with { Published = Start.AddDays(3) };
        Assert.Equal(["Story 2"], Look(coming, Story(1)));
        Assert.Empty(Look(coming, Story(1)));
    }

    [Fact]
    public void An_item_whose_date_moves_is_the_same_item()
    {
        Look(Story(1));
        Assert.Empty(Look(Story(1) with { Published = Start.AddDays(2) }));
        Assert.Empty(Look(Story(1) with { Published = null }));
    }

    [Fact]
    public void An_item_that_changes_is_changed_and_not_new()
    {
        Look(Story(1));
        var intent = Intent(Story(1) with { Title = "Story 1, corrected" });
        Assert.Empty(intent.New);
        Assert.Equal("Story 1, corrected", Assert.Single(intent.Changed).Post.Title);
    }

    [Fact]
    public void The_first_look_tells_nothing() => Assert.Empty(Look(Story(1), Story(2)));

    [Fact]
    public void An_empty_document_forgets_nothing()
    {
        Look(Story(1), Story(2));
        Assert.Empty(Look());
        Assert.Empty(Look(Story(1), Story(2)));
    }

    private static FeedItem Story(int number) => new()
    {
        Id = $"id-{number}",
        Title = $"Story {number}",
        Link = new Uri($"https://a.example/{number}"),
        Published = Start.AddMinutes(number),
    };

    private static FeedItem Told(string title, string name) => new()
    {
        Id = name,
        Title = title,
        Link = new Uri($"https://a.example/{name}"),
        Published = Start,
    };

    /// <summary>The titles that readers are told, oldest first.</summary>
    private IReadOnlyList<string> Look(params FeedItem[] items) => Look(lately: 0, items);

    private IReadOnlyList<string> Look(int lately, params FeedItem[] items) =>
        [.. Intent(lately, items).New.Where(item => item.Announce).Select(item => item.Post.Title)];

    private UpdateIntent Intent(params FeedItem[] items) => Intent(lately: 0, items);

    /// <summary>Looks at the feed a quarter of an hour later, and remembers what is to be remembered.</summary>
    private UpdateIntent Intent(int lately, FeedItem[] items)
    {
        var document = new FeedDocument { Format = "rss2.0", Items = items };
        var identified = ItemIdentity.Identify(document, _feed.Identity);
        var known = identified.SelectMany(item => item.Keys).Distinct().Where(_known.ContainsKey).ToDictionary(key => key, key => _known[key]);
        var intent = new UpdateDecider(new PollingOptions(), _now, chance: 0)
            .Read(_feed, document, identified, known, lately, CacheValidators.None, "hash", freshFor: null);
        foreach (var item in intent.New.Where(item => !_known.ContainsKey(item.Keys[0])))
        {
            var id = new ItemId(++_number);
            foreach (var key in item.Keys)
                _known.TryAdd(key, new KnownItem(id, item.Fingerprint));
        }
        foreach (var learnt in intent.Learnt)
            _known.TryAdd(learnt.Key, new KnownItem(learnt.Item, _known.Values.First(each => each.Id == learnt.Item).Fingerprint));
        (_feed, _now) = (intent.Feed, _now.AddMinutes(15));
        return intent;
    }
}
