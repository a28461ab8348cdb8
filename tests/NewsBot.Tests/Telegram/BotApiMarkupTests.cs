using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using NewsBot.Tests.Telegram.StandIn;

namespace NewsBot.Tests.Telegram;

/// <summary>How the stand-in reads HTML and counts what it read.</summary>
public sealed class BotApiMarkupTests : IAsyncLifetime
{
    private const long Ada = 1001;

    private static readonly string[] Parts =
    [
        "<b>", "</b>", "<i>", "</i>", "<pre>", "</pre>", "<code class='language-x'>", "</code>", "<a href='http://a.b'>", "</a>", "&amp;", "&", "<", "字", "👍", " ",
    ];

    private BotApiServer _server = null!;
    private BotApiCaller _caller = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await BotApiServer.StartAsync(new BotApiOptions { Rates = RateOptions.None });
        _server.AddUser(Ada);
        _caller = new BotApiCaller(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("<b>x</b>", "bold")]
    [InlineData("<strong>x</strong>", "bold")]
    [InlineData("<i>x</i>", "italic")]
    [InlineData("<em>x</em>", "italic")]
    [InlineData("<u>x</u>", "underline")]
    [InlineData("<ins>x</ins>", "underline")]
    [InlineData("<s>x</s>", "strikethrough")]
    [InlineData("<strike>x</strike>", "strikethrough")]
    [InlineData("<del>x</del>", "strikethrough")]
    [InlineData("<code>x</code>", "code")]
    [InlineData("<pre>x</pre>", "pre")]
    [InlineData("<pre><code class=\"language-cs\">x</code></pre>", "pre:cs")]
    [InlineData("<blockquote>x</blockquote>", "blockquote")]
    [InlineData("<blockquote expandable>x</blockquote>", "expandable_blockquote")]
    [InlineData("<tg-spoiler>x</tg-spoiler>", "spoiler")]
    [InlineData("<span class=\"tg-spoiler\">x</span>", "spoiler")]
    [InlineData("<tg-emoji emoji-id=\"5368324170671202286\">👍</tg-emoji>", "custom_emoji:5368324170671202286")]
    [InlineData("<tg-time unix=\"1764000000\" format=\"D\">then</tg-time>", "date_time:1764000000")]
    [InlineData("<a href=\"https://example.org/?a=1&amp;b=2\">x</a>", "text_link:https://example.org/?a=1&b=2")]
    [InlineData("<A HREF='https://example.org/'>x</A>", "text_link:https://example.org/")]
    public async Task Each_tag_becomes_its_entity(string html, string entity)
    {
        Assert.True((await _caller.SayAsync(Ada, html)).IsOk);
        var found = Assert.Single(_server.Messages(Ada)[^1].Entities);
        Assert.Equal(entity, found.Argument is null ? found.Type : $"{found.Type}:{found.Argument}");
    }

    [Theory]
    [InlineData("<p>x</p>", "Unsupported start tag \"p\" at byte offset 0")]
    [InlineData("中<br>", "Unsupported start tag \"br\" at byte offset 3")]
    [InlineData("<b>x", "Can't find end tag corresponding to start tag \"b\"")]
    [InlineData("<b><i>x</b></i>", "Unmatched end tag at byte offset 7, expected \"</i>\", found \"</b>\"")]
    [InlineData("x</b>", "Unexpected end tag at byte offset 1")]
    [InlineData("x<b", "Unclosed start tag at byte offset 1")]
    [InlineData("<b>x</b", "Unclosed end tag at byte offset 4")]
    [InlineData("<a href=\"x>y</a>", "Unclosed start tag at byte offset 0")]
    [InlineData("<a href=http://x.y/>z</a>", "Unexpected end of name token at byte offset 8")]
    [InlineData("<b style=\"x\">y</b>", "Unsupported attribute \"style\" of the tag \"b\" at byte offset 0")]
    [InlineData("<span>x</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0")]
    [InlineData("<tg-emoji emoji-id=\"x\">y</tg-emoji>", "Invalid custom emoji identifier specified at byte offset 0")]
    [InlineData("a & b", "Unescaped or unsupported \"&\" at byte offset 2")]
    [InlineData("a&nbsp;b", "Unescaped or unsupported \"&\" at byte offset 1")]
    [InlineData("a > b", "Unescaped \">\" at byte offset 2")]
    [InlineData("<blockquote>a<blockquote>b</blockquote></blockquote>", "Tag \"blockquote\" can't be nested at byte offset 13")]
    [InlineData("<a href='http://a.b'>x<a href='http://c.d'>y</a></a>", "Tag \"a\" can't be nested at byte offset 22")]
    [InlineData("<code>a<b>b</b></code>", "Tag \"b\" can't be inside \"pre\" or \"code\" at byte offset 7")]
    public async Task What_is_not_Telegrams_html_is_refused(string html, string why)
    {
        var answer = await _caller.SayAsync(Ada, html);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal($"Bad Request: can't parse entities: {why}", answer.Refusal);
        Assert.Empty(_server.Messages(Ada));
    }

