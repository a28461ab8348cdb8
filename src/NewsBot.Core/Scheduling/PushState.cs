namespace NewsBot.Core.Scheduling;

/// <summary>How things stand between the bot and a hub about one feed. <see cref="PushTrust"/> says what it becomes.</summary>
public sealed record PushState
{
    /// <summary>How far it has come.</summary>
    public PushStage Stage { get; init; }

    /// <summary>When the hub is asked next: to begin, to renew, to end. Of what has ended: when it may be forgotten.</summary>
    public DateTimeOffset AskAt { get; init; }

    /// <summary>How often the hub was asked since it last agreed.</summary>
    public int Asked { get; init; }

    /// <summary>Whether the hub was asked and has neither confirmed nor denied: only then is a confirmation ours.</summary>
    public bool IsPending { get; init; }

    /// <summary>Since when the hub tells without a gap; null while it does not.</summary>
    public DateTimeOffset? ActiveSince { get; init; }

    /// <summary>Until when it tells, unless asked again.</summary>
    public DateTimeOffset? LeaseEnds { get; init; }

    /// <summary>When something last came from it whose signature was right.</summary>
    public DateTimeOffset? LastPush { get; init; }

    /// <summary>When it last told that there is something, and not what: the look that follows is owed to it.</summary>
    public DateTimeOffset? LookAsked { get; init; }

    /// <summary>Whether looks may be rare because it tells.</summary>
    public bool IsTrusted { get; init; }

    /// <summary>It let too much slip, and is not trusted before this time.</summary>
    public DateTimeOffset? DistrustedUntil { get; init; }

    /// <summary>The pause between looks that only make sure; zero before the first of them.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>The latest of these looks as bits, the last one lowest: 1 found what the hub had not told.</summary>
    public int Misses { get; init; }

    /// <summary>When the feed would be looked at if it had no hub; null where the hub puts nothing off.</summary>
    public DateTimeOffset? WithoutHub { get; init; }

    /// <summary>What the hub last refused, in its words or ours; null when all is well.</summary>
    public string? Trouble { get; init; }
}

/// <summary>How far a subscription at a hub has come. The names are stored.</summary>
public enum PushStage
{
    /// <summary>It is to begin; the hub has not confirmed it, or has denied it.</summary>
    Wanted,

    /// <summary>The hub has confirmed it.</summary>
    Active,

    /// <summary>It is to end; the hub has not confirmed that.</summary>
    Leaving,

    /// <summary>It has ended.</summary>
    Left,
}

/// <summary>What is asked of a hub.</summary>
public enum HubMode
{
    /// <summary>To tell what is new, or to go on doing so.</summary>
    Subscribe,

    /// <summary>To tell no more.</summary>
    Unsubscribe,
}
