using NewsBot.Core.Model;

namespace NewsBot.Core.Commands;

/// <summary>What the bot says to a chat about a feed of its own accord, with what the chat can do about it.</summary>
public static class FeedNotices
{
    /// <summary>The notice in a chat's language. It never makes a sound: nothing in it is urgent.</summary>
    public static Reply ToReply(FeedNotice notice, string feed, ChatLanguage language)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var say = new Wording(language);
        return notice.Kind switch
        {
            FeedNoticeKind.Failing => Replies.Say(say.FeedFails(feed, notice)) with { Choices = Ways(notice, say), IsSilent = true },
            FeedNoticeKind.Ended => Replies.Say(say.FeedEnded(feed, notice)) with { Choices = Ways(notice, say), IsSilent = true },
            FeedNoticeKind.Recovered => Replies.Say(say.FeedRecovered(feed)) with { IsSilent = true },
            _ => Replies.Say(say.FeedMoved(feed, notice)) with { IsSilent = true },
        };
    }

    private static IReadOnlyList<Choice> Ways(FeedNotice notice, Wording say) =>
    [
        .. notice.Address is { } other ? (Choice[])[new Choice(say.ReadThere, $"/{CommandName.Move} {notice.Feed} {other.AbsoluteUri}")] : [],
        new Choice(say.Unsubscribe, $"/{CommandName.Unsub} {notice.Feed}"),
    ];
}
