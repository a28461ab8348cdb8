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

/// <summary>A command somebody gave.</summary>
/// <param name="Spec">Which one.</param>
/// <param name="Arguments">The words after it, trimmed.</param>
/// <param name="Chat">Where.</param>
/// <param name="Settings">How that chat wants its messages.</param>
/// <param name="ClientLanguage">Language of the person's client, as a BCP 47 tag; null if unknown.</param>
public sealed record CommandCall(
    CommandSpec Spec, string Arguments, ChatAddress Chat, ChatSettings Settings, string? ClientLanguage)
{
    /// <summary>Sentences in the chat's language.</summary>
    public Wording Say { get; } = new(Settings.Language);

    /// <summary>The answer to a command that lacks what it needs.</summary>
    public Reply Missing() => Replies.Trouble(Say.Missing(Spec));
}
