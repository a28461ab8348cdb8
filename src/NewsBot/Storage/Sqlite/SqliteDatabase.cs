using System.Collections.Concurrent;
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

    /// <summary>Readers that stay open; when more read at once, the rest is opened for the occasion.</summary>
    private const int MostReaders = 8;

    /// <summary>Writes that share a transaction at most.</summary>
    private const int MostTogether = 64;

    /// <summary>Writes that are put off at most; those who come to read or write anyway are seldom so late.</summary>
    private const int MostLate = 256;

    /// <summary>Pages of the log (16 MB) after which it is folded into the file: looks come back to the same pages.</summary>
    private const int LogPages = 4000;

    private readonly string _writing;
    private readonly string _reading;
    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly ConcurrentQueue<PendingWrite> _waiting = new();
    private readonly ConcurrentQueue<Action<SqliteConnection>> _later = new();
    private readonly ConcurrentBag<KeptConnection> _writers = [];
    private readonly ConcurrentBag<KeptConnection> _readers = [];
    private volatile bool _closed;

    private SqliteDatabase(SqliteConnectionStringBuilder settings)
    {
        File = settings.DataSource;
        settings.Pooling = false; // they are kept here, with their statements
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
    public async Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await WriteLateAsync(cancellationToken);
        try
        {
            return With(_readers, _reading, connection =>
            {
                using var interrupt = Interrupting(connection, cancellationToken);
                return read(connection);
            });
        }
        catch (SqliteException e)
        {
            throw SqliteFaults.Translate(e, File, cancellationToken);
        }
    }

    /// <summary>
    /// Writes: does all of <paramref name="write"/>, or nothing if it throws, and returns when it is on disk. Writes that wait at the
    /// same time go into one transaction, each as a savepoint of its own: the disk is waited for once.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken)
    {
        var own = new PendingWrite<T>(write, cancellationToken);
        _waiting.Enqueue(own);
        try
        {
            await _writer.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!own.TryTake())
        {
            return await own.End; // somebody is doing it already
        }
        try
        {
            while (!own.End.IsCompleted)
                WriteWaiting();
        }
        finally
        {
            _writer.Release();
        }
        return await own.End;
    }

    /// <summary>
    /// Writes with what is written or read next, by anybody. A kill before that loses it, and so does a failure: only for what is
    /// found out again then. It must not fail on account of the rows that it meets.
    /// </summary>
    public async ValueTask WriteLaterAsync(Action<SqliteConnection> write, CancellationToken cancellationToken)
    {
        _later.Enqueue(write);
        if (_later.Count >= MostLate)
            await WriteAsync(_ => 0, cancellationToken);
    }

    /// <summary>Nobody who reads hears that what can be found out again could not be written.</summary>
    private async ValueTask WriteLateAsync(CancellationToken cancellationToken)
    {
        if (_later.IsEmpty)
            return;
        try
        {
            await WriteAsync(_ => 0, cancellationToken);
        }
        catch (StorageException)
        {
            // Whoever has something to write says so.
        }
    }

    private void WriteWaiting()
    {
        var writes = new List<PendingWrite>();
        while (writes.Count < MostTogether && _waiting.TryDequeue(out var write))
        {
            if (write.TryTake())
                writes.Add(write);
        }
        try
        {
            var late = TakeLate();
            foreach (var done in With(_writers, _writing, connection => WriteTogether(connection, late, writes)))
                done.Succeed();
        }
        catch (Exception e)
        {
            // The transaction is gone, and all that had a part in it. Those that have failed before have their own reason.
            foreach (var write in writes)
                write.Fail(e is SqliteException fault ? SqliteFaults.Translate(fault, File, write.CancellationToken) : e);
        }
    }

    private List<Action<SqliteConnection>> TakeLate()
    {
        var late = new List<Action<SqliteConnection>>();
        for (var most = _later.Count; late.Count < most && _later.TryDequeue(out var write);)
            late.Add(write);
        return late;
    }

    /// <summary>Those that succeeded; they are on disk.</summary>
    private List<PendingWrite> WriteTogether(SqliteConnection connection, List<Action<SqliteConnection>> late, List<PendingWrite> writes)
    {
        var done = new List<PendingWrite>();
        using var transaction = connection.BeginTransaction(); // IMMEDIATE: a read lock is never upgraded
        foreach (var write in late)
            write(connection);
        foreach (var write in writes)
        {
            if (write.CancellationToken.IsCancellationRequested)
            {
                write.Fail(new OperationCanceledException(write.CancellationToken));
                continue;
            }
            connection.Execute("SAVEPOINT one"); // as a kept statement: SqliteTransaction.Save compiles it each time
            try
            {
                // An interrupted statement takes the whole transaction with it, so only who is alone may be interrupted.
                using (Interrupting(connection, writes.Count + late.Count == 1 ? write.CancellationToken : CancellationToken.None))
                    write.Do(connection);
                connection.Execute("RELEASE one");
                done.Add(write);
            }
            catch (Exception e) when (raw.sqlite3_get_autocommit(connection.Handle) == 0)
            {
                connection.Execute("ROLLBACK TO one");
                write.Fail(e is SqliteException fault ? SqliteFaults.Translate(fault, File, write.CancellationToken) : e);
            }
        }
        transaction.Commit();
        return done;
    }

    /// <summary>Gives the file back to the system; the last connection folds the log into it.</summary>
    public void Dispose()
    {
        try
        {
            if (TakeLate() is { Count: > 0 } late)
                With(_writers, _writing, connection => WriteTogether(connection, late, []));
        }
        catch (SqliteException)
        {
            // It is found out again at the next start.
        }
        _closed = true;
        _writer.Dispose();
        Close(_readers);
        Close(_writers);
    }

    /// <summary>Lends a connection that is kept open, or opens one.</summary>
    private T With<T>(ConcurrentBag<KeptConnection> kept, string connectionString, Func<SqliteConnection, T> work)
    {
        var connection = kept.TryTake(out var open) ? open : new KeptConnection(connectionString);
        var isSound = false;
        try
        {
            if (open is null)
            {
                connection.Open();
                connection.Execute($"PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = {LogPages};"); // not later: it voids all compiled statements
            }
            var result = work(connection);
            isSound = true;
            return result;
        }
        finally
        {
            // After a failure nobody knows what state it is in.
            if (isSound && kept.Count < MostReaders)
                kept.Add(connection);
            else
                connection.Dispose();
            if (_closed)
                Close(kept);
        }
    }

    private static CancellationTokenRegistration Interrupting(SqliteConnection connection, CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static busy => raw.sqlite3_interrupt(((SqliteConnection)busy!).Handle), connection);

    private static void Close(ConcurrentBag<KeptConnection> kept)
    {
        while (kept.TryTake(out var connection))
            connection.Dispose();
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
