using Microsoft.Data.Sqlite;

namespace NewsBot.Storage.Sqlite;

/// <summary>What the engine's result codes (sqlite.org/rescode.html) mean to the person who runs the bot.</summary>
internal static class SqliteFaults
{
    private const int Interrupted = 9;

    /// <summary>The fault in an operator's words; null for one that is the program's own, such as a broken constraint.</summary>
    public static StorageException? Explain(Exception fault, string file)
    {
        var folder = Path.GetDirectoryName(file);
        var message = (fault as SqliteException)?.SqliteErrorCode switch
        {
            5 or 6 => $"The database {file} is locked by another program. Close what has it open (a second newsbot, a database "
                + "browser, a backup), then try again.",
            8 => $"The database {file} cannot be written: the file, its folder or the file system is read-only. Let the user that "
                + $"runs newsbot write to {folder}, or set Storage:ConnectionString to a file that can be written.",
            10 => $"The disk does not read or write {file} ({fault.Message}). Look at the disk's health and whether {folder} is a "
                + "local file system; SQLite does not work on network shares.",
            11 => $"The database {file} is damaged ({fault.Message}). Stop newsbot and put the latest backup in its place, or "
                + "rescue what there is with the command .recover of the sqlite3 program.",
            13 => $"The disk that holds {file} is full. Free some space; newsbot goes on by itself, and nothing that was stored is lost.",
            14 => $"The database {file} cannot be opened. The user that runs newsbot needs to read and write both the file and its "
                + $"folder {folder}; or set Storage:ConnectionString to another file.",
            26 => $"{file} is not a SQLite database, or it is encrypted. Move it away to start with a new one, or set "
                + "Storage:ConnectionString to the right file.",
            _ => null,
        };
        return message is null ? null : new StorageException(message, fault);
    }

    /// <summary>A cancelled statement as what it is, a known fault in an operator's words, any other as it came.</summary>
    public static Exception Translate(SqliteException fault, string file, CancellationToken cancellationToken) =>
        fault.SqliteErrorCode == Interrupted && cancellationToken.IsCancellationRequested
            ? new OperationCanceledException(fault.Message, fault, cancellationToken)
            : Explain(fault, file) ?? (Exception)fault;
}
