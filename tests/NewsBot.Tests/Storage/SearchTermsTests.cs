using CsCheck;
using NewsBot.Storage;

namespace NewsBot.Tests.Storage;

public sealed class SearchTermsTests
{
    private static readonly Gen<string> Han =
        Gen.OneOf(Gen.Int[0x4E00, 0x9FFF], Gen.Int[0x3400, 0x4DBF], Gen.Int[0x20000, 0x2A6DF]).Select(char.ConvertFromUtf32);

    [Theory]
    [InlineData("法国总统", "法国 国总 总统 统")]
    [InlineData("法，国", "法 国")]
    [InlineData("5G华为Mate", "5G 华为 为 Mate")]
    [InlineData("ＡＢＣ　１２", "ABC 12")]
    [InlineData("Don't stop!", "Don t stop")]
    [InlineData("𠀀𠀁", "𠀀𠀁 𠀁")]
    [InlineData("ニュース", "ニュ ュー ース ス")]
    [InlineData("뉴스 속보", "뉴스 속보")]
    [InlineData(" \r\n。", "")]
    public void Text_is_cut_into(string text, string terms) => Assert.Equal(terms, SearchTerms.OfText(text));

    [Theory]
    [InlineData("法", "\"法\"*")]
    [InlineData("法国", "\"法国\"")]
    [InlineData("法国总", "\"法国 国总\"")]
    [InlineData("5G 华为", "\"5G\"* AND \"华为\"")]
    [InlineData("a\"b OR c*", "\"a\"* AND \"b\"* AND \"OR\"* AND \"c\"*")]
    public void A_query_becomes(string words, string match) => Assert.Equal(match, SearchTerms.ToMatch(words));

    [Theory]
    [InlineData("")]
    [InlineData(" \"* — ！")]
    public void Without_a_word_there_is_no_query(string words) => Assert.Null(SearchTerms.ToMatch(words));

    [Fact]
    public void Texts_and_queries_of_any_length_are_cut_short()
    {
        Assert.InRange(SearchTerms.OfText(new string('字', 1_000_000)).Length, 1, 4 * SearchTerms.MaxTextLength);
        Assert.InRange(SearchTerms.ToMatch(string.Join(' ', Enumerable.Range(0, 100_000)))!.Length, 1, 1_000);
    }

    [Fact]
    public void Each_piece_of_a_chinese_title_is_asked_for_in_terms_that_the_title_has() =>
        Gen.Select(Han.Array[2, 30], Gen.Int[0, 29], Gen.Int[1, 30]).Sample((title, start, length) =>
        {
            start %= title.Length;
            var piece = title.Skip(start).Take(length).ToArray();
            var terms = $" {SearchTerms.OfText(string.Concat(title))} ";
            var match = SearchTerms.ToMatch(string.Concat(piece))!;

            return piece.Length == 1
                ? terms.Contains($" {match.Trim('*').Trim('"')}", StringComparison.Ordinal)
                : terms.Contains($" {match.Trim('"')} ", StringComparison.Ordinal);
        });

    [Fact]
    public void No_text_whatever_leaves_the_quotes() =>
        Gen.String.Sample(text =>
        {
            var match = SearchTerms.ToMatch(text);
            return match is null || match.Split(" AND ").All(part =>
                part.TrimEnd('*') is ['"', .. var inside, '"'] && inside.Length > 0 && !inside.Contains('"', StringComparison.Ordinal));
        });
}

public sealed class SqliteSearchLawTests() : SearchLawTests(new SqliteUnderTest());

/// <summary>The laws of searching, in a real index.</summary>
public abstract class SearchLawTests(IStoreUnderTest store) : StoreTest(store)
{
    private static readonly Gen<string> Title = Gen.Char["法国总统访问北京上海华为发布新手机地震 ab5，"].Array[2, 20].Select(chars => new string(chars));

    [Fact]
    public async Task Any_two_characters_side_by_side_in_a_chinese_title_find_it()
    {
        var feed = await AddFeedAsync(Ann);
        await Title.SampleAsync(async title =>
        {
            await PublishAsync(feed, Noon, title);
            for (var start = 0; start + 2 <= title.Length; start++)
            {
                var pair = title.Substring(start, 2);
                if (!pair.All(IsHan))
                    continue;
                var found = await Store.Items.SearchAsync(Ann, pair, 1_000, Token);
                Assert.Contains(found, item => item.Post.Title == title);
                Assert.All(found, item => Assert.Contains(pair, item.Post.Title, StringComparison.Ordinal));
            }
        }, iter: 30, threads: 1);
    }

    [Fact]
    public async Task Whatever_is_typed_is_searched_for_without_a_fault()
    {
        await PublishAsync(await AddFeedAsync(Ann), Noon, "title");
        await Gen.String.SampleAsync(
            async words => Assert.NotNull(await Store.Items.SearchAsync(Ann, words, 10, Token)), iter: 300, threads: 1);
    }

    private static bool IsHan(char character) => character is >= '\u4E00' and <= '\u9FFF';
}
