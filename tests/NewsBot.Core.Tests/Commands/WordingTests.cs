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

    [Theory]
    [InlineData(ChatLanguage.English, "in @news yet: my role lacks View Channel.", "allow it")]
    [InlineData(ChatLanguage.Chinese, " @news 发消息：我的身份组缺少查看频道权限", "频道设置 → 权限 → 我的身份组")]
    public void A_permission_that_is_lacking_goes_by_its_name_in_the_settings(ChatLanguage language, string what, string how)
    {
        var sentence = new Wording(language).Lacking([PostingPermission.ViewChannel], "@news");
        Assert.Contains(what, sentence, StringComparison.Ordinal);
        Assert.Contains(how, sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_permission_has_a_name_of_its_own()
    {
        var all = Enum.GetValues<PostingPermission>();
        Assert.All([ChatLanguage.English, ChatLanguage.Chinese], language =>
            Assert.Distinct(all.Select(permission => new Wording(language).Lacking([permission], null))));
        Assert.Contains("发送消息、在子区内发送消息、创建帖子", new Wording(ChatLanguage.Chinese).Lacking(
            [PostingPermission.SendMessages, PostingPermission.SendInThreads, PostingPermission.CreatePosts], null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("telegram", "Only administrators of this chat")]
    [InlineData("discord", "permission Manage Channels")]
    public void Who_may_manage_a_chat_is_told_in_the_words_of_the_platform(string platform, string told) =>
        Assert.Contains(told, new Wording(ChatLanguage.English).NotAllowed(platform), StringComparison.Ordinal);

    [Theory]
    [InlineData("telegram", "as its caption")]
    [InlineData("discord", "attached to it")]
    public void How_a_file_comes_is_told_in_the_words_of_the_platform(string platform, string told) =>
        Assert.Contains(told, new Wording(ChatLanguage.English).ImportHow(platform), StringComparison.Ordinal);

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
