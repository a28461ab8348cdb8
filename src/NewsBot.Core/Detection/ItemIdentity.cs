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
/// <item>Where several entries of one document share an id but not a link, the id alone says nothing: the link joins it. A feed
/// in which that is more than a slip keeps this rule for good (<see cref="IdentityRule"/>).</item>
/// <item>Without an id the link is the identity, cleaned of what changes from visit to visit.</item>
/// <item>Without a link either, title and day; without a title, text and time. A date is never invented.</item>
/// <item>A title that says much, and its day, also recognise an item whose id and link both changed.</item>
/// </list>
/// A changed rule gets a new <see cref="Version"/>, so that old keys are never compared with new ones by mistake.
/// </summary>
public static class ItemIdentity
{
    private const string Version = "1";

    /// <summary>One entry in twenty with an id of another one may be a slip.</summary>
    private const int SlipShare = 20;

    /// <summary>Shorter titles come again on the same day: «Corrections», «早报».</summary>
    private const int LeastTelling = 20;

    /// <summary>What tells the items of a feed apart from now on.</summary>
    /// <param name="document">What the feed says now.</param>
    /// <param name="rule">What told them apart so far.</param>
    public static IdentityRule RuleFor(FeedDocument document, IdentityRule rule)
    {
        ArgumentNullException.ThrowIfNull(document);
        return RuleFor(document, rule, SharedIds(document));
    }

    /// <summary>Each item of the document with its keys, strongest first, in document order. An item whose first key
    /// already stood above it in the document is left out.</summary>
    /// <param name="document">What the feed says now.</param>
    /// <param name="before">What told its items apart so far.</param>
    public static IReadOnlyList<IdentifiedItem> Identify(FeedDocument document, IdentityRule before = IdentityRule.Id)
    {
        ArgumentNullException.ThrowIfNull(document);
        var shared = SharedIds(document);
        var rule = RuleFor(document, before, shared);
        var taken = new HashSet<ItemKey>();
        var identified = new List<IdentifiedItem>(document.Items.Count);
        foreach (var item in document.Items)
        {
            var isShared = Id(item) is { } id && shared.Contains(id);
            var keys = Keys(item, withLink: isShared || rule == IdentityRule.IdAndLink, idIsKnown: !isShared && rule != before);
            if (taken.Add(keys[0]))
                identified.Add(new IdentifiedItem(item, keys));
        }

        return identified;
    }

    private static IdentityRule RuleFor(FeedDocument document, IdentityRule rule, HashSet<string> shared) =>
        document.Items.Count(item => Id(item) is { } id && shared.Contains(id)) * SlipShare > document.Items.Count
            ? IdentityRule.IdAndLink
            : rule;

    /// <summary>The ids that several entries have, and not for the same link.</summary>
    private static HashSet<string> SharedIds(FeedDocument document)
    {
        var links = new Dictionary<string, Uri?>(document.Items.Count, StringComparer.Ordinal);
        var shared = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in document.Items)
        {
            if (Id(item) is { } id && !links.TryAdd(id, item.Link) && links[id] != item.Link)
                shared.Add(id);
        }
        return shared;
    }

    /// <summary>All keys of an item, the strongest first.</summary>
    /// <param name="item">The item.</param>
    /// <param name="withLink">Whether the link joins the id.</param>
    /// <param name="idIsKnown">Whether the store may know it by its id alone, for the rule changes with this look.</param>
    private static List<ItemKey> Keys(FeedItem item, bool withLink, bool idIsKnown)
    {
        var keys = new List<ItemKey>(4);
        var link = item.Link is null ? null : CanonicalLink(item.Link);
        if (Id(item) is { } id)
        {
            keys.Add(withLink ? Key(ItemKeyKind.Id, $"{id}\n{link}") : Key(ItemKeyKind.Id, id));
            if (withLink && idIsKnown)
                keys.Add(Key(ItemKeyKind.Id, id));
            if (!withLink && Uri.TryCreate(id, UriKind.Absolute, out var uri) && IsWeb(uri) && uri.PathAndQuery.Length > 1)
                keys.Add(Key(ItemKeyKind.HostFreeId, uri.PathAndQuery));
        }

        if (link is not null)
            keys.Add(Key(ItemKeyKind.Link, link));
        if ((keys.Count == 0 && !string.IsNullOrWhiteSpace(item.Title)) || IsTelling(item))
            keys.Add(Key(ItemKeyKind.TitleAndDay, $"{item.Title!.Trim()}\n{Day(item)}"));
        if (keys.Count == 0)
            keys.Add(Key(ItemKeyKind.Content, $"{item.Summary}\n{item.Content}\n{item.Published?.ToUnixTimeSeconds()}"));
        return keys;
    }

    private static string? Id(FeedItem item) => string.IsNullOrWhiteSpace(item.Id) ? null : item.Id.Trim();

    /// <summary>Whether hardly another item of the day has this title. A letter of Chinese says as much as two of English.</summary>
    private static bool IsTelling(FeedItem item) =>
        item.Published is not null && item.Title is { } title && title.Trim().Sum(each => each >= '\u2E80' ? 2 : 1) >= LeastTelling;

    private static string Day(FeedItem item) =>
        item.Published?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static bool IsWeb(Uri uri) => uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps;

    /// <summary>Host without <c>www.</c>, path without its last slash, query: the scheme and the rest come and go.</summary>
    private static string CanonicalLink(Uri link)
    {
        var clean = Composing.LinkCleaner.Clean(link);
        var host = HostName.Of(clean).ToLowerInvariant();
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
