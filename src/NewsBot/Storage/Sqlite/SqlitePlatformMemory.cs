using NewsBot.Core.Model;

namespace NewsBot.Storage.Sqlite;

/// <inheritdoc cref="IPlatformMemory"/>
internal sealed class SqlitePlatformMemory(SqliteDatabase database) : IPlatformMemory
{
    public Task<string?> RecallAsync(string platform, string key, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.First(
            "SELECT value FROM platform_memory WHERE platform = $platform AND key = $key",
            row => row.Text("value"), ("$platform", platform), ("$key", key)), cancellationToken);

    public Task RememberAsync(string platform, string key, string value, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => connection.Execute(
            """
            INSERT INTO platform_memory (platform, key, value, at) VALUES ($platform, $key, $value, $now)
            ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at
            """,
            ("$platform", platform), ("$key", key), ("$value", value), ("$now", now)), cancellationToken);

    public Task ForgetAsync(string platform, string key, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => connection.Execute(
            "DELETE FROM platform_memory WHERE platform = $platform AND key = $key", ("$platform", platform), ("$key", key)),
            cancellationToken);
}
