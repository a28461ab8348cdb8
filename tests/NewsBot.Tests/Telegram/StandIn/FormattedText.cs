using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>A part of a text that is shown or works in its own way.</summary>
/// <param name="Type">As the Bot API calls it, for example <c>bold</c> or <c>text_link</c>.</param>
/// <param name="Offset">Where it begins, in UTF-16 units.</param>
/// <param name="Length">How long it is, in UTF-16 units.</param>
/// <param name="Argument">The link, the language, the custom emoji or the Unix time, where the type has one.</param>
public sealed record TextEntity(string Type, int Offset, int Length, string? Argument = null)
{
    /// <summary>The <c>MessageEntity</c> of the Bot API.</summary>
    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["type"] = Type, ["offset"] = Offset, ["length"] = Length };
        if (Argument is null)
            return json;
        switch (Type)
        {
            case "text_link":
                json["url"] = Argument;
                break;
            case "pre":
                json["language"] = Argument;
                break;
            case "custom_emoji":
                json["custom_emoji_id"] = Argument;
                break;
            case "date_time":
                json["unix_time"] = long.Parse(Argument, System.Globalization.CultureInfo.InvariantCulture);
                break;
        }

        return json;
    }
}

/// <summary>A text and its entities, as it stands in a chat.</summary>
public sealed partial record FormattedText(string Text, IReadOnlyList<TextEntity> Entities)
{
    /// <summary>Telegram ignores the entities after these many.</summary>
    private const int MostEntities = 100;

    /// <summary>No text.</summary>
    public static FormattedText Empty { get; } = new("", []);

    /// <summary>The length that the limits of the Bot API count: code points.</summary>
    public int CodePoints => Text.EnumerateRunes().Count();

    /// <summary>The part of the text that an entity covers.</summary>
    public string Part(TextEntity entity) => Text.Substring(entity.Offset, entity.Length);

    /// <summary>
    /// As the server stores it: without white space at its ends, links and commands found, at most a hundred entities.
    /// </summary>
    internal FormattedText Settle()
    {
        var text = Text;
        var start = text.Length - text.TrimStart().Length;
        var length = Math.Max(0, text.TrimEnd().Length - start);
        var kept = Entities
            .Select(entity => Clip(entity, start, length))
            .Where(entity => entity.Length > 0)
            .ToList();
        text = text.Substring(start, length);
        kept.AddRange(Found(text).Where(found => !kept.Exists(entity => Excludes(entity, found))));
        return new FormattedText(
            text,
            [.. kept.OrderBy(entity => entity.Offset).ThenByDescending(entity => entity.Length).Take(MostEntities)]);
    }

    /// <summary>The entities as JSON, or null where there are none (the server leaves the field out).</summary>
    internal JsonArray? EntitiesJson() =>
        Entities.Count == 0 ? null : new JsonArray([.. Entities.Select(entity => (JsonNode)entity.ToJson())]);

    private static TextEntity Clip(TextEntity entity, int start, int length)
    {
        var from = Math.Clamp(entity.Offset - start, 0, length);
        var to = Math.Clamp(entity.Offset + entity.Length - start, 0, length);
        return entity with { Offset = from, Length = to - from };
    }

    /// <summary>What is found by itself never lies inside a link or code, nor across the border of another entity.</summary>
    private static bool Excludes(TextEntity entity, TextEntity found)
    {
        var overlaps = entity.Offset < found.Offset + found.Length && found.Offset < entity.Offset + entity.Length;
        return overlaps && entity.Type is "text_link" or "code" or "pre" or "text_mention" or "custom_emoji";
    }

    private static IEnumerable<TextEntity> Found(string text) =>
        from match in FoundPattern().Matches(text)
        let type = match.Groups.Values.Skip(1).First(part => part.Success).Name
        select new TextEntity(type, match.Index, match.Length);

    [GeneratedRegex(
        """
        (?<url>https?://[^\s<>"]*[^\s<>"'.,;:!?)\]}，。；：！？）」』】])
        |(?<![\w/@.<>])(?<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/@])
        |(?<![\w@/.])(?<mention>@[A-Za-z][A-Za-z0-9_]{3,31})(?!\w)
        |(?<![\w#])(?<hashtag>\#(?=\w*[^\W\d])\w{1,255})
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex FoundPattern();
}
