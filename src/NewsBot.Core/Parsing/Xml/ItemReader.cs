using System.Globalization;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing.Html;

namespace NewsBot.Core.Parsing.Xml;

/// <summary>Reads one <c>item</c> or <c>entry</c>.</summary>
/// <param name="cursor">On its element.</param>
/// <param name="channel">What the feed says of itself.</param>
/// <param name="outline">Whether only what tells which item it is is wanted.</param>
internal sealed class ItemReader(XmlCursor cursor, ChannelBuilder channel, bool outline)
{
    private const int MaxCategories = 200;
    private const int MaxEnclosures = 100;
    private const int MaxMediaLevel = 4;

    private readonly ItemTimes _times = new();
    private readonly ItemMedia _media = new();
    private List<string>? _categories;
    private List<string>? _authors;
    private List<string>? _creators;
    private List<Enclosure>? _enclosures;

    private string? _id;
    private string? _otherId;
    private string? _permaLink;
    private string? _title;
    private string? _otherTitle;
    private readonly RankedLink _link = new();
    private Uri? _originalLink;
    private string? _summary;
    private string? _otherSummary;
    private string? _subtitle;
    private string? _content;
    private string? _language;

    /// <summary>Reads the element the cursor stands on.</summary>
    public FeedItem Read(Uri outer)
    {
        var baseUri = cursor.Base(outer);
        _language = cursor.Language();
        var about = cursor.AnyAttribute("about");
        var depth = cursor.Depth;
        while (cursor.NextChild(depth))
        {
            if (!outline || IsOutlined(cursor.Name))
                ReadElement(baseUri);
        }

        // A guid of RSS may be the address, and the name of an RSS 1.0 item is.
        var link = _link.Address ?? _originalLink ?? LinkInId(baseUri) ?? WebAddress.Resolve(about, baseUri);
        var authors = _authors ?? _creators ?? channel.Authors;
        return new FeedItem
        {
            Id = _id ?? about ?? _otherId,
            Title = _title ?? _otherTitle,
            Link = link,
            Published = _times.Published,
            Updated = _times.Updated,
            Author = authors.Count == 0 ? null : authors.Count == 1 ? authors[0] : string.Join(", ", authors),
            Categories = _categories ?? [],
            Summary = _summary ?? _otherSummary ?? _subtitle,
            Content = _content,
            Images = _media.Images(_enclosures),
            Enclosures = _enclosures ?? [],
            Language = string.Equals(_language, channel.Language, StringComparison.OrdinalIgnoreCase) ? null : _language,
        };
    }

    /// <summary>Whether an element has an id, a link or a time, in whatever vocabulary.</summary>
    private static bool IsOutlined(string name) => name is
        "id" or "guid" or "identifier" or "link" or "origLink"
        or "pubDate" or "pubdate" or "published" or "issued" or "created" or "updated" or "modified" or "date";

    private void ReadElement(Uri baseUri)
    {
        switch (cursor.Vocabulary)
        {
            case Vocabulary.Feed: ReadOwn(baseUri); break;
            case Vocabulary.Content when cursor.Name == "encoded": _content ??= TextConstruct.Html(cursor, baseUri); break;
            case Vocabulary.Xhtml when cursor.Name is "body" or "div": _content ??= TextConstruct.Html(cursor, baseUri); break;
            case Vocabulary.DublinCore: ReadDublinCore(); break;
            case Vocabulary.Media: ReadMedia(baseUri); break;
            case Vocabulary.Podcasting: ReadPodcasting(baseUri); break;
            case Vocabulary.FeedBurner when cursor.Name == "origLink":
                _originalLink ??= WebAddress.Resolve(cursor.Text(), cursor.Base(baseUri));
                break;
        }
    }

    private void ReadOwn(Uri baseUri)
    {
        switch (cursor.Name)
        {
            case "title": _title ??= TextConstruct.Title(cursor, baseUri); break;
            case "link": ReadLink(baseUri); break;
            case "guid": ReadGuid(); break;
            case "id": _id ??= cursor.Text(); break;
            case "description" or "summary" or "abstract": _summary ??= TextConstruct.Html(cursor, baseUri); break;
            case "content" or "body" or "fullitem" or "encoded": _content ??= TextConstruct.Html(cursor, baseUri); break;
            case "pubDate" or "pubdate" or "published" or "issued": _times.Read(ItemTime.Published, cursor.Text()); break;
            case "created": _times.Read(ItemTime.Created, cursor.Text()); break;
            case "updated" or "modified": _times.Read(ItemTime.Updated, cursor.Text()); break;
            case "date": _times.Read(ItemTime.Other, cursor.Text()); break;
            case "author": Person.ReadInto(cursor, _authors ??= []); break;
            case "category": ReadCategory(cursor.Attribute("label") ?? cursor.Attribute("term") ?? cursor.Text()); break;
            case "enclosure": ReadEnclosure(cursor.Attribute("url") ?? cursor.AnyAttribute("url"), cursor.Attribute("type"), cursor.Attribute("length"), baseUri); break;
            case "image" or "thumbnail" or "thumb" or "picture": _media.ReadImage(cursor, cursor.Base(baseUri)); break;
        }
    }

