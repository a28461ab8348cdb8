using CsCheck;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;

namespace NewsBot.Core.Tests.Commands;

public sealed class SetRequestTests
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("page 3", 3)]
    public void Without_a_feed_the_settings_of_the_chat_are_shown(string text, int page) =>
        Assert.Equal(new SetRequest.ShowChat(page), SetRequest.Parse(text));

    [Theory]
    [InlineData("language zh", ChatLanguage.Chinese, MessageLength.Lead, MessageLayout.Classic)]
    [InlineData("Language 中文", ChatLanguage.Chinese, MessageLength.Lead, MessageLayout.Classic)]
    [InlineData("length full", ChatLanguage.English, MessageLength.Full, MessageLayout.Classic)]
    [InlineData("length HEADLINE", ChatLanguage.English, MessageLength.Headline, MessageLayout.Classic)]
    [InlineData(" layout  rich ", ChatLanguage.English, MessageLength.Lead, MessageLayout.Rich)]
    public void A_setting_of_the_chat_is_changed(string text, ChatLanguage language, MessageLength length, MessageLayout layout) =>
        Assert.Equal(
            new ChatSettings { Language = language, Length = length, Layout = layout },
            Assert.IsType<SetRequest.ChangeChat>(SetRequest.Parse(text)).Change(new ChatSettings()));

    [Theory]
    [InlineData("3 sound off", "3", true, false)]
    [InlineData("BBC World Service sound off", "BBC World Service", true, false)]
    [InlineData("https://a.example/feed edits off", "https://a.example/feed", false, true)]
    [InlineData("sound 关", "", true, false)]
    [InlineData("edits on", "", false, false)]
    public void A_setting_of_a_feed_is_looked_for_at_the_end(string text, string feed, bool isSilent, bool ignoresChanges)
    {
        var change = Assert.IsType<SetRequest.ChangeFeed>(SetRequest.Parse(text));
        Assert.Equal(feed, change.Feed);
        Assert.Equal(
            new SubscriptionSettings { IsSilent = isSilent, IgnoresChanges = ignoresChanges }, change.Change(new SubscriptionSettings()));
    }

    [Theory]
    [InlineData("BBC World roles 1 2", "BBC World", "1 2")]
    [InlineData("https://a.example/feed roles <@&12> 34 12", "https://a.example/feed", "12 34")]
    [InlineData("3 roles", "3", null)]
    [InlineData("3 Roles NONE", "3", null)]
    [InlineData("roles 12", "", "12")]
    [InlineData("Roles of Women roles 7", "Roles of Women", "7")]
    public void The_roles_that_a_feed_calls_stand_at_the_end(string text, string feed, string? roles)
    {
        var change = Assert.IsType<SetRequest.ChangeFeed>(SetRequest.Parse(text));
        Assert.Equal((feed, $"roles {roles ?? "none"}"), (change.Feed, change.Words));
        Assert.Equal(new SubscriptionSettings { Roles = roles }, change.Change(new SubscriptionSettings { Roles = "9" }));
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void More_than_twenty_roles_are_unclear(int roles, bool isClear) =>
        Assert.Equal(isClear, SetRequest.Parse("3 roles " + string.Join(' ', Enumerable.Range(1, roles))) is SetRequest.ChangeFeed);

    [Theory]
    [InlineData("on", true)]
    [InlineData("off", false)]
    public void Publishing_is_switched(string value, bool isPublished)
    {
        var change = Assert.IsType<SetRequest.ChangeFeed>(SetRequest.Parse($"3 publish {value}"));
        Assert.Equal(isPublished, change.Change(new SubscriptionSettings { IsPublished = !isPublished }).IsPublished);
    }

    [Theory]
    [InlineData("roles")]
    [InlineData("Roles of Women")]
    [InlineData("3")]
    [InlineData("#3")]
    [InlineData("BBC World Service")]
    [InlineData("BBC Sound")]
    [InlineData("unsubscribe")]
    public void Other_words_are_a_feed(string text) => Assert.Equal(new SetRequest.ShowFeed(text), SetRequest.Parse(text));

    [Fact]
    public void A_feed_is_ended() => Assert.Equal(new SetRequest.EndFeed("BBC World"), SetRequest.Parse("BBC World unsubscribe"));

    [Theory]
    [InlineData("length")]
    [InlineData("length short")]
    [InlineData("length 1")]
    [InlineData("language fr")]
    [InlineData("3 sound loud")]
    public void A_value_that_a_setting_cannot_have_is_unclear(string text) =>
        Assert.IsType<SetRequest.Unclear>(SetRequest.Parse(text));

    [Fact]
    public void Nothing_that_people_type_breaks_it() => Gen.String.Sample(text => Assert.NotNull(SetRequest.Parse(text)));
}
