using System.Diagnostics.CodeAnalysis;

namespace NewsBot.Chat.Discord.Rest;

/// <summary>How a request ended: with what was asked for, or with a fault.</summary>
internal sealed record RestAnswer<T>(T? Value, DiscordFault? Fault)
{
    /// <summary>Whether Discord did what was asked.</summary>
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsGood => Fault is null;
}

/// <summary>What a refusal asks the bot to do (https://discord.com/developers/docs/topics/opcodes-and-status-codes#json).</summary>
internal enum FaultKind
{
    /// <summary>Discord, or the way there, is disturbed or asks for patience: the same request again later.</summary>
    Retry,

    /// <summary>The bot may not: wait until it may, and tell.</summary>
    Shut,

    /// <summary>The channel, or the server, is gone.</summary>
    Gone,

    /// <summary>The message itself is refused: another form of it may do.</summary>
    Payload,

    /// <summary>The channel is of another kind: a forum takes posts, not messages.</summary>
    WrongKind,

    /// <summary>The message to edit is gone, closed, or somebody else's.</summary>
    MessageGone,

    /// <summary>The interaction has been answered already, or is too old.</summary>
    InteractionOver,

    /// <summary>The token is not valid: nothing will succeed until the operator sets another.</summary>
    Token,

    /// <summary>Something else about the request: it will never succeed.</summary>
    Refused,
}

/// <summary>A failed request, understood.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Reason">One line for the operator; never with a token in it.</param>
internal sealed record DiscordFault(FaultKind Kind, string Reason)
{
    /// <summary>Discord's number for it; 0 if it gave none.</summary>
    public int Code { get; init; }

    /// <summary>How long Discord asks to wait; null if it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
