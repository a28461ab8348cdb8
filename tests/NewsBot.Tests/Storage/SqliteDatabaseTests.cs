using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Core.Model;
using NewsBot.Storage;
using NewsBot.Storage.Sqlite;

namespace NewsBot.Tests.Storage;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string DatabaseFile => _folder.File("newsbot.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_folder_and_the_file_are_made_if_they_are_missing()
    {
        var file = _folder.File("a/b/newsbot.db");
        using var database = SqliteDatabase.Open(file);

        Assert.Equal("wal", await database.ReadAsync(connection => connection.First("PRAGMA journal_mode", row => row.GetString(0)), Token));
        Assert.True(File.Exists(file));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("Data Source={0}")]
    [InlineData("Default Timeout=1;data source={0};Pooling=False")]
    public void A_place_is_a_file_or_a_connection_string(string place)
    {
        using var database = SqliteDatabase.Open(string.Format(CultureInfo.InvariantCulture, place, DatabaseFile));

        Assert.Equal(DatabaseFile, database.File);
    }

    [Theory]
    [InlineData(":memory:")]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=x;Mode=Memory")]
    [InlineData("Data Source=")]
    [InlineData("Data Source=x;Colour=Red")]
    public void A_place_without_a_file_is_refused(string place) =>
        Assert.Contains("Storage:ConnectionString", Refusal(place), StringComparison.Ordinal);

    [Fact]
    public async Task What_was_to_be_written_later_is_there_at_the_next_start()
    {
        using (var database = SqliteDatabase.Open(DatabaseFile))
            await database.WriteLaterAsync(connection => connection.Execute("INSERT INTO feed (url, title, next_due) VALUES ('a', 'a', 0)"), Token);

        using var again = SqliteDatabase.Open(DatabaseFile);

        Assert.Equal(1, await again.ReadAsync(connection => connection.Number("SELECT count(*) FROM feed"), Token));
    }

    [Fact]
    public async Task What_was_stored_is_there_at_the_next_start()
    {
        using (var database = SqliteDatabase.Open(DatabaseFile))
            await Feeds(database).AddAsync(NewsUrl, "News", DateTimeOffset.UnixEpoch, Token);

        using var again = SqliteDatabase.Open(DatabaseFile);

        Assert.Single(await Feeds(again).AllAsync(Token));
    }

    [Fact]
    public async Task Each_connection_keeps_foreign_keys_and_waits_for_the_disk_and_readers_cannot_write()
    {
        using var database = SqliteDatabase.Open(DatabaseFile);
        for (var turn = 0; turn < 2; turn++) // the second time on a connection that was kept
        {
            Assert.Equal((1, 2), await database.WriteAsync(Pragmas, Token));
            Assert.Equal((1, 2), await database.ReadAsync(Pragmas, Token));
        }

        await Assert.ThrowsAsync<StorageException>(() => database.ReadAsync(connection => connection.Execute("DELETE FROM feed"), Token));

        static (long?, long?) Pragmas(SqliteConnection connection) =>
            (connection.Number("PRAGMA foreign_keys"), connection.Number("PRAGMA synchronous"));
    }

    [Fact]
    public async Task Rows_may_be_read_with_a_statement_within_itself()
    {
        using var database = SqliteDatabase.Open(DatabaseFile);
        const string Numbers = "SELECT value FROM json_each($numbers)";

        var pairs = await database.ReadAsync(connection => connection.Query(
            Numbers,
            outer => string.Join(',', connection.Query(Numbers, inner => inner.Number("value") * outer.Number("value"), ("$numbers", "[1,2]"))),
            ("$numbers", "[3,4]")), Token);

        Assert.Equal(["3,6", "4,8"], pairs);
    }

    [Fact]
    public async Task Writes_that_wait_together_are_each_done_or_undone_alone()
    {
        using var database = SqliteDatabase.Open(DatabaseFile);
        using var isBusy = new SemaphoreSlim(0);
        using var go = new SemaphoreSlim(0);
        var first = Task.Run(() => database.WriteAsync(_ =>
        {
            isBusy.Release();
            go.Wait(Token);
            return 0;
        }, Token), Token);
        await isBusy.WaitAsync(Token);
        using var impatient = new CancellationTokenSource();
        var writes = Enumerable.Range(0, 100).Select(i => database.WriteAsync(
            connection =>
            {
                connection.Execute("INSERT INTO feed (url, title, next_due) VALUES ($url, '', 0)", ("$url", $"https://{i}.example/"));
                return i % 10 == 3 ? throw new InvalidOperationException("no") : i;
            },
            i % 10 == 4 ? impatient.Token : Token)).ToArray();
        await impatient.CancelAsync();
        go.Release();

        await first;
        for (var i = 0; i < writes.Length; i++)
        {
            if (i % 10 == 3)
                await Assert.ThrowsAsync<InvalidOperationException>(() => writes[i]);
            else if (i % 10 == 4)
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writes[i]);
            else
                Assert.Equal(i, await writes[i]);
        }
        Assert.Equal(80, await database.ReadAsync(connection => connection.Number("SELECT count(*) FROM feed"), Token));
    }

    [Fact]
    public void A_database_of_a_newer_version_is_refused_and_not_touched()
    {
        SqliteDatabase.Open(DatabaseFile).Dispose();
        using (var connection = OpenOutside())
            connection.Execute("INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('999_future.sql', '2030-01-01')");

        var message = Refusal(DatabaseFile);

        Assert.Contains("newer version", message, StringComparison.Ordinal);
        Assert.Contains("999_future.sql", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_not_touched()
    {
        File.WriteAllText(DatabaseFile, new string('x', 5_000));

        Assert.Contains("not a SQLite database", Refusal(DatabaseFile), StringComparison.Ordinal);
        Assert.Equal(new string('x', 5_000), File.ReadAllText(DatabaseFile));
    }

    [Fact]
    public void The_database_of_another_program_is_refused_and_not_touched()
    {
        using (var connection = OpenOutside())
            connection.Execute("CREATE TABLE feed (name TEXT)");

        Assert.Contains("already exists", Refusal(DatabaseFile), StringComparison.Ordinal);
        using var after = OpenOutside();
        Assert.Null(after.Number("SELECT 1 FROM sqlite_schema WHERE name IN ('item', 'chat')"));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told()
    {
        File.WriteAllText(_folder.File("file"), "");

        Assert.Contains("cannot be created", Refusal(_folder.File("file/newsbot.db")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_where_nothing_can_be_written_is_told()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs /proc, where not even root can make a file.");

        Assert.Contains("cannot be opened", Refusal("/proc/newsbot.db"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_may_only_be_read_is_told_at_start()
    {
        if (TestProcess.PassesAsNobody($"*.{nameof(A_file_that_may_only_be_read_is_told_at_start)}"))
            return;
        SqliteDatabase.Open(DatabaseFile).Dispose();
        File.SetAttributes(DatabaseFile, FileAttributes.ReadOnly);

        Assert.Contains("read-only", Refusal(DatabaseFile), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_may_only_be_read_is_told_at_start()
    {
        if (TestProcess.PassesAsNobody($"*.{nameof(A_folder_that_may_only_be_read_is_told_at_start)}"))
            return;
        SqliteDatabase.Open(_folder.File("data/newsbot.db")).Dispose();
        File.SetAttributes(_folder.File("data"), FileAttributes.ReadOnly | FileAttributes.Directory);

        var message = Refusal(_folder.File("data/newsbot.db"));

        File.SetAttributes(_folder.File("data"), FileAttributes.Directory);
        Assert.Contains(_folder.File("data"), message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_locked_file_is_told_at_start()
    {
        SqliteDatabase.Open(DatabaseFile).Dispose();
        using var other = OpenOutside();
        other.Execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;");

        Assert.Contains("locked by another program", Refusal($"Data Source={DatabaseFile};Default Timeout=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_gets_locked_is_told_and_serves_again_when_it_is_free()
    {
        using var database = SqliteDatabase.Open($"Data Source={DatabaseFile};Default Timeout=1");
        using (var other = OpenOutside())
        {
            other.Execute("BEGIN IMMEDIATE");
            var fault = await Assert.ThrowsAsync<StorageException>(() => InsertFeedAsync(database));
            Assert.Contains("locked by another program", fault.Message, StringComparison.Ordinal);
            Assert.Contains(DatabaseFile, fault.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, await InsertFeedAsync(database));
    }

    [Fact]
    public async Task A_full_disk_is_told_and_what_was_stored_stays()
    {
        using var database = SqliteDatabase.Open(DatabaseFile);
        await InsertFeedAsync(database);

        var fault = await Assert.ThrowsAsync<StorageException>(() => database.WriteAsync(
            connection =>
            {
                connection.Execute("PRAGMA max_page_count = 1"); // the engine then behaves as on a disk without room
                return connection.Execute("INSERT INTO feed (url, title, next_due) VALUES ('b', $title, 0)", ("$title", new string('x', 100_000)));
            },
            Token));

        Assert.Contains("is full", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, await database.ReadAsync(connection => connection.Number("SELECT count(*) FROM feed"), Token));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(14)]
    public void Each_fault_of_the_disk_names_the_file_and_a_way_out(int code)
    {
        var fault = SqliteFaults.Explain(new SqliteException("disk I/O error", code), DatabaseFile);

        Assert.Contains(DatabaseFile, fault!.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_constraint_is_not_taken_for_a_fault_of_the_disk()
    {
        using var database = SqliteDatabase.Open(DatabaseFile);
        await InsertFeedAsync(database);

        var fault = await Assert.ThrowsAsync<SqliteException>(() => InsertFeedAsync(database));

        Assert.Equal(19, fault.SqliteErrorCode);
    }

    [Fact]
    public async Task A_check_names_a_row_that_refers_to_nothing()
    {
        using var database = SqliteDatabase.Open(DatabaseFile);
        await InsertFeedAsync(database);
        using (var careless = OpenOutside())
            careless.Execute("PRAGMA foreign_keys = OFF; INSERT INTO subscription (chat_id, feed_id, since) VALUES (5, 1, 0);");

        Assert.Equal(
            "row 1 of subscription refers to a row of chat that is not there",
            Assert.Single(await new SqliteMaintenance(database).CheckAsync(Token)));
    }

    [Fact]
    public async Task A_check_finds_a_damaged_page()
    {
        long at;
        using (var database = SqliteDatabase.Open(DatabaseFile))
        {
            at = (await database.ReadAsync(connection => connection.Number(
                "SELECT (rootpage - 1) * page_size FROM sqlite_schema, pragma_page_size WHERE name = 'item'"), Token))!.Value;
        }
        await using (var file = File.OpenWrite(DatabaseFile))
        {
            file.Position = at;
            await file.WriteAsync(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF }, Token);
        }

        using var damaged = SqliteDatabase.Open(DatabaseFile);

        Assert.NotEmpty(await new SqliteMaintenance(damaged).CheckAsync(Token));
    }

    [Fact]
    public async Task Cancelling_stops_a_statement_that_runs()
    {
        const string endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n";
        using var database = SqliteDatabase.Open(DatabaseFile);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        stop.CancelAfter(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Task.Run(() => database.ReadAsync(connection => connection.Number(endless), stop.Token), Token));

        Assert.Equal(0, await database.ReadAsync(connection => connection.Number("SELECT count(*) FROM feed"), Token));
    }

    private static FeedUrl NewsUrl => FeedUrl.TryParse("https://news.example/", out var url) ? url : throw new InvalidOperationException();

    private static SqliteFeedStore Feeds(SqliteDatabase database) => new(database, new SqliteBacklogs(database, NullLogger<SqliteBacklogs>.Instance));

    private static string Refusal(string place) => Assert.Throws<StorageException>(() => SqliteDatabase.Open(place)).Message;

    private static Task<int> InsertFeedAsync(SqliteDatabase database) => database.WriteAsync(
        connection => connection.Execute("INSERT INTO feed (url, title, next_due) VALUES ('a', 'a', 0)"), Token);

    private SqliteConnection OpenOutside()
    {
        var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        connection.Open();
        return connection;
    }
}
