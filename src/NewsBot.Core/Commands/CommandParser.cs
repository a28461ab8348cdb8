using NewsBot.Core.Parsing.Discovery;

namespace NewsBot.Core.Commands;

/// <summary>What somebody said, understood.</summary>
public abstract record Utterance
{
    private Utterance()
    {
    }

    /// <summary>A command of the table with the words after it.</summary>
    public sealed record Command(CommandSpec Spec, string Arguments) : Utterance
    {
        /// <summary>True if a conversation begins with it: somebody pressed Start.</summary>
        public bool Begins { get; init; }
    }

    /// <summary>A command that does not exist; <paramref name="Nearest"/> is the one that was probably meant.</summary>
    public sealed record Unknown(string Name, CommandSpec? Nearest) : Utterance;

    /// <summary>Words that are no command.</summary>
    public sealed record Talk(string Text) : Utterance;
}

/// <summary>Reads what people type. An address alone subscribes, and so does one that a link to the bot carries
/// (<c>/start PAYLOAD</c>); the full-width slash of Chinese keyboards is a slash.</summary>
public static class CommandParser
{
    /// <summary>Understands <paramref name="text"/>. Never fails.</summary>
    public static Utterance Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        if (IsAddress(trimmed))
            return new Utterance.Command(CommandTable.Find(CommandName.Sub)!, trimmed);
        if (trimmed.Length < 2 || trimmed[0] is not ('/' or '／'))
            return new Utterance.Talk(trimmed);

        var words = trimmed[1..].Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return new Utterance.Talk(trimmed);
        // Telegram groups address a command to one bot: /latest@news_bot
        var name = words[0].Split('@')[0].ToLowerInvariant();
        if (CommandTable.Find(name) is not { } spec)
            return new Utterance.Unknown(name, Nearest(name));
        var arguments = words.Length > 1 ? words[1].Trim() : "";
        if (spec.Name != CommandName.Start)
            return new Utterance.Command(spec, arguments);
        return LinkPayload.Read(arguments) is { } address
            ? new Utterance.Command(CommandTable.Find(CommandName.Sub)!, address) { Begins = true }
            : new Utterance.Command(spec, arguments) { Begins = true };
    }

    private static bool IsAddress(string text) =>
        text.Length > 0 && text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).All(word =>
            word.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || word.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || word.StartsWith("feed:", StringComparison.OrdinalIgnoreCase)
            || word.StartsWith(RssHub.Scheme, StringComparison.OrdinalIgnoreCase));

    private static CommandSpec? Nearest(string name) =>
        CommandTable.All.FirstOrDefault(spec => name.Length >= 3 && spec.Name.StartsWith(name, StringComparison.Ordinal))
        ?? CommandTable.All
            .Select(spec => (spec, distance: EditDistance.Between(name, spec.Name)))
            // Of a short word two other letters leave nothing.
            .Where(pair => pair.distance <= (name.Length <= 3 ? 1 : 2) || IsSwapped(name, pair.spec.Name))
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.spec)
            .FirstOrDefault();

    /// <summary>The same letters in another order.</summary>
    private static bool IsSwapped(string name, string other) => name.Order().SequenceEqual(other.Order());
}
