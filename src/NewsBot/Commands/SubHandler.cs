using Microsoft.Extensions.Options;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary><c>/sub URL…</c>: subscribes, and shows the newest headline as proof.</summary>
public sealed class SubHandler(
    FeedIntake intake, IItemStore items, ISubscriptionStore subscriptions, IOptions<AccessOptions> access, TimeProvider clock) : ICommandHandler
{
    private const int MostAddresses = 10;

    /// <inheritdoc/>
    public string Name => CommandName.Sub;

    /// <inheritdoc/>
    public async Task<Reply> HandleAsync(CommandCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var addresses = call.Arguments.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (addresses.Length == 0)
            return call.Missing();
        var replies = new List<Reply>();
        foreach (var address in addresses.Take(MostAddresses))
            replies.Add(await SubscribeAsync(call, address, cancellationToken));
        if (addresses.Length > MostAddresses)
            replies.Add(Replies.Trouble(call.Say.OnlyFirst(MostAddresses, addresses.Length - MostAddresses)));
        return Replies.Join(replies);
    }

    private async Task<Reply> SubscribeAsync(CommandCall call, string address, CancellationToken cancellationToken)
    {
        var say = call.Say;
        if (!FeedUrl.TryParse(address, out var typed))
            return Replies.Trouble(say.NotAnAddress(address));
        var mine = await subscriptions.ListAsync(call.Chat, cancellationToken);
        if (mine.FirstOrDefault(each => each.Feed.Url == typed) is { } already)
            return Replies.Trouble(say.AlreadySubscribed(already.Feed.Title, already.Number, call.Write($"/unsub {already.Number}")));
        if (mine.Count >= access.Value.MaxSubscriptionsPerChat)
            return Replies.Trouble(say.TooMany(access.Value.MaxSubscriptionsPerChat));

        var (feed, problem) = await intake.TakeAsync(typed, "/" + Name, say, cancellationToken);
        return feed is null ? problem! : await AddAsync(call, feed, mine, cancellationToken);
    }

    private async Task<Reply> AddAsync(
        CommandCall call, Feed feed, IReadOnlyList<Subscription> mine, CancellationToken cancellationToken)
    {
        var say = call.Say;
        if (!await subscriptions.AddAsync(call.Chat, feed.Id, clock.GetUtcNow(), cancellationToken))
        {
            var number = mine.FirstOrDefault(each => each.Feed.Id == feed.Id)?.Number ?? mine.Count;
            return Replies.Trouble(say.AlreadySubscribed(feed.Title, number, call.Write($"/unsub {number}")));
        }

        // Buttons of several answers stand together: each says what it ends.
        var isOneOfSeveral = call.Arguments.Any(char.IsWhiteSpace);
        var label = isOneOfSeveral ? Replies.Cut(say.UnsubscribeFrom(feed.Title), FeedReference.LongestLabel) : say.Unsubscribe;
        var newest = await items.NewestAsync(feed.Id, 1, cancellationToken);
        return Replies.Say(say.Subscribed(feed.Title, newest.Count, call.Message.About)) with
        {
            Posts = [.. newest.Select(item => item.Post)],
            Choices = [new Choice(label, $"/unsub {feed.Url.Name}")],
        };
    }
}
