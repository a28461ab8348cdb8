using NewsBot.CommandLine.Configuration;

namespace NewsBot.Tests.CommandLine.Configuration;

public sealed class SettingsFaultTests : IDisposable
{
    private readonly SettingsFile _file = new();

    [Theory]
    [InlineData("Fetching:TimeoutSecond", "30", "command line: there is no setting Fetching:TimeoutSecond; did you mean Fetching:TimeoutSeconds?")]
    [InlineData("fetching:contakt", "x", "command line: there is no setting fetching:contakt; did you mean Fetching:Contact?")]
    [InlineData("Fetch:MaxBytes", "x", "command line: there is no setting Fetch:MaxBytes; did you mean Fetching:MaxBytes?")]
    [InlineData("Weather:Place", "Oslo", "command line: there is no setting Weather:Place; config/README.md lists them.")]
    [InlineData("Web:Urls:0", "http://127.0.0.1:1", "command line: Web:Urls takes one value, not a list.")]
    [InlineData("Web:Urls", "", "command line: Web:Urls is \"\", but must be one or more addresses separated by semicolons, for example http://127.0.0.1:8080.")]
    [InlineData("Web:Urls", "127.0.0.1:8080", "Web:Urls is \"127.0.0.1:8080\", which is no address to listen on. Write it like http://127.0.0.1:8080, several apart by semicolons.")]
    [InlineData("Web:Password", "hunter2\n", "command line: Web:Password is not shown, but must be text on one line.")]
    [InlineData("Storage:Provider", "mysql", "command line: Storage:Provider is \"mysql\", but must be sqlite.")]
    [InlineData("Storage:ConnectionString", " ", "command line: Storage:ConnectionString is \" \", but must be a file name or a connection string.")]
    [InlineData("Fetching:UserAgent", "新闻", "Fetching:UserAgent holds a character that a header cannot carry: expected product/version in ASCII, such as NewsBot/1.0.")]
    [InlineData("Fetching:TimeoutSeconds", "soon", "command line: Fetching:TimeoutSeconds is \"soon\", but must be a whole number from 1 to 300.")]
    [InlineData("Fetching:TimeoutSeconds", "0", "command line: Fetching:TimeoutSeconds is \"0\", but must be a whole number from 1 to 300.")]
    [InlineData("Fetching:TimeoutSeconds", "2.5", "command line: Fetching:TimeoutSeconds is \"2.5\", but must be a whole number from 1 to 300.")]
    [InlineData("Fetching:MaxBytes", "-1", "command line: Fetching:MaxBytes is \"-1\", but must be a whole number from 65536 to 268435456.")]
    [InlineData("Fetching:AllowPrivateNetworks", "10.0.0.0/8,10", "Fetching:AllowPrivateNetworks:1 is '10': expected a network in CIDR form, such as 192.168.1.0/24, 192.168.1.5/32 or fd00::/8.")]
    [InlineData("Fetching:AllowPrivateNetworks:0", "10.0.0.0/33", "Fetching:AllowPrivateNetworks:0 is '10.0.0.0/33': expected a network in CIDR form, such as 192.168.1.0/24, 192.168.1.5/32 or fd00::/8.")]
    [InlineData("Polling:MinInterval", "15", "command line: Polling:MinInterval is \"15\", but must be a time as hh:mm:ss or d.hh:mm:ss from 00:00:01 to 7.00:00:00.")]
    [InlineData("Polling:MaxInterval", "8.00:00:00", "command line: Polling:MaxInterval is \"8.00:00:00\", but must be a time as hh:mm:ss or d.hh:mm:ss from 00:00:01 to 7.00:00:00.")]
    [InlineData("Polling:MinInterval", "00:30:00", "Polling:MinInterval (00:30:00) is longer than Polling:DefaultInterval (00:15:00): make it shorter, or the other longer.")]
    [InlineData("Polling:DefaultInterval", "1.00:00:00", "Polling:DefaultInterval (1.00:00:00) is longer than Polling:MaxInterval (06:00:00): make it shorter, or the other longer.")]
    [InlineData("Access:Mode", "closed", "command line: Access:Mode is \"closed\", but must be allowlist or open.")]
    [InlineData("Access:Admins", "12345", "command line: Access:Admins is \"12345\", but must be a person as platform:id, for example telegram:123456789.")]
    [InlineData("Retention:SeenDays", "7", "command line: Retention:SeenDays is \"7\", but must be a whole number from 30 to 36500.")]
    [InlineData("Web:Urls", "http://0.0.0.0:8080", "Web:Urls is \"http://0.0.0.0:8080\", which other machines can reach, and Web:Password is empty: strangers could use the bot. Set Web:Password (environment: NEWSBOT_Web__Password), or listen on http://127.0.0.1:8080 alone.")]
    [InlineData("Web:Urls", "http://127.0.0.1:8080;http://[::]:8080", "Web:Urls is \"http://[::]:8080\", which other machines can reach, and Web:Password is empty: strangers could use the bot. Set Web:Password (environment: NEWSBOT_Web__Password), or listen on http://127.0.0.1:8080 alone.")]
    public void A_wrong_setting_is_told_with_its_key_its_value_and_what_is_allowed(string key, string value, string fault) =>
        Assert.Equal([fault], Faults(new SettingsSources { CommandLine = [$"{key}={value}"] }));

