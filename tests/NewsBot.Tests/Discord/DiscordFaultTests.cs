using System.Net;
using NewsBot.Chat.Discord.Rest;

namespace NewsBot.Tests.Discord;

/// <summary>What each refusal of Discord asks the bot to do.</summary>
public sealed class DiscordFaultTests
{
    [Theory]
    [InlineData(404, 10003, "Gone")]
    [InlineData(404, 10004, "Gone")]
    [InlineData(404, 10015, "Gone")]
    [InlineData(400, 50055, "Gone")]
    [InlineData(403, 50001, "Shut")]
    [InlineData(403, 50013, "Shut")]
    [InlineData(403, 50007, "Shut")]
    [InlineData(403, 50278, "Shut")]
    [InlineData(400, 160005, "Shut")]
    [InlineData(400, 40067, "Shut")]
    [InlineData(400, 50035, "Payload")]
    [InlineData(400, 50006, "Payload")]
    [InlineData(413, 40005, "Payload")]
    [InlineData(400, 50045, "Payload")]
    [InlineData(400, 200000, "Payload")]
    [InlineData(400, 240000, "Payload")]
    [InlineData(400, 40058, "WrongKind")]
    [InlineData(400, 50008, "WrongKind")]
    [InlineData(400, 50024, "WrongKind")]
    [InlineData(404, 10008, "MessageGone")]
    [InlineData(403, 50005, "MessageGone")]
    [InlineData(400, 50083, "MessageGone")]
    [InlineData(429, 30046, "MessageGone")]
    [InlineData(404, 10062, "InteractionOver")]
    [InlineData(400, 40060, "InteractionOver")]
    [InlineData(401, 40001, "Token")]
    [InlineData(403, 50014, "Token")]
    [InlineData(503, 130000, "Retry")]
    [InlineData(429, 40062, "Retry")]
    [InlineData(400, 40003, "Retry")]
    [InlineData(500, 0, "Retry")]
    [InlineData(502, 0, "Retry")]
    [InlineData(429, 0, "Retry")]
    [InlineData(401, 0, "Token")]
    [InlineData(403, 123456, "Shut")]
    [InlineData(404, 123456, "Gone")]
    [InlineData(403, 0, "Retry")]
    [InlineData(404, 0, "Retry")]
    [InlineData(400, 123456, "Payload")]
    [InlineData(405, 0, "Refused")]
    public void Each_code_asks_for_one_thing(int status, int code, string kind)
    {
        Assert.Equal(kind, Of(status, $$"""{"message":"m","code":{{code}}}""").Kind.ToString());
    }

    [Theory]
    [InlineData(401, 50027)]
    [InlineData(404, 10015)]
    [InlineData(404, 0)]
    public void Where_the_token_is_that_of_an_interaction_the_interaction_is_over(int status, int code)
    {
        Assert.Equal(FaultKind.InteractionOver, DiscordFaults.Of(
            (HttpStatusCode)status, $$"""{"code":{{code}}}""", Route.OfInteraction(HttpMethod.Patch, "webhooks/9/t/messages/@original", "t")).Kind);
    }

    [Fact]
    public void The_reason_names_the_field_at_fault()
    {
        var fault = Of(400, """
            {"code":50035,"message":"Invalid Form Body","errors":{"embeds":{"0":{"title":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH","message":"Must be 256 or fewer in length."}]}}}}}
            """);

        Assert.Equal("Discord: Invalid Form Body: embeds.0.title Must be 256 or fewer in length. (50035)", fault.Reason);
    }

    [Fact]
    public void The_pause_is_taken_to_the_millisecond()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(1337), Of(429, """{"message":"slow","retry_after":1.337,"global":false}""").RetryAfter);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>502 Bad Gateway</html>")]
    [InlineData("[1]")]
    [InlineData("""{"code":"x","message":7,"errors":{"a":[]}}""")]
    public void An_answer_of_another_kind_goes_by_its_status(string body)
    {
        Assert.Equal(FaultKind.Retry, Of(502, body).Kind);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public void A_page_of_a_proxy_ends_and_shuts_no_chat(int status)
    {
        Assert.Equal(FaultKind.Retry, Of(status, "<html>nginx</html>").Kind);
    }

    [Fact]
    public void A_member_who_left_is_no_channel_that_is_gone()
    {
        var fault = DiscordFaults.Of(
            HttpStatusCode.NotFound, """{"message":"Unknown Member","code":10007}""", Route.OfGuild(HttpMethod.Get, "2", "/members/8"));

        Assert.Equal(FaultKind.Refused, fault.Kind);
    }

    [Fact]
    public void The_reason_stands_on_one_line()
    {
        Assert.Equal("Discord: a b (1)", Of(400, """{"message":"a\nb","code":1}""").Reason);
    }

    private static DiscordFault Of(int status, string body) =>
        DiscordFaults.Of((HttpStatusCode)status, body, Route.OfChannel(HttpMethod.Post, "3", "/messages"));
}
