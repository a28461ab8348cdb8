using NewsBot.Chat;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary><c>/set [feed]</c>: panels of settings, of the chat or of one of its subscriptions. Each button is a command of
/// this handler that brings the same panel with the new state.</summary>
public sealed class SetHandler(FeedReference feeds, ISubscriptionStore subscriptions, TimeProvider clock) : ICommandHandler
{
    /// <inheritdoc/>
    public string Name => CommandName.Set;

    /// <inheritdoc/>
    public async Task<Reply> HandleAsync(CommandCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        switch (SetRequest.Parse(call.Arguments))
        {
            // Answering a message with /set means its feed.
            case SetRequest.ShowChat when call.Arguments.Length == 0 && (await feeds.AnsweredAsync(call, cancellationToken)).Count > 0:
                return await FeedAsync(call, "", "", settings => settings, cancellationToken);
            case SetRequest.ShowChat show:
                return await ChatAsync(call, show.Page, await subscriptions.SettingsAsync(call.Chat, cancellationToken), cancellationToken);
            case SetRequest.ChangeChat(var change):
                var wanted = change(await subscriptions.SettingsAsync(call.Chat, cancellationToken));
                await subscriptions.SaveSettingsAsync(call.Chat, wanted, cancellationToken);
                return await ChatAsync(call, number: 1, wanted, cancellationToken);
            case SetRequest.ShowFeed(var feed):
                return await FeedAsync(call, feed, "", settings => settings, cancellationToken);
            case SetRequest.ChangeFeed(var feed, var change, var words):
                return await FeedAsync(call, feed, words, change, cancellationToken);
            case SetRequest.EndFeed(var feed):
                return await EndAsync(call, feed, cancellationToken);
            default:
                return Replies.Trouble(call.Say.SettingsAllowed);
        }
    }

    private async Task<Reply> ChatAsync(CommandCall call, int number, ChatSettings settings, CancellationToken cancellationToken)
    {
        // Where the language of this very chat was changed, the panel shows it.
        var say = call.Message.About is null ? new Wording(settings.Language) : call.Say;
        var page = Page.Of(await subscriptions.ListAsync(call.Chat, cancellationToken), number);
        return new Reply
        {
            Text = new RichText(
            [
                new Paragraph([new Styled(TextStyle.Bold, [new Words(say.SettingsOf(call.Message.About))])]),
                new Paragraph([new Words(say.SettingsHow)]),
            ]),
            Choices =
            [
                new Choice(say.LanguageNow(settings.Language), $"/set language {(settings.Language == ChatLanguage.Chinese ? "en" : "zh")}"),
                new Choice(say.LengthNow(settings.Length), $"/set length {After(settings.Length)}"),
                new Choice(say.LayoutNow(settings.Layout), $"/set layout {(settings.Layout == MessageLayout.Rich ? "classic" : "rich")}"),
                .. page.Subscriptions.Select(each =>
                    new Choice(FeedReference.Label(each), $"/set {each.Feed.Url.Name}") { Menu = say.ChooseFeed }),
                .. page.Turns(say, other => $"/set page {other}"),
            ],
            IsPanel = true,
        };
    }

    private async Task<Reply> FeedAsync(
        CommandCall call, string said, string more, Func<SubscriptionSettings, SubscriptionSettings> change, CancellationToken cancellationToken)
    {
        var (found, problem) = await feeds.ResolveAsync(call, said, more, cancellationToken);
        if (found is null)
            return Explained(call, problem!);
        var wanted = change(found.Settings);
        if (wanted != found.Settings)
            await subscriptions.SaveSettingsAsync(call.Chat, found.Feed.Id, wanted, cancellationToken);
        return Panel(found with { Settings = wanted }, call);
    }

    private Reply Panel(Subscription subscription, CommandCall call)
    {
        var say = call.Say;
        var (feed, settings) = (subscription.Feed, subscription.Settings);
        var address = feed.Url.Name;
        return new Reply
        {
            Text = new RichText(
            [
                new Paragraph(
                [
                    new Words($"{subscription.Number}. "),
                    new Styled(TextStyle.Bold, [ListHandler.Title(feed)]),
                    new LineBreak(),
                    new Words(feed.Url.ToString()),
                    new LineBreak(),
                    new Words(say.Health(feed.Health, clock.GetUtcNow())),
                ]),
                new Paragraph([new Words(say.FeedSettingsHow)]),
            ]),
            Roles = call.Has(ChatFeatures.Roles) ? new RolePicker(say.CallRoles, $"/set {address} roles", settings.Roles) : null,
            Choices =
            [
                new Choice(say.SoundNow(!settings.IsSilent), $"/set {address} sound {(settings.IsSilent ? "on" : "off")}"),
                new Choice(say.EditsNow(!settings.IgnoresChanges), $"/set {address} edits {(settings.IgnoresChanges ? "on" : "off")}"),
                .. call.Has(ChatFeatures.Publishing) ? (Choice[])[Publishing()] : [],
                new Choice(say.Unsubscribe, $"/set {address} unsubscribe"),
                new Choice(say.AllSettings, "/set"),
            ],
            IsPanel = true,
        };

        Choice Publishing() =>
            new(say.PublishNow(settings.IsPublished), $"/set {address} publish {(settings.IsPublished ? "off" : "on")}");
    }

    private async Task<Reply> EndAsync(CommandCall call, string said, CancellationToken cancellationToken)
    {
        var (found, problem) = await feeds.ResolveAsync(call, said, "unsubscribe", cancellationToken);
        if (found is null)
            return Explained(call, problem!);
        var ended = await UnsubHandler.EndAsync(subscriptions, call, found, cancellationToken);
        return ended with { Choices = [.. ended.Choices, new Choice(call.Say.AllSettings, "/set")], IsPanel = true };
    }

    /// <summary>Words that name no feed may have been meant as a setting; not where it is asked which feed is meant.</summary>
    private static Reply Explained(CommandCall call, Reply problem) =>
        problem.Choices.Any(choice => choice.Menu is not null) ? problem : Replies.Join([problem, Replies.Trouble(call.Say.SettingsAllowed)]);

    private static string After(MessageLength length) => length switch
    {
        MessageLength.Headline => "lead",
        MessageLength.Lead => "full",
        _ => "headline",
    };
}
