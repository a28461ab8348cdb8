using System.Text;

namespace NewsBot.Fuzz;

/// <summary>Spoils samples of feeds, each time in another way, and the same way again for the same number.</summary>
/// <param name="samples">Feeds, pages and lists, as bytes; at least one.</param>
/// <param name="seed">Chooses another series.</param>
internal sealed class FeedMutator(IReadOnlyList<byte[]> samples, int seed)
{
    private const int MostChanges = 6;
    private const int LongestCut = 40;
    private const int LongestCopy = 400;
    private const int MostRepeats = 50;

    /// <summary>What parsers stumble over.</summary>
    private static readonly byte[][] Fragments =
    [
        .. new[]
        {
            "", "<", ">", "&", "\"", "'", "]]>", "<![CDATA[", "<!--", "-->", "<?xml", "<item>", "</item>", "</channel>", "<rss>", "&#xFFFF;", "&nbsp;",
            "xmlns:a=''", " xmlns=''", "a:b:c", "<:a>", "\\u", "\\", "{", "}", "[", "],", "\"items\":", "](http", "\n", "\u001e", "<a href=", "xml:base='::'",
            "<!DOCTYPE a [<!ENTITY b \"c\">]>", "&b;", "encoding=\"gbk\"", "encoding='utf-16'", "<pubDate>", "Tue, 31 Feb 2026 25:61:61 +9999", "<entry>", "</entry>",
            "<content type=\"xhtml\">", "<media:group>", "<guid>", "</a></a></a>", "\u202e", "ü", "新闻",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0x00], [0xED, 0xA0, 0x80], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF], [0xC0, 0x80], [0x81, 0x30], [0x1B, 0x24, 0x42],
    ];

    /// <summary>The input with this number.</summary>
    public byte[] Input(int number)
    {
        var chance = new Random(seed ^ (number * 16_777_619));
        var bytes = new List<byte>(samples[chance.Next(samples.Count)]);
        for (var changes = chance.Next(1, MostChanges + 1); changes > 0; changes--)
            Change(bytes, chance);
        return [.. bytes];
    }

    private void Change(List<byte> bytes, Random chance)
    {
        var at = chance.Next(bytes.Count + 1);
        switch (chance.Next(8))
        {
            case 0:
                bytes.RemoveRange(at, Math.Min(chance.Next(LongestCut), bytes.Count - at));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)chance.Next(256);
                break;
            case 2 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << chance.Next(8));
                break;
            case 3:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 4:
                var from = chance.Next(bytes.Count + 1);
                bytes.InsertRange(at, bytes.GetRange(from, Math.Min(chance.Next(LongestCopy), bytes.Count - from)));
                break;
            case 5:
                var other = samples[chance.Next(samples.Count)];
                var start = chance.Next(other.Length + 1);
                bytes.InsertRange(at, other.AsSpan(start, Math.Min(chance.Next(LongestCopy), other.Length - start)).ToArray());
                break;
            case 6:
                var fragment = Fragments[chance.Next(Fragments.Length)];
                bytes.InsertRange(at, Enumerable.Repeat(fragment, chance.Next(1, MostRepeats)).SelectMany(each => each));
                break;
            default:
                bytes.InsertRange(at, Fragments[chance.Next(Fragments.Length)]);
                break;
        }
    }
}
