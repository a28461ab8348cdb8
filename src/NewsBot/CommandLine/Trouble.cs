using System.Net.Sockets;
using NewsBot.CommandLine.Configuration;
using NewsBot.Storage;

namespace NewsBot.CommandLine;

/// <summary>What can stop any verb from outside, in words: what happened, and what to do.</summary>
internal static class Trouble
{
    /// <summary>One sentence; a surprise is shown as it is, for whoever must mend it.</summary>
    public static string Explain(Exception exception, Settings settings) => exception switch
    {
        StorageException => exception.Message,
        _ when HasCause<SocketException>(exception, e => e.SocketErrorCode == SocketError.AddressAlreadyInUse) =>
            $"the address {settings.Web.Urls} is in use by another program: end that one, or set Web:Urls.",
        _ when HasCause<SocketException>(exception, e => e.SocketErrorCode is SocketError.AccessDenied or SocketError.AddressNotAvailable) =>
            $"this user cannot listen on {settings.Web.Urls}: set Web:Urls to an address of this machine and a port above 1023.",
        UnauthorizedAccessException => $"{exception.Message} Give this user the right to it.",
        IOException => exception.Message,
        _ => $"this should not have happened; please report it with what you did.\n{exception}",
    };

    private static bool HasCause<T>(Exception? exception, Func<T, bool> isIt)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T cause && isIt(cause))
                return true;
        }

        return false;
    }
}
