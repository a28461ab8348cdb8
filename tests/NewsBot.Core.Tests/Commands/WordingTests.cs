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
        Assert.DoesNotContain(new Wording(ChatLanguage.English).Welcome, c => c >= '一');
        Assert.Contains(new Wording(ChatLanguage.Chinese).Welcome, c => c >= '一');
    }
}
