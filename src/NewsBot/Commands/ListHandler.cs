using System.Globalization;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary><c>/list [page]</c>: the subscriptions and how they fare.</summary>
public sealed class ListHandler(ISubscriptionStore subscriptions, IDeliveryStore outbox, TimeProvider clock) : ICommandHandler
{
    private const int LongestTitle = 100;
    private const int LongestTrouble = 150;

    /// <inheritdoc/>
    public string Name => CommandName.List;

    /// <inheritdoc/>
    public async Task<Reply> HandleAsync(CommandCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var number = 1;
        if (call.Arguments.Length > 0 && !int.TryParse(call.Arguments, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            return call.Missing();
        var mine = await subscriptions.ListAsync(call.Chat, cancellationToken);
        if (mine.Count == 0)
            return Replies.Say(call.Say.NoSubscriptions) with { Choices = [call.AddFeed], IsPanel = true };

        var shut = await outbox.ShutReasonAsync(call.Chat, cancellationToken);
        var page = Page.Of(mine, number);
        var now = clock.GetUtcNow();
        return new Reply
        {
            Text = new RichText(
            [
                .. shut is null ? [] : (Block[])[new Paragraph([new Words(call.Say.Paused(Replies.Cut(shut, LongestTrouble)))])],
                new Paragraph([new Words(call.Say.ListTitle(mine.Count, page.Number, page.Count))]),
                .. page.Subscriptions.Select(each => Line(each, call.Say, now)),
            ]),
            Choices =
            [
                .. page.Turns(call.Say, other => $"/list {other}"),
                new Choice(call.Say.ShowLatest, "/latest"),
                new Choice(call.Say.ShowSettings, "/set"),
                call.AddFeed,
            ],
            IsPanel = true,
        };
    }

    private static Paragraph Line(Subscription each, Wording say, DateTimeOffset now)
    {
        var health = Replies.Cut(say.Health(each.Feed.Health, now), LongestTrouble);
        var state = each.Settings.IsSilent ? $"{health} · {say.Silent}" : health;
        return new Paragraph([new Words($"{each.Number}. "), Title(each.Feed), new LineBreak(), new Words(state)]);
    }

    /// <summary>A feed's name, leading to its site.</summary>
    internal static Inline Title(Feed feed)
    {
        var name = new Words(Replies.Cut(feed.Title, LongestTitle));
        if ((feed.Link ?? feed.Url.Value) is not { IsFile: false, UserInfo.Length: 0 } site)
            return name;
        return new Anchor(site, [name]);
    }
}
