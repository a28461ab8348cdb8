using System.Globalization;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering.Discord;

/// <summary>Lays an answer out as messages: what it says as text, a few headlines as cards and many as a list, and on the last the
/// controls and the file.</summary>
internal static class DiscordReplyMessages
{
    private const int Most = 10;
    private const int MostCards = 3;

    /// <summary>The messages.</summary>
    public static IReadOnlyList<DiscordMessage> Of(Reply reply, ChatSettings settings)
    {
        var says = ReplyText.Of(reply, new ChatLabels(settings.Language), isMarkdown: true);
        var messages = Texts(says);
        foreach (var shown in reply.Posts.Count <= MostCards ? Cards(reply.Posts, settings) : List(reply.Posts, settings))
        {
            // The first cards stand beneath the last words.
            if (messages is [.., { Embeds: [] } last])
                messages[^1] = shown with { Content = last.Content, Plain = Both(last.Plain, shown.Plain) };
            else
                messages.Add(shown);
        }

        messages = [.. messages.Take(Most)];
        var controls = DiscordControls.Of(reply);
        if (messages.Count == 0 && (controls.Count > 0 || reply.File is not null))
            messages.Add(Message(FormattedText.Empty) with { Content = reply.File is null ? "…" : "" });
        if (messages.Count > 0)
            messages[^1] = messages[^1] with { Components = controls, File = reply.File };
        var heading = DiscordCut.Words(says.Text.Split('\n')[0], DiscordCut.MaxHeading) is { Length: > 0 } name ? name : reply.Posts is [var first, ..] ? DiscordPostMessages.Heading(first) : "…";
        return [.. messages.Select(message => message with { Heading = heading, IsSilent = reply.IsSilent, IsTrouble = reply.IsTrouble })];
    }

    /// <summary>The words, in several messages if they need them; the last of too many ends with an ellipsis.</summary>
    private static List<DiscordMessage> Texts(FormattedText says)
    {
        var parts = DiscordCut.Quiet.Split(says, DiscordCut.MaxContent, DiscordCut.MaxContent).Take(Most + 1).ToList();
        var texts = parts.Count <= Most
            ? parts.Select(part => part.Part)
            : parts.Take(Most - 1).Select(part => part.Part).Append(DiscordCut.Quiet.Shorten(says.Slice(parts[Most - 2].End, says.Length), DiscordCut.MaxContent));
        return [.. texts.Select(Message)];
    }

    private static DiscordMessage Message(FormattedText text) =>
        new() { Content = DiscordMarkdown.Write(text, isQuiet: true), Plain = DiscordPlain.Of(text), Heading = "…" };

    /// <summary>One headline as it comes by itself; two or three with small pictures.</summary>
    private static List<DiscordMessage> Cards(IReadOnlyList<Post> posts, ChatSettings settings)
    {
        if (posts.Count == 0)
            return [];
        var cards = posts.Select(post => (Post: post, Text: new PostText(post, settings with { Length = MessageLength.Lead }, isMarkdown: true))).ToList();
        var pictures = cards.Select(card => DiscordPictures.Of(card.Post, posts.Count == 1 ? DiscordCard.MostPictures : 1)).ToList();
        var embeds = cards.SelectMany((card, i) =>
        {
            var maker = new DiscordCard(card.Post, card.Text);
            // All cards of a message have 6,000 characters together.
            var story = posts.Count == 1 ? card.Text.Story() : card.Text.Lead();
            var room = posts.Count == 1 ? DiscordCut.MaxDescription : DiscordCut.MaxDescription / MostCards;
            var embed = maker.Part(DiscordCut.Text.Shorten(story, room), isFirst: true, isLast: true);
            // Of cards that lead to the same address Discord shows the first alone.
            if (cards.Take(i).Any(earlier => earlier.Post.Link == card.Post.Link))
                embed = embed with { Url = null };
            return posts.Count == 1 ? DiscordCard.WithPictures(embed, pictures[i]) : [DiscordCard.WithThumbnail(embed, pictures[i])];
        }).ToList();
        var plain = cards.Select(card => DiscordPlain.Of(card.Post, card.Text, card.Text.Lead(), isFirst: true, isLast: true));
        return [new DiscordMessage { Embeds = embeds, Uploads = DiscordPictures.Uploads(pictures.SelectMany(one => one).Distinct()), Plain = plain.Aggregate(Both), Heading = "…" }];
    }

    /// <summary>A numbered list, as many in a message as have room; no headline is torn apart.</summary>
    private static IEnumerable<DiscordMessage> List(IReadOnlyList<Post> posts, ChatSettings settings)
    {
        var told = FormattedText.Empty;
        foreach (var entry in posts.Select((post, i) => Entry(post, settings, i + 1)))
        {
            var longer = FormattedText.Join("\n", told, entry);
            if (told.Length > 0 && !DiscordCut.Text.Fits(longer, DiscordCut.MaxDescription))
            {
                yield return Listed(told);
                longer = entry;
            }

            told = longer;
        }

        yield return Listed(told);
    }

    private static DiscordMessage Listed(FormattedText entries) => new()
    {
        Embeds = [new DiscordEmbed { Description = DiscordMarkdown.Write(DiscordCut.Text.Shorten(entries, DiscordCut.MaxDescription)), Color = DiscordColors.Answer }],
        Plain = DiscordPlain.Of(entries),
        Heading = "…",
    };

    /// <summary>Number and headline, and beneath in small print the source and how long ago.</summary>
    private static FormattedText Entry(Post post, ChatSettings settings, int number)
    {
        var text = new PostText(post, settings with { Length = MessageLength.Headline }, isMarkdown: true);
        var entry = new FormattedTextBuilder();
        entry.Words(string.Create(CultureInfo.InvariantCulture, $"{number}. ")).Link(post.Link, () => entry.Words(text.Title));
        var origin = text.Origin();
        var small = origin with { Spans = [new TextSpan(0, origin.Length, TextLook.Small), .. origin.Spans] };
        return FormattedText.Join("\n", entry.Build(), origin.Length > 0 ? small : origin);
    }

    private static string Both(string one, string other) =>
        one == "…" || one.Length == 0 ? other : other == "…" || other.Length == 0 || one.Length + other.Length + 2 > DiscordCut.MaxContent ? one : $"{one}\n\n{other}";
}
