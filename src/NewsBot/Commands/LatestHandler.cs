using System.Globalization;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary><c>/latest [n] [feed]</c>: the newest headlines.</summary>
public sealed class LatestHandler(ISubscriptionStore subscriptions, IItemStore items) : ICommandHandler
{
    private const int Usual = 5;
    private const int Most = 20;

    /// <inheritdoc/>
    public string Name => CommandName.Latest;

    /// <inheritdoc/>
    public async Task<Reply> HandleAsync(CommandCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var words = call.Arguments.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        var hasCount = words.Length > 0 && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out _);
        var count = hasCount ? int.Parse(words[0], CultureInfo.InvariantCulture) : Usual;
        if (count is < 1 or > Most)
            return Replies.Trouble(call.Say.BadCount(Most));

        var mine = await subscriptions.ListAsync(call.Chat, cancellationToken);
        if (mine.Count == 0)
            return call.NoSubscriptions();
        FeedId? feed = null;
        var said = hasCount ? string.Join(' ', words.Skip(1)) : call.Arguments;
        if (said.Length > 0)
        {
            var (found, problem) = FeedReference.Find(said, mine, call.Say);
            if (found is null)
                return problem!;
            feed = found.Feed.Id;
        }

        var newest = await items.LatestAsync(call.Chat, feed, count, cancellationToken);
        return newest.Count == 0
            ? Replies.Say(call.Say.NothingYet)
            : Replies.Say(call.Say.LatestTitle(newest.Count)) with { Posts = [.. newest.Select(item => item.Post)] };
    }
}
