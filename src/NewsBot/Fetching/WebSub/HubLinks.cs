using System.Text;
using NewsBot.Core.Model;

namespace NewsBot.Fetching.WebSub;

/// <summary>What the Link headers of an answer say about hubs (W3C WebSub section 4, RFC 8288).</summary>
/// <param name="Hubs">The hubs, in their order.</param>
/// <param name="Self">What the publisher calls the document; null if the header does not say.</param>
public sealed record HubLinks(IReadOnlyList<Uri> Hubs, Uri? Self)
{
    /// <summary>No Link header says anything.</summary>
    public static HubLinks None { get; } = new([], null);

    /// <summary>Characters of all headers together that are read.</summary>
    private const int MostCharacters = 16 * 1024;

    private const int MostHubs = 8;

    /// <summary>The document with what the header says in the place of what it says itself (section 4: the header comes first).</summary>
    public FeedDocument Over(FeedDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return document with { Hubs = Hubs.Count > 0 ? Hubs : document.Hubs, Self = Self ?? document.Self };
    }

    /// <summary>Reads what Link headers say; what is not a link is passed over.</summary>
    /// <param name="headers">The values as they were sent.</param>
    /// <param name="url">Where the answer came from, the base of relative addresses.</param>
    public static HubLinks Read(IEnumerable<string> headers, Uri url)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var text = string.Join(',', headers);
        var hubs = new List<Uri>();
        Uri? self = null;
        foreach (var (target, relations) in Links(text.Length <= MostCharacters ? text : text[..MostCharacters]))
        {
            if (!Uri.TryCreate(url, target, out var address))
                continue;
            if (relations.Contains("hub", StringComparer.OrdinalIgnoreCase) && hubs.Count < MostHubs)
                hubs.Add(address);
            if (relations.Contains("self", StringComparer.OrdinalIgnoreCase))
                self ??= AsWritten(target, address);
        }
        return hubs.Count == 0 && self is null ? None : new HubLinks(hubs, self);
    }

    /// <summary>The targets and their relations: <c>&lt;target&gt;; name=value; name="value", …</c>.</summary>
    private static IEnumerable<(string Target, string[] Relations)> Links(string text)
    {
        var at = 0;
        while ((at = text.IndexOf('<', at)) >= 0)
        {
            var end = text.IndexOf('>', at);
            if (end < 0)
                yield break;
            var target = text[(at + 1)..end].Trim();
            string? relations = null;
            var isOfThis = true;
            at = end + 1;
            while (Parameter(text, ref at) is var (name, value))
            {
                if (name.Equals("rel", StringComparison.OrdinalIgnoreCase))
                    relations ??= value; // section 3.3: of several the first counts
                else if (name.Equals("anchor", StringComparison.OrdinalIgnoreCase))
                    isOfThis = false; // section 3.2: it is a link of another document
            }
            if (isOfThis && relations is not null)
                yield return (target, relations.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
    }

    /// <summary>The next parameter of a link, or null if the link is over; then <paramref name="at"/> stands where it is.</summary>
    private static (string Name, string Value)? Parameter(string text, ref int at)
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == ';'))
            at++;
        var start = at;
        while (at < text.Length && text[at] is not (';' or ',' or '=' or '<'))
            at++;
        var name = text[start..at].Trim();
        if (name.Length == 0)
            return null;
        if (at == text.Length || text[at] != '=')
            return (name, "");
        at++;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        if (at == text.Length || text[at] != '"')
        {
            start = at;
            while (at < text.Length && text[at] is not (';' or ','))
                at++;
            return (name, text[start..at].Trim());
        }
        var value = new StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
                at++;
            value.Append(text[at]);
        }
        at = Math.Min(at + 1, text.Length); // past the quotation mark, if there is one
        return (name, value.ToString());
    }

    /// <summary>Hubs compare the text of topics: an absolute address stays as it stands.</summary>
    private static Uri AsWritten(string target, Uri address) =>
        target.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(target, UriKind.Absolute, out var absolute) ? absolute : address;
}
