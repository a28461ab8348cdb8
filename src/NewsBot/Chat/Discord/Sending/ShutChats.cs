using System.Collections.Concurrent;
using NewsBot.Core.Model;

namespace NewsBot.Chat.Discord.Sending;

/// <summary>The chats that have not let the bot post of late: whether they do again is looked at when their permissions change, or when their
/// server is back.
/// Forgotten at a stop; those chats are tried every hour in any case.</summary>
internal sealed class ShutChats
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<ChatAddress, bool> _shut = new();

    /// <summary>All of them.</summary>
    public IEnumerable<ChatAddress> All => _shut.Keys;

    /// <summary>Notes one.</summary>
    public void Add(ChatAddress chat)
    {
        if (_shut.Count < Most)
            _shut[chat] = true;
    }

    /// <summary>It lets the bot post, or may.</summary>
    public void Remove(ChatAddress chat) => _shut.TryRemove(chat, out _);
}
