using Microsoft.AspNetCore.Hosting.Server;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Fetching.Newsroom;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary><c>/start</c>: greets in the language of the person's client and offers the demonstration.</summary>
public sealed class StartHandler(ISubscriptionStore subscriptions, DemonstrationNewsroom newsroom) : ICommandHandler
{
    /// <inheritdoc/>
    public string Name => CommandName.Start;

    /// <inheritdoc/>
    public async Task<Reply> HandleAsync(CommandCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var isChinese = call.ClientLanguage?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true;
        var settings = call.Settings with { Language = isChinese ? ChatLanguage.Chinese : ChatLanguage.English };
        await subscriptions.SaveSettingsAsync(call.Chat, settings, cancellationToken);

        var say = new Wording(settings.Language);
        return Replies.Say(say.Welcome) with
        {
            Choices = [new Choice(say.WatchDemonstration, $"/sub {newsroom.FeedUrl}"), new Choice(say.ShowHelp, "/help")],
        };
    }
}
