using NewsBot.Core.Commands;
using NewsBot.Core.Composing;
using NewsBot.Core.Model;
using NewsBot.Fetching;

namespace NewsBot.Commands;

/// <summary><c>/preview URL</c>: what a feed would push, without subscribing.</summary>
public sealed class PreviewHandler(FeedFinder finder) : ICommandHandler
{
    private const int Shown = 3;

    /// <inheritdoc/>
    public string Name => CommandName.Preview;

    /// <inheritdoc/>
    public async Task<Reply> HandleAsync(CommandCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.Arguments.Length == 0)
            return call.Missing();
        if (!FeedUrl.TryParse(call.Arguments, out var typed))
            return Replies.Trouble(call.Say.NotAnAddress(call.Arguments));
        if (typed.IsArchive)
            return Replies.Trouble(call.Say.ArchiveUnknown);
        return await finder.FindAsync(typed, cancellationToken) switch
        {
            FeedSearch.Found found => Show(found, call.Say),
            FeedSearch.Several several => FeedIntake.Ask(typed, several, "/" + Name, call.Say),
            FeedSearch.Nothing nothing => Replies.Trouble(call.Say.Trouble(typed.ToString(), nothing.Trouble)),
            var other => throw new InvalidOperationException($"No such result: {other}"),
        };
    }

    private static Reply Show(FeedSearch.Found found, Wording say)
    {
        var title = found.Document.Title ?? found.Url.Value.Host;
        var source = new PostSource(title, found.Document.Link ?? found.Url.Value, found.Document.Language);
        var newest = found.Document.Items
            .OrderByDescending(item => item.Published ?? DateTimeOffset.MinValue)
            .Take(Shown)
            .Select(item => PostComposer.Compose(item, source))
            .ToList();
        return Replies.Say(say.PreviewTitle(title, newest.Count)) with
        {
            Posts = newest,
            Choices = [new Choice(say.Subscribe, $"/sub {found.Url.Key}")],
        };
    }
}
