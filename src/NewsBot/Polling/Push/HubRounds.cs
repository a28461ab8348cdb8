using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;
using NewsBot.Fetching;
using NewsBot.Fetching.WebSub;
using NewsBot.Storage;
using Quartz;

namespace NewsBot.Polling.Push;

/// <summary>Keeps the subscriptions at hubs as they should be: begins what the feeds name, renews, ends what has no reason any
/// more. Each round compares what is there with what should be, so that nothing has to be remembered in between.</summary>
public sealed partial class HubRounds(
    IPushStore pushes, HubClient hubs, IOptions<FetchingOptions> options, TimeProvider clock, Random chance, ILogger<HubRounds> log)
{
    /// <summary>Hubs that are asked in one round, and at once.</summary>
    private const int MostAsked = 100;
    private const int AtOnce = 4;

    /// <summary>Bytes of chance in an id and in a secret (section 5.1: less than 200 as text).</summary>
    private const int IdBytes = 18;
    private const int SecretBytes = 32;

    /// <summary>One round.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var publicUrl = options.Value.PublicUrl.TrimEnd('/');
        if (publicUrl.Length == 0)
            return;
        var now = clock.GetUtcNow();
        await pushes.LeaveAsync(publicUrl, now, cancellationToken);
        await pushes.ResumeAsync(all: false, now, cancellationToken);
        foreach (var feed in await pushes.WithoutAsync(MostAsked, cancellationToken))
            await pushes.AddAsync(Begin(feed, feed.Hub!, publicUrl, now), cancellationToken);

        var workers = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(await pushes.DueAsync(now, MostAsked, cancellationToken), workers, AskAsync);
    }

    private static PushSubscription Begin(Feed feed, FeedHub hub, string publicUrl, DateTimeOffset now) => new(
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)),
        feed,
        hub,
        publicUrl,
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes)),
        PushTrust.Begin(now));

    private async ValueTask AskAsync(PushSubscription due, CancellationToken cancellationToken)
    {
        var asking = await pushes.ChangeAsync(
            due.Id, state => state.AskAt == due.State.AskAt ? PushTrust.Asking(state, clock.GetUtcNow(), chance.NextDouble()) : null, cancellationToken);
        if (asking is not { State.Stage: not PushStage.Left })
            return; // another round was first, or it is given up
        var request = Request(asking);
        try
        {
            if (await hubs.AskAsync(request, cancellationToken) is not { } trouble)
            {
                Log.Asked(log, asking, request.Mode);
                return;
            }
            await pushes.ChangeAsync(due.Id, state => PushTrust.Failed(state, trouble.Detail, trouble.RetryAfter, clock.GetUtcNow()), cancellationToken);
            Log.Refused(log, asking, request.Mode, trouble.Detail);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or StorageException))
        {
            // It is written down when it is asked again; until then its neighbours go on.
            Log.Failed(log, exception, asking, request.Mode);
        }
    }

    /// <summary>A hub that is named over plain http is asked over https first, where it may have the secret; every other time it is
    /// asked as it is named, without one.</summary>
    private static HubRequest Request(PushSubscription asking)
    {
        var mode = PushTrust.Mode(asking.State.Stage);
        var hub = asking.Hub.Address;
        if (HubClient.IsPrivate(hub))
            return new HubRequest(asking.Hub, mode, asking.Callback, asking.Secret);
        if (asking.State.Asked % 2 == 0)
            return new HubRequest(asking.Hub, mode, asking.Callback, Secret: null);
        var secure = new UriBuilder(hub) { Scheme = Uri.UriSchemeHttps, Port = hub.IsDefaultPort ? -1 : hub.Port }.Uri;
        return new HubRequest(asking.Hub with { Address = secure }, mode, asking.Callback, asking.Secret);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Subscription}: the hub was asked to {Mode}")]
        public static partial void Asked(ILogger logger, PushSubscription subscription, HubMode mode);

        [LoggerMessage(2, LogLevel.Warning, "{Subscription}: the hub did not take {Mode}: {Trouble}; it is asked again later, and the feed is polled as before")]
        public static partial void Refused(ILogger logger, PushSubscription subscription, HubMode mode, string trouble);

        [LoggerMessage(3, LogLevel.Error, "{Subscription}: the hub could not be asked to {Mode}")]
        public static partial void Failed(ILogger logger, Exception exception, PushSubscription subscription, HubMode mode);
    }
}

/// <summary>Quartz wakes it each minute for a round.</summary>
[DisallowConcurrentExecution]
public sealed partial class HubRenewalJob(HubRounds rounds, ILogger<HubRenewalJob> log) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await rounds.RunAsync(cancellationToken);
        }
        catch (StorageException exception)
        {
            Log.NotRun(log, exception.Message); // the next minute tries again
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Hubs cannot be asked: {Message}")]
        public static partial void NotRun(ILogger logger, string message);
    }
}
