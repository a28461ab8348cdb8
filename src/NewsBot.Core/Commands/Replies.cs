using NewsBot.Core.Model;

namespace NewsBot.Core.Commands;

/// <summary>Makes replies of plain lines, where most answers are nothing more.</summary>
public static class Replies
{
    /// <summary>An answer; each line of <paramref name="text"/> becomes a paragraph.</summary>
    public static Reply Say(string text) => new() { Text = Lines(text) };

    /// <summary>What went wrong, and the way out.</summary>
    public static Reply Trouble(string text) => new() { Text = Lines(text), IsTrouble = true };

    /// <summary>Several answers as one, in order; of controls and files that one message has but once, the first.</summary>
    public static Reply Join(IReadOnlyList<Reply> replies)
    {
        ArgumentNullException.ThrowIfNull(replies);
        return replies.Count == 1 ? replies[0] : new Reply
        {
            Text = new RichText([.. replies.SelectMany(reply => reply.Text.Blocks)]),
            Posts = [.. replies.SelectMany(reply => reply.Posts)],
            Choices = [.. replies.SelectMany(reply => reply.Choices)],
            IsTrouble = replies.All(reply => reply.IsTrouble),
            Roles = replies.Select(reply => reply.Roles).FirstOrDefault(picker => picker is not null),
            File = replies.Select(reply => reply.File).FirstOrDefault(file => file is not null),
        };
    }

    /// <summary>Text that is cut to some characters, with an ellipsis where it was longer.</summary>
    public static string Cut(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= most)
            return text;
        var end = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return text[..end].TrimEnd() + "…";
    }

    private static RichText Lines(string text) =>
        new([.. text.Split('\n').Select(line => new Paragraph([new Words(line)]))]);
}
