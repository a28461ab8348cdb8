namespace NewsBot.Core.Model;

/// <summary>
/// What was said in a chat that no server elsewhere keeps. It stands in Core because a platform uses it and a store
/// implements it, and these two never know each other (src/decisions.md).
/// </summary>
public interface ITranscript
{
    /// <summary>Adds an entry; if the chat has one with the same key already, returns that one and adds nothing.</summary>
    /// <param name="chat">The chat.</param>
    /// <param name="key">Idempotency key of the message.</param>
    /// <param name="payload">The message in the platform's own form (JSON).</param>
    /// <param name="at">When it was said, UTC.</param>
    /// <param name="cancellationToken">Cancels before anything is written.</param>
    Task<TranscriptEntry> AppendAsync(
        ChatAddress chat, string key, string payload, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>The last <paramref name="limit"/> entries after number <paramref name="after"/>, oldest first.</summary>
    Task<IReadOnlyList<TranscriptEntry>> ReadAsync(
        ChatAddress chat, long after, int limit, CancellationToken cancellationToken);
}

/// <summary>An entry of a transcript.</summary>
/// <param name="Number">Grows with each entry, within the store.</param>
/// <param name="Key">Idempotency key.</param>
/// <param name="Payload">The message in the platform's own form.</param>
/// <param name="At">When it was said, UTC.</param>
/// <param name="IsNew">False when <see cref="ITranscript.AppendAsync"/> found it already there.</param>
public sealed record TranscriptEntry(long Number, string Key, string Payload, DateTimeOffset At, bool IsNew);
