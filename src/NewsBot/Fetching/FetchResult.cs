using System.Security.Cryptography;
using NewsBot.Core.Model;
using NewsBot.Fetching.WebSub;

namespace NewsBot.Fetching;

/// <summary>How a fetch ended: a closed family.</summary>
public abstract record FetchResult
{
    private FetchResult()
    {
    }

    /// <summary>The publisher says that what we have is current (304), or nothing in the folder changed.</summary>
    /// <param name="Validators">What to compare with next time: the old ones, replaced where the answer named new ones.</param>
    /// <param name="FreshFor">How long the answer may be taken as current (RFC 9111 section 4.2), or null.</param>
    public sealed record Unchanged(CacheValidators Validators, TimeSpan? FreshFor) : FetchResult
    {
        /// <summary>Where permanent redirects (301, 308) alone led, if there were any before the first temporary one.</summary>
        public Uri? PermanentUrl { get; init; }
    }

    /// <summary>Bytes came.</summary>
    public sealed record Body : FetchResult
    {
        /// <summary>The decompressed bytes.</summary>
        public required byte[] Bytes { get; init; }

        /// <summary>SHA-256 of the bytes, lower-case hexadecimal: equal bytes need no second reading.</summary>
        public string Hash => Convert.ToHexStringLower(SHA256.HashData(Bytes));

        /// <summary>Where they came from, after redirects: the base of relative links.</summary>
        public required Uri Url { get; init; }

        /// <summary>Where permanent redirects (301, 308) alone led, if there were any before the first temporary one.</summary>
        public Uri? PermanentUrl { get; init; }

        /// <summary>What its Link headers say about hubs.</summary>
        public HubLinks Hubs { get; init; } = HubLinks.None;

        /// <summary>The raw Content-Type header, or null.</summary>
        public string? ContentType { get; init; }

        /// <summary>What to compare with next time; absent headers are null.</summary>
        public required CacheValidators Validators { get; init; }

        /// <summary>How long the answer may be taken as current (RFC 9111 section 4.2), or null.</summary>
        public TimeSpan? FreshFor { get; init; }
    }

    /// <summary>It could not be had.</summary>
    public sealed record Failed(FetchTrouble Trouble) : FetchResult;
}
