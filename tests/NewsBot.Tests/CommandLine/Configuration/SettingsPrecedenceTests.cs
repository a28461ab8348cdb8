using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NewsBot.Chat.Web;
using NewsBot.CommandLine.Configuration;
using NewsBot.Commands;
using NewsBot.Core.Scheduling;
using NewsBot.Fetching;
using NewsBot.Operations;
using NewsBot.Storage;

namespace NewsBot.Tests.CommandLine.Configuration;

public sealed class SettingsPrecedenceTests : IDisposable
{
    private readonly SettingsFile _file = new();

    [Fact]
    public void Without_any_source_the_defaults_hold()
    {
        var settings = Load(new SettingsSources());
        Assert.Equal("http://127.0.0.1:8080", settings.Web.Urls);
        Assert.Equal(TimeSpan.FromMinutes(15), settings.Polling.DefaultInterval);
        Assert.Null(settings.File);
    }

    [Fact]
    public void The_command_line_wins_over_the_environment_and_that_over_the_file()
    {
        _file.Write("""{ "Fetching": { "TimeoutSeconds": 10, "MaxConcurrency": 10, "PerHostConcurrency": 10 } }""");
        var settings = Load(new SettingsSources
        {
            File = _file.Path,
            Environment = SettingsFile.Variables(("NEWSBOT_Fetching__MaxConcurrency", "11"), ("NEWSBOT_FETCHING__PERHOSTCONCURRENCY", "11")),
            CommandLine = ["Fetching:PerHostConcurrency=12"],
        });
        Assert.Equal((10, 11, 12), (settings.Fetching.TimeoutSeconds, settings.Fetching.MaxConcurrency, settings.Fetching.PerHostConcurrency));
    }

    [Fact]
    public void A_list_is_replaced_as_a_whole()
    {
        _file.Write("""{ "Access": { "Admins": ["telegram:1", "telegram:2"], "AllowedChats": ["web:home", "web:work"] } }""");
        var settings = Load(new SettingsSources
        {
            File = _file.Path,
            Environment = SettingsFile.Variables(("NEWSBOT_Access__Admins__0", "telegram:3")),
            CommandLine = ["Access:AllowedChats=web:a, web:b,web:c"],
        });
        Assert.Equal(["telegram:3"], settings.Access.Admins);
        Assert.Equal(["web:a", "web:b", "web:c"], settings.Access.AllowedChats);
    }

    [Fact]
    public void An_entry_that_is_said_twice_on_the_command_line_holds_as_said_last() =>
        Assert.Equal("open", Load(new SettingsSources { CommandLine = ["Access:Mode=allowlist", "access:mode=open"] }).Access.Mode);

    [Fact]
    public void The_file_may_have_comments_trailing_commas_and_its_schema()
    {
        _file.Write("// mine\n{ \"$schema\": \"./newsbot.schema.json\", \"Web\": { /* here */ \"Urls\": \"http://localhost:9000;http://[::1]:9000\", }, \"Storage\": {}, }");
        Assert.Equal("http://localhost:9000;http://[::1]:9000", Load(new SettingsSources { File = _file.Path }).Web.Urls);
    }

    [Fact]
    public void Variables_of_other_programs_with_our_prefix_are_left_alone() =>
        Assert.Equal("", Load(new SettingsSources { Environment = SettingsFile.Variables(("NEWSBOT_SHARED", "/srv"), ("OTHER_Web__Urls", "x")) }).Web.Password);

    [Fact]
    public void With_a_password_the_page_may_be_open_to_others() =>
        Assert.Equal("open sesame", Load(new SettingsSources { CommandLine = ["Web:Urls=http://*:8080", "Web:Password=open sesame"] }).Web.Password);

    [Fact]
    public void Each_section_is_handed_out_as_options()
    {
        var settings = Load(new SettingsSources { CommandLine = ["Retention:ArticleDays=7"] });
        using var services = new ServiceCollection().AddOptions().AddSettings(settings).BuildServiceProvider();
        Assert.Same(settings.Fetching, services.GetRequiredService<IOptions<FetchingOptions>>().Value);
        Assert.Same(settings.Polling, services.GetRequiredService<IOptions<PollingOptions>>().Value);
        Assert.Same(settings.Storage, services.GetRequiredService<IOptions<StorageOptions>>().Value);
        Assert.Same(settings.Web, services.GetRequiredService<IOptions<WebOptions>>().Value);
        Assert.Same(settings.Access, services.GetRequiredService<IOptions<AccessOptions>>().Value);
        Assert.Equal(7, services.GetRequiredService<IOptions<RetentionOptions>>().Value.ArticleDays);
    }

    public void Dispose() => _file.Dispose();

    private static Settings Load(SettingsSources sources) => Assert.IsType<SettingsResult.Good>(Settings.Load(sources)).Settings;
}
