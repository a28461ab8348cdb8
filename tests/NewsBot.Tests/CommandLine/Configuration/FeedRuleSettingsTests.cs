using System.Text.Json;
using Json.Schema;
using NewsBot.CommandLine.Configuration;

namespace NewsBot.Tests.CommandLine.Configuration;

/// <summary>The list Feeds: what an operator may write, and what is said of what cannot be.</summary>
public sealed class FeedRuleSettingsTests : IDisposable
{
    private readonly SettingsFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public void Rules_are_read_in_their_order_and_all_but_the_address_may_be_left_out()
    {
        _file.Write("""
            { "Feeds": [
              { "Url": "https://a.example/feed", "Headers": { "X-Key": "k:1", "Authorization": "Bearer t" }, "Cookies": "a=1; b=2", "UserAgent": "Mozilla/5.0", "Proxy": "socks5://me:secret@127.0.0.1:1080" },
              { "Url": "b.example:8443", "Headers": {} },
            ] }
            """);

        var rules = Load(new SettingsSources { File = _file.Path }).Feeds;

        Assert.Equal(["https://a.example/feed", "b.example:8443"], rules.Select(rule => rule.Url));
        Assert.Equal("Authorization=Bearer t, X-Key=k:1", string.Join(", ", rules[0].Headers.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal)));
        Assert.Equal(("a=1; b=2", "Mozilla/5.0", "socks5://me:secret@127.0.0.1:1080"), (rules[0].Cookies, rules[0].UserAgent, rules[0].Proxy));
        Assert.Equal((0, "", "", ""), (rules[1].Headers.Count, rules[1].Cookies, rules[1].UserAgent, rules[1].Proxy));
        Assert.True(IsInSchema());
    }

    [Fact]
    public void The_list_comes_whole_from_one_source()
    {
        _file.Write("""{ "Feeds": [ { "Url": "a.example", "Cookies": "a=1" }, { "Url": "b.example" } ] }""");

        var rules = Load(new SettingsSources
        {
            File = _file.Path,
            Environment = SettingsFile.Variables(("NEWSBOT_Feeds__0__Url", "c.example"), ("NEWSBOT_Feeds__0__Headers__X-Key", "secret")),
        }).Feeds;

        Assert.Equal("c.example", Assert.Single(rules).Url);
        Assert.Equal("secret", rules[0].Headers["x-key"]);
    }

    [Fact]
    public void The_command_line_may_give_one()
    {
        var rules = Load(new SettingsSources { CommandLine = ["Feeds:0:Url=c.example", "Feeds:0:Proxy=none"] }).Feeds;
        Assert.Equal("none", Assert.Single(rules).Proxy);
    }

    [Theory]
    [InlineData("""{ "Url": "ftp://a.example" }""", "Feeds:0:Url is \"ftp://a.example\", but must be a host or an http address")]
    [InlineData("""{ "Url": "https://me:secret@a.example/" }""", "Feeds:0:Url is")]
    [InlineData("""{ "Cookies": "a=secret" }""", "Feeds:0 has no Url, but must have one: a host or an http address")]
    [InlineData("""{ "Url": "a.example", "Header": "secret" }""", "there is no setting Feeds:0:Header; a rule has Url, Headers, Cookies, UserAgent and Proxy.")]
    [InlineData("""{ "Url": "a.example", "Headers": "secret" }""", "there is no setting Feeds:0:Headers")]
    [InlineData("""{ "Url": "a.example", "Headers": { "Host": "secret" } }""", "Feeds:0:Headers:Host names a header that cannot be set")]
    [InlineData("""{ "Url": "a.example", "Headers": { "Cookie": "secret" } }""", "Feeds:0:Headers:Cookie names a header that cannot be set")]
    [InlineData("""{ "Url": "a.example", "Headers": { "X Key": "secret" } }""", "Feeds:0:Headers:X Key names a header that cannot be set")]
    [InlineData("""{ "Url": "a.example", "Headers": { "X-Key": "secret\r\nX: 1" } }""", "Feeds:0:Headers:X-Key is not shown, but must be the text of a header in ASCII.")]
    [InlineData("""{ "Url": "a.example", "Cookies": "secret\n" }""", "Feeds:0:Cookies is not shown, but must be the text of a Cookie header")]
    [InlineData("""{ "Url": "a.example", "Proxy": "socks4://me:secret@127.0.0.1:1080" }""", "Feeds:0:Proxy is not shown, but must be the address of a proxy with its port")]
    [InlineData("""{ "Url": "a.example", "Proxy": "socks5://127.0.0.1" }""", "Feeds:0:Proxy is not shown, but must be the address of a proxy with its port")]
    [InlineData("\"a.example\"", "Feeds:0 takes a list of rules")]
    public void What_cannot_be_is_named_with_its_key_and_what_is_allowed_and_no_secret_is_shown(string rule, string fault)
    {
        _file.Write($$"""{ "Feeds": [ {{rule}} ] }""");

        var told = Assert.Single(Assert.IsType<SettingsResult.Faulty>(Settings.Load(new SettingsSources { File = _file.Path })).Faults);

        Assert.StartsWith($"{_file.Path}: {fault}", told, StringComparison.Ordinal);
        if (!told.Contains(":Url is", StringComparison.Ordinal))
            Assert.DoesNotContain("secret", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Cookies": "a=1" }""")]
    [InlineData("""{ "Url": "ftp://a.example" }""")]
    [InlineData("""{ "Url": "a.example", "Header": { "X-Key": "1" } }""")]
    [InlineData("""{ "Url": "a.example", "Headers": { "X Key": "1" } }""")]
    [InlineData("""{ "Url": "a.example", "Proxy": "socks5://127.0.0.1" }""")]
    public void What_the_bot_refuses_the_schema_refuses(string rule)
    {
        _file.Write($$"""{ "Feeds": [ {{rule}} ] }""");
        Assert.IsType<SettingsResult.Faulty>(Settings.Load(new SettingsSources { File = _file.Path }));
        Assert.False(IsInSchema());
    }

    private static Settings Load(SettingsSources sources) => Settings.Load(sources) switch
    {
        SettingsResult.Good good => good.Settings,
        SettingsResult.Faulty faulty => throw new InvalidOperationException(faulty.Message),
        _ => throw new InvalidOperationException(),
    };

    private bool IsInSchema() =>
        JsonSchema.FromText(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "config", "newsbot.schema.json")))
            .Evaluate(JsonDocument.Parse(File.ReadAllText(_file.Path), new JsonDocumentOptions { AllowTrailingCommas = true }).RootElement).IsValid;
}
