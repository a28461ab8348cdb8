namespace NewsBot.Core.Model;

/// <summary>Why something could not be fetched, as a value: these are expected, not exceptional.</summary>
/// <param name="Kind">The class of trouble, for the sentence a person gets.</param>
/// <param name="Detail">The cause for the operator, one line, without secrets.</param>
/// <param name="Status">HTTP status, where there was an answer.</param>
/// <param name="RetryAfter">How long the publisher asked us to wait (RFC 9110 section 10.2.3), already as a duration.</param>
public sealed record FetchTrouble(TroubleKind Kind, string Detail, int? Status = null, TimeSpan? RetryAfter = null);

/// <summary>The classes of trouble on the way to a feed.</summary>
public enum TroubleKind
{
    /// <summary>The name of the host does not resolve.</summary>
    HostNotFound,

    /// <summary>No connection: refused, reset.</summary>
    NoConnection,

    /// <summary>No way to the host: it, or the network, is unreachable.</summary>
    Unreachable,

    /// <summary>The TLS certificate or handshake failed.</summary>
    NotSecure,

    /// <summary>No complete answer in time.</summary>
    TimedOut,

    /// <summary>More bytes than allowed, before or after decompression.</summary>
    TooLarge,

    /// <summary>The address, its scheme or its port is not one that strangers may have us call.</summary>
    NotAllowed,

    /// <summary>More redirects than allowed, or a circle.</summary>
    TooManyRedirects,

    /// <summary>Answered 404.</summary>
    NotFound,

    /// <summary>Answered 410: gone for good.</summary>
    Gone,

    /// <summary>Answered 401 or 403.</summary>
    Forbidden,

    /// <summary>Answered 429, or 503 with Retry-After.</summary>
    SlowDown,

    /// <summary>Any other 4xx, or an answer that is not HTTP.</summary>
    BadAnswer,

    /// <summary>Answered 5xx.</summary>
    ServerError,

    /// <summary>The answer came, but it is not a feed.</summary>
    NotAFeed,

    /// <summary>A folder or file that does not exist or may not be read.</summary>
    Unreadable,
}
