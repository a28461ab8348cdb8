namespace NewsBot.Core.Parsing.Xml;

/// <summary>What a time of an item is the time of.</summary>
internal enum ItemTime
{
    Published,
    Created,
    Updated,
    Other,
}

/// <summary>The times of an item; of each kind the first that can be read counts.</summary>
internal sealed class ItemTimes
{
    private DateTimeOffset? _published;
    private DateTimeOffset? _created;
    private DateTimeOffset? _updated;
    private DateTimeOffset? _other;

    /// <summary>When it was published, else the only time there is.</summary>
    public DateTimeOffset? Published => _published ?? _other ?? _created ?? _updated;

    /// <summary>When it was last changed, if that was told.</summary>
    public DateTimeOffset? Updated => _updated;

    /// <summary>Takes a time as written.</summary>
    public void Read(ItemTime kind, string? written)
    {
        if (!FeedDate.TryParse(written, out var time))
            return;
        switch (kind)
        {
            case ItemTime.Published: _published ??= time; break;
            case ItemTime.Created: _created ??= time; break;
            case ItemTime.Updated: _updated ??= time; break;
            case ItemTime.Other: _other ??= time; break;
        }
    }
}
