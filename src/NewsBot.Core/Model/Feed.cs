namespace NewsBot.Core.Model;

/// <summary>A feed as the bot knows it: its address, what was last learnt of it, and when it is looked at next.</summary>
public sealed record Feed
{
    /// <summary>Number in the store.</summary>
    public required FeedId Id { get; init; }

    /// <summary>Address that is polled.</summary>
    public required FeedUrl Url { get; init; }

    /// <summary>Name for people: the feed's own title, else its host or folder.</summary>
    public required string Title { get; init; }

    /// <summary>The site it belongs to.</summary>
    public Uri? Link { get; init; }

    /// <summary>BCP 47 language tag as the feed writes it.</summary>
    public string? Language { get; init; }

    /// <summary>What goes into the next conditional request; it belongs to the items that are stored.</summary>
    public CacheValidators Validators { get; init; } = CacheValidators.None;

    /// <summary>SHA-256 of the last body that was read, to skip unchanged bytes; null before the first.</summary>
    public string? BodyHash { get; init; }

    /// <summary>What its document last asked of pollers; it holds while the publisher answers «not modified».</summary>
    public PublisherHints Hints { get; init; } = new();

    /// <summary>What tells its items apart.</summary>
    public IdentityRule Identity { get; init; } = IdentityRule.Id;

    /// <summary>The hub that it names; null if none.</summary>
    public FeedHub? Hub { get; init; }

    /// <summary>How it fares.</summary>
    public FeedHealth Health { get; init; } = new();

    /// <summary>When its items appear.</summary>
    public Rhythm Rhythm { get; init; } = Rhythm.Empty;

    /// <summary>Where its publisher says that it has moved; null if it does not.</summary>
    public FeedMove? Move { get; init; }

    /// <summary>How many chats subscribe to it, counted up to a hundred.</summary>
    public int Subscribers { get; init; }
}

/// <summary>What tells the items of a feed apart. A feed keeps its rule: going back would bring everything anew.</summary>
public enum IdentityRule
{
    /// <summary>The publisher's id.</summary>
    Id = 1,

    /// <summary>The publisher's id and the link together, for feeds that give one id to several items.</summary>
    IdAndLink = 2,
}

/// <summary>The raw header texts by which a publisher recognises what we have (RFC 9110 section 8.8), echoed byte for byte.</summary>
public sealed record CacheValidators(string? ETag, string? LastModified)
{
    /// <summary>Nothing to compare with: the next request is unconditional.</summary>
    public static CacheValidators None { get; } = new(null, null);
}

/// <summary>How a feed fares, in terms that people understand.</summary>
public sealed record FeedHealth
{
    /// <summary>When it was last read without trouble, unchanged counts too; null if never.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>When an item of it was last new.</summary>
    public DateTimeOffset? LastItem { get; init; }

    /// <summary>When its document last came, or was last asked for whatever its validators say; null if never.</summary>
    public DateTimeOffset? LastBody { get; init; }

    /// <summary>Failures since the last success.</summary>
    public int Failures { get; init; }

    /// <summary>When the first of them was; null if there is none.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>When its chats were told that it fails; null if they were not.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>What is wrong; null when all is well.</summary>
    public FetchTrouble? Trouble { get; init; }

    /// <summary>How its document had to be mended to be read; null if it was sound.</summary>
    public string? Repair { get; init; }

    /// <summary>When it is looked at next.</summary>
    public DateTimeOffset NextPoll { get; init; }

    /// <summary>Why then; null if it was never looked at.</summary>
    public PollReason? NextPollReason { get; init; }

    /// <summary>True while its whole site has asked to be left alone, until <see cref="NextPoll"/>.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>True when the publisher said that it is gone for good (410): it is not polled any more.</summary>
    public bool Ended { get; init; }
}