    [Fact]
    public async Task Entities_are_counted_in_utf_16_units_and_white_space_at_the_ends_is_cut()
    {
        await _caller.SayAsync(Ada, "  \n👍&lt;&#20013;&#x56fd;&gt; <b>粗 </b>\n ");
        var message = _server.Messages(Ada)[^1];
        Assert.Equal("👍<中国> 粗", message.Text);
        Assert.Equal(new TextEntity("bold", 7, 1), Assert.Single(message.Entities));
    }

    [Fact]
    public async Task Only_the_first_hundred_entities_are_kept()
    {
        await _caller.SayAsync(Ada, string.Concat(Enumerable.Range(0, 120).Select(number => $"<b>{number}</b> ")));
        Assert.Equal(100, _server.Messages(Ada)[^1].Entities.Count);
    }

    [Theory]
    [InlineData("<b></b>", "Bad Request: message text is empty")]
    [InlineData("", "Bad Request: message text is empty")]
    [InlineData(" \n\t", "Bad Request: message text is empty")]
    public async Task A_text_says_something(string html, string refusal) => Assert.Equal(refusal, (await _caller.SayAsync(Ada, html)).Refusal);

    [Fact]
    public async Task A_text_has_4096_code_points_after_entities()
    {
        var longest = new StringBuilder().Insert(0, "👍", 4096).ToString();
        Assert.True((await _caller.SayAsync(Ada, $"<b>{longest}</b>")).IsOk);
        Assert.Equal("Bad Request: message is too long", (await _caller.SayAsync(Ada, longest + "x")).Refusal);
    }

    [Fact]
    public async Task A_caption_has_1024_code_points()
    {
        Assert.True((await PhotoAsync(new string('字', 1024))).IsOk);
        Assert.True((await PhotoAsync("")).IsOk);
        Assert.Equal("Bad Request: message caption is too long", (await PhotoAsync(new string('字', 1025))).Refusal);

        Task<CallAnswer> PhotoAsync(string caption) =>
            _caller.CallAsync("sendPhoto", new JsonObject { ["chat_id"] = Ada, ["photo"] = "https://example.org/a.jpg", ["caption"] = caption });
    }

    [Fact]
    public async Task Entities_may_be_given_instead_of_markup()
    {
        await _caller.CallAsync("sendMessage", new JsonObject
        {
            ["chat_id"] = Ada,
            ["text"] = "<b>x</b>",
            ["entities"] = new JsonArray(new JsonObject { ["type"] = "italic", ["offset"] = 3, ["length"] = 1 }),
        });
        Assert.Equal("<b>x</b>", _server.Messages(Ada)[^1].Text);
        Assert.Equal([new TextEntity("italic", 3, 1)], _server.Messages(Ada)[^1].Entities);
    }

    [Fact]
    public void Escaped_text_always_comes_out_as_it_went_in() =>
        Gen.Char["abz09 <>&\"字"].Array[0, 40].Select(characters => new string(characters)).Sample(text =>
        {
            var html = text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
                .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
            Assert.Equal(text, HtmlMarkup.Parse(html).Text);
        });

    [Fact]
    public void Any_text_is_parsed_or_refused_and_its_entities_lie_within_it() =>
        Gen.Int[0, Parts.Length - 1].Select(part => Parts[part])
            .List[0, 12].Sample(parts =>
            {
                try
                {
                    var text = HtmlMarkup.Parse(string.Concat(parts)).Settle();
                    Assert.All(text.Entities, entity => Assert.InRange(entity.Offset + entity.Length, 1, text.Text.Length));
                }
                catch (ApiError refused)
                {
                    Assert.Equal(400, refused.Code);
                }
            });
}
