using System.Globalization;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary>Which of a chat's feeds somebody means: by number, address or a part of the name, or by answering one of its
/// messages.</summary>
public sealed class FeedReference(ISubscriptionStore subscriptions, IDeliveryStore outbox)
{
    /// <summary>Characters of a button that names a feed.</summary>
    public const int LongestLabel = 40;

    private const int MostChoices = 10;

    /// <summary>Finds the feed that a command is about.</summary>
    /// <param name="call">The command.</param>
    /// <param name="said">What the person called the feed; empty for that of the message answered.</param>
    /// <param name="more">The words that follow the feed in the command.</param>
    /// <param name="cancellationToken">Cancels the look into the store.</param>
    /// <returns>The subscription, or the answer that says why there is none or asks which.</returns>
    public async Task<(Subscription? Found, Reply? Problem)> ResolveAsync(
        CommandCall call, string said, string more, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(said);
        var say = call.Say;
        var mine = await subscriptions.ListAsync(call.Chat, cancellationToken);
        if (mine.Count == 0)
            return (null, call.NoSubscriptions());
        if (said.Length > 0)
            return Find(said, mine, say);
        var answered = await AnsweredAsync(call, cancellationToken);
        if (answered.Count == 0)
            return (null, Ask(say.WhichFeed("/" + call.Spec.Name, call.Message.Chat.Platform), mine, call.Spec, more, say.ChooseFeed));
        var feeds = answered.Select(sent => sent.Item.Feed).ToHashSet();
        return mine.Where(each => feeds.Contains(each.Feed.Id)).ToList() switch
        {
            [var only] => (only, null),
            [] => (null, Replies.Trouble(say.SubscriptionEnded)),
            var several => (null, Ask(say.WhichOfThese, several, call.Spec, more, say.ChooseFeed)),
        };
    }

    /// <summary>The news that the message brought to which a command is the answer; none if it is no answer to news.</summary>
    public async Task<IReadOnlyList<SentItem>> AnsweredAsync(CommandCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.Message.RepliesTo is { } answered
            ? await outbox.InMessageAsync(call.Message.Chat, answered, cancellationToken)
            : [];
    }

    /// <summary>Finds what somebody calls by a word or more.</summary>
    /// <returns>The subscription, or the answer that says why there is none.</returns>
    public static (Subscription? Found, Reply? Problem) Find(string said, IReadOnlyList<Subscription> subscriptions, Wording say)
    {
        ArgumentNullException.ThrowIfNull(said);
        ArgumentNullException.ThrowIfNull(subscriptions);
        ArgumentNullException.ThrowIfNull(say);
        var isNumber = int.TryParse(said.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (isNumber && subscriptions.FirstOrDefault(each => each.Number == number) is { } numbered)
            return (numbered, null);
        if (FeedUrl.TryParse(said, out var url) && subscriptions.FirstOrDefault(each => each.Feed.Url == url) is { } addressed)
            return (addressed, null);

        var named = subscriptions.Where(each => string.Equals(each.Feed.Url.Name, said, StringComparison.Ordinal)).ToList();
        if (named.Count == 0)
            named = [.. subscriptions.Where(each => string.Equals(each.Feed.Title, said, StringComparison.OrdinalIgnoreCase))];
        if (named.Count == 0)
            named = [.. subscriptions.Where(each => each.Feed.Title.Contains(said, StringComparison.OrdinalIgnoreCase))];
        return named switch
        {
            [var only] => (only, null),
            [] => (null, Replies.Trouble(say.NoSuchFeed(said))),
            _ => (null, Replies.Trouble(say.Ambiguous(said, named.Select(each => each.Number)))),
        };
    }

    /// <summary>The feeds that somebody may mean who is still typing, the likeliest first: the one with this number, those
    /// whose name begins so, those that have it in their name or address.</summary>
    public static IEnumerable<Subscription> Like(string words, IReadOnlyList<Subscription> subscriptions)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(subscriptions);
        var said = words.Trim().TrimStart('#');
        return subscriptions
            .Select(each => (each, rank: Rank(each, said)))
            .Where(pair => pair.rank is not null)
            .OrderBy(pair => pair.rank)
            .Select(pair => pair.each);
    }

    private static int? Rank(Subscription subscription, string said)
    {
        var number = subscription.Number.ToString(CultureInfo.InvariantCulture);
        if (number == said)
            return 0;
        if (subscription.Feed.Title.StartsWith(said, StringComparison.OrdinalIgnoreCase))
            return 1;
        string[] names = [subscription.Feed.Title, number, subscription.Feed.Url.Name];
        return names.Any(name => name.Contains(said, StringComparison.OrdinalIgnoreCase)) ? 2 : null;
    }

    /// <summary>A feed's name for a button.</summary>
    public static string Label(Subscription subscription)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        return Replies.Cut($"{subscription.Number}. {subscription.Feed.Title}", LongestLabel);
    }

    private static Reply Ask(string question, IEnumerable<Subscription> among, CommandSpec spec, string more, string menu) =>
        Replies.Trouble(question) with
        {
            Choices =
            [
                .. among.Take(MostChoices).Select(each =>
                    new Choice(Label(each), $"/{spec.Name} {each.Feed.Url.Name} {more}".TrimEnd()) { Menu = menu }),
            ],
        };
}
