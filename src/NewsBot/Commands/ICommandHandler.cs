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

    /// <summary>Whether files come and go where the command was given.</summary>
    public bool HasFiles => Has(ChatFeatures.Files);

    /// <summary>A button that begins to subscribe: a platform may ask for the address then.</summary>
    public Choice AddFeed => new(Say.AddFeed, "/" + CommandName.Sub);

    /// <summary>Whether something can be done where the command was given.</summary>
    public bool Has(ChatFeatures feature) => (Message.Features & feature) == feature;

    /// <summary>The answer to a command that lacks what it needs.</summary>
    public Reply Missing() => Replies.Trouble(Say.Missing(Spec));

    /// <summary>The answer to a command about feeds where there are none yet.</summary>
    public Reply NoSubscriptions() => Replies.Trouble(Say.NoSubscriptions) with { Choices = [AddFeed] };

    /// <summary>A command as the person would have to write it, about the same chat.</summary>
    /// <param name="command">For example <c>/unsub 1</c>.</param>
    public string Write(string command) =>
        Message.About is { } other ? new Choice("", command).About(other).Command : command;
}
