using Microsoft.Extensions.Options;
using NewsBot.Chat;
using NewsBot.Core.Commands;
using NewsBot.Core.Detection;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing;
using NewsBot.Core.Parsing.Discovery;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary><c>/import</c> with an OPML file: subscribes to all its feeds. No site is asked now: the pollers come to each
/// feed in its turn, and what it holds then counts as seen.</summary>
public sealed class ImportHandler(
    IFeedStore feeds, ISubscriptionStore subscriptions, IOptions<AccessOptions> access, RssHub hub, TimeProvider clock) : ICommandHandler
{
    private const int LongestTitle = 200;
    private const int LongestName = 100;

    private static readonly string[] Endings = [".opml", ".xml"];

    /// <inheritdoc/>
    public string Name => CommandName.Import;

    /// <summary>Whether a message is a list of feeds without a word: to send it is to say <c>/import</c>.</summary>
    internal static bool IsList(IncomingMessage message) =>
        message is { Text.Length: 0, File: { } file } && Endings.Contains(Path.GetExtension(file.Name), StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public async Task<Reply> HandleAsync(CommandCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var say = call.Say;
        if (call.Message.File is not { } file)
            return Replies.Say(call.HasFiles ? say.ImportHow(call.Message.Chat.Platform) : say.ImportOnMachine($"newsbot import feeds.opml --chat {call.Chat}"));
        var name = Replies.Cut(file.Name, LongestName);
        return file.Content.Length == 0
            ? Replies.Trouble(say.FileTooLarge(name))
            : Opml.Parse(file.Content, hub) switch
            {
                OpmlResult.NotOpml(var reason) => Replies.Trouble(say.NotOpml(name, reason)),
                OpmlResult.Listed list => await ImportAsync(call, list, name, cancellationToken),
                var other => throw new InvalidOperationException($"No such result: {other}"),
            };
    }

    private async Task<Reply> ImportAsync(CommandCall call, OpmlResult.Listed list, string name, CancellationToken cancellationToken)
    {
        var most = access.Value.MaxSubscriptionsPerChat;
        var mine = (await subscriptions.ListAsync(call.Chat, cancellationToken)).Select(each => each.Feed.Url).ToHashSet();
        var (added, known, refused, unreadable) = (0, 0, 0, list.Skipped);
        foreach (var entry in list.Feeds)
        {
            if (mine.Contains(entry.Url))
                known++;
            else if (mine.Count >= most)
                refused++;
            else if (await FindAsync(entry, cancellationToken) is not { } feed)
                unreadable++;
            else if (await subscriptions.AddAsync(call.Chat, feed.Id, clock.GetUtcNow(), cancellationToken) && mine.Add(entry.Url))
                added++;
            else
                known++;
        }

        if (added + known + refused == 0)
            return Replies.Trouble(call.Say.NothingToImport(name));
        var told = call.Say.Imported(added, known, refused, unreadable, most);
        return Replies.Say(added == 0 ? told : $"{told}\n{call.Say.ImportedNext}") with
        {
            Choices = [new Choice(call.Say.ShowList, "/list")],
        };
    }

    /// <summary>The feed of an entry; null for a folder of this machine that its operator did not add.</summary>
    private async Task<Feed?> FindAsync(OpmlFeed entry, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await feeds.FindAsync(entry.Url, cancellationToken) is not { } known)
            return entry.Url.IsArchive ? null : await feeds.AddAsync(entry.Url, Replies.Cut(entry.Title, LongestTitle), now, cancellationToken);
        if (!known.Health.Ended && await subscriptions.HasSubscribersAsync(known.Id, cancellationToken))
            return known;
        // Nobody read it for a while. It starts anew, so that what appeared since is no news to somebody who comes only now.
        var anew = known with
        {
            Validators = CacheValidators.None,
            BodyHash = null,
            Health = new FeedHealth { LastItem = known.Health.LastItem, NextPoll = now },
        };
        await feeds.SaveAsync(new UpdateIntent { Feed = anew }, now, cancellationToken);
        return anew;
    }
}
