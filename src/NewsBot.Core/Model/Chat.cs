using System.Diagnostics.CodeAnalysis;

namespace NewsBot.Core.Model;

/// <summary>Where a message goes: a platform, an address that it understands, and a thread (topic) inside it.</summary>
/// <param name="Platform">Name of the platform, lower case: <c>web</c>, <c>telegram</c>, <c>discord</c>.</param>
/// <param name="Address">The chat in the platform's own terms.</param>
/// <param name="Thread">Topic or thread inside the chat, or empty.</param>
public sealed record ChatAddress(string Platform, string Address, string Thread = "")
{
    /// <summary>Reads <c>platform:address</c> or <c>platform:address/thread</c>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ChatAddress? chat)
    {
        chat = null;
        var parts = text?.Split(':', 2);
        if (parts is not [{ Length: > 0 }, { Length: > 0 }])
            return false;
        var place = parts[1].Split('/', 2);
        if (place[0].Length == 0)
            return false;
        chat = new ChatAddress(parts[0].ToLowerInvariant(), place[0], place.Length > 1 ? place[1] : "");
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Thread.Length == 0 ? $"{Platform}:{Address}" : $"{Platform}:{Address}/{Thread}";
}

/// <summary>The language the bot speaks in a chat.</summary>
public enum ChatLanguage
{
    /// <summary>English.</summary>
    English,

    /// <summary>Chinese in simplified characters.</summary>
    Chinese,
}

/// <summary>How a chat wants its messages.</summary>
public sealed record ChatSettings
{
    /// <summary>The language of answers and labels; the news stay in their own.</summary>
    public ChatLanguage Language { get; init; }

    /// <summary>How much of an item a message tells.</summary>
    public MessageLength Length { get; init; }

    /// <summary>How messages are built where a platform knows more than one way.</summary>
    public MessageLayout Layout { get; init; }
}

/// <summary>How much of an item a message tells. Title, source and link are always there.</summary>
public enum MessageLength
{
    /// <summary>The sentences that say what happened; a short text as a whole, with its formatting.</summary>
    Lead,

    /// <summary>The whole text, in several messages if need be.</summary>
    Full,

    /// <summary>The headline alone.</summary>
    Headline,
}

/// <summary>How a message is built.</summary>
public enum MessageLayout
{
    /// <summary>The way that every client shows.</summary>
    Classic,

    /// <summary>The platform's richer way, for clients that are up to date; what the platform refuses goes out as classic.</summary>
    Rich,
}

/// <summary>How a chat wants the messages of one of its subscriptions.</summary>
public sealed record SubscriptionSettings
{
    /// <summary>They come without a sound.</summary>
    public bool IsSilent { get; init; }

    /// <summary>A message stays as it was sent when its item changes; otherwise it is edited.</summary>
    public bool IgnoresChanges { get; init; }

    /// <summary>Roles of the community whose members each message calls: the platform's numbers, apart by spaces; null for
    /// nobody.</summary>
    public string? Roles { get; init; }

    /// <summary>Each message is passed on to those who follow the channel, where the platform has such channels.</summary>
    public bool IsPublished { get; init; }
}

/// <summary>A chat's subscription to a feed.</summary>
/// <param name="Number">The number by which the chat calls it, from 1, in the order of subscribing.</param>
/// <param name="Feed">The feed.</param>
/// <param name="Since">When it was made.</param>
/// <param name="Settings">How its messages are wanted.</param>
public sealed record Subscription(int Number, Feed Feed, DateTimeOffset Since, SubscriptionSettings Settings);
