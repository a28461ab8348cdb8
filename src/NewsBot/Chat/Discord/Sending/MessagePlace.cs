namespace NewsBot.Chat.Discord.Sending;

/// <summary>Where a message of a chat is found again.</summary>
/// <param name="Thread">The thread of a forum post that the bot opened; null if it stands in the chat itself.</param>
/// <param name="Id">The message's number.</param>
internal sealed record MessagePlace(string? Thread, string Id)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static MessagePlace Read(string text) => text.Split('/', 2) is [var thread, var id] ? new(thread, id) : new(null, text);

    /// <summary><c>ID</c>, or <c>THREAD/ID</c>.</summary>
    public override string ToString() => Thread is null ? Id : $"{Thread}/{Id}";
}
