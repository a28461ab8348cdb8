using Microsoft.Extensions.Options;
using NewsBot.Core.Model;

namespace NewsBot.Fetching.Pictures;

/// <summary>
/// Fetches pictures: downloads warily, converts what needs it, remembers for an hour what failed, and lets everybody who asks
/// for the same at the same time wait for the same errand.
/// </summary>
internal sealed class PictureFetcher : IPictures, IDisposable
{
    /// <summary>Errands under way at once; each holds a file of up to 20 MB.</summary>
    private const int MostErrands = 8;

    /// <summary>Conversions at once; each may take hundreds of megabytes for a moment.</summary>
    private const int MostConversions = 2;

    /// <summary>Including the wait for a turn. A conversion that takes longer ends unheard, and keeps its turn until then.</summary>
    private static readonly TimeSpan LongestConversion = TimeSpan.FromSeconds(60);

    private readonly PictureDownload _download;
    private readonly FailedPictures _failed;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _errands = new(MostErrands);
    private readonly SemaphoreSlim _conversions = new(MostConversions);
    private readonly Lock _lock = new();
    private readonly Dictionary<Wanted, Errand> _underWay = [];

    /// <summary>The fetcher for validated options.</summary>
    public PictureFetcher(IOptions<FetchingOptions> options, GuardedNetwork network, OwnHosts own, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        _download = new PictureDownload(options.Value, network, own, MostErrands, clock);
        _failed = new FailedPictures(clock);
        _clock = clock;
    }

    /// <inheritdoc/>
    public async Task<PictureAnswer> FetchAsync(Uri address, PictureLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(limits);
        cancellationToken.ThrowIfCancellationRequested();
        if (!address.IsAbsoluteUri)
            return new PictureAnswer.Failed("an address without a host");
        if (_failed.Find(address) is { } reason)
            return new PictureAnswer.Failed(reason);

        var wanted = new Wanted(address.AbsoluteUri, limits);
        var errand = Join(wanted, address);
        try
        {
            return await errand.Work.WaitAsync(cancellationToken);
        }
        finally
        {
            Leave(wanted, errand);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _download.Dispose();
        _errands.Dispose();
        _conversions.Dispose();
    }

    private Errand Join(Wanted wanted, Uri address)
    {
        lock (_lock)
        {
            if (!_underWay.TryGetValue(wanted, out var errand))
                _underWay[wanted] = errand = new Errand(stop => RunAsync(address, wanted.Limits, stop));
            errand.Waiting++;
            return errand;
        }
    }

    /// <summary>The last to leave ends the errand: what nobody waits for is not fetched.</summary>
    private void Leave(Wanted wanted, Errand errand)
    {
        lock (_lock)
        {
            if (--errand.Waiting > 0)
                return;
            _underWay.Remove(wanted);
        }
        errand.Dispose();
    }

    private async Task<PictureAnswer> RunAsync(Uri address, PictureLimits limits, CancellationToken ct)
    {
        await _errands.WaitAsync(ct);
        try
        {
            var read = await _download.FetchAsync(address, ct);
            var answer = read.Bytes is { } bytes ? await ConvertAsync(bytes, limits, ct) : new PictureAnswer.Failed(read.Trouble!.Detail);
            if (answer is PictureAnswer.Failed failure)
                _failed.Remember(address, failure.Reason);
            return answer;
        }
        finally
        {
            _errands.Release();
        }
    }

    private async Task<PictureAnswer> ConvertAsync(byte[] bytes, PictureLimits limits, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(LongestConversion, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await _conversions.WaitAsync(either.Token);
            return await Task.Run(() => Convert(bytes, limits), CancellationToken.None).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new PictureAnswer.Failed($"a picture that was not converted in {LongestConversion.TotalSeconds} s");
        }
    }

    private PictureAnswer Convert(byte[] bytes, PictureLimits limits)
    {
        try
        {
            return PictureConverter.Convert(bytes, limits);
        }
        finally
        {
            _conversions.Release();
        }
    }

    /// <summary>What is the same for all who ask.</summary>
    private sealed record Wanted(string Address, PictureLimits Limits);

    /// <summary>Work that several wait for; it is given up when this is disposed.</summary>
    private sealed class Errand : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();

        public Errand(Func<CancellationToken, Task<PictureAnswer>> work)
        {
            var stop = _stop.Token;
            Work = Task.Run(() => work(stop), CancellationToken.None);
        }

        public Task<PictureAnswer> Work { get; }

        public int Waiting { get; set; }

        public void Dispose()
        {
            _stop.Cancel();
            _stop.Dispose();
        }
    }
}
