using NewsBot.Core.Parsing.Discovery;

namespace NewsBot.Core.Tests.Parsing.Discovery;

/// <summary>What RSSHub makes of addresses.</summary>
public sealed class RssHubTests
{
    private static readonly RssHub Hub = RssHub.At("https://hub.example/");

    [Theory]
    [InlineData("https://space.bilibili.com/2267573", "/bilibili/user/video/2267573")]
    [InlineData("https://space.bilibili.com/2267573/", "/bilibili/user/video/2267573")]
    [InlineData("https://space.bilibili.com/2267573/video?tid=0", "/bilibili/user/video/2267573")]
    [InlineData("https://weibo.com/u/1195230310", "/weibo/user/1195230310")]
    [InlineData("https://www.weibo.com/u/1195230310?tabtype=feed", "/weibo/user/1195230310")]
    [InlineData("https://weibo.com/1195230310", "/weibo/user/1195230310")]
    [InlineData("https://m.weibo.cn/u/1195230310", "/weibo/user/1195230310")]
    [InlineData("https://m.weibo.cn/profile/1195230310", "/weibo/user/1195230310")]
    [InlineData("https://s.weibo.com/top/summary?cate=realtimehot", "/weibo/search/hot")]
    [InlineData("https://www.zhihu.com/people/diygod", "/zhihu/people/activities/diygod")]
    [InlineData("https://www.zhihu.com/people/diygod/posts", "/zhihu/people/activities/diygod")]
    [InlineData("https://www.zhihu.com/org/some-org/posts", "/zhihu/posts/org/some-org")]
    [InlineData("https://zhuanlan.zhihu.com/googledevelopers", "/zhihu/zhuanlan/googledevelopers")]
    [InlineData("https://www.zhihu.com/column/c_1234", "/zhihu/zhuanlan/c_1234")]
    [InlineData("https://www.zhihu.com/question/59895982/answer/1", "/zhihu/question/59895982")]
    [InlineData("https://www.zhihu.com/topic/19828946/hot", "/zhihu/topic/19828946")]
    [InlineData("https://www.zhihu.com/hot", "/zhihu/hot")]
    [InlineData("https://www.douban.com/group/648102/", "/douban/group/648102")]
    [InlineData("https://www.xiaohongshu.com/user/profile/593032945e87e77791e03696?xsec=1", "/xiaohongshu/user/593032945e87e77791e03696/notes")]
    [InlineData("https://www.douyin.com/user/MS4wLjABAAAA-x_y", "/douyin/user/MS4wLjABAAAA-x_y")]
    [InlineData("https://www.kuaishou.com/profile/3xk46q9cdnvgife", "/kuaishou/profile/3xk46q9cdnvgife")]
    [InlineData("https://juejin.cn/user/3051900006845944/posts", "/juejin/posts/3051900006845944")]
    [InlineData("https://juejin.cn/column/6960559453037199391", "/juejin/column/6960559453037199391")]
    [InlineData("https://juejin.cn/tag/前端", "/juejin/tag/%E5%89%8D%E7%AB%AF")]
    [InlineData("https://36kr.com/newsflashes", "/36kr/newsflashes")]
    [InlineData("https://www.36kr.com/hot-list/renqi", "/36kr/hot-list/renqi")]
    [InlineData("https://sspai.com/u/796518/posts", "/sspai/author/796518")]
    [InlineData("https://www.acfun.cn/u/6102", "/acfun/user/video/6102")]
    [InlineData("https://web.okjike.com/u/3EE02BC9-C5B3", "/jike/user/3EE02BC9-C5B3")]
    [InlineData("https://m.okjike.com/users/3EE02BC9-C5B3", "/jike/user/3EE02BC9-C5B3")]
    [InlineData("https://web.okjike.com/topic/553870e8e4b0cafb0a1bef68", "/jike/topic/553870e8e4b0cafb0a1bef68")]
    [InlineData("https://m.okjike.com/topics/553870e8e4b0cafb0a1bef68", "/jike/topic/553870e8e4b0cafb0a1bef68")]
    [InlineData("https://www.xiaoyuzhoufm.com/podcast/6021f949a789fca4eff4492c", "/xiaoyuzhou/podcast/6021f949a789fca4eff4492c")]
    [InlineData("https://t.me/s/awesomeRSSHub", "/telegram/channel/awesomeRSSHub")]
    [InlineData("https://t.me/awesomeRSSHub", "/telegram/channel/awesomeRSSHub")]
    [InlineData("https://telegram.me/awesomeRSSHub", "/telegram/channel/awesomeRSSHub")]
    [InlineData("https://x.com/DIYgod", "/twitter/user/DIYgod")]
    [InlineData("https://twitter.com/DIYgod?lang=en", "/twitter/user/DIYgod")]
    [InlineData("https://mobile.twitter.com/DIYgod", "/twitter/user/DIYgod")]
    [InlineData("https://www.instagram.com/stefaniejoosten/", "/instagram/user/stefaniejoosten")]
    [InlineData("https://www.threads.net/@zuck", "/threads/zuck")]
    [InlineData("https://www.threads.com/@zuck", "/threads/zuck")]
    [InlineData("https://www.pixiv.net/users/15288095", "/pixiv/user/15288095")]
    [InlineData("https://www.pixiv.net/en/users/15288095", "/pixiv/user/15288095")]
    [InlineData("https://www.twitch.tv/riotgames", "/twitch/video/riotgames")]
    [InlineData("https://www.twitch.tv/riotgames/videos", "/twitch/video/riotgames")]
    [InlineData("https://github.com/trending", "/github/trending/daily/any")]
    public void A_page_of_a_known_site_has_a_route(string page, string route) =>
        Assert.Equal("https://hub.example" + route, Hub.FeedOf(new Uri(page))?.AbsoluteUri);

