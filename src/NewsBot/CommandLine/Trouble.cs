using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using NewsBot.Operations;

namespace NewsBot.CommandLine;

/// <summary>What can stop any verb from outside, in words: what happened, and what to do.</summary>
internal static class Trouble
{
    // Result codes of SQLite: https://www.sqlite.org/rescode.html
    private const int Busy = 5, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    /// <summary>One sentence; a surprise is shown as it is, for whoever must mend it.</summary>
    public static string Explain(Exception exception, Settings settings)
    {
        var database = settings.Storage.ConnectionString;
        return exception switch
        {
            SqliteException { SqliteErrorCode: Busy } =>
                $"the database {database} is locked by another program: end that one, or wait for it.",
            SqliteException { SqliteErrorCode: ReadOnly } =>
                $"the database {database} cannot be written: give this user the right to write it and its folder.",
            SqliteException { SqliteErrorCode: CannotOpen } =>
                $"the database {database} cannot be opened: make its folder writable for this user, or set Storage:ConnectionString.",
            SqliteException { SqliteErrorCode: Full or IoError } e =>
                $"the database {database} could not be written ({e.Message}): look whether the disk is full.",
            SqliteException { SqliteErrorCode: Corrupt or NotADatabase } =>
                $"{database} is no sound database: restore a backup, or set Storage:ConnectionString to another file.",
            _ when HasCause<SocketException>(exception, e => e.SocketErrorCode == SocketError.AddressAlreadyInUse) =>
                $"the address {settings.Web.Urls} is in use by another program: end that one, or set Web:Urls.",
            _ when HasCause<SocketException>(exception, e => e.SocketErrorCode is SocketError.AccessDenied or SocketError.AddressNotAvailable) =>
                $"this user cannot listen on {settings.Web.Urls}: set Web:Urls to an address of this machine and a port above 1023.",
            UnauthorizedAccessException => $"{exception.Message} Give this user the right to it.",
            IOException => exception.Message,
            _ => $"this should not have happened; please report it with what you did.\n{exception}",
        };
    }

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
