using System.Xml;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing.Discovery;
using NewsBot.Core.Parsing.Html;
using NewsBot.Core.Parsing.Xml;

namespace NewsBot.Core.Parsing;

/// <summary>Reads the outlines of an OPML document.</summary>
internal sealed class OpmlReader(XmlReader reader, RssHub hub)
{
    // Outlines nested deeper still give their feeds, but no folder.
    private const int MaxFolders = 16;

    private readonly List<OpmlFeed> _feeds = [];
    private readonly HashSet<FeedUrl> _known = [];
    private readonly List<(int Depth, string Name)> _folders = [];
    private string? _root;
    private string? _title;
    private int _skipped;

    /// <summary>What was read so far.</summary>
    public OpmlResult Result => string.Equals(_root, "opml", StringComparison.OrdinalIgnoreCase)
        ? new OpmlResult.Listed(_title, _feeds, _skipped)
        : new OpmlResult.NotOpml(_root is null ? "The file is empty" : Describe(_root));

    /// <summary>Reads to the end of the document.</summary>
    /// <exception cref="XmlException">The document is not well-formed.</exception>
    public void Read()
    {
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            _root ??= reader.LocalName;
            if (_feeds.Count == 0 && _title is null && Is("title") && !reader.IsEmptyElement && reader.Read())
                _title = PlainText.From(reader.Value, TextKind.Plain);
            else if (Is("outline"))
                ReadOutline();
        }
    }

    private static string Describe(string root) => root.ToLowerInvariant() switch
    {
        "rss" or "feed" or "rdf" => "This is a single feed, not a list of feeds (OPML): subscribe to its address",
        _ => Foreign.DescribeRoot(root).Replace("a feed", "a list of feeds (OPML)", StringComparison.Ordinal),
    };

    private bool Is(string name) => reader.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase);

    private void ReadOutline()
    {
        var depth = reader.Depth;
        _folders.RemoveAll(folder => folder.Depth >= depth);
        string? title = null, text = null, address = null, site = null, category = null;
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            switch (reader.LocalName.ToLowerInvariant())
            {
                case "title": title = reader.Value; break;
                case "text": text = reader.Value; break;
                case "xmlurl": address = reader.Value; break;
                case "htmlurl": site = reader.Value; break;
                case "category": category = reader.Value; break;
            }
        }
        reader.MoveToElement();
        var name = PlainText.From(title, TextKind.Plain) ?? PlainText.From(text, TextKind.Plain);
        if (address is not null)
            Add(name, address, site, category);
        else if (name is not null && !reader.IsEmptyElement && _folders.Count < MaxFolders)
            _folders.Add((depth, name));
    }

    private void Add(string? title, string address, string? site, string? category)
    {
        if (_feeds.Count >= Opml.MaxFeeds || !FeedUrl.TryParse(hub.Resolve(address), out var url))
        {
            _skipped++;
            return;
        }
        if (!_known.Add(url))
            return;
        IReadOnlyList<string> folders = _folders.Count > 0 ? [.. _folders.Select(folder => folder.Name)] : Categories(category);
        _feeds.Add(new OpmlFeed(title ?? url.ToString(), url, WebAddress.Resolve(site, url.Value), folders));
    }

    /// <summary>OPML 2.0: <c>/Technology/Web,/News</c>; the first is taken as the folder.</summary>
    private static string[] Categories(string? category)
    {
        var path = category?.Split(',')[0].Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return path.Length > MaxFolders ? path[..MaxFolders] : path;
    }
}
