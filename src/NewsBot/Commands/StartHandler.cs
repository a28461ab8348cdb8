using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Fetching.Newsroom;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary><c>/start</c>: greets in the language of the person's client and offers the demonstration.</summary>
public sealed class StartHandler(ISubscriptionStore subscriptions, IServer server) : ICommandHandler
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
            Choices = [new Choice(say.WatchDemonstration, $"/sub {Demonstration()}"), new Choice(say.ShowHelp, "/help")],
        };
    }

    /// <summary>The demonstration feed on the port that the bot really listens on.</summary>
    private Uri Demonstration()
    {
        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://127.0.0.1:8080";
        return new Uri($"http://127.0.0.1:{BindingAddress.Parse(listening).Port}{DemoNewsroom.FeedPath}");
    }
}
