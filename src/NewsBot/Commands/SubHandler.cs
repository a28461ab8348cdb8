using Microsoft.Extensions.Options;
using NewsBot.Core.Commands;
using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;
using NewsBot.Fetching;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary>
/// <c>/sub URL…</c>: subscribes. What is in the feed already counts as seen, so nothing floods; the newest headline is
/// shown as proof. The one request that finds the feed is also its first look, its validators are kept.
/// </summary>
public sealed class SubHandler(
    FeedFinder finder,
    IFeedStore feeds,
    IItemStore items,
    ISubscriptionStore subscriptions,
    IOptions<AccessOptions> access,
    IOptions<PollingOptions> polling,
    TimeProvider clock,
    Random chance) : ICommandHandler
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

    /// <summary>The question which of several feeds is meant; each answer is a command.</summary>
    internal static Reply Ask(FeedUrl typed, FeedSearch.Several several, CommandSpec spec, Wording say) =>
        Replies.Say(say.Several(typed.Value.Host)) with
        {
            Choices =
            [
                .. several.Links.Take(8).Select(link =>
                    new Choice(link.Title ?? link.Url.ToString(), $"/{spec.Name} {link.Url.AbsoluteUri}") { Menu = say.ChooseFeedOf(typed.Value.Host) }),
            ],
        };

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

        var known = await feeds.FindAsync(typed, cancellationToken);
        if (known is { Health.Ended: false } && await IsReadForOthersAsync(known, cancellationToken))
            return await AddAsync(call, known, mine, cancellationToken);
        if (typed.IsArchive && known is null)
            return Replies.Trouble(say.ArchiveUnknown);
        return await finder.FindAsync(typed, cancellationToken) switch
        {
            FeedSearch.Found found => await AddAsync(call, await FirstLookAsync(found, cancellationToken), mine, cancellationToken),
            FeedSearch.Several several => Ask(typed, several, call.Spec, say),
            FeedSearch.Nothing nothing => Replies.Trouble(say.Trouble(typed.ToString(), nothing.Trouble)),
            var other => throw new InvalidOperationException($"No such result: {other}"),
        };
    }

    /// <summary>A feed that others subscribe to is polled: it costs no request, and what it has is seen already.</summary>
    private async Task<bool> IsReadForOthersAsync(Feed feed, CancellationToken cancellationToken) =>
        feed.Health.LastSuccess is not null && await subscriptions.HasSubscribersAsync(feed.Id, cancellationToken);

    /// <summary>Stores the feed with everything it holds now, silently. So does a feed that nobody read for a while: what
    /// appeared since is no news to somebody who comes only now.</summary>
    private async Task<Feed> FirstLookAsync(FeedSearch.Found found, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var feed = await feeds.AddAsync(found.Url, found.Document.Title ?? found.Url.Value.Host, now, cancellationToken);
        if (await IsReadForOthersAsync(feed, cancellationToken))
            return feed;
        var decider = new UpdateDecider(polling.Value, now, chance.NextDouble());
        var identified = ItemIdentity.Identify(found.Document, feed.Identity);
        var intent = decider.Read(
            feed with { Health = feed.Health with { LastSuccess = null } },
            found.Document,
            identified,
            await feeds.KnownAsync(feed.Id, [.. identified.SelectMany(item => item.Keys)], cancellationToken),
            lately: 0,
            found.Body.Validators,
            found.Body.Hash,
            found.Body.FreshFor);
        await feeds.SaveAsync(intent, now, cancellationToken);
        return intent.Feed;
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
            Choices = [new Choice(label, $"/unsub {FeedReference.Address(feed)}")],
        };
    }
}
