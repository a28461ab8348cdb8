using static NewsBot.Core.Tests.Composing.Articles;

namespace NewsBot.Core.Tests.Composing;

public sealed class BoilerplateTests
{
    [Theory]
    [InlineData("""<div><div>分享 :</div><div><a href="https://www.facebook.com/dialog/share?u=x"><span></span></a><a href="whatsapp://send?text=x"></a><a href="https://x.com/intent/tweet?url=x"></a></div></div>""")]
    [InlineData("""<p>Share this: <a href="https://twitter.com/intent/tweet?u=x">Tweet</a> | <a href="mailto:?subject=x">Email</a></p>""")]
    [InlineData("""<div class="addtoany_share_save_container"><a href="https://www.addtoany.com/share" title="Facebook">F</a></div>""")]
    public void A_share_bar_is_dropped(string bar) => Assert.Equal(Lead, Text(Compose($"<p>{Lead}</p>{bar}")));

    [Theory]
    [InlineData("<p><i>（欢迎</i><a href='https://mail.example/'><i>点击此处</i></a><i>订阅</i><a href='https://x.example/'>青川简报</a>，我们将在每个工作日发送最新内容至您的邮箱。）</p>")]
    [InlineData("<p>歡迎掃描二維碼，訂閱本報電子報。</p>")]
    [InlineData("<div class='kg-card'><a href='/signup'><b>Subscribe</b></a> to Greenford Weekly to get our newsletter about bridges.</div>")]
    [InlineData("<p>Sign up for our free daily newsletter.</p>")]
    [InlineData("<div data-selfpromo-newsletter>Newsletter</div>")]
    public void An_invitation_to_subscribe_is_dropped(string invitation)
    {
        var post = Compose($"{invitation}<p>{Lead}</p><p>{Second}</p>");
        Assert.StartsWith(Lead, Text(post), StringComparison.Ordinal);
        Assert.StartsWith(Lead, post.Lead, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<div>06/05/2024 - 08:30</div>")]
    [InlineData("<div><i>Mon, 06 May 2024 00:30:00 GMT</i></div>")]
    [InlineData("<div><i>王小川<br>2024-05-06T00:30:00.000Z</i></div>")]
    [InlineData("<div><i>LI MING,LI MING<br>2024-05-06 08:30:00</i></div>")]
    [InlineData("<div><time datetime='2024-05-06'>21 分钟前</time></div>")]
    [InlineData("<div>2024年 5月 6日</div>")]
    [InlineData("<p>发布时间：2024年5月6日</p>")]
    [InlineData("<p>Published May 6, 2024</p>")]
    public void A_date_or_byline_before_the_text_is_dropped(string head) => Assert.Equal(Lead, Text(Compose($"{head}<p>{Lead}</p>")));

    [Fact]
    public void A_sentence_that_ends_in_a_date_is_text() =>
        Assert.Contains("2024年5月6日", Text(Compose($"<p>{Lead}</p><p>通车仪式定于2024年5月6日</p>")), StringComparison.Ordinal);

    [Theory]
    [InlineData("<p>记者：王川  责编：李河  网编：赵江</p>")]
    [InlineData("<p>翻译：青川日报中文网<br/><a href='https://x.example/en'>点击查看本文英文版。</a></p>")]
    [InlineData("<p class='t-copyright'>© 2024 通讯社</p>")]
    [InlineData("<p>未经许可，不得转载。</p>")]
    [InlineData("<p>The post <a href='/x'>New bridge</a> appeared first on <a href='/'>Greenford Weekly</a>.</p>")]
    [InlineData("<p>本文 <a href='/x'>新桥通车</a> 首发于 <a href='/'>青川周报</a>。</p>")]
    [InlineData("<p>《<a href='/x'>新桥通车</a>》最先出现在<a href='/'>青川周报</a>。</p>")]
    [InlineData("<p>This article, “New bridge”, first appeared on Greenford Weekly</p>")]
    [InlineData("<p><a href='/2024/bridge'>Read more</a></p>")]
    [InlineData("<p>By Jane Doe and John Roe</p>")]
    [InlineData("<p>延伸阅读：<a href='https://other.example/'>旧桥的故事</a></p>")]
    [InlineData("<br><hr><div>获取更多RSS：<br><a href='https://feeds.example'>https://feeds.example</a><br></div>")]
    [InlineData("<script>alert(1)</script><style>p{}</style>")]
    public void What_follows_the_text_is_dropped(string tail) => Assert.Equal(Lead, Text(Compose($"<p>{Lead}</p>{tail}")));

    [Theory]
    [InlineData("<figure><img src='/a.jpg'><figcaption>旧桥的最后一天。</figcaption></figure>")]
    [InlineData("<img src='/a.jpg'><div><small style='color: #999;'>旧桥的最后一天。</small></div>")]
    [InlineData("<p><img src='/a.jpg'><br>旧桥的最后一天。（通讯社资料图片）</p>")]
    [InlineData("<div class='wp-caption'><img src='/a.jpg'><p class='wp-caption-text'>旧桥的最后一天。</p></div>")]
    [InlineData("<div><div><div><img src='/a.jpg'></div><p><span>图像来源，</span><span>Agency</span></p></div><div><p>旧桥的最后一天。</p></div></div>")]
    public void A_caption_is_neither_lead_nor_text_and_its_picture_stays(string figure)
    {
        var post = Compose($"{figure}<p>{Lead}</p>");
        Assert.Equal(Lead, Text(post));
        Assert.Equal("https://news.example/a.jpg", post.Image?.AbsoluteUri);
    }

    [Fact]
    public void A_short_article_with_a_credited_picture_is_not_taken_for_a_caption() => Assert.Equal(
        Lead,
        Text(Compose($"<main><div><figure><img src='/a.jpg'><p role='text'>图像来源，Getty Images</p></figure></div><div><p><b>{Lead}</b></p></div></main>")));

    [Theory]
    [InlineData("（法新社青川6日电）    ")]
    [InlineData("(青川之声中文网) ")]
    [InlineData("【青川网讯】")]
    [InlineData("新华社青川5月6日电（记者王川）")]
    public void An_agencys_mark_is_cut_from_the_start(string mark) => Assert.Equal(Lead, Compose($"<p>{mark}{Lead}</p>").Lead);

    [Theory]
    [InlineData("GREENFORD (Reuters) - ")]
    [InlineData("GREENFORD, England (AP) — ")]
    [InlineData("Grünfurt (dpa) - ")]
    public void A_dateline_is_cut_from_the_start(string dateline) =>
        Assert.Equal(EnglishLead, Compose($"<p>{dateline}{EnglishLead}</p>", "Bridge opens").Lead);

    [Fact]
    public void A_list_of_links_to_the_same_site_is_not_part_of_the_story() => Assert.Equal(
        Lead + "\n" + Second,
        Text(Compose($"<p>{Lead}</p><ul><li><b><a href='https://news.example/1'>旧桥将拆除</a></b></li></ul><p>{Second}</p>")));

    [Fact]
    public void A_list_of_links_to_other_sites_is() => Assert.Contains(
        "旧桥将拆除",
        Text(Compose($"<p>{Lead}</p><ul><li><a href='https://elsewhere.example/1'>旧桥将拆除</a></li></ul>")), StringComparison.Ordinal);

    [Fact]
    public void A_related_gallery_goes_with_its_heading_and_the_text_goes_on_after_it() => Assert.Equal(
        Lead + "\n" + Second,
        Text(Compose($"<p>{Lead}</p><h3>相关图集：桥的历史</h3><div><img src='/1.jpg'><b>1950</b>：第一座桥。</div><div><img src='/2.jpg'><b>1990</b>：第二座桥。</div><p>{Second}</p>")));

    [Theory]
    [InlineData("Comments from the minister drew sharp criticism on Monday.")]
    [InlineData("Getty Images sued a rival on Monday over the use of its pictures.")]
    [InlineData("Copyright law will change next year, the ministry said on Monday.")]
    [InlineData("By Tuesday, officials had closed the old bridge.")]
    [InlineData("Corrections officers went on strike on Monday across the county.")]
    [InlineData("Follow-up work on the Twitter campaign starts on Monday.")]
    [InlineData("Watch makers reported record sales here on Monday after a long decline.")]
    [InlineData("分享经济企业周一公布了第一季度的业绩，收入增长两成。")]
    [InlineData("欢迎仪式周一在青川机场举行，两国总理出席。")]
    [InlineData("来源不明的信号周一再次被望远镜捕捉到。")]
    public void Prose_that_begins_like_boilerplate_is_kept(string sentence) => Assert.Equal(sentence, Compose($"<p>{sentence}</p>", "Other").Lead);
}
