using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using NewsBot.Chat.Discord.Rest;

namespace NewsBot.Chat.Discord.Gateway;

/// <summary>
/// Listens to Discord's gateway v10 (https://discord.com/developers/docs/events/gateway) over as many connections as Discord
/// recommends. When the bot stops, its sessions are left open and remembered, and the next start goes on with them.
/// </summary>
internal sealed partial class DiscordGateway(
    DiscordRest rest, SessionMemory memory, IOptions<DiscordOptions> options, Backoff backoff, TimeProvider clock, Random chance, ILogger<DiscordGateway> log)
{
    private const int MostWaiting = 1_000;

    /// <summary>Discord recommends a number of connections with which it is content; so often it will not be wrong.</summary>
    private const int MostReshards = 100;

    private readonly IdentifyBudget _budget = new(clock);

    /// <summary>What happens, as it comes in, until cancelled; ends by itself when Discord will not have this bot at all, and
    /// then has told the log why and what to do. May be read once.</summary>
    public async IAsyncEnumerable<GatewayEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var rounds = 0; await EnterAsync(cancellationToken) is { } info; rounds++)
        {
            _budget.Allow(info.Total, info.Remaining, info.ResetAfter, info.MaxConcurrency);
            var events = Channel.CreateBounded<(int Shard, long Sequence, GatewayEvent Event)>(MostWaiting);
            using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var shards = await ShardsAsync(info, cancellationToken);
            var running = RunAsync(shards, events.Writer, all);
            var heard = new long?[shards.Count];
            try
            {
                await foreach (var (shard, sequence, told) in events.Reader.ReadAllAsync(cancellationToken))
                {
                    yield return told;
                    // Whoever asks for the next has taken this one.
                    heard[shard] = sequence;
                }
            }
            finally
            {
                await all.CancelAsync();
                await running;
                if (cancellationToken.IsCancellationRequested)
                    await memory.RememberAsync(shards.Select((shard, i) => shard.Session is { } session && heard[i] is { } last ? session with { Sequence = last } : null));
            }
            if (await running is not { } end)
                continue;
            if (end.Then == AfterClose.Stop || rounds == MostReshards)
            {
                Log.Stopped(log, end.Reason);
                yield break;
            }
            Log.Resharded(log, end.Reason);
            await backoff.WaitAsync(rounds, asked: null, cancellationToken);
        }
    }

    /// <summary>Where to connect; asked again and again while Discord cannot tell. Null if the token is wrong.</summary>
    private async Task<GatewayInfo?> EnterAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            var answer = await rest.GetGatewayAsync(cancellationToken);
            if (answer.IsGood)
                return answer.Value;
            if (answer.Fault.Kind == FaultKind.Token)
            {
                Log.Stopped(log, GatewayClose.Of(4004).Reason);
                return null;
            }
            Log.NotEntered(log, answer.Fault.Reason);
            await backoff.WaitAsync(failures, answer.Fault.RetryAfter, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<GatewayShard>> ShardsAsync(GatewayInfo info, CancellationToken cancellationToken)
    {
        var sessions = await memory.RecallAsync(info.Shards, cancellationToken);
        return
        [
            .. Enumerable.Range(0, info.Shards).Select(number =>
                new GatewayShard(number, info.Shards, options.Value.Token, info.Url, _budget, backoff, clock, chance, log) { Session = sessions[number] }),
        ];
    }

    /// <summary>Runs all shards until one of them ends all, or until cancelled.</summary>
    /// <returns>Why it ended; null if it was cancelled.</returns>
    private static async Task<GatewayClose?> RunAsync(
        IReadOnlyList<GatewayShard> shards, ChannelWriter<(int Shard, long Sequence, GatewayEvent Event)> events, CancellationTokenSource all)
    {
        GatewayClose? end = null;
        await Task.WhenAll(shards.Select(async shard =>
        {
            try
            {
                var its = await shard.RunAsync(events, all.Token);
                Interlocked.CompareExchange(ref end, its, null);
                await all.CancelAsync();
            }
            catch (OperationCanceledException) when (all.IsCancellationRequested)
            {
                // The bot stops, or another shard has ended all.
            }
            catch (Exception exception)
            {
                events.TryComplete(exception);
                await all.CancelAsync();
            }
        }));
        events.TryComplete();
        return end;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Discord: nothing is heard any more. {Reason}")]
        public static partial void Stopped(ILogger logger, string reason);

        [LoggerMessage(3, LogLevel.Warning, "Discord wants another number of connections: {Reason}")]
        public static partial void Resharded(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Warning, "Discord's gateway could not be found: {Reason}")]
        public static partial void NotEntered(ILogger logger, string reason);
    }
}
