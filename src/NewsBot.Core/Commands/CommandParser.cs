namespace NewsBot.Core.Commands;

/// <summary>What somebody said, understood.</summary>
public abstract record Utterance
{
    private Utterance()
    {
    }

    /// <summary>A command of the table with the words after it.</summary>
    public sealed record Command(CommandSpec Spec, string Arguments) : Utterance;

    /// <summary>A command that does not exist; <paramref name="Nearest"/> is the one that was probably meant.</summary>
    public sealed record Unknown(string Name, CommandSpec? Nearest) : Utterance;

    /// <summary>Words that are no command.</summary>
    public sealed record Talk(string Text) : Utterance;
}

/// <summary>Reads what people type. An address alone subscribes; the full-width slash of Chinese keyboards is a slash.</summary>
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
        return CommandTable.Find(name) is { } spec
            ? new Utterance.Command(spec, words.Length > 1 ? words[1].Trim() : "")
            : new Utterance.Unknown(name, Nearest(name));
    }

    private static bool IsAddress(string text) =>
        text.Length > 0 && text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).All(word =>
            word.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || word.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || word.StartsWith("feed:", StringComparison.OrdinalIgnoreCase));

    private static CommandSpec? Nearest(string name) =>
        CommandTable.All.FirstOrDefault(spec => name.Length >= 3 && spec.Name.StartsWith(name, StringComparison.Ordinal))
        ?? CommandTable.All
            .Select(spec => (spec, distance: EditDistance.Between(name, spec.Name)))
            .Where(pair => pair.distance <= 2)
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.spec)
            .FirstOrDefault();
}
