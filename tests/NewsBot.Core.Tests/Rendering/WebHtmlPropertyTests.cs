using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CsCheck;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering;

namespace NewsBot.Core.Tests.Rendering;

/// <summary>Laws of the HTML that goes into the page as it is.</summary>
public sealed class WebHtmlPropertyTests
{
    private static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        "p", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "pre", "code", "table", "thead", "tbody", "tr", "th", "td",
        "strong", "em", "u", "s", "span", "a", "br",
    };

    private const string Tag = "<(?<end>/?)(?<name>[a-z0-9]+)[^>]*>";

    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["<>&\"'=/ `\0\n新闻。a"], 0, 20],
        Among("<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</p></div><iframe>", "<!--", "]]>", "&lt;b&gt;", "\ud83d", "</code></pre><style>"));

    private static readonly Gen<Uri> Target = Gen.Select(
        Among("http", "https", "javascript", "data", "vbscript", "file", "ftp"), Hostile, (scheme, rest) =>
            Uri.TryCreate($"{scheme}://news.example/{rest}", UriKind.Absolute, out var uri) || Uri.TryCreate($"{scheme}:{rest}", UriKind.Absolute, out uri)
                ? uri
                : new Uri("https://news.example/\"onclick=alert(1)"));

    private static readonly Gen<Inline> AnyInline = Gen.Recursive<Inline>((depth, inner) => depth > 3
        ? Hostile.Select(text => (Inline)new Words(text))
        : Gen.OneOf(
            Hostile.Select(text => (Inline)new Words(text)),
            Gen.Const((Inline)new LineBreak()),
            Gen.Select(Gen.Enum<TextStyle>(), inner.List[0, 3], (style, content) => (Inline)new Styled(style, content)),
            Gen.Select(Target, inner.List[0, 3], (target, content) => (Inline)new Anchor(target, content))));

    private static readonly Gen<Block> AnyBlock = Gen.Recursive<Block>((depth, inner) => depth > 3
        ? AnyInline.List[0, 3].Select(content => (Block)new Paragraph(content))
        : Gen.OneOf(
            AnyInline.List[0, 3].Select(content => (Block)new Paragraph(content)),
            Gen.Select(Gen.Int[-1, 9], AnyInline.List[0, 3], (level, content) => (Block)new Heading(level, content)),
            inner.List[0, 3].Select(blocks => (Block)new Quote(blocks)),
            Gen.Select(Gen.Bool, inner.List[0, 2].List[0, 3], (ordered, items) => (Block)new Listing(ordered, [.. items])),
            Gen.Select(Hostile, Hostile, (text, language) => (Block)new Preformatted(text, language)),
            Gen.Select(AnyInline.List[0, 2].List[0, 2].List[0, 3], Gen.Bool, (rows, header) =>
                (Block)new Table([.. rows.Select(row => (IReadOnlyList<IReadOnlyList<Inline>>)[.. row])], header))));

    private static readonly Gen<(RichText Text, int Room)> Anything =
        Gen.Select(AnyBlock.List[0, 4].Select(blocks => new RichText(blocks)), Gen.OneOf(Gen.Int[0, 40], Gen.Const(100_000)));

    [Fact]
    public void Whatever_a_post_says_no_element_and_no_attribute_is_its_own() => Anything.Sample(any =>
    {
        foreach (var element in Parse(WebHtml.Write(any.Text, any.Room)).QuerySelectorAll("*"))
        {
            Assert.Contains(element.LocalName, Elements);
            foreach (var attribute in element.Attributes)
            {
                switch (element.LocalName, attribute.Name)
                {
                    case ("a", "href"): Assert.Matches("^https?://", attribute.Value); break;
                    case ("a", "rel"): Assert.Equal("noopener noreferrer", attribute.Value); break;
                    case ("a", "target"): Assert.Equal("_blank", attribute.Value); break;
                    case ("span", "class"): Assert.Equal("spoiler", attribute.Value); break;
                    case ("span", "tabindex"): Assert.Equal("0", attribute.Value); break;
                    default: Assert.Fail($"{element.LocalName} has {attribute.Name}"); break;
                }
            }
        }
    }, iter: 2_000);

    [Fact]
    public void Every_element_that_is_opened_is_closed() => Anything.Sample(any =>
    {
        var open = new Stack<string>();
        foreach (var tag in Regex.Matches(WebHtml.Write(any.Text, any.Room), Tag, RegexOptions.None, TimeSpan.FromSeconds(5)).Cast<Match>())
        {
            var name = tag.Groups["name"].Value;
            if (tag.Groups["end"].Length > 0)
                Assert.Equal(open.Pop(), name);
            else if (name != "br")
                open.Push(name);
        }

        Assert.Empty(open);
    }, iter: 2_000);

    [Fact]
    public void Plain_words_come_back_as_they_were() => Gen.String[Gen.Char["<>&\"'=/ `新闻。a\u00e9"], 0, 60].Sample(words =>
        Assert.Equal(words, Parse(WebHtml.Write(new RichText([new Paragraph([new Words(words)])]), 100)).TextContent), iter: 2_000);

    private static Gen<string> Among(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static IElement Parse(string html)
    {
        var document = new HtmlParser().ParseDocument("<!doctype html><body>");
        document.Body!.InnerHtml = html;
        return document.Body;
    }
}
