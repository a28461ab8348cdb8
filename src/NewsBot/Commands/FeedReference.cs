using System.Globalization;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;

namespace NewsBot.Commands;

/// <summary>Which of a chat's feeds somebody means: by number, address, or a part of the name.</summary>
public static class FeedReference
{
    /// <summary>Finds it.</summary>
    /// <returns>The subscription, or the answer that says why there is none.</returns>
    public static (Subscription? Found, Reply? Problem) Find(string said, IReadOnlyList<Subscription> subscriptions, Wording say)
    {
        ArgumentNullException.ThrowIfNull(subscriptions);
        ArgumentNullException.ThrowIfNull(say);
        var isNumber = int.TryParse(said.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (isNumber && subscriptions.FirstOrDefault(each => each.Number == number) is { } numbered)
            return (numbered, null);
        if (FeedUrl.TryParse(said, out var url) && subscriptions.FirstOrDefault(each => each.Feed.Url == url) is { } addressed)
            return (addressed, null);

        var named = subscriptions.Where(each => string.Equals(each.Feed.Title, said, StringComparison.OrdinalIgnoreCase)).ToList();
        if (named.Count == 0)
            named = [.. subscriptions.Where(each => each.Feed.Title.Contains(said, StringComparison.OrdinalIgnoreCase))];
        return named switch
        {
            [var only] => (only, null),
            [] => (null, Replies.Trouble(say.NoSuchFeed(said))),
            _ => (null, Replies.Trouble(say.Ambiguous(said, named.Select(each => each.Number)))),
        };
    }
}
