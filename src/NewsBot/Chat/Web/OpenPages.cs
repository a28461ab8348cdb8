using System.Threading.Channels;

namespace NewsBot.Chat.Web;

/// <summary>The pages that are open now. Each can be woken; waking twice before it looks is waking once.</summary>
internal sealed class OpenPages
{
    /// <summary>Pages that may be open at once: each costs a connection.</summary>
    public const int Limit = 64;

    private readonly Lock _gate = new();
    private readonly HashSet<OpenPage> _pages = [];

    /// <summary>A place for one more page, until it is disposed; null if there is none.</summary>
    public OpenPage? TryOpen()
    {
        lock (_gate)
        {
            if (_pages.Count >= Limit)
                return null;
            var page = new OpenPage(this);
            _pages.Add(page);
            return page;
        }
    }

    /// <summary>Tells all pages that there is something to read.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            foreach (var page in _pages)
                page.Wake();
        }
    }

    private void Close(OpenPage page)
    {
        lock (_gate)
            _pages.Remove(page);
    }

    /// <summary>One open page.</summary>
    internal sealed class OpenPage(OpenPages pages) : IDisposable
    {
        private readonly Channel<bool> _wakes =
            Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        /// <summary>Has the page look again.</summary>
        public void Wake() => _wakes.Writer.TryWrite(true);

        /// <summary>Ends <see cref="WakesAsync"/>.</summary>
        public void End() => _wakes.Writer.TryComplete();

        /// <summary>An element each time there is reason to look, until the page ends.</summary>
        public IAsyncEnumerable<bool> WakesAsync(CancellationToken cancellationToken) => _wakes.Reader.ReadAllAsync(cancellationToken);

        /// <inheritdoc/>
        public void Dispose()
        {
            End();
            pages.Close(this);
        }
    }
}
