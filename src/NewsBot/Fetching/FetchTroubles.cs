using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using NewsBot.Core.Model;

namespace NewsBot.Fetching;

/// <summary>Turns answers and exceptions that mean "not this time" into values.</summary>
internal static class FetchTroubles
{
    /// <summary>The trouble of an answer that is neither the document nor a redirect.</summary>
    public static FetchTrouble From(HttpResponseMessage answer, DateTimeOffset now)
    {
        var status = (int)answer.StatusCode;
        var retryAfter = AnswerHeaders.RetryAfter(answer, now);
        var kind = status switch
        {
            404 => TroubleKind.NotFound,
            410 => TroubleKind.Gone,
            401 or 403 => TroubleKind.Forbidden,
            429 => TroubleKind.SlowDown,
            503 when retryAfter is not null => TroubleKind.SlowDown,
            >= 500 => TroubleKind.ServerError,
            _ => TroubleKind.BadAnswer,
        };
        var name = Enum.IsDefined(answer.StatusCode) ? $"HTTP {status} {answer.StatusCode}" : $"HTTP {status}";
        return new FetchTrouble(kind, name, status, retryAfter);
    }

    /// <summary>The trouble behind an exception of the network; null if it is a fault of ours.</summary>
    /// <remarks>The innermost cause that says something decides: the handler wraps what its parts throw.</remarks>
    public static FetchTrouble? From(Exception exception)
    {
        TroubleKind? kind = null;
        var cause = exception;
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (KindOf(e) is not { } found)
                continue;
            kind = found;
            cause = e;
        }
        return kind is { } known ? new FetchTrouble(known, known == TroubleKind.TimedOut ? "no connection in time" : OneLine(cause.Message)) : null;
    }

    private static TroubleKind? KindOf(Exception exception) => exception switch
    {
        AddressRefusedException => TroubleKind.NotAllowed,
        OperationCanceledException or TimeoutException => TroubleKind.TimedOut,
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => TroubleKind.HostNotFound,
        SocketException { SocketErrorCode: SocketError.TimedOut } => TroubleKind.TimedOut,
        // A cancelled read shows up as an aborted socket; the cancellation around it says more.
        SocketException { SocketErrorCode: SocketError.OperationAborted } => null,
        SocketException
        {
            SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown or SocketError.HostDown,
        } => TroubleKind.Unreachable,
        SocketException => TroubleKind.NoConnection,
        AuthenticationException => TroubleKind.NotSecure,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => TroubleKind.NotSecure,
        HttpRequestException e => KindOf(e.HttpRequestError),
        HttpIOException e => KindOf(e.HttpRequestError),
        ProtocolViolationException => TroubleKind.BadAnswer,
        // The socket's own exception, one level deeper, is more telling.
        IOException when exception.InnerException is null => TroubleKind.NoConnection,
        _ => null,
    };

    private static TroubleKind KindOf(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => TroubleKind.HostNotFound,
        HttpRequestError.SecureConnectionError => TroubleKind.NotSecure,
        HttpRequestError.ConfigurationLimitExceeded => TroubleKind.TooLarge,
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError or HttpRequestError.VersionNegotiationError => TroubleKind.BadAnswer,
        _ => TroubleKind.NoConnection,
    };

    /// <summary>What a server or the system said, fit for one line of a log.</summary>
    public static string OneLine(string message)
    {
        var text = string.Concat(message.Select(c => char.IsControl(c) ? ' ' : c));
        return text.Length <= 300 ? text : text[..300];
    }
}
