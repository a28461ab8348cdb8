using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NewsBot.Chat.Discord.Rest;

namespace NewsBot.Chat.Discord;

/// <summary>Tells whether Discord knows the token, without starting anything.</summary>
public static class DiscordLogin
{
    /// <summary>Asks Discord who the bot is.</summary>
    /// <returns>Its username, or why it could not be learnt, in one line.</returns>
    public static async Task<(string? Name, string? Fault)> TryAsync(DiscordOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var http = DiscordRegistration.Http();
        using var limits = new RateLimits(clock);
        var rest = new DiscordRest(http, Options.Create(options), limits, new InvalidRequests(clock), clock, NullLogger<DiscordRest>.Instance);
        var self = await rest.GetSelfAsync(cancellationToken);
        return self.IsGood ? (self.Value.Text("username"), null) : (null, self.Fault.Reason);
    }
}
