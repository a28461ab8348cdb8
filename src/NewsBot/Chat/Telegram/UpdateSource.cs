using System.Globalization;
using System.Runtime.CompilerServices;
using NewsBot.Core.Model;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace NewsBot.Chat.Telegram;

/// <summary>
/// Asks Telegram what happened, over and over (https://core.telegram.org/bots/api#getupdates). How far it has come is
/// remembered, so that nothing is heard twice; while Telegram cannot be reached the pauses grow.
/// </summary>
internal sealed partial class UpdateSource(
    ITelegramBotClient client, IPlatformMemory memory, TimeProvider clock, Random chance, ILogger<UpdateSource> log)
{
    private const string OffsetKey = "offset";
    private const int HeldOpenSeconds = 50;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>Updates in order, until cancelled.</summary>
    public async IAsyncEnumerable<Update> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var remembered = await memory.RecallAsync(TelegramPlatform.PlatformName, OffsetKey, cancellationToken);
        int? offset = int.TryParse(remembered, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : null;
        for (var failures = 0; !cancellationToken.IsCancellationRequested;)
        {
            Update[] updates;
            try
            {
                updates = await client.GetUpdates(
                    offset, limit: 100, timeout: HeldOpenSeconds, UpdateReader.Wanted, cancellationToken);
                failures = 0;
            }
            catch (RequestException exception)
            {
                await PauseAsync(exception, failures++, cancellationToken);
                continue;
            }

            foreach (var update in updates)
                yield return update;
            if (updates is not [.., { Id: var newest }])
                continue;
            offset = newest + 1;
            await memory.RememberAsync(
                TelegramPlatform.PlatformName, OffsetKey, offset.Value.ToString(CultureInfo.InvariantCulture), clock.GetUtcNow(), cancellationToken);
        }
    }

    /// <summary>Waits before the next try: as long as Telegram asks, else longer each time.</summary>
    public async Task PauseAsync(RequestException exception, int failures, CancellationToken cancellationToken)
    {
        var fault = TelegramFault.Of(exception);
        switch (exception)
        {
            case ApiRequestException { ErrorCode: 409 }:
                Log.SomebodyElse(log, fault.Reason);
                break;
            case ApiRequestException { ErrorCode: 401 or 404 }:
                Log.WrongToken(log, fault.Reason);
                break;
            default:
                Log.Disturbed(log, fault.Reason);
                break;
        }

        var grown = FirstPause * Math.Pow(2, Math.Min(failures, 10));
        var pause = fault.RetryAfter ?? (grown < LongestPause ? grown : LongestPause) * (0.5 + (chance.NextDouble() / 2));
        await Task.Delay(pause, clock, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Another program listens with the same token: stop it, or give this bot a token of its own. {Reason}")]
        public static partial void SomebodyElse(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Error, "Telegram does not know this token: set Telegram:Token to what BotFather gave you. {Reason}")]
        public static partial void WrongToken(ILogger logger, string reason);

        [LoggerMessage(3, LogLevel.Warning, "{Reason}")]
        public static partial void Disturbed(ILogger logger, string reason);
    }
}
