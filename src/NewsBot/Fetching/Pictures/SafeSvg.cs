using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace NewsBot.Fetching.Pictures;

/// <summary>
/// Writes a stranger's SVG anew with nothing in it that leads outside or takes for ever: known elements alone, references
/// to its own parts alone, no scripts, no embedded pictures, a size of our choice. The renderer would read files below the
/// folder for temporary ones, and cannot be stopped once it draws, so what it must not do it is not shown.
/// </summary>
internal static class SafeSvg
{
    private const int MostCharacters = 4 * 1024 * 1024;
    private const int DeepestNesting = 100;

    /// <summary>Elements to draw, each counted as often as it is referred to: ten in ten in ten are a thousand.</summary>
    private const int MostDrawn = 20_000;

    /// <summary>A drawing has no pixels of its own. Small ones are enlarged to be seen, large ones kept cheap to draw.</summary>
    private const double ShortestLongSide = 512;
    private const double LongestSide = 1280;

    /// <summary>What browsers give a drawing without any size.</summary>
    private static readonly (double Width, double Height) SizeOfNone = (300, 150);

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly XNamespace XLink = "http://www.w3.org/1999/xlink";

    /// <summary>Filters, markers and patterns are missing on purpose: their cost has nothing to do with their number.</summary>
    private static readonly FrozenSet<string> Known = new[]
    {
        "svg", "g", "a", "defs", "symbol", "use", "switch", "title", "desc", "style", "path", "rect", "circle", "ellipse", "line", "polyline",
        "polygon", "text", "tspan", "textPath", "linearGradient", "radialGradient", "stop", "clipPath", "mask",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, double> PixelsOf = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        [""] = 1,
        ["px"] = 1,
        ["pt"] = 96 / 72.0,
        ["pc"] = 16,
        ["in"] = 96,
        ["cm"] = 96 / 2.54,
        ["mm"] = 96 / 25.4,
        ["em"] = 16,
        ["rem"] = 16,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A reader that never looks into a DTD, so that an entity is an error and not an expansion or a request.</summary>
    public static XmlReader Open(byte[] bytes) => XmlReader.Create(new MemoryStream(bytes, writable: false), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        MaxCharactersInDocument = MostCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    });

    /// <summary>The harmless copy, or null and why there is none.</summary>
    public static byte[]? Rewrite(byte[] bytes, out string trouble)
    {
        try
        {
            using var reader = Open(bytes);
            var source = XDocument.Load(reader).Root!;
            var copy = Copy(source, 0);
            DropForeignStyles(copy);
            if (Drawn(copy) > MostDrawn)
            {
                trouble = $"an SVG that draws more than {MostDrawn} elements";
                return null;
            }
            SetSize(copy);
            copy.Add(new XAttribute(XNamespace.Xmlns + "xlink", XLink));
            trouble = "";
            return Encoding.UTF8.GetBytes(copy.ToString(SaveOptions.DisableFormatting));
        }
        catch (XmlException e)
        {
            trouble = $"a broken SVG ({FetchTroubles.OneLine(e.Message)})";
        }
        return null;
    }

    private static XElement Copy(XElement source, int depth)
    {
        if (depth > DeepestNesting)
            throw new XmlException($"nested deeper than {DeepestNesting}");
        var copy = new XElement(Svg + source.Name.LocalName, source.Attributes().Where(IsHarmless).Select(Rewritten));
        foreach (var node in source.Nodes())
        {
            if (node is XText text)
                copy.Add(new XText(text.Value));
            else if (node is XElement child && IsKnown(child))
                copy.Add(Copy(child, depth + 1));
        }
        return copy;
    }

    /// <summary>Some drawings forget the namespace.</summary>
    private static bool IsKnown(XElement element) =>
        (element.Name.Namespace == Svg || element.Name.Namespace == XNamespace.None) && Known.Contains(element.Name.LocalName);

