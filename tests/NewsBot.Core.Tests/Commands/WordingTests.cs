using NewsBot.Core.Commands;
using NewsBot.Core.Model;

namespace NewsBot.Core.Tests.Commands;

public sealed class WordingTests
{
    public static TheoryData<TroubleKind, ChatLanguage> AllTroubles =>
        new(from kind in Enum.GetValues<TroubleKind>() from language in Enum.GetValues<ChatLanguage>() select (kind, language));

    [Theory]
    [MemberData(nameof(AllTroubles))]
    public void Every_trouble_names_the_address_and_a_way_out(TroubleKind kind, ChatLanguage language)
    {
        var sentence = new Wording(language).Trouble("https://a.example/feed", new FetchTrouble(kind, "the cause", 500));
        Assert.Contains("https://a.example/feed", sentence, StringComparison.Ordinal);
        Assert.True(sentence.Split('.', '。', ':', '：').Length > 2, sentence);
    }

    [Fact]
    public void English_has_no_chinese_and_chinese_is_chinese()
    {
        var sentences = typeof(Wording).GetProperties().Where(property => property.PropertyType == typeof(string)).ToList();
        Assert.NotEmpty(sentences);
        // The names of languages, and both ways to choose one, are shown as they are in the language they name.
        Assert.All(sentences.Where(each => each.Name != nameof(Wording.LanguageUnknown)), sentence =>
            Assert.DoesNotContain((string)sentence.GetValue(new Wording(ChatLanguage.English))!, c => c is >= '一' and <= '龥'));
        Assert.All(sentences, sentence =>
            Assert.Contains((string)sentence.GetValue(new Wording(ChatLanguage.Chinese))!, c => c is >= '一' and <= '龥'));
    }

    [Theory]
    [InlineData(20, "read just now, next in a moment")]
    [InlineData(5 * 60, "read 5 min ago, next in 5 min")]
    [InlineData(3 * 3600 + 100, "read 3 h ago, next in 3 h")]
    [InlineData(50 * 3600, "read 2 d ago, next in 2 d")]
    public void The_health_of_a_feed_is_told_in_its_greatest_unit(int seconds, string told)
    {
        var now = new DateTimeOffset(2025, 3, 4, 12, 0, 0, TimeSpan.Zero);
        var health = new FeedHealth { LastSuccess = now.AddSeconds(-seconds), NextPoll = now.AddSeconds(seconds) };
        Assert.Equal(told, new Wording(ChatLanguage.English).Health(health, now));
    }

    [Fact]
    public void What_an_import_did_not_have_is_left_out()
    {
        Assert.Equal("Imported: 3 new.", new Wording(ChatLanguage.English).Imported(3, 0, 0, 0, 200));
        Assert.Equal("导入完成：新增 3 个，原有 1 个，超出上限 200 的 2 个，无法读取 4 个。", new Wording(ChatLanguage.Chinese).Imported(3, 1, 2, 4, 200));
    }

    [Theory]
    [InlineData("short", "short")]
    [InlineData("exactly10!", "exactly10!")]
    [InlineData("more than ten", "more than…")]
    [InlineData("emoji 12😀 and more", "emoji 12…")]
    public void Long_names_are_cut_between_characters(string text, string cut) => Assert.Equal(cut, Replies.Cut(text, 10));
}
