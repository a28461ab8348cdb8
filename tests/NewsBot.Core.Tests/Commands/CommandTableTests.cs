using NewsBot.Core.Commands;
using NewsBot.Core.Model;

namespace NewsBot.Core.Tests.Commands;

public sealed class CommandTableTests
{
    [Fact]
    public void Every_command_fits_the_menus_of_all_platforms() =>
        Assert.All(CommandTable.All, spec =>
        {
            Assert.Matches("^[a-z0-9_]{1,32}$", spec.Name);
            Assert.InRange(spec.English.Length, 3, 100);
            Assert.InRange(spec.Chinese.Length, 2, 100);
            Assert.All(spec.Arguments, argument =>
            {
                Assert.Matches("^[a-z0-9_]{1,32}$", argument.Name);
                Assert.InRange(argument.English.Length, 3, 100);
                Assert.InRange(argument.Chinese.Length, 2, 100);
            });
        });

    [Fact]
    public void Every_command_and_argument_has_a_chinese_name_of_letters() =>
        Assert.All(CommandTable.All, spec =>
        {
            Assert.Matches(@"^\p{Lo}{1,32}$", spec.ChineseName);
            Assert.All(spec.Arguments, argument =>
            {
                Assert.Matches(@"^\p{Lo}{1,32}$", argument.ChineseName);
                Assert.All(argument.Values, value => Assert.All([value.Value, value.English, value.Chinese], text => Assert.InRange(text.Length, 1, 100)));
            });
        });

    [Fact]
    public void No_two_commands_and_no_two_arguments_of_one_have_one_name()
    {
        Assert.Distinct(CommandTable.All.Select(spec => spec.Name));
        Assert.Distinct(CommandTable.All.Select(spec => spec.ChineseName));
        Assert.All(CommandTable.All, spec =>
        {
            Assert.Distinct(spec.Arguments.Select(argument => argument.Name));
            Assert.Distinct(spec.Arguments.Select(argument => argument.ChineseName));
        });
    }

    [Fact]
    public void A_file_is_never_typed() => Assert.Equal("/import", CommandTable.Find(CommandName.Import)!.Usage);

    [Fact]
    public void Commands_that_subscribe_are_known_and_change_subscriptions()
    {
        Assert.Equal(["sub", "move", "import"], CommandTable.All.Where(spec => spec.Subscribes).Select(spec => spec.Name));
        Assert.All(CommandTable.All.Where(spec => spec.Subscribes), spec => Assert.True(spec.ChangesSubscriptions));
    }

    [Fact]
    public void What_is_of_interest_to_all_is_not_discreet() =>
        Assert.Equal(["sub", "unsub", "move", "latest", "search", "preview"], CommandTable.All.Where(spec => !spec.IsDiscreet).Select(spec => spec.Name));

    [Fact]
    public void Arguments_that_are_needed_come_before_those_that_are_not() =>
        Assert.All(CommandTable.All, spec =>
            Assert.Equal(spec.Arguments.OrderByDescending(argument => argument.IsRequired), spec.Arguments));

    [Fact]
    public void A_menu_shows_only_what_may_be_used()
    {
        var all = CommandTable.Menu(ChatLanguage.English, mayManage: true);
        Assert.Equal(CommandTable.All.Select(spec => (spec.Name, spec.English)), all.Select(entry => (entry.Name, entry.Summary)));
        var reading = CommandTable.Menu(ChatLanguage.Chinese, mayManage: false);
        Assert.Equal(["start", "list", "latest", "search", "preview", "why", "help"], reading.Select(entry => entry.Name));
        Assert.Equal("显示帮助", reading[^1].Summary);
    }

    [Fact]
    public void Commands_that_may_name_a_chat_are_those_about_its_subscriptions() =>
        Assert.Equal(
            ["sub", "unsub", "move", "refresh", "list", "latest", "set", "mute", "unmute", "import", "export"],
            CommandTable.All.Where(spec => spec.MayNameChat).Select(spec => spec.Name));

    [Theory]
    [InlineData("/set", "/set @news")]
    [InlineData("/set https://a.example sound off", "/set @news https://a.example sound off")]
    [InlineData("/help", "/help")]
    [InlineData("/search a b", "/search a b")]
    public void A_button_about_another_chat_names_it_where_its_command_may(string command, string about) =>
        Assert.Equal(about, new Choice("x", command).About("@news").Command);
}
