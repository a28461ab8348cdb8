using System.Text.Json;
using NewsBot.Chat.Discord.Interactions;
using NewsBot.Chat.Discord.Rest;
using NewsBot.Core.Commands;

namespace NewsBot.Tests.Discord;

public sealed class SlashCommandsTests
{
    [Fact]
    public void Every_command_of_the_table_is_a_slash_command_under_its_own_name() => Assert.Equal(
        CommandTable.All.Select(spec => spec.Name), SlashCommands.All.Where(command => command.Type == 1).Select(command => command.Name));

    [Fact]
    public void Names_and_descriptions_are_in_Chinese_for_whoever_reads_Chinese()
    {
        var list = Command("list");
        Assert.Equal("列表", list.NameLocalizations!["zh-CN"]);
        Assert.Equal("列出订阅及其状况", list.DescriptionLocalizations!["zh-TW"]);
        Assert.Equal("页码", list.Options![0].NameLocalizations!["zh-CN"]);
    }

    [Fact]
    public void Commands_that_change_subscriptions_are_shown_to_those_who_manage_channels() => Assert.All(
        CommandTable.All, spec => Assert.Equal(spec.ChangesSubscriptions ? "16" : null, Command(spec.Name).DefaultMemberPermissions));

    [Fact]
    public void Options_are_typed()
    {
        Assert.Equal([(4, 1, 20)], Command("latest").Options!.Take(1).Select(option => (option.Type, option.MinValue, option.MaxValue)));
        Assert.Equal((3, true), (Option("unsub", "feed").Type, Option("unsub", "feed").Autocomplete));
        Assert.Equal(11, Option("import", "file").Type);
        Assert.Equal([("English", "en"), ("中文", "zh")], Option("lang", "language").Choices!.Select(choice => (choice.Name, choice.Value)));
        Assert.Equal(7, Option("sub", "channel").Type);
        Assert.Null(Option("lang", "language").Autocomplete);
    }

    [Fact]
    public async Task Discord_takes_them()
    {
        var json = JsonSerializer.Serialize(SlashCommands.All, DiscordJson.Readable.IReadOnlyListSlashCommand);
        await DiscordJudge.ValidateAsync([$$"""{"method":"PUT","path":"/applications/1/commands","json":{{json}}}"""]);
    }

    private static SlashCommand Command(string name) => SlashCommands.All.Single(command => command.Name == name);

    private static SlashOption Option(string command, string name) => Command(command).Options!.Single(option => option.Name == name);
}
