using System.Globalization;

namespace NewsBot.Core.Parsing.Html;

/// <summary>The candidates of a <c>srcset</c> attribute (HTML, 4.8.4.2.1).</summary>
internal static class SourceSet
{
    private const int MaxCandidates = 64;

    /// <summary>A picture and how large it is, as written: <c>640w</c>, <c>2x</c>.</summary>
    public readonly record struct Candidate(string Address, string Descriptor)
    {
        /// <summary>Width in pixels, or a density as if of a picture 500 pixels wide.</summary>
        public double Size =>
            !double.TryParse(Descriptor.TrimEnd('w', 'x', 'h'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? 0
            : Descriptor.EndsWith('x') ? number * 500
            : number;
    }

    /// <summary>All candidates in the order written.</summary>
    public static IReadOnlyList<Candidate> Read(string value)
    {
        var candidates = new List<Candidate>();
        var rest = value.AsSpan().TrimStart();
        while (rest.Length > 0 && candidates.Count < MaxCandidates)
        {
            // An address ends at white space: it may hold commas itself.
            var end = rest.IndexOfAny(" \t\r\n");
            var written = end < 0 ? rest : rest[..end];
            var address = written.Trim(',');
            rest = end < 0 ? [] : rest[end..].TrimStart();
            var descriptor = ReadOnlySpan<char>.Empty;
            // A comma at its end says that it has no descriptor.
            if (written[^1] != ',')
            {
                var comma = rest.IndexOf(',');
                descriptor = (comma < 0 ? rest : rest[..comma]).Trim();
                rest = comma < 0 ? [] : rest[(comma + 1)..].TrimStart();
            }
            if (address.Length > 0)
                candidates.Add(new Candidate(address.ToString(), descriptor.ToString()));
        }
        return candidates;
    }

    /// <summary>The address of the largest candidate; null if there is none.</summary>
    public static string? Largest(string value) => Read(value).MaxBy(candidate => candidate.Size).Address;
}
