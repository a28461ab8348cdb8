using NewsBot.Chat;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;

namespace NewsBot.Commands;

/// <summary>Does one command of the table.</summary>
public interface ICommandHandler
{
    /// <summary>The command's name in <see cref="CommandTable"/>.</summary>
    string Name { get; }

    /// <summary>Does it and says how it went. What a person did wrong is in the reply; only faults of the bot are thrown.</summary>
    Task<Reply> HandleAsync(CommandCall call, CancellationToken cancellationToken);
}

/// <summary>A command somebody gave who may give it.</summary>
/// <param name="Spec">Which one.</param>
/// <param name="Arguments">The words after it, trimmed.</param>
/// <param name="Message">The message that gave it; the answer goes to its chat.</param>
/// <param name="Chat">The chat that it is about.</param>
/// <param name="Settings">How the chat of the message wants its messages.</param>
public sealed record CommandCall(
    CommandSpec Spec, string Arguments, IncomingMessage Message, ChatAddress Chat, ChatSettings Settings)
{
    /// <summary>Sentences in the language of the chat that gets the answer.</summary>
    public Wording Say { get; } = new(Settings.Language);

    /// <summary>Whether files come and go where the command was given; on the web page they do not.</summary>
    public bool HasFiles => Message.Chat.Platform != "web";

    /// <summary>The answer to a command that lacks what it needs.</summary>
    public Reply Missing() => Replies.Trouble(Say.Missing(Spec));

    /// <summary>A command as the person would have to write it, about the same chat.</summary>
    /// <param name="command">For example <c>/unsub 1</c>.</param>
    public string Write(string command) =>
        Message.About is { } other ? new Choice("", command).About(other).Command : command;
}
