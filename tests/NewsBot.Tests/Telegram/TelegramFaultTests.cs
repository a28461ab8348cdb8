using System.Net;
using NewsBot.Chat.Telegram;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace NewsBot.Tests.Telegram;

public sealed class TelegramFaultTests
{
    [Theory]
    [InlineData(403, "Forbidden: bot was blocked by the user", "Gone")]
    [InlineData(403, "Forbidden: user is deactivated", "Gone")]
    [InlineData(403, "Forbidden: bot was kicked from the supergroup chat", "Gone")]
    [InlineData(403, "Forbidden: the group chat was deleted", "Gone")]
    [InlineData(400, "Bad Request: chat not found", "Gone")]
    [InlineData(400, "Bad Request: CHAT_WRITE_FORBIDDEN", "Gone")]
    [InlineData(400, "Bad Request: need administrator rights in the channel chat", "Gone")]
    [InlineData(400, "Bad Request: not enough rights to send text messages to the chat", "Gone")]
    [InlineData(400, "Bad Request: not enough rights to send photos to the chat", "Media")]
    [InlineData(400, "Bad Request: message thread not found", "TopicGone")]
    [InlineData(400, "Bad Request: TOPIC_CLOSED", "TopicGone")]
    [InlineData(400, "Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 0", "Markup")]
    [InlineData(400, "Bad Request: message caption is too long", "Markup")]
    [InlineData(400, "Bad Request: BUTTON_DATA_INVALID", "Markup")]
    [InlineData(400, "Bad Request: failed to get HTTP URL content", "Media")]
    [InlineData(400, "Bad Request: wrong type of the web page content", "Media")]
    [InlineData(400, "Bad Request: wrong file identifier/HTTP URL specified", "Media")]
    [InlineData(400, "Bad Request: failed to send message #2 with the error message \"WEBPAGE_CURL_FAILED\"", "Media")]
    [InlineData(400, "Bad Request: PHOTO_INVALID_DIMENSIONS", "Media")]
    [InlineData(413, "Request Entity Too Large", "Media")]
    [InlineData(400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same", "SameAlready")]
    [InlineData(400, "Bad Request: there is no caption in the message to edit", "NotEditable")]
    [InlineData(401, "Unauthorized", "Token")]
    [InlineData(500, "Internal Server Error", "Disturbed")]
    [InlineData(400, "Bad Request: something new", "Refused")]
    public void What_Telegram_says_is_understood(int code, string description, string meaning) =>
        Assert.Equal(meaning, TelegramFault.Of(new ApiRequestException(description, code)).Kind.ToString());

    [Fact]
    public void A_group_that_became_a_supergroup_has_moved_and_is_never_taken_for_gone()
    {
        var fault = TelegramFault.Of(new ApiRequestException(
            "Bad Request: group chat was upgraded to a supergroup chat", 400, new ResponseParameters { MigrateToChatId = -1001 }));
        Assert.Equal((FaultKind.Moved, -1001L), (fault.Kind, fault.MovedTo));
    }

    [Fact]
    public void Too_many_requests_tell_how_long_to_wait() => Assert.Equal(
        TimeSpan.FromSeconds(37),
        TelegramFault.Of(new ApiRequestException("Too Many Requests: retry after 37", 429, new ResponseParameters { RetryAfter = 37 })).RetryAfter);

    [Fact]
    public void What_is_no_answer_of_Telegram_is_a_disturbance() =>
        Assert.Equal(FaultKind.Disturbed, TelegramFault.Of(new RequestException("Bad Gateway", HttpStatusCode.BadGateway)).Kind);
}