    private static bool IsHarmless(XAttribute attribute)
    {
        if (attribute.IsNamespaceDeclaration)
            return false;
        if (attribute.Name == "href" || attribute.Name == XLink + "href")
            return attribute.Value.StartsWith('#') && attribute.Parent!.Name.LocalName != "a" && (attribute.Name == "href" || attribute.Parent.Attribute("href") is null);
        if (attribute.Name == XNamespace.Xml + "space")
            return true;
        return attribute.Name.Namespace == XNamespace.None
            && !attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal)
            && attribute.Name.LocalName is not ("filter" or "marker" or "marker-start" or "marker-mid" or "marker-end")
            && (attribute.Name == "style" || IsHarmlessCss(attribute.Value));
    }

    /// <summary>The renderer knows the older name of <c>href</c> alone.</summary>
    private static XAttribute Rewritten(XAttribute attribute)
    {
        if (attribute.Name == "href")
            return new XAttribute(XLink + "href", attribute.Value);
        return attribute.Name == "style"
            ? new XAttribute("style", string.Join(';', attribute.Value.Split(';').Where(IsHarmlessStyle)))
            : new XAttribute(attribute);
    }

    private static bool IsHarmlessStyle(string css) =>
        IsHarmlessCss(css) && !css.Contains("filter", StringComparison.OrdinalIgnoreCase) && !css.Contains("marker", StringComparison.OrdinalIgnoreCase);

    /// <summary>An escape could spell <c>url</c> in a way that is not seen here; an at-rule could import.</summary>
    private static bool IsHarmlessCss(string css) =>
        !css.Contains('\\', StringComparison.Ordinal) && !css.Contains('@', StringComparison.Ordinal) && Targets(css).All(target => target is not null);

    /// <summary>The ids in <c>url(#id)</c>, null for what points elsewhere.</summary>
    private static IEnumerable<string?> Targets(string css)
    {
        var at = 0;
        while ((at = css.IndexOf("url(", at, StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            at += "url(".Length;
            var end = css.IndexOf(')', at);
            var target = css[at..(end < 0 ? css.Length : end)].Trim().Trim('"', '\'').Trim();
            yield return target.StartsWith('#') && end > 0 ? target[1..] : null;
        }
    }

    /// <summary>A style sheet may colour by gradients; whatever else it refers to could not be counted.</summary>
    private static void DropForeignStyles(XElement root)
    {
        var gradients = root.Descendants()
            .Where(element => element.Name.LocalName is "linearGradient" or "radialGradient")
            .Select(element => (string?)element.Attribute("id"))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        foreach (var style in root.Descendants(Svg + "style").ToList())
        {
            if (!IsHarmlessStyle(style.Value) || !Targets(style.Value).All(target => gradients.Contains(target!)))
                style.Remove();
        }
    }

    private static long Drawn(XElement root)
    {
        var byId = root.DescendantsAndSelf()
            .Where(element => element.Attribute("id") is not null)
            .GroupBy(element => element.Attribute("id")!.Value, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var known = new Dictionary<XElement, long>();
        return Count(root, 0);

        long Count(XElement element, int depth)
        {
            if (known.TryGetValue(element, out var counted))
                return counted >= 0 ? counted : throw new XmlException("a part of it refers to itself");
            if (depth > 2 * DeepestNesting)
                throw new XmlException($"nested deeper than {DeepestNesting}");
            known[element] = -1; // until it is counted
            var sum = 1L;
            foreach (var child in element.Elements())
                sum += Count(child, depth + 1);
            foreach (var target in element.Attributes().SelectMany(References))
            {
                if (byId.TryGetValue(target, out var referred))
                    sum += Count(referred, depth + 1);
            }
            return known[element] = Math.Min(sum, MostDrawn + 1);
        }
    }

    private static IEnumerable<string> References(XAttribute attribute) =>
        attribute.Name == XLink + "href" ? [attribute.Value[1..]] : Targets(attribute.Value).OfType<string>();

    private static void SetSize(XElement root)
    {
        var (width, height) = Size(root);
        if (root.Attribute("viewBox") is null)
            root.SetAttributeValue("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}"));
        var longer = Math.Max(width, height);
        var factor = Math.Clamp(longer, ShortestLongSide, LongestSide) / longer;
        root.SetAttributeValue("width", Math.Max(1, (int)Math.Round(width * factor)));
        root.SetAttributeValue("height", Math.Max(1, (int)Math.Round(height * factor)));
    }

    private static (double Width, double Height) Size(XElement root)
    {
        var width = Pixels((string?)root.Attribute("width"));
        var height = Pixels((string?)root.Attribute("height"));
        var box = ((string?)root.Attribute("viewBox") ?? "").Split([' ', ',', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (box.Length == 4 && Pixels(box[2]) is { } boxWidth && Pixels(box[3]) is { } boxHeight)
        {
            return (width, height) switch
            {
                ({ } w, { } h) => (w, h),
                ({ } w, null) => (w, w * boxHeight / boxWidth),
                (null, { } h) => (h * boxWidth / boxHeight, h),
                _ => (boxWidth, boxHeight),
            };
        }
        root.SetAttributeValue("viewBox", null);
        return (width ?? SizeOfNone.Width, height ?? SizeOfNone.Height);
    }

    /// <summary>A length in pixels; null for percentages, nonsense and what is not positive.</summary>
    private static double? Pixels(string? length)
    {
        var text = length.AsSpan().Trim();
        var digits = text.TrimEnd("abcdefghijklmnopqrstuvwxyz%");
        return PixelsOf.TryGetValue(text[digits.Length..].ToString(), out var unit)
            && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number * unit is > 0.001 and < 1_000_000
            ? number * unit
            : null;
    }
}
