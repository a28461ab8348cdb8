using NewsBot.Core.Model;

namespace NewsBot.Tests.Web;

/// <summary>A transcript that forgets when the process ends.</summary>
internal sealed class MemoryTranscript : ITranscript
{
    private readonly Lock _gate = new();
    private readonly List<(ChatAddress Chat, TranscriptEntry Entry)> _entries = [];

    /// <summary>What the next write fails with.</summary>
    public Exception? Failure { get; set; }

    public Task<TranscriptEntry> AppendAsync(
        ChatAddress chat, string key, string payload, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (Failure is { } failure)
            return Task.FromException<TranscriptEntry>(failure);
        lock (_gate)
        {
            var known = _entries.Where(pair => pair.Chat == chat && pair.Entry.Key == key).Select(pair => pair.Entry).FirstOrDefault();
            if (known is not null)
                return Task.FromResult(known with { IsNew = false });
            var entry = new TranscriptEntry(_entries.Count + 1, key, payload, at, IsNew: true);
            _entries.Add((chat, entry));
            return Task.FromResult(entry);
        }
    }

    public Task<IReadOnlyList<TranscriptEntry>> ReadAsync(
        ChatAddress chat, long after, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<TranscriptEntry>>(
                [.. _entries.Where(pair => pair.Chat == chat && pair.Entry.Number > after).Select(pair => pair.Entry).TakeLast(limit)]);
        }
    }
}
