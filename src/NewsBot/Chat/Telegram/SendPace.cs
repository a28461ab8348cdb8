namespace NewsBot.Chat.Telegram;

/// <summary>
/// Keeps sending within Telegram's limits (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this):
/// about 30 messages a second overall, one a second in a chat, 20 a minute in a group or channel. Whoever wants to send
/// enters, and waits for a turn: first for the chat's, then for the bot's, so that no chat holds up another. Turns in one
/// chat follow each other.
/// </summary>
/// <remarks>The pauses are a little longer than the limits ask: a request may be slower on its way than the next one.</remarks>
internal sealed class SendPace(TimeProvider clock)
{
    /// <summary>Messages to one group or channel in <see cref="Minute"/>.</summary>
    private const int GroupQuota = 20;

    /// <summary>Fewer posts than this are never too many: they are out within seconds.</summary>
    private const int SmallestRoom = 3;

    private const int MostIdleChats = 10_000;

    private static readonly TimeSpan BetweenAny = TimeSpan.FromSeconds(1) / 29.3;
    private static readonly TimeSpan BetweenInChat = TimeSpan.FromMilliseconds(1050);
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60.5);

    private readonly Lock _gate = new();
    private readonly Dictionary<long, ChatPace> _chats = [];
    private DateTimeOffset _nextOfAny;

    private DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>How many posts fit into the chat's coming minute.</summary>
    public int Room(long chat)
    {
        if (chat > 0)
            return (int)(Minute / BetweenInChat);
        lock (_gate)
        {
            var used = _chats.TryGetValue(chat, out var pace) ? pace.SentSince(Now - Minute) : 0;
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
            var now = Now;
            return _chats.TryGetValue(chat, out var pace) && pace.FreeAt(chat, weight, now) is var free && free > now ? free - now : TimeSpan.Zero;
        }
    }

    /// <summary>Nothing more goes to the chat for this long: Telegram said so.</summary>
    public void Block(long chat, TimeSpan pause)
    {
        lock (_gate)
            Of(chat).NotBefore(Now + pause);
    }

    /// <summary>Waits for a turn.</summary>
    /// <param name="chat">Where the message goes.</param>
    /// <param name="weight">How many messages Telegram counts it as: an album is as many as it has items.</param>
    /// <param name="cancellationToken">Gives up the turn.</param>
    /// <returns>The turn; it ends, and is counted, when it is disposed.</returns>
    public async Task<IDisposable> EnterAsync(long chat, int weight, CancellationToken cancellationToken)
    {
        ChatPace pace;
        lock (_gate)
        {
            pace = Of(chat);
            pace.Users++;
        }

        try
        {
            await pace.Turn.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(pace);
            throw;
        }

        var turn = new Turn(this, pace, weight);
        try
        {
            while (ChatWait(chat, pace, weight) is { Ticks: > 0 } wait)
                await Task.Delay(wait, clock, cancellationToken);
            if (GlobalWait(weight) is { Ticks: > 0 } queue)
                await Task.Delay(queue, clock, cancellationToken);
            return turn;
        }
        catch
        {
            turn.GiveUp();
            throw;
        }
    }

    private TimeSpan ChatWait(long chat, ChatPace pace, int weight)
    {
        lock (_gate)
        {
            var now = Now;
            return pace.FreeAt(chat, weight, now) - now;
        }
    }

    private TimeSpan GlobalWait(int weight)
    {
        lock (_gate)
        {
            var now = Now;
            // An album comes all at once: the second before it and the second after it must both have room for its items.
            var earliest = _nextOfAny + (BetweenAny * (weight - 1));
            var mine = earliest > now ? earliest : now;
            _nextOfAny = mine + (BetweenAny * weight);
            return mine - now;
        }
    }

    private ChatPace Of(long chat)
    {
        if (_chats.TryGetValue(chat, out var known))
            return known;
        if (_chats.Count >= MostIdleChats)
            Forget();
        return _chats[chat] = new ChatPace();
    }

    /// <summary>A chat that was sent nothing for a minute has all its room again.</summary>
    private void Forget()
    {
        var before = Now - Minute;
        foreach (var (chat, _) in _chats.Where(each => each.Value.Users == 0 && each.Value.IsIdleSince(before)).ToList())
            _chats.Remove(chat);
    }

    private void Leave(ChatPace pace)
    {
        lock (_gate)
            pace.Users--;
    }

    /// <summary>What one chat was sent lately.</summary>
    private sealed class ChatPace
    {
        private readonly Queue<DateTimeOffset> _sent = new();
        private DateTimeOffset _next;

        public SemaphoreSlim Turn { get; } = new(1);

        public int Users { get; set; }

        public int SentSince(DateTimeOffset time) => _sent.Count(sent => sent > time);

        public bool IsIdleSince(DateTimeOffset time) => _next < time && SentSince(time) == 0;

        public void NotBefore(DateTimeOffset time) => _next = time > _next ? time : _next;

        /// <summary>When <paramref name="weight"/> more may be sent.</summary>
        public DateTimeOffset FreeAt(long chat, int weight, DateTimeOffset now)
        {
            while (_sent.TryPeek(out var oldest) && oldest <= now - Minute)
                _sent.Dequeue();
            var over = _sent.Count + weight - GroupQuota;
            return chat < 0 && over > 0 && _sent.ElementAt(Math.Min(over, _sent.Count) - 1) + Minute is var room && room > _next ? room : _next;
        }

        public void Sent(int weight, DateTimeOffset now)
        {
            for (var i = 0; i < weight; i++)
                _sent.Enqueue(now);
            NotBefore(now + (BetweenInChat * weight));
        }
    }

    private sealed class Turn(SendPace owner, ChatPace pace, int weight) : IDisposable
    {
        /// <summary>Counted from the answer, not from the request: Telegram saw it somewhere between.</summary>
        public void Dispose()
        {
            lock (owner._gate)
                pace.Sent(weight, owner.Now);
            GiveUp();
        }

        public void GiveUp()
        {
            pace.Turn.Release();
            owner.Leave(pace);
        }
    }
}
