using System.CommandLine;
using NewsBot.Chat.Web;
using NewsBot.CommandLine.Configuration;
using NewsBot.Core.Model;
using NewsBot.Storage;

namespace NewsBot.CommandLine.Verbs;

/// <summary><c>newsbot import</c>: takes over the feeds of an OPML file, or folders of archived articles, and subscribes a
/// chat to them. Importing again changes nothing.</summary>
internal sealed class ImportVerb(Terminal terminal, Settings settings, IFeedStore feeds, ISubscriptionStore subscriptions, IServiceProvider parts)
{
    /// <summary>The verb for the command tree.</summary>
    public static Command Build(CommandTree tree)
    {
        var path = new Argument<string>("PATH") { Description = "An OPML file; or a folder of archived articles, or of such folders." };
        var chat = ChatOption.For("The chat that is subscribed to the feeds.", WebPlatform.Home);
        var command = new Command("import", "Take over feeds from an OPML file, or articles from an archive folder.") { path, chat };
        command.SetAction(tree.Do<ImportVerb>((verb, parsed, cancellationToken) =>
            verb.ImportAsync(parsed.GetValue(path)!, ChatOption.Read(parsed.GetValue(chat))!, cancellationToken)));
        return command;
    }

    private Task<int> ImportAsync(string path, ChatAddress chat, CancellationToken cancellationToken) => Directory.Exists(path)
        ? ActivatorUtilities.CreateInstance<ArchiveImport>(parts).RunAsync(path, chat, cancellationToken)
        : ImportOpmlAsync(path, chat, cancellationToken);

    private async Task<int> ImportOpmlAsync(string file, ChatAddress chat, CancellationToken cancellationToken)
    {
        var list = await Source.ReadOpmlAsync(file, settings, cancellationToken);
        var room = settings.Access.MaxSubscriptionsPerChat - (await subscriptions.ListAsync(chat, cancellationToken)).Count;
        var (done, refused) = (0, 0);
        using var progress = WorkProgress.Start(terminal, "Importing", "feeds");
        foreach (var entry in list.Feeds)
        {
            var now = terminal.Time.GetUtcNow();
            var known = await feeds.FindAsync(entry.Url, cancellationToken);
            var feed = known ?? await feeds.AddAsync(entry.Url, entry.Title, now, cancellationToken);
            var isSubscribed = room > 0 && await subscriptions.AddAsync(chat, feed.Id, now, cancellationToken);
            room -= isSubscribed ? 1 : 0;
            var isRefused = room == 0 && !isSubscribed && !await HasAsync(chat, feed, cancellationToken);
            (done, refused) = isRefused ? (done, refused + 1) : (done + 1, refused);
            progress.WriteLine((isRefused, isSubscribed) switch
            {
                (true, _) => $"refused: {entry.Title} ({entry.Url}): {chat} has {settings.Access.MaxSubscriptionsPerChat} subscriptions, the most that Access:MaxSubscriptionsPerChat allows",
                (_, true) => $"added: {entry.Title} ({entry.Url})",
                _ => $"already there: {entry.Title} ({entry.Url})",
            });
            progress.Step();
        }

        if (list.Skipped > 0)
            terminal.Error.WriteLine($"newsbot: {list.Skipped} entries of {file} were passed over: they have no address that can be polled.");
        if (done + refused == 0)
            return terminal.Fail($"{file} lists no feeds.");
        return refused == 0 ? ExitCode.Good : ExitCode.Failed;
    }

    private async Task<bool> HasAsync(ChatAddress chat, Feed feed, CancellationToken cancellationToken) =>
        (await subscriptions.ListAsync(chat, cancellationToken)).Any(subscription => subscription.Feed.Id == feed.Id);
}

/// <summary>The option <c>--chat platform:address</c>.</summary>
internal static class ChatOption
{
    /// <summary>The option.</summary>
    /// <param name="description">What the chat is needed for.</param>
    /// <param name="usual">The chat without it.</param>
    public static Option<string?> For(string description, ChatAddress? usual)
    {
        var option = new Option<string?>("--chat") { Description = description, HelpName = "platform:address" };
        if (usual is not null)
            option.DefaultValueFactory = _ => usual.ToString();
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !ChatAddress.TryParse(text, out _))
                result.AddError($"--chat is '{text}', but must be platform:address, for example {WebPlatform.Home}.");
        });
        return option;
    }

    /// <summary>The chat that was named, or null.</summary>
    public static ChatAddress? Read(string? text) => ChatAddress.TryParse(text, out var chat) ? chat : null;
}