    private void ReadLink(Uri baseUri)
    {
        var inner = cursor.Base(baseUri);
        if (cursor.Attribute("href") is not { } href)
        {
            _link.Take(WebAddress.Resolve(cursor.Text(), inner), RankedLink.Text);
            return;
        }
        var type = cursor.Attribute("type");
        switch (LinkRelation.Of(cursor.Attribute("rel")))
        {
            case "alternate":
                _link.Take(WebAddress.Resolve(href, inner), RankedLink.Of(type));
                break;
            case "enclosure":
                ReadEnclosure(href, type, cursor.Attribute("length"), inner);
                break;
            case "related" or "via":
                _originalLink ??= WebAddress.Resolve(href, inner);
                break;
        }
    }

    /// <summary>The address that the guid is: one that only might be must at least be absolute.</summary>
    private Uri? LinkInId(Uri baseUri) => _permaLink switch
    {
        null or "false" => null,
        "true" => WebAddress.Resolve(_id, baseUri),
        _ => WebAddress.IsAbsolute(_id) ? WebAddress.Resolve(_id, baseUri) : null,
    };

    private void ReadGuid()
    {
        if (_id is not null)
            return;
        // RSS 2.0: a guid is the address of the item unless it says otherwise.
        _permaLink = cursor.Attribute("isPermaLink")?.Trim().ToLowerInvariant() ?? "";
        _id = cursor.Text();
    }

    private void ReadCategory(string? label)
    {
        if (PlainText.From(label, TextKind.Unknown) is not { } text || _categories?.Count >= MaxCategories)
            return;
        _categories ??= [];
        if (!_categories.Contains(text))
            _categories.Add(text);
    }

    private void ReadEnclosure(string? address, string? type, string? length, Uri baseUri)
    {
        if (WebAddress.Resolve(address, cursor.Base(baseUri)) is not { } url || _enclosures?.Count >= MaxEnclosures)
            return;
        if (_enclosures?.Exists(known => known.Url == url) == true)
            return;
        var bytes = long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (long?)null;
        (_enclosures ??= []).Add(new Enclosure(url, string.IsNullOrWhiteSpace(type) ? null : type.Trim(), bytes));
    }

    private void ReadDublinCore()
    {
        switch (cursor.Name)
        {
            case "title": _otherTitle ??= PlainText.From(cursor.Text(), TextKind.Unknown); break;
            case "creator": Person.ReadInto(cursor, _creators ??= []); break;
            case "subject": ReadCategory(cursor.Text()); break;
            case "description" or "abstract": _otherSummary ??= cursor.Text(); break;
            case "language": _language ??= cursor.Text(); break;
            case "identifier": _otherId ??= cursor.Text(); break;
            case "issued": _times.Read(ItemTime.Published, cursor.Text()); break;
            case "created": _times.Read(ItemTime.Created, cursor.Text()); break;
            case "modified": _times.Read(ItemTime.Updated, cursor.Text()); break;
            case "date": _times.Read(ItemTime.Other, cursor.Text()); break;
        }
    }

    private void ReadPodcasting(Uri baseUri)
    {
        switch (cursor.Name)
        {
            case "author": Person.ReadInto(cursor, _creators ??= []); break;
            case "image" or "images": _media.ReadImage(cursor, cursor.Base(baseUri)); break;
            case "summary": _otherSummary ??= cursor.Text(); break;
            case "subtitle": _subtitle ??= cursor.Text(); break;
            case "keywords":
                foreach (var word in (cursor.Text() ?? "").Split(',', '，', '、'))
                    ReadCategory(word);
                break;
        }
    }

    private void ReadMedia(Uri baseUri, int level = 0)
    {
        switch (cursor.Name)
        {
            case "group" or "content": ReadMediaObject(cursor.Base(baseUri), level); break;
            case "thumbnail": _media.ReadThumbnail(cursor, cursor.Base(baseUri)); break;
            case "title": _otherTitle ??= PlainText.From(cursor.Text(), TextKind.Unknown); break;
            case "description": _otherSummary ??= cursor.Text(); break;
            case "category": ReadCategory(cursor.Attribute("label") ?? cursor.Text()); break;
            case "keywords":
                foreach (var word in (cursor.Text() ?? "").Split(','))
                    ReadCategory(word);
                break;
        }
    }

    private void ReadMediaObject(Uri baseUri, int level)
    {
        if (cursor.Name == "content" && _media.ReadContent(cursor, baseUri) is { } file)
            ReadEnclosure(file, cursor.Attribute("type"), cursor.Attribute("fileSize"), baseUri);
        var depth = cursor.Depth;
        while (level < MaxMediaLevel && cursor.NextChild(depth))
        {
            if (cursor.Vocabulary == Vocabulary.Media)
                ReadMedia(baseUri, level + 1);
        }
    }
}
