using Microsoft.Data.Sqlite;

namespace NewsBot.Storage.Sqlite;

/// <summary>
/// A connection that stays open and keeps its statements compiled: the bot has some sixty of them and runs each thousands of
/// times, and compiling costs more than running. For one user at a time.
/// </summary>
internal sealed class KeptConnection(string connectionString) : SqliteConnection(connectionString)
{
    /// <summary>More than there are; a bound for statements that are made of parts.</summary>
    private const int MostStatements = 200;

    private readonly Dictionary<string, SqliteCommand> _idle = new(StringComparer.Ordinal);

    /// <summary>A command for a statement, for its user alone until it is given back: rows may be read with the same statement within.</summary>
    public SqliteCommand Take(string sql)
    {
        if (!_idle.Remove(sql, out var command))
            return CreateCommand(sql);
        command.Transaction = Transaction;
        return command;
    }

    /// <summary>Takes a command back. Most pragmas act when they are compiled, so they are compiled each time.</summary>
    public void Return(SqliteCommand command)
    {
        command.Parameters.Clear();
        if (_idle.Count >= MostStatements || command.CommandText.StartsWith("PRAGMA", StringComparison.Ordinal) || !_idle.TryAdd(command.CommandText, command))
            command.Dispose();
    }

    private SqliteCommand CreateCommand(string sql)
    {
        var command = CreateCommand(); // it joins the connection's transaction by itself
        command.CommandText = sql;
        return command;
    }
}
