using System.Globalization;
using System.Text;
using CsCheck;
using static NewsBot.Core.Tests.Composing.Articles;

namespace NewsBot.Core.Tests.Composing;

public sealed class LeadTests
{
    [Fact]
    public void The_lead_is_the_first_paragraph() => Assert.Equal(Lead, Compose($"<p>{Lead}</p><p>{Second}</p>").Lead);

    [Fact]
    public void A_lead_stops_at_a_sentence_when_it_is_long_enough()
    {
        var sentence = new string('新', 39) + "。";
        Assert.Equal(sentence + sentence + sentence, Compose("<p>" + string.Concat(Enumerable.Repeat(sentence, 6)) + "</p>").Lead);
    }

    [Fact]
    public void A_very_short_paragraph_is_carried_on() =>
        Assert.Equal("新桥通车了。" + Second, Compose($"<p>新桥通车了。</p><p>{Second}</p>", "青川").Lead);

    [Fact]
    public void Paragraphs_may_be_made_of_line_breaks() =>
        Assert.Equal(Lead, Compose($"<p>{Lead}<br /><br />{Second}</p>").Lead);

    [Fact]
    public void Bold_split_over_many_elements_is_one_sentence() =>
        Assert.Equal("周一（5月6日），新桥正式通车，市民可步行过河。", Compose("<p><strong>周一（</strong><strong>5</strong><strong>月</strong><strong>6</strong><strong>日），</strong><strong>新桥正式通车</strong><strong>，市民可步行过河。</strong></p>", "桥").Lead);

    [Theory]
    [InlineData("<p>原标题：青川新桥</p>")]
    [InlineData("<p>编者按：本文为系列报道之一。</p>")]
    [InlineData("<p>本报已存档的<strong>三篇文章</strong>：</p>")]
    [InlineData("<p>Editor’s note: This story has been updated.</p>")]
    [InlineData("<p>Correction: An earlier version named the wrong river.</p>")]
    [InlineData("<h2>背景</h2>")]
    [InlineData("<p><strong>新桥五月通车</strong></p>")]
    [InlineData("<p>新桥五月通车。</p>")]
    [InlineData("<p><a href='https://news.example/old'>旧桥将于六月拆除，市民不舍。</a></p>")]
    [InlineData("<blockquote><p>“这座桥很美。”</p></blockquote>")]
    public void What_does_not_tell_the_story_is_not_the_lead(string before) => Assert.Equal(Lead, Compose($"{before}<p>{Lead}</p>").Lead);

    [Fact]
    public void An_invitation_at_the_end_of_the_paragraph_is_left_out() =>
        Assert.Equal(Lead, Compose($"<p>{Lead}欢迎点击本台视频，了解详情。</p>").Lead);

    [Fact]
    public void A_text_that_opens_with_background_is_led_by_the_sentence_of_the_headline() => Assert.Equal(
        "The Greenford council on Monday rejected the bridge toll, a decision that frees commuters from paying.",
        Compose(
            "<p>In 1950 the first ferry crossed the river and for decades nothing else did.</p>"
            + "<p>The Greenford council on Monday rejected the bridge toll, a decision that frees commuters from paying.</p>",
            "Greenford council rejects bridge toll for commuters").Lead);

    [Fact]
    public void A_quotation_that_repeats_the_headline_does_not_replace_the_opening() => Assert.Equal(
        "消息人士周一向本报透露，青川大桥的工程负责人已于上午被带走调查。",
        Compose("<p>消息人士周一向本报透露，青川大桥的工程负责人已于上午被带走调查。</p><p>他的朋友说：“这是毫无根据的诬陷，桥梁质量没有问题。”</p>", "友人：毫无根据的诬陷 桥梁质量没有问题").Lead);

    [Fact]
    public void An_excerpt_cut_in_the_middle_of_a_word_ends_at_the_last_whole_sentence() =>
        Assert.Equal(EnglishLead, Compose($"<p>{EnglishLead} Traffic was exp&#8230;</p>", "Bridge").Lead);

    [Fact]
    public void A_note_without_a_full_stop_is_its_own_lead() =>
        Assert.Equal("Bridge open to everybody now #Greenford 🎉", Compose("<p>Bridge open to everybody now <a href='https://social.example/tags/Greenford'>#<span>Greenford</span></a> 🎉</p>", "").Lead);

    [Fact]
    public void A_post_without_text_has_no_lead() => Assert.Equal(
        "",
        Compose("<table><tr><td><a href='/c'><img src='https://t.example/a.jpg'></a></td><td> submitted by <a href='/u/x'>x</a> to <a href='/r/y'>y</a><br/><a href='https://i.example/a'>[link]</a> <a href='/c'>[275 comments]</a></td></tr></table>").Lead);

    [Fact]
    public void One_endless_sentence_is_cut_at_a_clause()
    {
        var lead = Compose("<p>" + string.Concat(Enumerable.Repeat("青川的新桥今天通车了，", 60)) + "市民欢呼。</p>", "x").Lead;
        Assert.InRange(lead.Length, 80, 160);
        Assert.EndsWith("通车了", lead, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_without_any_mark_is_cut_between_characters()
    {
        var lead = Compose("<p>" + string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👧𠮷é", 200)) + "</p>", "x").Lead;
        Assert.InRange(lead.Length, 1, 600);
        Assert.True(LastElement(lead) is "👩‍👩‍👧‍👧" or "𠮷" or "é", lead);
    }

    [Fact]
    public void The_lead_stands_in_the_cleaned_text_word_for_word()
    {
        var pieces = Gen.OneOf("新桥通车。", "“好！”他说。", "The bridge opened. ", "Mr. Li spoke… ", "<p>", "</p>", "<br>", "<b>市长", "</b>", "𠮷😀", "3.5％，", " ", "　", "<ul><li>", "</ul>", "（", "）", "？", "\"", "<a href='/x'>链接。</a>");
        pieces.List[0, 40].Sample(
            parts =>
            {
                var post = Compose(string.Concat(parts), "标题");
                return Squeeze(Text(post)).Contains(Squeeze(post.Lead), StringComparison.Ordinal);
            },
            iter: 200);
    }

    [Fact]
    public void No_character_is_ever_cut_in_half() =>
        Gen.OneOf("𠮷", "😀", "e\u0301", "。", "a", " ", "\uD83D", "\uDE00", "！").List[0, 900].Sample(
            parts =>
            {
                var lead = Compose("<p>" + string.Concat(parts) + "</p>", "x").Lead;
                return lead.Length == new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(lead)).Length;
            },
            iter: 200);

    private static string LastElement(string text) => text[StringInfo.ParseCombiningCharacters(text)[^1]..];

    private static string Squeeze(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
