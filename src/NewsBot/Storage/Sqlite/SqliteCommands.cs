using Microsoft.Data.Sqlite;
using NewsBot.Core.Model;

namespace NewsBot.Storage.Sqlite;

/// <summary>
/// All there is between the stores and ADO.NET: statements with named parameters, and columns read by name. Our ids and
/// times may be parameters as they are.
/// </summary>
internal static class SqliteCommands
{
    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    public static int Execute(
        this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var statement = new Statement(connection, sql, parameters);
        return statement.Command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row as a number; null if there is no row, or NULL in it.</summary>
    public static long? Number(
        this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var statement = new Statement(connection, sql, parameters);
        return statement.Command.ExecuteScalar() as long?;
    }

    /// <summary>All rows.</summary>
    public static List<T> Query<T>(
        this SqliteConnection connection,
        string sql,
        Func<SqliteDataReader, T> read,
        params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var statement = new Statement(connection, sql, parameters);
        using var reader = statement.Command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>The first row, or null.</summary>
    public static T? First<T>(
        this SqliteConnection connection,
        string sql,
        Func<SqliteDataReader, T> read,
        params ReadOnlySpan<(string Name, object? Value)> parameters)
        where T : class
    {
        using var statement = new Statement(connection, sql, parameters);
        using var reader = statement.Command.ExecuteReader();
        return reader.Read() ? read(reader) : null;
    }

    /// <summary>Numbers as a JSON array, for <c>IN (SELECT value FROM json_each($ids))</c>.</summary>
    public static string JsonArray(IEnumerable<long> numbers) => $"[{string.Join(',', numbers)}]";

    public static long Number(this SqliteDataReader row, string column) => row.GetInt64(row.GetOrdinal(column));

    public static long? NumberOrNull(this SqliteDataReader row, string column) =>
        row.GetOrdinal(column) is var at && row.IsDBNull(at) ? null : row.GetInt64(at);

    public static bool Flag(this SqliteDataReader row, string column) => row.Number(column) != 0;

    public static string Text(this SqliteDataReader row, string column) => row.GetString(row.GetOrdinal(column));

    public static string? TextOrNull(this SqliteDataReader row, string column) =>
        row.GetOrdinal(column) is var at && row.IsDBNull(at) ? null : row.GetString(at);

    public static Uri? UriOrNull(this SqliteDataReader row, string column) =>
        Uri.TryCreate(row.TextOrNull(column), UriKind.Absolute, out var uri) ? uri : null;

    public static DateTimeOffset Time(this SqliteDataReader row, string column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.Number(column));

    public static DateTimeOffset? TimeOrNull(this SqliteDataReader row, string column) =>
        row.NumberOrNull(column) is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    private static object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset time => time.ToUnixTimeMilliseconds(),
        FeedId id => id.Value,
        ItemId id => id.Value,
        DeliveryId id => id.Value,
        Uri { IsAbsoluteUri: true } uri => uri.AbsoluteUri,
        _ => value,
    };

    /// <summary>A statement with its parameters, compiled already if its connection has run it before.</summary>
    private readonly ref struct Statement : IDisposable
    {
        private readonly SqliteConnection _connection;

        public Statement(SqliteConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
        {
            _connection = connection;
            if (connection is KeptConnection kept)
            {
                Command = kept.Take(sql);
            }
            else
            {
                Command = connection.CreateCommand();
                Command.CommandText = sql;
            }
            foreach (var (name, value) in parameters)
                Command.Parameters.AddWithValue(name, Stored(value));
        }

        public SqliteCommand Command { get; }

        public void Dispose()
        {
            if (_connection is KeptConnection kept)
                kept.Return(Command);
            else
                Command.Dispose();
        }
    }
}
