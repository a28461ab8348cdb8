using NewsBot.Tests.Discord.StandIn;
using NewsBot.Tests.Origins;

namespace NewsBot.Tests.Discord;

/// <summary>Whatever becomes of the connection, each command is answered once.</summary>
public sealed class DiscordListeningTests
{
    [Fact]
    public async Task A_command_that_was_cut_off_by_a_broken_connection_is_told_again_and_answered()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        bot.Server.DropAtNextEvent();

        var help = await bot.AskAsync(bot.Ann, bot.News, "help");

        Assert.NotEmpty(help.AllText);
        Assert.Equal(2, bot.Server.Connections.Count);
    }

    [Theory]
    [InlineData(4000)]
    [InlineData(4001)]
    [InlineData(4002)]
    [InlineData(4003)]
    [InlineData(4005)]
    [InlineData(4007)]
    [InlineData(4008)]
    [InlineData(4009)]
    [InlineData(1001)]
    public async Task After_each_close_code_that_is_no_end_commands_are_answered_again(int code)
    {
        await using var bot = await BotOnDiscord.StartAsync();

        bot.Server.CloseWith(code);
        await BotOnDiscord.UntilAsync(() => bot.Server.Connections.Count > 1 && bot.Server.OpenSessions == 1, "another session");

        Assert.NotEmpty((await bot.AskAsync(bot.Ann, bot.News, "help")).AllText);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_called_invalid_goes_on_or_begins_anew(bool isResumable)
    {
        await using var bot = await BotOnDiscord.StartAsync();

        bot.Server.Invalidate(isResumable);
        await BotOnDiscord.UntilAsync(() => bot.Server.Connections.Count > 1 && bot.Server.OpenSessions == 1, "another connection");

        Assert.NotEmpty((await bot.AskAsync(bot.Ann, bot.News, "help")).AllText);
    }

    [Fact]
    public async Task A_bot_that_is_asked_to_connect_again_does_so_and_misses_nothing()
    {
        await using var bot = await BotOnDiscord.StartAsync();

        bot.Server.Reconnect();
        var help = await bot.AskAsync(bot.Ann, bot.News, "help");
        await BotOnDiscord.UntilAsync(() => bot.Server.Connections.Count > 1, "another connection");

        Assert.NotEmpty(help.AllText);
        Assert.NotEmpty((await bot.AskAsync(bot.Ann, bot.News, "help")).AllText);
    }

    [Fact]
    public async Task A_connection_that_answers_no_heartbeat_is_left()
    {
        await using var bot = await BotOnDiscord.StartAsync(
            new DiscordServerOptions { Rates = DiscordRates.None, HeartbeatInterval = TimeSpan.FromSeconds(1) });

        bot.Server.WithholdAcks();
        await BotOnDiscord.UntilAsync(() => bot.Server.Connections.Count > 1, "another connection");
        bot.Server.WithholdAcks(false);
        await BotOnDiscord.UntilAsync(() => bot.Server.OpenSessions == 1, "a session");

        Assert.NotEmpty((await bot.AskAsync(bot.Ann, bot.News, "help")).AllText);
    }

    [Theory]
    [InlineData(4004, "Discord:Token")]
    [InlineData(4014, "intent")]
    public async Task A_close_code_that_is_an_end_leaves_the_rest_of_the_bot_running(int code, string _)
    {
        await using var bot = await BotOnDiscord.StartAsync();
        await bot.SubscribeAsync();

        bot.Server.CloseWith(code);
        bot.Origin.Serve("/feed", Reply.Feed("one", "zero"));

        await BotOnDiscord.UntilAsync(() => bot.Titles(bot.News).Contains("one"), "the news");
        Assert.Equal(0, bot.Server.OpenSessions);
        Assert.Single(bot.Server.Connections);
    }

    [Fact]
    public async Task A_first_answer_that_Discord_did_not_hear_is_given_again()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        bot.Server.Break("POST /interactions/*/*/callback");

        Assert.NotEmpty((await bot.AskAsync(bot.Ann, bot.News, "help")).AllText);
    }

    [Fact]
    public async Task A_first_answer_whose_own_answer_was_lost_counts()
    {
        await using var bot = await BotOnDiscord.StartAsync();
        bot.Server.LoseAnswer("POST /interactions/*/*/callback");

        Assert.NotEmpty((await bot.AskAsync(bot.Ann, bot.News, "help")).AllText);
    }
}
