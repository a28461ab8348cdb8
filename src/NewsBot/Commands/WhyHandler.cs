using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary><c>/why</c>: where a message came from, and how to have less of it.</summary>
public sealed class WhyHandler(FeedReference feeds, ISubscriptionStore subscriptions, IItemStore items) : ICommandHandler
{
    private const int MostShown = 10;
    private const int LongestTitle = 150;

    /// <inheritdoc/>
    public string Name => CommandName.Why;

    /// <inheritdoc/>
    public async Task<Reply> HandleAsync(CommandCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.Arguments.Length > 0 || call.Message.RepliesTo is null)
            return await FeedAsync(call, cancellationToken);
        var answered = await feeds.AnsweredAsync(call, cancellationToken);
        return answered.Count == 0
            ? Replies.Trouble(call.Say.NotMyNews(call.Message.Chat.Platform))
            : await NewsAsync(call, answered, cancellationToken);
    }

    private async Task<Reply> NewsAsync(CommandCall call, IReadOnlyList<SentItem> answered, CancellationToken cancellationToken)
    {
        var say = call.Say;
        var mine = await subscriptions.ListAsync(call.Chat, cancellationToken);
        var replies = new List<Reply>();
        foreach (var news in answered.Take(MostShown).GroupBy(sent => sent.Item.Feed))
        {
            var subscription = mine.FirstOrDefault(each => each.Feed.Id == news.Key);
            replies.Add(new Reply
            {
                Text = new RichText(
                [
                    new Paragraph([new Words(subscription is null
                        ? say.BecauseOfEnded(news.First().Item.Post.Source)
                        : say.Because(subscription.Feed.Title, subscription.Number))]),
                    .. news.Select(sent => Line(sent.Item.Post, say.Times(sent.Item.Post.Published, sent.Found, sent.Sent))),
                ]),
                Choices = subscription is null ? [] : Ways(subscription, say),
            });
        }

        var reply = Replies.Join(replies);
        // Of a list of many feeds only the settings of each are offered, by its name.
        return replies.Count == 1 ? reply : reply with
        {
            Choices = [.. mine.Where(each => answered.Any(sent => sent.Item.Feed == each.Feed.Id)).Take(MostShown)
                .Select(each => new Choice(FeedReference.Label(each), $"/set {each.Feed.Url.Name}"))],
        };
    }

    private async Task<Reply> FeedAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var say = call.Say;
        var (found, problem) = await feeds.ResolveAsync(call, call.Arguments, "", cancellationToken);
        if (found is null)
            return problem!;
        var newest = await items.NewestAsync(found.Feed.Id, 1, cancellationToken);
        return new Reply
        {
            Text = new RichText(
            [
                new Paragraph([new Words(say.Since(found.Feed.Title, found.Number, found.Since))]),
                new Paragraph([new Words(found.Feed.Url.ToString())]),
                .. newest.SelectMany(item => new Block[]
                {
                    new Paragraph([new Words(say.ItsNewest)]),
                    Line(item.Post, say.Times(item.Post.Published, item.FirstSeen, sent: null)),
                }),
            ]),
            Choices = Ways(found, say),
        };
    }

    private static Paragraph Line(Post post, string times)
    {
        var title = new Words(Replies.Cut(post.Title.Length > 0 ? post.Title : post.Lead, LongestTitle));
        return new Paragraph([post.Link is { } link ? new Anchor(link, [title]) : title, new LineBreak(), new Words(times)]);
    }

    private static IReadOnlyList<Choice> Ways(Subscription subscription, Wording say)
    {
        var address = subscription.Feed.Url.Name;
        return
        [
            subscription.Settings.IsSilent ? new Choice(say.Unmute, $"/unmute {address}") : new Choice(say.Mute, $"/mute {address}"),
            new Choice(say.Unsubscribe, $"/unsub {address}"),
            new Choice(say.ShowSettings, $"/set {address}"),
        ];
    }
}
