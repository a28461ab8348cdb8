using System.Text.Json.Nodes;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>
/// What the bot has still to hear: kept until it is confirmed, for a day at most. One may wait at a time; whoever asks
/// while another waits takes its place, and the other gets 409.
/// </summary>
internal sealed class UpdateQueue(TimeProvider time)
{
    private const int MostAtOnce = 100;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Heard only by who names them.</summary>
    private static readonly string[] ByRequestOnly = ["chat_member", "message_reaction", "message_reaction_count"];

    private readonly Lock _gate = new();
    private readonly LinkedList<Pending> _pending = new();
    private TaskCompletionSource _came = NewSignal();
    private Waiting? _waiting;
    private IReadOnlyList<string>? _allowed;
    private int _lastId = 100_000_000;

    /// <summary>The webhook's address; empty when there is none.</summary>
    public string Webhook { get; private set; } = "";

    /// <summary>The kinds that the bot wants to hear; null for the usual ones.</summary>
    public IReadOnlyList<string>? Allowed
    {
        get
        {
            lock (_gate)
                return _allowed;
        }
    }

    /// <summary>How many updates wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _pending.Count;
        }
    }

    /// <summary>Whether someone waits for news.</summary>
    public bool IsPolled
    {
        get
        {
            lock (_gate)
                return _waiting is not null;
        }
    }

    /// <summary>Adds an update of a kind such as <c>message</c>. Returns false when the bot does not want to hear it.</summary>
    public bool Add(string kind, JsonNode content)
    {
        lock (_gate)
        {
            if (_allowed is { Count: > 0 } ? !_allowed.Contains(kind) : ByRequestOnly.Contains(kind))
                return false;
            var id = ++_lastId;
            _pending.AddLast(new Pending(id, time.GetUtcNow(), new JsonObject { ["update_id"] = id, [kind] = content }.ToJsonString()));
            Signal();
            return true;
        }
    }

    /// <summary>Changes which kinds are heard from now on; null leaves them as they are.</summary>
    public void Allow(IReadOnlyList<string>? kinds)
    {
        lock (_gate)
            _allowed = kinds ?? _allowed;
    }

    /// <summary>Sets or removes (empty) the webhook. Who waits with getUpdates gets 409 when one is set.</summary>
    public void SetWebhook(string url, bool dropPending)
    {
        lock (_gate)
        {
            Webhook = url;
            if (dropPending)
                _pending.Clear();
            if (url.Length > 0)
                Abort("Conflict: terminated by setWebhook request");
            Signal();
        }
    }

    /// <summary>Answers getUpdates: the JSON array, when something is there or the time is over.</summary>
    public async Task<string> PollAsync(long offset, int limit, TimeSpan timeout, CancellationToken ct)
    {
        var me = new Waiting();
        lock (_gate)
        {
            if (Webhook.Length > 0)
                throw new ApiError(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
            Abort("Conflict: terminated by other getUpdates request; make sure that only one bot instance is running");
            Confirm(offset);
            _waiting = me;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var end = Task.Delay(timeout, time, over.Token);
        try
        {
            while (true)
            {
                Task came;
                lock (_gate)
                {
                    if (me.Refusal is not null)
                        throw new ApiError(409, me.Refusal);
                    Forget();
                    if (_pending.Count > 0 || end.IsCompleted)
                        return $"[{string.Join(',', _pending.Take(Math.Clamp(limit, 1, MostAtOnce)).Select(update => update.Json))}]";
                    came = _came.Task;
                }

                await Task.WhenAny(came, end);
                ct.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            await over.CancelAsync();
            lock (_gate)
            {
                if (_waiting == me)
                    _waiting = null;
            }
        }
    }

    /// <summary>The oldest update for the webhook, as soon as there is one and a webhook.</summary>
    public async Task<(int Id, string Json)> NextAsync(CancellationToken ct)
    {
        while (true)
        {
            Task came;
            lock (_gate)
            {
                Forget();
                if (Webhook.Length > 0 && _pending.First is { } first)
                    return (first.Value.Id, first.Value.Json);
                came = _came.Task;
            }

            await came.WaitAsync(ct);
        }
    }

    /// <summary>Strikes out an update that the webhook took.</summary>
    public void Took(int id)
    {
        lock (_gate)
        {
            if (_pending.First?.Value.Id == id)
                _pending.RemoveFirst();
        }
    }

    /// <summary>A negative offset keeps that many from the end, a positive one confirms all before it.</summary>
    private void Confirm(long offset)
    {
        if (offset < 0)
        {
            while (_pending.Count > -offset)
                _pending.RemoveFirst();
            return;
        }

        while (_pending.First is { } first && first.Value.Id < offset)
            _pending.RemoveFirst();
    }

    private void Forget()
    {
        var oldest = time.GetUtcNow() - Kept;
        while (_pending.First is { } first && first.Value.Since < oldest)
            _pending.RemoveFirst();
    }

    private void Abort(string refusal)
    {
        if (_waiting is null)
            return;
        _waiting.Refusal = refusal;
        _waiting = null;
        Signal();
    }

    private void Signal()
    {
        var came = _came;
        _came = NewSignal();
        came.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record Pending(int Id, DateTimeOffset Since, string Json);

    private sealed class Waiting
    {
        public string? Refusal { get; set; }
    }
}