    [Theory]
    [InlineData("https://www.bilibili.com/video/BV1xx411c7mD")]
    [InlineData("https://space.bilibili.com/anna")]
    [InlineData("https://weibo.com/u/anna")]
    [InlineData("https://zhuanlan.zhihu.com/p/12345")]
    [InlineData("https://zhuanlan.zhihu.com/write")]
    [InlineData("https://t.me/s")]
    [InlineData("https://t.me/joinchat/AAAA")]
    [InlineData("https://t.me/+AAAA")]
    [InlineData("https://t.me/anna/123")]
    [InlineData("https://x.com/home")]
    [InlineData("https://x.com/anna/status/1")]
    [InlineData("https://www.instagram.com/p/")]
    [InlineData("https://www.instagram.com/p/abc")]
    [InlineData("https://www.twitch.tv/anna/about")]
    [InlineData("https://mp.weixin.qq.com/s/abc")]
    [InlineData("https://notx.com/anna")]
    [InlineData("https://x.com.evil.example/anna")]
    [InlineData("https://x.com/")]
    [InlineData("ftp://x.com/anna")]
    public void Any_other_page_has_none(string page) => Assert.Null(Hub.FeedOf(new Uri(page)));

    [Theory]
    [InlineData("rsshub://bilibili/user/video/2267573", "https://hub.example/bilibili/user/video/2267573")]
    [InlineData("RSSHub://zhihu/hot?limit=5", "https://hub.example/zhihu/hot?limit=5")]
    [InlineData("/sub rsshub://a/b rsshub://c/d", "/sub https://hub.example/a/b https://hub.example/c/d")]
    [InlineData("https://example.com/feed", "https://example.com/feed")]
    public void An_address_of_RSSHub_is_one_of_the_instance(string typed, string meant) => Assert.Equal(meant, Hub.Resolve(typed));

    [Fact]
    public void An_instance_may_lie_below_a_path() => Assert.Equal(
        "http://127.0.0.1:1200/hub/telegram/channel/anna", RssHub.At("http://127.0.0.1:1200/hub").FeedOf(new Uri("https://t.me/anna"))?.AbsoluteUri);

    [Fact]
    public void Without_an_instance_nothing_is_resolved_and_no_feed_is_known()
    {
        var none = RssHub.At("");
        Assert.Equal("rsshub://zhihu/hot", none.Resolve("rsshub://zhihu/hot"));
        Assert.Null(none.FeedOf(new Uri("https://t.me/anna")));
    }
}
