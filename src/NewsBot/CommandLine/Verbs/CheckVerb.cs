using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using NewsBot.Chat.Discord;
using NewsBot.Chat.Telegram;
using NewsBot.CommandLine.Configuration;
using NewsBot.Storage;

namespace NewsBot.CommandLine.Verbs;

/// <summary><c>newsbot check</c>: looks at everything that a start needs, and says a line for each: <c>ok</c>, or what is
/// wrong and what to do.</summary>
internal sealed class CheckVerb(Terminal terminal, Settings settings)
{
    private static readonly TimeSpan LoginTimeout = TimeSpan.FromSeconds(15);

    private bool _isWrong;

    /// <summary>The verb for the command tree. Wrong settings are its business: it does not take them from the tree.</summary>
    public static Command Build(CommandTree tree, Terminal terminal)
    {
        var command = new Command("check", "Look for what is wrong with settings, database, folders, ports and tokens, and say how to mend it.");
        command.SetAction((parsed, cancellationToken) =>
        {
            switch (Settings.Load(tree.Sources(parsed)))
            {
                case SettingsResult.Good(var settings):
                    return new CheckVerb(terminal, settings).RunAsync(cancellationToken);
                case SettingsResult.Faulty(var faults):
                    foreach (var fault in faults)
                        terminal.Out.WriteLine($"wrong: settings: {fault}");
                    break;
            }

            return Task.FromResult(ExitCode.Failed);
        });
        return command;
    }

    private async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        Ok($"settings: {settings.File ?? "no file; the defaults hold"}");
        if (settings.Fetching.Contact.Length == 0)
            Ok("settings: Fetching:Contact is empty → better set it, so that publishers can reach you");
        CheckFolder();
        await CheckDatabaseAsync(cancellationToken);
        foreach (var url in settings.Web.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            CheckPort(url);
        if (settings.Telegram.IsOn)
            await CheckLoginAsync(
                "telegram", token => TelegramLogin.TryAsync(settings.Telegram, token),
                "set Telegram:Token to what BotFather gave you, and see that this machine reaches Telegram (HTTPS_PROXY for a proxy)", cancellationToken);
        if (settings.Discord.IsOn)
            await CheckLoginAsync(
                "discord", token => DiscordLogin.TryAsync(settings.Discord, terminal.Time, token),
                "set Discord:Token to what the developer portal gave you, and see that this machine reaches Discord (HTTPS_PROXY for a proxy)", cancellationToken);
        return _isWrong ? ExitCode.Failed : ExitCode.Good;
    }

    private void CheckFolder()
    {
        if (DatabaseFile is not { } file)
            return;
        var folder = Path.GetDirectoryName(file)!;
        try
        {
            Directory.CreateDirectory(folder);
            using (File.Create(Path.Combine(folder, $".newsbot-{Guid.NewGuid():N}"), 1, FileOptions.DeleteOnClose))
                Ok($"folder: {folder} can be written");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Wrong($"folder: {e.Message}", "give this user the right to write it, or set Storage:ConnectionString");
        }
    }

    private async Task CheckDatabaseAsync(CancellationToken cancellationToken)
    {
        if (DatabaseFile is { } file && !File.Exists(file))
        {
            Ok($"database: {file} does not exist yet and will be made");
            return;
        }

        try
        {
            await using var parts = BotParts.Build(settings, terminal);
            var store = parts.GetRequiredService<IMaintenance>();
            var faults = await store.CheckAsync(cancellationToken);
            foreach (var fault in faults)
                Wrong($"database: {fault}", "stop the bot and restore a backup");
            if (faults.Count == 0 && await store.CountAsync(cancellationToken) is var counts)
                Ok($"database: {settings.Storage.ConnectionString} is sound; {counts.Feeds} feeds, {counts.Items} items, {counts.DeliveriesPending} deliveries pending");
        }
        catch (StorageException e)
        {
            Wrong($"database: {e.Message}");
        }
    }

    private void CheckPort(string url)
    {
        var address = BindingAddress.Parse(url);
        if (address.IsUnixPipe || address.IsNamedPipe)
        {
            Ok($"port: {url} is a socket of this machine");
            return;
        }

        var ip = IPAddress.TryParse(address.Host, out var literal) ? literal
            : string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
            : IPAddress.IPv6Any;
        try
        {
            using var listener = new TcpListener(ip, address.Port);
            listener.Start();
            Ok($"port: {url} is free");
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            Wrong($"port: {url} is in use", "if the bot itself is running, all is well; else end the other program, or set Web:Urls");
        }
        catch (SocketException e)
        {
            Wrong($"port: {url} cannot be listened on: {e.Message}", "set Web:Urls to an address of this machine and a port above 1023");
        }
    }

    private async Task CheckLoginAsync(
        string platform, Func<CancellationToken, Task<(string? Name, string? Fault)>> login, string remedy, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(LoginTimeout, terminal.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var (name, fault) = await login(either.Token);
            if (fault is null)
                Ok($"{platform}: the token is that of {name}");
            else
                Wrong($"{platform}: {fault}", remedy);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            Wrong($"{platform}: no answer", remedy);
        }
    }

    /// <summary>The file of the database, or null if the connection string is beyond us: then opening it tells.</summary>
    private string? DatabaseFile
    {
        get
        {
            var text = settings.Storage.ConnectionString;
            if (!text.Contains('=', StringComparison.Ordinal))
                return Path.GetFullPath(text);
            try
            {
                return new SqliteConnectionStringBuilder(text).DataSource is { Length: > 0 } file and not ":memory:" ? Path.GetFullPath(file) : null;
            }
            catch (ArgumentException)
            {
                return null;
            }
        }
    }

    private void Ok(string what) => terminal.Out.WriteLine($"ok: {what}");

    private void Wrong(string what, string? remedy = null)
    {
        _isWrong = true;
        terminal.Out.WriteLine(remedy is null ? $"wrong: {what}" : $"wrong: {what} → {remedy}");
    }
}
