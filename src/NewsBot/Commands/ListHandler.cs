using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary><c>/list</c>: the subscriptions and how they fare.</summary>
public sealed class ListHandler(ISubscriptionStore subscriptions) : ICommandHandler
{
    /// <inheritdoc/>
    public string Name => CommandName.List;

    /// <inheritdoc/>
    public async Task<Reply> HandleAsync(CommandCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var mine = await subscriptions.ListAsync(call.Chat, cancellationToken);
        if (mine.Count == 0)
            return Replies.Say(call.Say.NoSubscriptions);
        IEnumerable<Block> lines =
        [
            new Paragraph([new Words(call.Say.ListTitle(mine.Count))]),
            .. mine.Select(each => Line(each, call.Say)),
        ];
        return new Reply { Text = new RichText([.. lines]), Choices = [new Choice(call.Say.ShowLatest, "/latest")] };
    }

    private static Paragraph Line(Subscription each, Wording say)
    {
        Inline title = each.Feed.Url.IsArchive
            ? new Words(each.Feed.Title)
            : new Anchor(each.Feed.Link ?? each.Feed.Url.Value, [new Words(each.Feed.Title)]);
        return new Paragraph(
            [new Words($"{each.Number}. "), title, new LineBreak(), new Words($"{each.Feed.Url} — {say.Health(each.Feed.Health)}")]);
    }
}
