namespace NewsBot.Core.Parsing.Html;

/// <summary>The attributes of one tag by name, in any case, their references decoded.</summary>
internal sealed class TagAttributes
{
    private const int MaxAttributes = 64;

    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    private TagAttributes()
    {
    }

    /// <summary>Reads the attributes that stand at <paramref name="where"/>.</summary>
    public static TagAttributes Read(string html, Range where)
    {
        var attributes = new TagAttributes();
        var scanner = new AttributeScanner(html, where);
        while (scanner.Read() && attributes._values.Count < MaxAttributes)
            attributes._values.TryAdd(scanner.Name.ToString(), CharacterReference.Decode(html[scanner.Value]));
        return attributes;
    }

    /// <summary>The value of an attribute; null if it is absent.</summary>
    public string? Get(string name) => _values.GetValueOrDefault(name);
}
