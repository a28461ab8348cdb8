using NewsBot.Core.Commands;
using NewsBot.Core.Model;

namespace NewsBot.Commands;

/// <summary>A page of a chat's subscriptions.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Count">How many pages there are.</param>
/// <param name="Subscriptions">Those on it.</param>
internal sealed record Page(int Number, int Count, IReadOnlyList<Subscription> Subscriptions)
{
    private const int Length = 10;

    /// <summary>The page with this number, or the nearest that exists.</summary>
    public static Page Of(IReadOnlyList<Subscription> all, int number)
    {
        var count = Math.Max(1, (all.Count + Length - 1) / Length);
        var nearest = Math.Clamp(number, 1, count);
        return new Page(nearest, count, [.. all.Skip((nearest - 1) * Length).Take(Length)]);
    }

    /// <summary>Buttons to the pages beside it.</summary>
    /// <param name="say">Sentences.</param>
    /// <param name="command">The command that shows the page with a number.</param>
    public IEnumerable<Choice> Turns(Wording say, Func<int, string> command)
    {
        if (Number > 1)
            yield return new Choice(say.PageBefore, command(Number - 1));
        if (Number < Count)
            yield return new Choice(say.PageAfter, command(Number + 1));
    }
}
