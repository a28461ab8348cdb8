using System.Globalization;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering.Discord;

namespace NewsBot.Core.Tests.Rendering.Discord;

public sealed class DiscordRendererTests
{
    private static readonly Uri Picture = new("https://news.example/a.jpg");

    private static readonly Post Bridge = new()
    {
        Title = "The bridge opens",
        Lead = "The city opened its new bridge on Monday.",
        Link = new Uri("https://news.example/bridge"),
        Source = "Courier",
        Body = new RichText([Text("The city opened its new bridge on Monday. " + string.Concat(Enumerable.Repeat("It is two miles long. ", 60)))]),
    };

    private static readonly ChatSettings Full = new() { Length = MessageLength.Full };

    private static readonly ChatSettings Rich = new() { Layout = MessageLayout.Rich };

    [Fact]
    public void Without_a_title_the_source_leads_to_the_article()
    {
        var embed = Card(Bridge with { Title = "", Author = "Ann Lee" });
        Assert.Equal((null, "Courier", "https://news.example/bridge", "Ann Lee"), (embed.Title, embed.Author?.Name, embed.Author?.Url, embed.Footer?.Text));
        Assert.Equal("The city opened its new bridge on Monday.", embed.Description);
    }

    [Fact]
    public void An_author_that_is_the_source_is_not_told_again() => Assert.Null(Card(Bridge with { Author = "COURIER" }).Author);

    [Fact]
    public void A_time_that_nobody_means_is_not_told() => Assert.Null(Card(Bridge with { Published = DateTimeOffset.MinValue }).Timestamp);

    [Fact]
    public void A_headline_has_a_small_picture_and_no_text()
    {
        var embed = Card(Bridge with { Image = Picture }, new ChatSettings { Length = MessageLength.Headline });
        Assert.Equal((null, null, Picture.AbsoluteUri), (embed.Description, embed.Image, embed.Thumbnail?.Url));
    }

    [Fact]
    public void A_source_has_the_same_colour_at_all_times() => Assert.Equal((0x2A9D8F, 0x4A8C8C), (Card(Bridge).Color, Card(Bridge with { Source = "城市晨报" }).Color));

    [Fact]
    public void Four_pictures_at_most_are_shown_as_one()
    {
        var message = One(Bridge with { Images = Pictures(12) });
        Assert.Equal([.. Pictures(4).Select(picture => picture.AbsoluteUri)], message.Embeds.Select(embed => embed.Image!.Url));
        Assert.All(message.Embeds, embed => Assert.Equal("https://news.example/bridge", embed.Url));
    }

    [Fact]
    public void A_text_that_is_too_long_for_ten_messages_ends_with_the_link_to_the_rest()
    {
        var messages = Render(Bridge with { Image = Picture, Body = new RichText([.. Enumerable.Repeat(Bridge.Body.Blocks[0], 60)]) }, Full);
        Assert.Equal(10, messages.Count);
        Assert.EndsWith("…\n\n[Read on](https://news.example/bridge)", messages[9].Embeds[0].Description, StringComparison.Ordinal);
        Assert.Equal("Courier", messages[9].Embeds[0].Footer?.Text);
        Assert.All(messages.Skip(1), message => Assert.True(message.Embeds is [{ Title: null, Image: null }]));
        Assert.All(messages, message => Assert.EndsWith(".", message.Embeds[0].Description!.Split('…')[0], StringComparison.Ordinal));
        Assert.Single(messages.Select(message => message.Heading).Distinct());
    }

    [Fact]
    public void A_part_that_goes_on_in_a_list_does_not_begin_a_new_item()
    {
        var list = new Listing(true, [[Text("First.")], [Text(string.Concat(Enumerable.Repeat("It is two miles long. ", 300)))]]);
        var messages = Render(Bridge with { Body = new RichText([list]) }, Full);
        Assert.StartsWith("1. First.\n2. It is", messages[0].Embeds[0].Description, StringComparison.Ordinal);
        Assert.Equal("It", messages[1].Embeds[0].Description!.Trim()[..2]);
    }

