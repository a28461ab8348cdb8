using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NewsBot.Storage.Sqlite;

/// <summary>
/// One SQLite file with one writer at a time and any number of readers (WAL). SQLite has no asynchronous I/O: work runs on
/// the caller's thread, and only the wait for the writer's turn is awaited. A cancelled token interrupts a running statement.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    /// <summary>Seconds to wait for a lock that another process holds.</summary>
    private const int LockSeconds = 5;

    private readonly string _writing;
    private readonly string _reading;
    private readonly SemaphoreSlim _writer = new(1, 1);

    private SqliteDatabase(SqliteConnectionStringBuilder settings)
    {
        File = settings.DataSource;
        _writing = settings.ToString();
        settings.Mode = SqliteOpenMode.ReadOnly;
        _reading = settings.ToString();
    }

    /// <summary>Full path of the database file.</summary>
    public string File { get; }

    /// <summary>Opens a database, creating the file and its folder if they are missing, and brings its schema up to date.</summary>
    /// <param name="place">A file, or a connection string with a <c>Data Source</c>.</param>
    /// <exception cref="StorageException">It cannot be used; the message says why and what to do.</exception>
    public static SqliteDatabase Open(string place)
    {
        var settings = Settings(place);
        var file = settings.DataSource;
        var unpooled = new SqliteConnectionStringBuilder(settings.ToString()) { Pooling = false }.ToString(); // holds no file that is refused
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using (var connection = new SqliteConnection(unpooled))
            {
                connection.Open();
                UseWriteAheadLog(connection, file);
                if (raw.sqlite3_db_readonly(connection.Handle, "main") != 0) // told now rather than with the first news
                    throw new SqliteException("attempt to write a readonly database", raw.SQLITE_READONLY);
            }
            SqliteMigrations.Run(unpooled, file);
            return new SqliteDatabase(settings);
        }
        catch (SqliteException e)
        {
            throw SqliteFaults.Translate(e, file, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"The folder {Path.GetDirectoryName(file)} for the database cannot be created: {e.Message} Create it and let the user "
                + "that runs newsbot write to it, or set Storage:ConnectionString to another file.", e);
        }
    }

    /// <summary>Reads, on a connection that cannot write.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Guarded(_reading, read, cancellationToken));
    }

    /// <summary>Writes: does all of <paramref name="write"/> in one transaction, or nothing if it throws.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        try
        {
            return Guarded(_writing, connection =>
            {
                using var transaction = connection.BeginTransaction(); // IMMEDIATE: a read lock is never upgraded
                var result = write(connection);
                transaction.Commit();
                return result;
            }, cancellationToken);
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>Gives the file back to the system; the last connection folds the log into it.</summary>
    public void Dispose()
    {
        _writer.Dispose();
        foreach (var pool in (string[])[_reading, _writing])
        {
            using var connection = new SqliteConnection(pool);
            SqliteConnection.ClearPool(connection);
        }
    }

    private T Guarded<T>(string connectionString, Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            // A pooled connection keeps the settings of whoever had it before: they are set at every opening.
            connection.Execute("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;");
            using var interrupt = cancellationToken.UnsafeRegister(
                static open => raw.sqlite3_interrupt(((SqliteConnection)open!).Handle), connection);
            return work(connection);
        }
        catch (SqliteException e)
        {
            throw SqliteFaults.Translate(e, File, cancellationToken);
        }
    }

    private static void UseWriteAheadLog(SqliteConnection connection, string file)
    {
        var mode = connection.First("PRAGMA journal_mode = WAL", row => row.GetString(0));
        if (mode != "wal")
        {
            throw new StorageException(
                $"The file system that holds {file} does not support SQLite's write-ahead log (it stays in mode {mode}). Use a local "
                + "disk rather than a network share.");
        }
    }

    private static SqliteConnectionStringBuilder Settings(string place)
    {
        SqliteConnectionStringBuilder settings;
        try
        {
            settings = LooksLikeConnectionString(place) ? new(place) : new() { DataSource = place };
        }
        catch (ArgumentException e)
        {
            throw new StorageException($"Storage:ConnectionString cannot be read: {e.Message} Give a file, or \"Data Source=FILE\".", e);
        }
        if (settings.DataSource.Length == 0 || settings.DataSource.Contains(":memory:", StringComparison.OrdinalIgnoreCase)
            || settings.Mode == SqliteOpenMode.Memory)
        {
            throw new StorageException(
                "Storage:ConnectionString names no file. The bot must remember over a restart: give a file such as data/newsbot.db.");
        }
        settings.DataSource = Path.GetFullPath(settings.DataSource);
        settings.Mode = SqliteOpenMode.ReadWriteCreate;
        if (!settings.ShouldSerialize("Default Timeout"))
            settings.DefaultTimeout = LockSeconds;
        return settings;
    }

    private static bool LooksLikeConnectionString(string place) =>
        place.Contains("Data Source=", StringComparison.OrdinalIgnoreCase)
        || place.Contains("DataSource=", StringComparison.OrdinalIgnoreCase)
        || place.Contains("Filename=", StringComparison.OrdinalIgnoreCase);
}
