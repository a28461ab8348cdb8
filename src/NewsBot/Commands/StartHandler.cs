using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using NewsBot.Core.Commands;
using NewsBot.Fetching.Newsroom;

namespace NewsBot.Commands;

/// <summary><c>/start</c>: greets and offers the demonstration.</summary>
public sealed class StartHandler(IServer server) : ICommandHandler
{
    /// <inheritdoc/>
    public string Name => CommandName.Start;

    /// <inheritdoc/>
    public Task<Reply> HandleAsync(CommandCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Task.FromResult(Replies.Say(call.Say.Welcome) with
        {
            Choices =
            [
                new Choice(call.Say.WatchDemonstration, $"/sub {Demonstration()}"),
                call.AddFeed,
                new Choice(call.Say.ShowHelp, "/help"),
            ],
        });
    }

    /// <summary>The demonstration feed on the port that the bot really listens on.</summary>
    private Uri Demonstration()
    {
        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://127.0.0.1:8080";
        return new Uri($"http://127.0.0.1:{BindingAddress.Parse(listening).Port}{DemoNewsroom.FeedPath}");
    }
}