    [Fact]
    public void Only_numbers_are_roles_and_twenty_at_most()
    {
        var roles = string.Join(' ', Enumerable.Range(1, 30)) + " @everyone <@&7> 1";
        var message = Assert.Single(DiscordRenderer.Render(Bridge, new ChatSettings(), new SubscriptionSettings { Roles = "x " + roles, IsPublished = true, IsSilent = true }));
        Assert.Equal(20, message.Roles.Count);
        Assert.StartsWith("<@&1> <@&2> <@&3>", message.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("<@&", message.Plain, StringComparison.Ordinal);
        Assert.True(message is { IsPublished: true, IsSilent: true });
    }

    [Fact]
    public void A_post_that_says_nothing_is_called_by_something()
    {
        var message = One(new Post { Title = " ", Lead = "", Source = "" });
        Assert.Equal(("…", "…"), (message.Heading, Assert.Single(message.Embeds).Description));
    }

    [Fact]
    public void The_name_in_a_forum_is_one_line_of_a_hundred_characters()
    {
        Assert.Equal(100, One(Bridge with { Title = new string('x', 300) }).Heading.Length);
        Assert.Equal("A line.", One(Bridge with { Title = "", Lead = "A\nline." }).Heading);
    }

    [Theory]
    [InlineData("https://news.example/a.jpg", false)]
    [InlineData("http://news.example/a.PNG?x=1", false)]
    [InlineData("https://news.example:8443/a.jpg", true)]
    [InlineData("https://93.184.216.34/a.jpg", true)]
    [InlineData("https://[2001:db8::1]/a.jpg", true)]
    [InlineData("https://nas/a.jpg", true)]
    [InlineData("https://nas.local/a.jpg", true)]
    [InlineData("https://news.example/plan.SVG", true)]
    [InlineData("https://news.example/a.avif?w=600", true)]
    [InlineData("https://wx4.sinaimg.cn/large/a.jpg", true)]
    [InlineData("https://mmbiz.qpic.cn/mmbiz_jpg/a/0", true)]
    [InlineData("https://i.pximg.net/a.jpg", true)]
    [InlineData("https://notpximg.net/a.jpg", false)]
    public void What_discord_cannot_be_expected_to_fetch_is_uploaded(string address, bool isUploaded) =>
        Assert.Equal(isUploaded ? [new Uri(address)] : [], One(Bridge with { Image = new Uri(address) }).Uploads);

    [Fact]
    public void An_address_that_is_too_long_stands_there_until_it_is_replaced()
    {
        var far = new Uri("https://news.example/" + new string('x', 3_000));
        var message = Assert.Single(DiscordRenderer.Render(Bridge with { Image = far }, new ChatSettings(), new SubscriptionSettings()));
        Assert.Equal([far], message.Uploads);
        Assert.Equal("attachment://picture-0.jpg", message.WithPictures(new Dictionary<Uri, string?> { [far] = "attachment://picture-0.jpg" }).Embeds[0].Image?.Url);
        Assert.Null(message.WithPictures(new Dictionary<Uri, string?> { [far] = null }).Embeds[0].Image);
    }

    [Fact]
    public void Pictures_that_are_taken_out_leave_nothing_behind()
    {
        var pictures = Pictures(3);
        var none = pictures.ToDictionary(picture => picture, _ => (string?)null);
        Assert.Equal("The bridge opens", Assert.Single(One(Bridge with { Images = pictures }).WithPictures(none).Embeds).Title);
        var rich = Assert.Single(Render(Bridge with { Images = pictures }, Rich)).WithPictures(none);
        Assert.DoesNotContain(((Container)rich.Components[0]).Components, component => component is MediaGallery);
        var headline = Assert.Single(Render(Bridge with { Image = Picture }, Rich with { Length = MessageLength.Headline })).WithPictures(none.Append(new(Picture, null)).ToDictionary());
        Assert.StartsWith("## [The bridge", ((TextDisplay)((Container)headline.Components[0]).Components[0]).Content, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layout_shows_ten_pictures_and_leads_to_the_article_with_a_button()
    {
        var frame = (Container)Assert.Single(Assert.Single(Render(Bridge with { Images = Pictures(14) }, Rich)).Components);
        Assert.Equal(10, frame.Components.OfType<MediaGallery>().Single().Items.Count);
        Assert.Equal("https://news.example/bridge", ((Button)((ActionRow)frame.Components[^1]).Components[0]).Url);
        var far = (Container)Assert.Single(Render(Bridge with { Link = new Uri("https://news.example/" + new string('x', 600)) }, Rich)[0].Components);
        Assert.DoesNotContain(far.Components, component => component is ActionRow);
    }

    private static List<Uri> Pictures(int count) => [.. Enumerable.Range(0, count).Select(i => new Uri(string.Create(CultureInfo.InvariantCulture, $"https://news.example/{i}.jpg")))];

    private static Paragraph Text(string text) => new([new Words(text)]);

    private static DiscordEmbed Card(Post post, ChatSettings? settings = null) => Assert.Single(Render(post, settings ?? new ChatSettings())).Embeds[0];

    private static DiscordMessage One(Post post) => Assert.Single(Render(post, new ChatSettings()));

    private static IReadOnlyList<DiscordMessage> Render(Post post, ChatSettings settings)
    {
        var messages = DiscordRenderer.Render(post, settings, new SubscriptionSettings());
        Assert.All(messages, DiscordCheck.Check);
        return messages;
    }
}
