using System.Text;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary><c>/export</c>: the subscriptions as an OPML file.</summary>
public sealed class ExportHandler(ISubscriptionStore subscriptions) : ICommandHandler
{
    private const string FileName = "newsbot.opml";

    /// <summary>Characters of a file that are shown where it cannot be handed over.</summary>
    private const int MostShown = 50_000;

    /// <inheritdoc/>
    public string Name => CommandName.Export;

    /// <inheritdoc/>
    public async Task<Reply> HandleAsync(CommandCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var mine = await subscriptions.ListAsync(call.Chat, cancellationToken);
        if (mine.Count == 0)
            return call.NoSubscriptions();
        var opml = Opml.Write("NewsBot", [.. mine.Select(each => new OpmlFeed(each.Feed.Title, each.Feed.Url, each.Feed.Link, []))]);
        var reply = Replies.Say(call.Say.Exported(mine.Count)) with
        {
            File = new ReplyFile(FileName, Encoding.UTF8.GetBytes(opml), "text/x-opml"),
        };
        return call.HasFiles ? reply : Replies.Join([reply, Shown(call, opml)]);
    }

    private static Reply Shown(CommandCall call, string opml)
    {
        if (opml.Length > MostShown)
            return Replies.Say(call.Say.ExportOnMachine($"newsbot export {FileName} --chat {call.Chat}"));
        var copy = Replies.Say(call.Say.CopyIntoFile(FileName));
        return copy with { Text = new RichText([.. copy.Text.Blocks, new Preformatted(opml, "xml")]) };
    }
}
