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

    /// <summary>True for a page of a list or a panel of settings: if a button of an earlier one brought it, it takes that
    /// one's place where the platform can edit.</summary>
    public bool IsPanel { get; init; }

    /// <summary>Lets the person choose roles of the community, where there are such; null for none.</summary>
    public RolePicker? Roles { get; init; }

    /// <summary>A file that goes with it, or null.</summary>
    public ReplyFile? File { get; init; }

    /// <summary>True if it comes without a sound.</summary>
    public bool IsSilent { get; init; }

    /// <summary>The same about another chat: its buttons name that chat, where their commands may.</summary>
    /// <param name="chat">The chat as the person named it, for example <c>@channel</c>.</param>
    public Reply About(string chat) => this with
    {
        Choices = [.. Choices.Select(choice => choice.About(chat))],
        Roles = Roles is { } picker ? picker with { Command = new Choice("", picker.Command).About(chat).Command } : null,
    };
}

/// <summary>A control to choose any number of roles with.</summary>
/// <param name="Label">What they are chosen for.</param>
/// <param name="Command">The command that takes the choice; the platform's numbers of the roles follow it, apart by spaces, or
/// nothing if none is chosen.</param>
/// <param name="Chosen">The numbers of those that are chosen now, apart by spaces; null for none.</param>
public sealed record RolePicker(string Label, string Command, string? Chosen);

/// <summary>A file handed to a person.</summary>
/// <param name="Name">With its extension.</param>
/// <param name="Content">The bytes.</param>
/// <param name="MediaType">For example <c>text/x-opml</c>.</param>
public sealed record ReplyFile(string Name, ReadOnlyMemory<byte> Content, string MediaType);

/// <summary>A button: pressing it sends the command.</summary>
/// <param name="Label">What the button says.</param>
/// <param name="Command">The command as if it were typed, for example <c>/latest 5</c>.</param>
public sealed record Choice(string Label, string Command)
{
    /// <summary>What several choices of one kind have in common, for example «Which feed?»: a platform may show those that
    /// follow each other with the same as one menu under this name. Null: a button.</summary>
    public string? Menu { get; init; }

    /// <summary>The same about another chat, if the command may name one.</summary>
    /// <param name="chat">The chat as the person named it.</param>
    public Choice About(string chat)
    {
        var words = Command.Split(' ', 2);
        return CommandTable.Find(words[0].TrimStart('/')) is { MayNameChat: true }
            ? this with { Command = string.Join(' ', words.Skip(1).Prepend(chat).Prepend(words[0])) }
            : this;
    }
}
