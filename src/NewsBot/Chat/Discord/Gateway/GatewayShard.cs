using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace NewsBot.Chat.Discord.Gateway;

/// <summary>
/// One connection to the gateway after the other, for a part of the servers: says hello, begins a session or goes on with it,
/// keeps it alive, and hands on what it hears (https://discord.com/developers/docs/events/gateway#connections).
/// </summary>
internal sealed partial class GatewayShard(
    int number, int count, string token, Uri url, IdentifyBudget budget, Backoff backoff, TimeProvider clock, Random chance, ILogger log)
{
    private const int UsualInterval = 41_250;
    private const int LeastInterval = 500;

    private static readonly TimeSpan HelloTimeout = TimeSpan.FromSeconds(30);
    /// <summary>After so many connections in a row that led to nothing, the address at which the session was to go on is not tried
    /// any more; after twice as many, neither is the session.</summary>
    private const int MostResumes = 3;

    /// <summary>A connection that lasted longer than this was well.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan SessionTimeout = TimeSpan.FromMinutes(1);

    private bool _isAcknowledged = true;
    private bool _isInSession;

    /// <summary>The session that a new connection goes on with; null begins one.</summary>
    public GatewaySession? Session { get; set; }

    /// <summary>Listens until Discord will not have it so any more.</summary>
    /// <returns>Why: to begin anew with another number of connections, or to stop.</returns>
    public async Task<GatewayClose> RunAsync(ChannelWriter<(int Shard, long Sequence, GatewayEvent Event)> events, CancellationToken cancellationToken)
    {
        var (failures, fruitless) = (0, 0);
        while (true)
        {
            var begun = clock.GetTimestamp();
            var end = await ConnectAsync(events, cancellationToken);
            if (end.Then is AfterClose.Stop or AfterClose.Reshard)
                return end;
            if (end.Then == AfterClose.Anew)
                Session = null;
            failures = _isInSession && clock.GetElapsedTime(begun) > Steady ? 0 : failures + 1;
            fruitless = _isInSession ? 0 : fruitless + 1;
            if (fruitless >= MostResumes && Session is { } session)
                Session = fruitless < 2 * MostResumes ? session with { ResumeUrl = null } : null;
            Log.Disturbed(log, number, end.Reason);
            await backoff.WaitAsync(Math.Max(0, failures - 1), asked: null, cancellationToken);
        }
    }

    /// <summary>The life of one connection.</summary>
    private async Task<GatewayClose> ConnectAsync(
        ChannelWriter<(int Shard, long Sequence, GatewayEvent Event)> events, CancellationToken cancellationToken)
    {
        (_isAcknowledged, _isInSession) = (true, false);
        // Waited for before a connection is opened: while nobody reads from it, its heartbeats would count as unanswered.
        using var turn = Session is null ? await budget.EnterAsync(number, log, cancellationToken) : null;
        using var socket = new GatewaySocket(clock);
        using var life = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task heart = Task.CompletedTask;
        try
        {
            using (var patience = new CancellationTokenSource(HelloTimeout, clock))
            using (var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken))
            {
                await socket.ConnectAsync(Session?.ResumeUrl ?? url, either.Token);
                if (await socket.ReceiveAsync(either.Token) is not { Op: GatewayOp.Hello } hello)
                    return GatewayClose.Of(socket.CloseCode);
                heart = BeatAsync(socket, TimeSpan.FromMilliseconds(Math.Max(LeastInterval, hello.Data.Number("heartbeat_interval") ?? UsualInterval)), life);
            }
            await IntroduceAsync(socket, turn, cancellationToken);
            using var opening = new CancellationTokenSource(SessionTimeout, clock);
            using var begins = CancellationTokenSource.CreateLinkedTokenSource(opening.Token, life.Token);
            while (await socket.ReceiveAsync(_isInSession ? life.Token : begins.Token) is { } payload)
            {
                switch (payload.Op)
                {
                    case GatewayOp.Dispatch:
                        await HearAsync(payload, events, cancellationToken);
                        break;
                    case GatewayOp.Heartbeat:
                        await socket.SendAsync(GatewayPayloads.Heartbeat(Heard), cancellationToken);
                        break;
                    case GatewayOp.HeartbeatAck:
                        _isAcknowledged = true;
                        break;
                    case GatewayOp.Reconnect:
                        return new GatewayClose(AfterClose.Resume, "Discord asks to connect again.");
                    case GatewayOp.InvalidSession:
                        // Discord wants a pause of 1 to 5 seconds before the next try.
                        await DelayAsync(TimeSpan.FromSeconds(1 + (chance.NextDouble() * 4)), cancellationToken);
                        return new GatewayClose(
                            payload.Data.ValueKind == JsonValueKind.True ? AfterClose.Resume : AfterClose.Anew, "Discord calls the session invalid.");
                }
            }
            return GatewayClose.Of(socket.CloseCode);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return life.IsCancellationRequested
                ? new GatewayClose(AfterClose.Resume, "Discord did not answer a heartbeat.")
                : GatewayClose.Of(socket.CloseCode);
        }
        finally
        {
            await life.CancelAsync();
            await heart;
            await socket.HangUpAsync();
        }
    }

    private long? Heard => Session?.Sequence;

    private async Task IntroduceAsync(GatewaySocket socket, IdentifyBudget.Turn? turn, CancellationToken cancellationToken)
    {
        if (Session is { } session)
        {
            await socket.SendAsync(GatewayPayloads.Resume(token, session), cancellationToken);
            return;
        }
        turn?.Spend();
        await socket.SendAsync(GatewayPayloads.Identify(token, number, count), cancellationToken);
        turn?.Dispose();
    }

    private async Task HearAsync(
        GatewayPayload payload, ChannelWriter<(int Shard, long Sequence, GatewayEvent Event)> events, CancellationToken cancellationToken)
    {
        var sequence = payload.Sequence ?? Heard ?? 0;
        await events.WriteAsync((number, sequence, new GatewayEvent(payload.Type ?? "", payload.Data, clock.GetUtcNow())), cancellationToken);
        if (payload.Type is "READY" or "RESUMED")
            _isInSession = true;
        Session = payload.Type == "READY" ? GatewaySession.Of(payload.Data, sequence) : Session is { } session ? session with { Sequence = sequence } : null;
    }

    /// <summary>Beats until the connection ends; ends it itself when a beat was not answered before the next.</summary>
    private async Task BeatAsync(GatewaySocket socket, TimeSpan interval, CancellationTokenSource life)
    {
        try
        {
            // The first comes after a part of the interval, so that not all bots beat at once after an outage of Discord.
            await DelayAsync(interval * (0.05 + (chance.NextDouble() * 0.9)), life.Token);
            while (_isAcknowledged)
            {
                _isAcknowledged = false;
                await socket.SendAsync(GatewayPayloads.Heartbeat(Heard), life.Token);
                await DelayAsync(interval, life.Token);
            }
            await life.CancelAsync();
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            // The connection ended; whoever reads from it knows.
        }
    }

    private Task DelayAsync(TimeSpan time, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds)), clock, cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Discord, shard {Shard}: {Reason} The bot connects again")]
        public static partial void Disturbed(ILogger logger, int shard, string reason);
    }
}
