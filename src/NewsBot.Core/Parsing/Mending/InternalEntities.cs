using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using NewsBot.Core.Parsing.Html;

namespace NewsBot.Core.Parsing.Mending;

/// <summary>
/// Entities that a DOCTYPE declares itself. Only short ones of plain characters count: no reference to another entity, so nothing
/// multiplies, and no address, so nothing is fetched.
/// </summary>
internal static class InternalEntities
{
    /// <summary>Characters that entities may add to a document in all.</summary>
    public const int MaxExpansion = 64 * 1024;

    private const int MaxSubset = 16 * 1024;
    private const int MaxEntities = 256;
    private const int MaxValue = 256;
    private const string Opening = "<!ENTITY";

    /// <summary>Names and values.</summary>
    public static IReadOnlyDictionary<string, string> Read(string text)
    {
        var rest = text.AsSpan(0, Math.Min(text.Length, MaxSubset));
        var start = rest.IndexOf("<!DOCTYPE", StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return FrozenDictionary<string, string>.Empty;
        var entities = new Dictionary<string, string>(StringComparer.Ordinal);
        for (rest = rest[start..]; entities.Count < MaxEntities; rest = rest[Opening.Length..])
        {
            var next = rest.IndexOf(Opening, StringComparison.Ordinal);
            if (next < 0)
                break;
            rest = rest[next..];
            if (TryReadOne(rest[Opening.Length..].TrimStart(), out var name, out var value))
                entities.TryAdd(name, value);
        }
        return entities;
    }

    private static bool TryReadOne(ReadOnlySpan<char> rest, [NotNullWhen(true)] out string? name, [NotNullWhen(true)] out string? value)
    {
        (name, value) = (null, null);
        var nameEnd = rest.IndexOfAny(" \t\r\n");
        if (nameEnd is < 1 or > 32)
            return false;
        name = rest[..nameEnd].ToString();
        rest = rest[nameEnd..].TrimStart();
        if (rest.Length == 0 || rest[0] is not ('"' or '\''))
            return false;
        var length = rest[1..].IndexOf(rest[0]);
        if (length is < 0 or > MaxValue)
            return false;
        var written = rest.Slice(1, length).ToString();
        value = CharacterReference.Decode(written);
        // What still holds a mark after that refers to something else.
        return !value.AsSpan().ContainsAny("<&%");
    }
}
