using System.Security.Cryptography;
using System.Text.Json;
using NewsBot.Chat.Discord.Places;
using NewsBot.Chat.Discord.Rest;
using NewsBot.Core.Model;

namespace NewsBot.Chat.Discord.Interactions;

/// <summary>Registers the bot's commands for everywhere, only when they changed: Discord allows 200 new ones a day
/// (https://discord.com/developers/docs/interactions/application-commands#registering-a-command).</summary>
internal sealed partial class CommandRegistry(
    DiscordRest rest, DiscordWorld world, IPlatformMemory memory, Backoff backoff, TimeProvider clock, ILogger<CommandRegistry> log)
{
    /// <summary>Brings Discord's list up to date; tried until Discord takes or refuses it.</summary>
    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        var print = Convert.ToHexStringLower(SHA256.HashData(
            JsonSerializer.SerializeToUtf8Bytes(SlashCommands.All, DiscordJson.Readable.IReadOnlyListSlashCommand)));
        for (var failures = 0; ; failures++)
        {
            if (await TryAsync(print, cancellationToken) is not { } fault)
                return;
            Log.NotRegistered(log, fault.Reason);
            if (fault.Kind != FaultKind.Retry)
                return;
            await backoff.WaitAsync(failures, fault.RetryAfter, cancellationToken);
        }
    }

    private async Task<DiscordFault?> TryAsync(string print, CancellationToken cancellationToken)
    {
        var (self, fault) = await rest.GetApplicationAsync(cancellationToken);
        if (fault is { Kind: FaultKind.Retry or FaultKind.Token })
            return fault;
        // A server that speaks like Discord may not tell; an application mostly has the number of its bot.
        var application = self.Text("id") ?? world.Me;
        var key = "commands:" + application;
        if (await memory.RecallAsync(DiscordAddress.Platform, key, cancellationToken) == print)
            return null;
        var answer = await rest.RegisterCommandsAsync(application, SlashCommands.All, cancellationToken);
        if (answer.IsGood)
            await memory.RememberAsync(DiscordAddress.Platform, key, print, clock.GetUtcNow(), cancellationToken);
        return answer.Fault;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Discord's list of commands is not up to date: {Reason}")]
        public static partial void NotRegistered(ILogger logger, string reason);
    }
}
