using NewsBot.Core.Commands;
using NewsBot.Core.Model;

namespace NewsBot.Commands;

/// <summary><c>/help</c>: the command table in words.</summary>
public sealed class HelpHandler : ICommandHandler
{
    /// <inheritdoc/>
    public string Name => CommandName.Help;

    /// <inheritdoc/>
    public Task<Reply> HandleAsync(CommandCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var say = call.Say;
        return Task.FromResult(new Reply
        {
            Text = new RichText(
            [
                new Paragraph([new Words(say.HelpTitle)]),
                .. Enum.GetValues<CommandTopic>().SelectMany(topic => Chapter(topic, say)),
                new Paragraph([new Words(say.HelpEnd(call.Message.Chat.Platform))]),
            ]),
        });
    }

    private static IEnumerable<Block> Chapter(CommandTopic topic, Wording say)
    {
        yield return new Paragraph([new Styled(TextStyle.Bold, [new Words(say.Topic(topic))])]);
        yield return new Listing(Ordered: false, [.. CommandTable.All.Where(spec => spec.Topic == topic).Select(spec => (IReadOnlyList<Block>)
        [
            new Paragraph([new Styled(TextStyle.Code, [new Words(spec.Usage)]), new Words(" — " + spec.Summary(say.Language))]),
        ])]);
    }
}