    [Fact]
    public void The_file_and_the_variable_that_are_wrong_are_named()
    {
        _file.Write("""{ "Fetching": { "MaxBytes": "much", "Speed": 9 } }""");
        var faults = Faults(new SettingsSources { File = _file.Path, Environment = SettingsFile.Variables(("NEWSBOT_Retention__SeenDays", "few")) });
        Assert.Equal(
            [
                $"{_file.Path}: there is no setting Fetching:Speed; config/README.md lists them.",
                $"{_file.Path}: Fetching:MaxBytes is \"much\", but must be a whole number from 65536 to 268435456.",
                "NEWSBOT_Retention__SeenDays: Retention:SeenDays is \"few\", but must be a whole number from 30 to 36500.",
            ],
            faults);
    }

    [Fact]
    public void All_faults_come_in_one_message()
    {
        var result = Settings.Load(new SettingsSources { CommandLine = ["Access:Mode=x", "Weather:Place=Oslo"] });
        Assert.Equal(
            """
            The settings are wrong; nothing was started.
              command line: there is no setting Weather:Place; config/README.md lists them.
              command line: Access:Mode is "x", but must be allowlist or open.
            """,
            Assert.IsType<SettingsResult.Faulty>(result).Message);
    }

    [Fact]
    public void A_file_that_is_not_JSON_is_told_with_its_line()
    {
        _file.Write("{\n  \"Web\": {\n    \"Urls\" \"http://127.0.0.1:1\"\n  }\n}");
        var fault = Assert.Single(Faults(new SettingsSources { File = _file.Path }));
        Assert.StartsWith($"{_file.Path}, line 3: this is not JSON: ", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("BytePosition", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_stands_twice_in_the_file_is_a_fault()
    {
        _file.Write("""{ "Access": { "Mode": "open", "mode": "allowlist" } }""");
        var fault = Assert.Single(Faults(new SettingsSources { File = _file.Path }));
        Assert.Contains("Access:mode", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_asked_for_and_does_not_exist_is_a_fault()
    {
        var fault = Assert.Single(Faults(new SettingsSources { File = "/does/not/exist.json" }));
        Assert.StartsWith("/does/not/exist.json: the settings file cannot be read: ", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_is_never_shown()
    {
        var result = Settings.Load(new SettingsSources { CommandLine = ["Web:Password=open\tsesame"] });
        Assert.DoesNotContain("sesame", Assert.IsType<SettingsResult.Faulty>(result).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_with_one_underscore_for_two_is_told() =>
        Assert.Equal(
            ["NEWSBOT_Web_Password: there is no setting Web_Password; did you mean Web:Password?"],
            Faults(new SettingsSources { Environment = SettingsFile.Variables(("NEWSBOT_Web_Password", "x")) }));

    [Fact]
    public void A_section_with_a_wrong_value_is_not_judged_as_a_whole() =>
        Assert.Equal(
            ["command line: Polling:DefaultInterval is \"x\", but must be a time as hh:mm:ss or d.hh:mm:ss from 00:00:01 to 7.00:00:00."],
            Faults(new SettingsSources { CommandLine = ["Polling:MinInterval=12:00:00", "Polling:DefaultInterval=x"] }));

    public void Dispose() => _file.Dispose();

    private static IReadOnlyList<string> Faults(SettingsSources sources) =>
        Assert.IsType<SettingsResult.Faulty>(Settings.Load(sources)).Faults;
}
