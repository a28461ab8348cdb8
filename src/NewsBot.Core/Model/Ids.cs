using System.Globalization;

namespace NewsBot.Core.Model;

/// <summary>The number of a feed in the store.</summary>
public readonly record struct FeedId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The number of an item in the store. Later items have greater numbers.</summary>
public readonly record struct ItemId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The number of a delivery in the outbox. It also serves platforms as the idempotency key.</summary>
public readonly record struct DeliveryId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
