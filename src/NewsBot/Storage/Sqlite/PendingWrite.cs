using Microsoft.Data.Sqlite;

namespace NewsBot.Storage.Sqlite;

/// <summary>A write that waits for its turn. Its caller hears how it ended when the transaction that it took part in has ended.</summary>
internal abstract class PendingWrite(CancellationToken cancellationToken)
{
    private int _isTaken;

    /// <summary>Cancelled when its caller does not wait any more.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>True for one alone: for whoever does it, or for its caller, who gives it up.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _isTaken, 1) == 0;

    /// <summary>Does it, and keeps what it returns.</summary>
    public abstract void Do(SqliteConnection connection);

    /// <summary>Ends it well: what it wrote is on disk.</summary>
    public abstract void Succeed();

    /// <summary>Ends it: nothing of it was written.</summary>
    public abstract void Fail(Exception fault);
}

/// <inheritdoc/>
internal sealed class PendingWrite<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken) : PendingWrite(cancellationToken)
{
    private readonly TaskCompletionSource<T> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    /// <summary>How it ended.</summary>
    public Task<T> End => _end.Task;

    public override void Do(SqliteConnection connection) => _result = write(connection);

    public override void Succeed() => _end.TrySetResult(_result!);

    public override void Fail(Exception fault) => _end.TrySetException(fault);
}
