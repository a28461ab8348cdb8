using NewsBot.Core.Parsing.Html;

namespace NewsBot.Core.Parsing.Xml;

/// <summary>Names of people.</summary>
internal static class Person
{
    private const int MaxNames = 50;

    /// <summary>Adds the name in the current element: text (RSS), or an Atom person construct (RFC 4287 section 3.2).</summary>
    public static void ReadInto(XmlCursor cursor, List<string> names)
    {
        var depth = cursor.Depth;
        string? name = null, email = null, address = null;
        var text = cursor.TextBeforeChildren();
        while (cursor.NextChild(depth))
        {
            switch (cursor.Name)
            {
                case "name": name ??= cursor.Text(); break;
                case "email": email ??= cursor.Text(); break;
                case "uri" or "url": address ??= cursor.Text(); break;
            }
        }
        Add(names, name ?? text ?? email ?? address);
    }

    /// <summary>Adds a name once, as plain text: <c>mail@example.org (Name)</c> is Name.</summary>
    public static void Add(List<string> names, string? written)
    {
        if (PlainText.From(NameIn(written), TextKind.Unknown) is { } name && names.Count < MaxNames
            && !names.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            names.Add(name);
        }
    }

    private static string? NameIn(string? written)
    {
        var text = written?.Trim();
        if (text is null || !text.Contains('@', StringComparison.Ordinal))
            return text;
        var split = text.IndexOfAny(['(', '<', '[']);
        if (split < 1 || text[^1] is not (')' or '>' or ']'))
            return text;
        // mail (Name), or Name (mail) and Name <mail>: the part without the @ is the name.
        var (before, inside) = (text[..split].Trim().Trim('"'), text[(split + 1)..^1].Trim());
        return before.Length > 0 && !before.Contains('@', StringComparison.Ordinal) ? before
            : inside.Length > 0 && !inside.Contains('@', StringComparison.Ordinal) ? inside
            : text;
    }
}
