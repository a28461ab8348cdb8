using NewsBot.Core.Model;

namespace NewsBot.Core.Parsing;

/// <summary>What came of reading some bytes as a feed.</summary>
public abstract record ParseResult
{
    private ParseResult()
    {
    }

    /// <summary>It is a feed, sound or mended (<see cref="FeedDocument.Repair"/>).</summary>
    public sealed record Parsed(FeedDocument Document) : ParseResult;

    /// <summary>It is something else.</summary>
    /// <param name="Reason">One line of plain English that says what it is instead.</param>
    public sealed record NotAFeed(string Reason) : ParseResult;
}
