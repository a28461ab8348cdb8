using NewsBot.Core.Commands;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary><c>/search words</c>: items of the chat's feeds that hold the words.</summary>
public sealed class SearchHandler(ISubscriptionStore subscriptions, IItemStore items) : ICommandHandler
{
    private const int Most = 10;
    private const int LongestQuery = 200;

    /// <inheritdoc/>
    public string Name => CommandName.Search;

    /// <inheritdoc/>
    public async Task<Reply> HandleAsync(CommandCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.Arguments.Length == 0)
            return call.Missing();
        if ((await subscriptions.ListAsync(call.Chat, cancellationToken)).Count == 0)
            return call.NoSubscriptions();
        var words = call.Arguments.Length > LongestQuery ? call.Arguments[..LongestQuery] : call.Arguments;
        var found = await items.SearchAsync(call.Chat, words, Most, cancellationToken);
        return found.Count == 0
            ? Replies.Say(call.Say.NothingFound(words))
            : Replies.Say(call.Say.Found(words, found.Count)) with { Posts = [.. found.Select(item => item.Post)] };
    }
}
