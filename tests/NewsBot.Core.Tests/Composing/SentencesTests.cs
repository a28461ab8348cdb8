using CsCheck;
using NewsBot.Core.Composing.Leads;

namespace NewsBot.Core.Tests.Composing;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("新桥通车。市民欢呼！下一步呢？", "新桥通车。|市民欢呼！|下一步呢？")]
    [InlineData("他说：“新桥通车了。市民很高兴。”随后他离开。", "他说：“新桥通车了。市民很高兴。”|随后他离开。")]
    [InlineData("他问“怎么办？”后离开。众人沉默。", "他问“怎么办？”后离开。|众人沉默。")]
    [InlineData("他说：「橋通了！」 市民歡呼。", "他说：「橋通了！」|市民歡呼。")]
    [InlineData("（本桥长2.5公里。）它很美。", "（本桥长2.5公里。）|它很美。")]
    [InlineData("指数下滑0.64%或144.63点，收于22470.06点。", "指数下滑0.64%或144.63点，收于22470.06点。")]
    [InlineData("橋が開通しました（写真）。次は駅です。", "橋が開通しました（写真）。|次は駅です。")]
    [InlineData("他停了一下……然后继续。大家鼓掌。", "他停了一下……然后继续。|大家鼓掌。")]
    [InlineData("The bridge opened. People cheered! What next?", "The bridge opened.|People cheered!|What next?")]
    [InlineData("Mr. Li met Dr. J. K. Roe at 5 p.m. in the U.S. capital. They spoke.", "Mr. Li met Dr. J. K. Roe at 5 p.m. in the U.S. capital.|They spoke.")]
    [InlineData("It rose 3.5 percent. Version v0.97.x is out.", "It rose 3.5 percent.|Version v0.97.x is out.")]
    [InlineData("\"We did it.\" She smiled. \"Yes!\" he said.", "\"We did it.\"|She smiled.|\"Yes!\" he said.")]
    [InlineData("“It opened. People came,” she said. Then it rained.", "“It opened. People came,” she said.|Then it rained.")]
    [InlineData("Am 6. Juli wurde z. B. die Brücke eröffnet. Es regnete.", "Am 6. Juli wurde z. B. die Brücke eröffnet.|Es regnete.")]
    [InlineData("Wait... what happened next? Nobody knows.", "Wait... what happened next?|Nobody knows.")]
    [InlineData("M. Dupont a dit « Le pont est ouvert. » Puis il est parti.", "M. Dupont a dit « Le pont est ouvert. »|Puis il est parti.")]
    [InlineData("Мост открыт. Жители (около 5 тыс. человек) рады.", "Мост открыт.|Жители (около 5 тыс. человек) рады.")]
    [InlineData("an unclosed “quote goes on. And on.", "an unclosed “quote goes on.|And on.")]
    [InlineData("no mark at all", "no mark at all")]
    [InlineData("", "")]
    public void A_text_is_cut_where_its_sentences_end(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Sentences.Split(text)));

    [Theory]
    [InlineData("新桥通车。", true)]
    [InlineData("“新桥通车。”", true)]
    [InlineData("It opened.)", true)]
    [InlineData("新桥通车", false)]
    [InlineData("Traffic was exp…", false)]
    [InlineData("Traffic was [...]", false)]
    public void A_whole_sentence_is_told_from_a_piece(string text, bool whole) => Assert.Equal(whole, Sentences.IsComplete(text));

    [Fact]
    public void Nothing_is_lost_or_reordered() =>
        Gen.Char["新桥。！？…．.!? “”「」（）()\"'’aZ9 \n"].Array[0, 80].Select(chars => new string(chars)).Sample(
            text => string.Concat(Sentences.Split(text).SelectMany(s => s).Where(c => !char.IsWhiteSpace(c))) == string.Concat(text.Where(c => !char.IsWhiteSpace(c))),
            iter: 2000);
}
