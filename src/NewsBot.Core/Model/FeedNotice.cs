namespace NewsBot.Core.Model;

/// <summary>What the bot has to say about a feed itself to the chats that subscribe to it; in each it is worded in the chat's
/// language when it goes out.</summary>
/// <param name="Kind">What happened.</param>
public sealed record FeedNotice(FeedNoticeKind Kind)
{
    /// <summary>The feed as a command may name it: its address, without a login.</summary>
    public string Feed { get; init; } = "";

    /// <summary>Since when it fails, or failed, UTC.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Why.</summary>
    public FetchTrouble? Trouble { get; init; }

    /// <summary>Another address: where it moved, or where its site offers a feed that works.</summary>
    public Uri? Address { get; init; }
}

/// <summary>What can happen to a feed that its subscribers should know.</summary>
public enum FeedNoticeKind
{
    /// <summary>It has not been readable for a day.</summary>
    Failing,

    /// <summary>It is readable again; told only to those who were told that it fails.</summary>
    Recovered,

    /// <summary>Its publisher says that it is gone for good (410).</summary>
    Ended,

    /// <summary>Its publisher has moved it for good, and it is read there from now on.</summary>
    Moved,
}

/// <summary>Where a publisher says that a feed has moved for good (301, 308). A captive portal says so too, hence the word is
/// taken only when it has been repeated for long.</summary>
/// <param name="To">The new address.</param>
/// <param name="Since">When it was first said.</param>
/// <param name="Times">How often it was said.</param>
public sealed record FeedMove(Uri To, DateTimeOffset Since, int Times);
