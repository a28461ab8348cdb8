using NewsBot.Core.Model;

namespace NewsBot.Chat;

/// <summary>How an attempt to send ended: a closed family.</summary>
public abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>It is in the chat.</summary>
    /// <param name="MessageId">The platform's number of the message, by which it can be edited.</param>
    public sealed record Sent(string MessageId) : SendResult
    {
        /// <summary>How long the chat should rest before it is sent the next post.</summary>
        public TimeSpan Rest { get; init; }
    }

    /// <summary>Not now: try the same message again.</summary>
    /// <param name="After">How long the platform asks to wait, or null to leave it to the retry schedule.</param>
    /// <param name="Reason">One line for the operator.</param>
    public sealed record TryLater(TimeSpan? After, string Reason) : SendResult;

    /// <summary>The platform will never take this message; the chat is well.</summary>
    /// <param name="Reason">One line for the operator.</param>
    public sealed record Refused(string Reason) : SendResult;

    /// <summary>The chat does not let the bot post now. What it is owed stays owed until the platform tells that it is open
    /// again (<see cref="ChatOpened"/>), or somebody speaks to the bot there; now and then it is tried all the same.</summary>
    /// <param name="Reason">One line for the operator, and for those who ask in the chat.</param>
    public sealed record ChatShut(string Reason) : SendResult;

    /// <summary>The chat with all its threads is gone, or has shut the bot out: nothing more goes there until it comes back.</summary>
    /// <param name="Reason">One line for the operator.</param>
    public sealed record ChatGone(string Reason) : SendResult
    {
        /// <summary>True if only the thread is gone; the chat and its other threads are well.</summary>
        public bool IsThreadAlone { get; init; }

        /// <summary>What is gone: the chat without its thread, or that thread.</summary>
        /// <param name="chat">Where a message was to go.</param>
        public ChatAddress Of(ChatAddress chat) => IsThreadAlone ? chat : chat with { Thread = "" };
    }

    /// <summary>The chat lives on under another address: try again there.</summary>
    /// <param name="To">The new address.</param>
    public sealed record ChatMoved(ChatAddress To) : SendResult;
}
