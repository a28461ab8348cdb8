using NewsBot.Core.Commands;
using NewsBot.Core.Model;

namespace NewsBot.Delivery;

/// <summary>The posts of a burst as one list, so that the last of them does not come an hour later.</summary>
/// <param name="Deliveries">Posts that one chat is owed, oldest first.</param>
internal sealed record HeadlineList(IReadOnlyList<OwedDelivery> Deliveries)
{
    /// <summary>More is not read at once, and would be many messages.</summary>
    public const int Most = 50;

    /// <summary>The one that was claimed.</summary>
    public OwedDelivery First => Deliveries[0];

    /// <summary>Whether a post should go out with those that wait behind it, for there are more than the chat has room for.
    /// One of which a message is out already is not put into a list.</summary>
    public static bool IsDue(OwedDelivery delivery, int room) => delivery.Messages.Count == 0 && delivery.Item.Notice is null && delivery.Waiting > room;

    /// <summary>A post and those behind it that may go along.</summary>
    /// <param name="first">The post.</param>
    /// <param name="behind">What waits behind it, oldest first.</param>
    /// <param name="last">The last one that was in the list when it was tried before, or null: another attempt is the same list.</param>
    public static HeadlineList Of(OwedDelivery first, IReadOnlyList<OwedDelivery> behind, DeliveryId? last) =>
        new([first, .. behind.TakeWhile(delivery => delivery.Messages.Count == 0 && delivery.Item.Notice is null && (last is null || delivery.Id.Value <= last.Value.Value))]);

    /// <summary>The list as the chat is told it; with a sound if any of the posts would have come with one.</summary>
    public Reply ToReply() => Replies.Say(new Wording(First.Settings.Language).Folded(Deliveries.Count, Deliveries.Sum(delivery => delivery.Item.Post.Unsent))) with
    {
        Posts = [.. Deliveries.Select(delivery => delivery.Item.Post)],
        IsSilent = Deliveries.All(delivery => delivery.Subscription.IsSilent),
    };

    /// <summary>The idempotency key of a message of this very list.</summary>
    public string Key(int part) => $"deliveries-{First.Id}-{Deliveries[^1].Id}-{part}";
}
