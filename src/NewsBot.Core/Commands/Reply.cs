using NewsBot.Core.Model;

namespace NewsBot.Core.Commands;

/// <summary>An answer to a command, before any platform is chosen.</summary>
public sealed record Reply
{
    /// <summary>What the bot says.</summary>
    public RichText Text { get; init; } = RichText.Empty;

    /// <summary>Headlines shown beneath, in this order.</summary>
    public IReadOnlyList<Post> Posts { get; init; } = [];

    /// <summary>What the person may do next with one press.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>True for an error: what happened and the way out.</summary>
    public bool IsTrouble { get; init; }
}

/// <summary>A button: pressing it sends the command.</summary>
/// <param name="Label">What the button says.</param>
/// <param name="Command">The command as if it were typed, for example <c>/latest 5</c>.</param>
public sealed record Choice(string Label, string Command);
