using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NewsBot.Core.Model;

namespace NewsBot.Core.Detection;

/// <summary>
/// Which item is which. The first key of an item decides whether it is new; the others recognise it when its publisher
/// changes the first. Rules and their reasons:
/// <list type="bullet">
/// <item>The publisher's id, trimmed and otherwise as written, is the identity (RSS 2.0 guid, RFC 4287 section 4.2.6).</item>
/// <item>Where several entries of one document share an id but not a link, the id alone says nothing: the link joins it.</item>
/// <item>Without an id the link is the identity, cleaned of what changes from visit to visit.</item>
/// <item>Without a link either, title and day; without a title, text and time. A date is never invented.</item>
/// </list>
/// A changed rule gets a new <see cref="Version"/>, so that old keys are never compared with new ones by mistake.
/// </summary>
public static class ItemIdentity
{
    private const string Version = "1";

    /// <summary>Each item of the document with its keys, strongest first, in document order. An item whose first key
    /// already stood above it in the document is left out.</summary>
    public static IReadOnlyList<IdentifiedItem> Identify(FeedDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var shared = document.Items
            .Where(item => Id(item) is not null)
            .GroupBy(item => Id(item)!, StringComparer.Ordinal)
            .Where(group => group.Select(item => item.Link).Distinct().Skip(1).Any())
            .Select(group => group.Key)
            .ToHashSet(StringComparer.Ordinal);

        var taken = new HashSet<ItemKey>();
        var identified = new List<IdentifiedItem>(document.Items.Count);
        foreach (var item in document.Items)
        {
            var keys = Keys(item, idIsShared: Id(item) is { } id && shared.Contains(id));
            if (taken.Add(keys[0]))
                identified.Add(new IdentifiedItem(item, keys));
        }

        return identified;
    }

    private static List<ItemKey> Keys(FeedItem item, bool idIsShared)
    {
        var keys = new List<ItemKey>(3);
        var link = item.Link is null ? null : CanonicalLink(item.Link);
        if (Id(item) is { } id)
        {
            keys.Add(idIsShared ? Key(ItemKeyKind.Id, $"{id}\n{link}") : Key(ItemKeyKind.Id, id));
            if (!idIsShared && Uri.TryCreate(id, UriKind.Absolute, out var uri) && IsWeb(uri) && uri.PathAndQuery.Length > 1)
                keys.Add(Key(ItemKeyKind.HostFreeId, uri.PathAndQuery));
        }

        if (link is not null)
            keys.Add(Key(ItemKeyKind.Link, link));
        if (keys.Count == 0 && !string.IsNullOrWhiteSpace(item.Title))
            keys.Add(Key(ItemKeyKind.TitleAndDay, $"{item.Title.Trim()}\n{Day(item)}"));
        if (keys.Count == 0)
            keys.Add(Key(ItemKeyKind.Content, $"{item.Summary}\n{item.Content}\n{item.Published?.ToUnixTimeSeconds()}"));
        return keys;
    }

    private static string? Id(FeedItem item) => string.IsNullOrWhiteSpace(item.Id) ? null : item.Id.Trim();

    private static string Day(FeedItem item) =>
        item.Published?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static bool IsWeb(Uri uri) => uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps;

    /// <summary>Host without <c>www.</c>, path without its last slash, query: the scheme and the rest come and go.</summary>
    private static string CanonicalLink(Uri link)
    {
        var clean = Composing.LinkCleaner.Clean(link);
        var host = clean.IdnHost.ToLowerInvariant();
        if (host.StartsWith("www.", StringComparison.Ordinal))
            host = host[4..];
        return $"{host}{clean.AbsolutePath.TrimEnd('/')}{clean.Query}";
    }

    private static ItemKey Key(ItemKeyKind kind, string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Version}\n{(int)kind}\n{text}"));
        return new ItemKey(kind, Convert.ToHexStringLower(hash.AsSpan(0, 16)));
    }
}

/// <summary>An item and all keys by which it is known, strongest first; there is always one.</summary>
public sealed record IdentifiedItem(FeedItem Item, IReadOnlyList<ItemKey> Keys);
