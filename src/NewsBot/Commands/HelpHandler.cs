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
        IReadOnlyList<IReadOnlyList<Block>> lines =
        [
            .. CommandTable.All.Select(spec => (IReadOnlyList<Block>)
            [
                new Paragraph([new Styled(TextStyle.Code, [new Words(spec.Usage)]), new Words(" — " + spec.Summary(say.Language))]),
            ]),
        ];
        return Task.FromResult(new Reply
        {
            Text = new RichText(
            [
                new Paragraph([new Words(say.HelpTitle)]),
                new Listing(Ordered: false, lines),
                new Paragraph([new Words(say.HelpEnd)]),
            ]),
        });
    }
}
