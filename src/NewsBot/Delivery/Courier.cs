using System.Collections.Concurrent;
using NewsBot.Chat;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Delivery;

/// <summary>
/// Brings a chat what it is owed, in one of three ways: a post by itself, the posts of a burst as one list, or the edit of
/// what it has already.
/// </summary>
internal sealed class Courier(IDeliveryStore outbox, IEnumerable<IChatPlatform> platforms, Setbacks setbacks, TimeProvider clock)
{
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(60);

    /// <summary>How long a chat waits whose platform is switched off.</summary>
    private static readonly TimeSpan AbsentPlatformPause = TimeSpan.FromMinutes(10);

    /// <summary>Lists of which some message is out, or may be; kept while the bot runs.</summary>
    private readonly ConcurrentDictionary<DeliveryId, BegunList> _begun = new();

    private readonly Dictionary<string, IChatPlatform> _platforms =
        platforms.ToDictionary(platform => platform.Name, StringComparer.Ordinal);

    /// <summary>A list that is being sent: its last delivery, and the messages that are out.</summary>
    private sealed record BegunList(DeliveryId Last, List<SendResult.Sent> Sent);

    /// <summary>Brings a delivery that was claimed, and writes down how that went.</summary>
    public async Task BringAsync(OwedDelivery delivery, CancellationToken cancellationToken)
    {
        if (!_platforms.TryGetValue(delivery.Chat.Platform, out var platform))
        {
            var off = new SendResult.TryLater(AbsentPlatformPause, $"{delivery.Chat.Platform} is switched off");
            await setbacks.NoteAsync(delivery, off, cancellationToken);
        }
        else if (delivery.IsEdit)
        {
            await EditAsync(platform, delivery, cancellationToken);
        }
        else if (HeadlineList.IsDue(delivery, platform.Room(delivery.Chat))
            && await outbox.BehindAsync(delivery.Id, HeadlineList.Most - 1, cancellationToken) is { Count: > 0 } behind)
        {
            await SendListAsync(platform, delivery, behind, cancellationToken);
        }
        else
        {
            await SendPostAsync(platform, delivery, cancellationToken);
        }
    }

    private async Task SendPostAsync(IChatPlatform platform, OwedDelivery delivery, CancellationToken cancellationToken)
    {
        var messages = delivery.Item.Notice is { } notice
            ? platform.Render(FeedNotices.ToReply(notice, delivery.Item.Post.Source, delivery.Settings.Language), delivery.Settings)
            : platform.Render(delivery.Item.Post, delivery.Settings, delivery.Subscription);
        if (messages.Count == 0)
        {
            await setbacks.NoteAsync(delivery, new SendResult.Refused("there is nothing to show"), cancellationToken);
            return;
        }
        if (messages.Count <= delivery.Messages.Count)
        {
            // The item has become shorter since its first messages went out: nothing is left to send.
            await outbox.SentTogetherAsync([delivery.Id], [], clock.GetUtcNow(), clock.GetUtcNow(), cancellationToken);
            return;
        }

        var first = delivery.Messages is [var earlier, ..] ? earlier : null;
        for (var part = delivery.Messages.Count; part < messages.Count; part++)
        {
            var envelope = new Envelope(delivery.Chat, $"delivery-{delivery.Id}-{part}", first);
            var result = await AttemptAsync(token => platform.SendAsync(envelope, messages[part], token), cancellationToken);
            if (result is not SendResult.Sent sent)
            {
                await setbacks.NoteAsync(delivery, result, cancellationToken);
                return;
            }
            first ??= sent.MessageId;
            // It is out: a stopping bot still writes that down, or it would go out again.
            var now = clock.GetUtcNow();
            await outbox.PartSentAsync(
                delivery.Id, sent.MessageId, isLast: part == messages.Count - 1, now, now + sent.Rest, CancellationToken.None);
        }
    }

    private async Task SendListAsync(
        IChatPlatform platform, OwedDelivery first, IReadOnlyList<OwedDelivery> behind, CancellationToken cancellationToken)
    {
        // An attempt whose end is unknown is made again as it was: with what came since it would be another list.
        var begun = _begun.GetValueOrDefault(first.Id);
        var list = HeadlineList.Of(first, behind, begun?.Last);
        begun ??= _begun[first.Id] = new BegunList(list.Deliveries[^1].Id, []);
        var sent = begun.Sent;
        foreach (var message in platform.Render(list.ToReply(), list.First.Settings).Skip(sent.Count))
        {
            var envelope = new Envelope(list.First.Chat, list.Key(sent.Count), sent is [var head, ..] ? head.MessageId : null);
            var result = await AttemptAsync(token => platform.SendAsync(envelope, message, token), cancellationToken);
            if (result is SendResult.Sent one)
            {
                sent.Add(one);
            }
            else if (result is SendResult.Refused refused)
            {
                setbacks.NoteRefusedList(list.First.Chat, refused);
                break;
            }
            else
            {
                await setbacks.NoteAsync(list.First, result, cancellationToken);
                return;
            }
        }

        _begun.TryRemove(first.Id, out _);
        if (sent is [.., var last])
        {
            var now = clock.GetUtcNow();
            await outbox.SentTogetherAsync(
                [.. list.Deliveries.Select(delivery => delivery.Id)], [.. sent.Select(message => message.MessageId)],
                now, now + last.Rest, CancellationToken.None);
        }
        else
        {
            // The platform takes no such list; the posts are owed all the same.
            await SendPostAsync(platform, list.First, cancellationToken);
        }
    }

    /// <summary>Puts the item as it is now in the place of each message that is out. Messages too many or too few stay so.</summary>
    private async Task EditAsync(IChatPlatform platform, OwedDelivery delivery, CancellationToken cancellationToken)
    {
        var messages = platform.Render(delivery.Item.Post, delivery.Settings, delivery.Subscription);
        var rest = TimeSpan.Zero;
        foreach (var (messageId, message) in delivery.Messages.Zip(messages))
        {
            var result = await AttemptAsync(
                token => platform.EditAsync(delivery.Chat, messageId, message, token), cancellationToken);
            if (result is not SendResult.Sent edited)
            {
                await setbacks.NoteAsync(delivery, result, cancellationToken);
                return;
            }
            rest = edited.Rest;
        }
        await outbox.EditedAsync(delivery.Id, null, clock.GetUtcNow() + rest, CancellationToken.None);
    }

    private async Task<SendResult> AttemptAsync(
        Func<CancellationToken, Task<SendResult>> attempt, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(SendTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await attempt(either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return new SendResult.TryLater(null, $"no answer within {SendTimeout.TotalSeconds:0} s");
        }
    }
}
