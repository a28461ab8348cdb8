using NewsBot.Chat.Discord.Gateway;

namespace NewsBot.Tests.Discord;

public sealed class GatewayCloseTests
{
    [Theory]
    [InlineData(null, "Resume")]
    [InlineData(1006, "Resume")]
    [InlineData(4000, "Resume")]
    [InlineData(4001, "Resume")]
    [InlineData(4002, "Resume")]
    [InlineData(4003, "Resume")]
    [InlineData(4005, "Resume")]
    [InlineData(4008, "Resume")]
    [InlineData(4007, "Anew")]
    [InlineData(4009, "Anew")]
    [InlineData(4010, "Reshard")]
    [InlineData(4011, "Reshard")]
    [InlineData(4004, "Stop")]
    [InlineData(4012, "Stop")]
    [InlineData(4013, "Stop")]
    [InlineData(4014, "Stop")]
    public void Each_close_code_leaves_the_session_renews_it_or_stops_the_bot(int? code, string then)
    {
        Assert.Equal(then, GatewayClose.Of(code).Then.ToString());
    }
}
