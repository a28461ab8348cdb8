using System.CommandLine;
using System.Text;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing;
using NewsBot.Storage;

namespace NewsBot.CommandLine.Verbs;

/// <summary><c>newsbot export</c>: the feeds as OPML, or the items as an archive of articles, depending on the name.</summary>
internal sealed class ExportVerb(Terminal terminal, IFeedStore feeds, ISubscriptionStore subscriptions, IServiceProvider parts)
{
    private static readonly string[] OpmlEndings = [".opml", ".xml"];

    /// <summary>The verb for the command tree.</summary>
    public static Command Build(CommandTree tree)
    {
        var path = new Argument<string>("PATH") { Description = "A file that ends in .opml or .xml: the feeds. Else a folder: the articles." };
        var chat = ChatOption.For("Only the feeds that this chat subscribes to.", usual: null);
        var command = new Command("export", "Write the feeds as OPML, or the stored items as an archive of articles.") { path, chat };
        command.SetAction(tree.Do<ExportVerb>((verb, parsed, cancellationToken) =>
            verb.ExportAsync(parsed.GetValue(path)!, ChatOption.Read(parsed.GetValue(chat)), cancellationToken)));
        return command;
    }

    private async Task<int> ExportAsync(string path, ChatAddress? chat, CancellationToken cancellationToken)
    {
        var chosen = chat is null
            ? await feeds.AllAsync(cancellationToken)
            : [.. (await subscriptions.ListAsync(chat, cancellationToken)).Select(subscription => subscription.Feed)];
        if (chosen.Count == 0)
            return terminal.Fail(chat is null ? "there are no feeds to export." : $"{chat} subscribes to no feeds.");
        if (!OpmlEndings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            return await ActivatorUtilities.CreateInstance<ArchiveExport>(parts).RunAsync(path, chosen, cancellationToken);

        var opml = Opml.Write("NewsBot", [.. chosen.Select(feed => new OpmlFeed(feed.Title, feed.Url, feed.Link, []))]);
        await WholeFile.WriteAsync(path, Encoding.UTF8.GetBytes(opml), cancellationToken);
        terminal.Out.WriteLine($"{path}: {chosen.Count} feeds");
        return ExitCode.Good;
    }
}

/// <summary>Writes files that appear complete or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file, creating its folder; one that has these bytes already is left alone.</summary>
    /// <returns>Whether anything was written.</returns>
    public static async Task<bool> WriteAsync(string path, byte[] bytes, CancellationToken cancellationToken)
    {
        var file = Path.GetFullPath(path);
        if (File.Exists(file) && new FileInfo(file).Length == bytes.Length
            && (await File.ReadAllBytesAsync(file, cancellationToken)).AsSpan().SequenceEqual(bytes))
            return false;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var unfinished = file + ".tmp";
        await File.WriteAllBytesAsync(unfinished, bytes, cancellationToken);
        File.Move(unfinished, file, overwrite: true);
        return true;
    }
}
