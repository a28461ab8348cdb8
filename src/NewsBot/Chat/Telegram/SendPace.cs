namespace NewsBot.Chat.Telegram;

/// <summary>
/// Keeps sending within Telegram's limits (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this):
/// one message a second in a chat, 20 a minute in a group or channel, and what <see cref="SharedPace"/> allows to all.
/// Whoever wants to send enters and waits for a turn: first for the chat's, then for the bot's, so that no chat holds up
/// another. Turns in one chat follow each other. Times count from the answer, since Telegram counts before it.
/// </summary>
internal sealed class SendPace(TimeProvider clock) : IDisposable
{
    /// <summary>Messages to one group or channel in <see cref="Minute"/>.</summary>
    private const int GroupQuota = 20;

    /// <summary>Fewer posts than this are never too many: they are out within seconds.</summary>
    private const int SmallestRoom = 3;

    /// <summary>So many chats told to wait one after the other, and none that took a message between: it is the bot.</summary>
    private const int FloodedChats = 3;

    private const int MostIdleChats = 10_000;

    private static readonly TimeSpan BetweenInChat = TimeSpan.FromMilliseconds(1050);
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60.5);

    private readonly SharedPace _shared = new(clock);
    private readonly Lock _gate = new();
    private readonly Dictionary<long, ChatPace> _chats = [];
    private readonly HashSet<long> _flooded = [];

    /// <summary>How many posts fit into the chat's coming minute.</summary>
    public int Room(long chat)
    {
        if (chat > 0)
            return (int)(Minute / BetweenInChat);
        lock (_gate)
        {
            var used = _chats.TryGetValue(chat, out var pace) ? pace.SentSince(clock.GetUtcNow() - Minute) : 0;
            return Math.Max(SmallestRoom, GroupQuota - used);
        }
    }

    /// <summary>How long the chat should rest before the next message.</summary>
    /// <param name="chat">Where it goes.</param>
    /// <param name="weight">How many messages Telegram counts it as.</param>
    public TimeSpan Rest(long chat, int weight = 1)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            return _chats.TryGetValue(chat, out var pace) && pace.FreeAt(weight, now) is var free && free > now ? free - now : TimeSpan.Zero;
        }
    }

    /// <summary>Nothing more goes to the chat for this long: Telegram said so. If it says so of one chat after the other,
    /// all wait.</summary>
    public void Block(long chat, TimeSpan pause)
    {
        lock (_gate)
        {
            Of(chat).NotBefore(clock.GetUtcNow() + pause);
            _flooded.Add(chat);
            if (_flooded.Count < FloodedChats)
                return;
            _flooded.Clear();
            _shared.Pause(pause);
        }
    }

    /// <summary>Waits for a turn.</summary>
    /// <param name="chat">Where the message goes.</param>
    /// <param name="weight">How many messages Telegram counts it as: an album is as many as it has items.</param>
    /// <param name="cancellationToken">Gives up the turn.</param>
    /// <returns>The turn; it ends, and is counted, when it is disposed.</returns>
    public async Task<SendTurn> EnterAsync(long chat, int weight, CancellationToken cancellationToken)
    {
        ChatPace pace;
        lock (_gate)
        {
            pace = Of(chat);
            pace.Users++;
        }

        var isMine = false;
        try
        {
            await pace.Turn.WaitAsync(cancellationToken);
            isMine = true;
            while (Rest(chat, weight) is { Ticks: > 0 } wait)
                await _shared.DelayAsync(wait, cancellationToken);
            await _shared.EnterAsync(weight, cancellationToken);
            return new SendTurn(wasTaken => End(pace, weight, wasTaken));
        }
        catch
        {
            Leave(pace, isMine);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _shared.Dispose();

    private void End(ChatPace pace, int weight, bool wasTaken)
    {
        _shared.Leave(weight, wasTaken);
        if (wasTaken)
        {
            lock (_gate)
            {
                pace.Sent(weight, clock.GetUtcNow());
                _flooded.Clear();
            }
        }
        Leave(pace, isMine: true);
    }

    private void Leave(ChatPace pace, bool isMine)
    {
        if (isMine)
            pace.Turn.Release();
        lock (_gate)
            pace.Users--;
    }

    private ChatPace Of(long chat)
    {
        if (_chats.TryGetValue(chat, out var known))
            return known;
        if (_chats.Count >= MostIdleChats)
            Forget();
        return _chats[chat] = new ChatPace(isGroup: chat < 0);
    }

    /// <summary>A chat that was sent nothing for a minute has all its room again.</summary>
    private void Forget()
    {
        var before = clock.GetUtcNow() - Minute;
        foreach (var (chat, _) in _chats.Where(each => each.Value.Users == 0 && each.Value.IsIdleSince(before)).ToList())
            _chats.Remove(chat);
    }

    /// <summary>What one chat was sent lately.</summary>
    private sealed class ChatPace(bool isGroup)
    {
        private readonly Queue<DateTimeOffset> _sent = new();
        private DateTimeOffset _next;

        public SemaphoreSlim Turn { get; } = new(1);

        public int Users { get; set; }

        public int SentSince(DateTimeOffset time) => _sent.Count(sent => sent > time);

        public bool IsIdleSince(DateTimeOffset time) => _next < time && SentSince(time) == 0;

        public void NotBefore(DateTimeOffset time) => _next = time > _next ? time : _next;

        /// <summary>When <paramref name="weight"/> more may be sent.</summary>
        public DateTimeOffset FreeAt(int weight, DateTimeOffset now)
        {
            while (_sent.TryPeek(out var oldest) && oldest <= now - Minute)
                _sent.Dequeue();
            var over = _sent.Count + weight - GroupQuota;
            return isGroup && over > 0 && _sent.ElementAt(Math.Min(over, _sent.Count) - 1) + Minute is var room && room > _next ? room : _next;
        }

        public void Sent(int weight, DateTimeOffset now)
        {
            for (var i = 0; i < weight; i++)
                _sent.Enqueue(now);
            NotBefore(now + (BetweenInChat * weight));
        }
    }
}

/// <summary>Somebody's turn to send. When it is disposed the message counts, unless it was <see cref="Spare">spared</see>.</summary>
internal sealed class SendTurn(Action<bool> end) : IDisposable
{
    private bool _wasTaken = true;

    /// <summary>Telegram refused the message, and so counts none.</summary>
    public void Spare() => _wasTaken = false;

    /// <inheritdoc/>
    public void Dispose() => end(_wasTaken);
}
