namespace NewsBot.Storage;

/// <summary>What an operator does with the store as a whole, while the bot runs.</summary>
public interface IMaintenance
{
    /// <summary>
    /// Writes a consistent copy of the whole store to <paramref name="file"/>, creating its folder. The file appears
    /// complete or not at all.
    /// </summary>
    /// <exception cref="StorageException">The file exists already, or cannot be written.</exception>
    Task BackupAsync(string file, CancellationToken cancellationToken);

    /// <summary>Looks through the whole store for damage; one line for each fault found, none if it is sound.</summary>
    Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Forgets, in small steps, the items and transcripts from before <paramref name="articlesBefore"/>, except items
    /// that are still owed to a chat; and what was not renewed since <paramref name="seenBefore"/>: the memory of chat
    /// platforms, and the keys that no feed has listed. What the last listing of a feed has, is never forgotten, however
    /// long ago it was read: it would come back as new.
    /// </summary>
    Task<PruneCounts> PruneAsync(
        DateTimeOffset articlesBefore, DateTimeOffset seenBefore, CancellationToken cancellationToken);

    /// <summary>How much there is of everything.</summary>
    Task<StoreCounts> CountAsync(CancellationToken cancellationToken);
}

/// <summary>What was forgotten.</summary>
/// <param name="Items">Items, with their deliveries and search text.</param>
/// <param name="SeenKeys">Keys by which items were known.</param>
/// <param name="TranscriptEntries">Messages of chats whose history the bot keeps itself.</param>
public sealed record PruneCounts(int Items, int SeenKeys, int TranscriptEntries);

/// <summary>How much there is of everything.</summary>
public sealed record StoreCounts
{
    /// <summary>All feeds.</summary>
    public required long Feeds { get; init; }

    /// <summary>Feeds whose last look failed and that did not end.</summary>
    public required long FeedsInTrouble { get; init; }

    /// <summary>Feeds that ended for good.</summary>
    public required long FeedsEnded { get; init; }

    /// <summary>Chats the bot has heard of.</summary>
    public required long Chats { get; init; }

    /// <summary>Chats that nothing is sent to until they speak again.</summary>
    public required long ChatsParked { get; init; }

    /// <summary>Subscriptions of all chats.</summary>
    public required long Subscriptions { get; init; }

    /// <summary>Items whose text is kept, those of backlogs that nobody has asked for yet included.</summary>
    public required long Items { get; init; }

    /// <summary>Keys by which items are known; those of such backlogs are not counted.</summary>
    public required long SeenKeys { get; init; }

    /// <summary>Deliveries that are still owed.</summary>
    public required long DeliveriesPending { get; init; }

    /// <summary>Deliveries that ended as sent, of items that are kept.</summary>
    public required long DeliveriesSent { get; init; }

    /// <summary>Deliveries that were refused for good, of items that are kept.</summary>
    public required long DeliveriesRefused { get; init; }

    /// <summary>Size of the store on disk, in bytes.</summary>
    public required long Bytes { get; init; }
}
