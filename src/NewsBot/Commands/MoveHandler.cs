using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary><c>/move FEED ADDRESS</c>: reads a subscription from another address from now on. Its settings stay.</summary>
public sealed class MoveHandler(FeedReference references, FeedIntake intake, ISubscriptionStore subscriptions, TimeProvider clock) : ICommandHandler
{
    /// <inheritdoc/>
    public string Name => CommandName.Move;

    /// <inheritdoc/>
    public async Task<Reply> HandleAsync(CommandCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var space = call.Arguments.LastIndexOf(' ');
        if (space < 0)
            return call.Missing();
        var address = call.Arguments[(space + 1)..];
        if (!FeedUrl.TryParse(address, out var typed))
            return Replies.Trouble(call.Say.NotAnAddress(address));
        var (from, problem) = await references.ResolveAsync(call, call.Arguments[..space].TrimEnd(), address, cancellationToken);
        if (from is null)
            return problem!;

        var command = $"/{Name} {from.Feed.Url.Name}";
        var (to, trouble) = await intake.TakeAsync(typed, command, call.Say, cancellationToken);
        if (to is null)
            return trouble!;
        if (to.Id == from.Feed.Id)
            return Replies.Trouble(call.Say.SameFeed(to.Title));
        await subscriptions.MoveAsync(call.Chat, from.Feed.Id, to.Id, clock.GetUtcNow(), cancellationToken);
        return Replies.Say(call.Say.MovedTo(to.Title, to.Url.ToString()));
    }
}
