using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering.Discord;

/// <summary>Lays a post out as messages: cards, or layouts of components; a long text goes on in further ones.</summary>
internal static class DiscordPostMessages
{
    private const int Most = 10;
    private const int MostRoles = 20;
    private const int MostLabels = 20;
    private const int MostTold = 5;

    /// <summary>The messages.</summary>
    public static IReadOnlyList<DiscordMessage> Of(Post post, ChatSettings settings, SubscriptionSettings subscription)
    {
        var parts = new PostText(post, settings, isMarkdown: true);
        var isHeadline = settings.Length == MessageLength.Headline;
        var notes = isHeadline ? FormattedText.Empty : parts.Notes([.. PostMedia.Media(post).Take(MostTold)]);
        var story = FormattedText.Join("\n\n", parts.Story(), notes);
        var roles = Roles(subscription.Roles);
        var heading = Heading(post);
        var labels = post.Tags.Select(tag => DiscordCut.Words(tag, DiscordCut.MaxHeading)).Where(tag => tag.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostLabels).ToList();

        IReadOnlyList<DiscordMessage> messages = settings.Layout == MessageLayout.Rich
            ? new DiscordLayout(post, parts, settings, roles).Messages(room => Split(story, parts, room))
            : Cards(post, parts, Split(story, parts, DiscordCut.MaxDescription), isHeadline);
        return [.. messages.Select((message, i) => message with
        {
            Content = i == 0 && !message.IsLayout ? Mentions(roles) : "",
            Roles = i == 0 ? roles : [],
            Heading = heading,
            Labels = labels,
            IsSilent = subscription.IsSilent,
            IsPublished = subscription.IsPublished,
        })];
    }

    /// <summary>What calls the roles.</summary>
    public static string Mentions(IReadOnlyList<string> roles) => string.Join(' ', roles.Select(role => $"<@&{role}>"));

    /// <summary>The numbers of roles that are numbers.</summary>
    public static IReadOnlyList<string> Roles(string? roles) =>
        [.. (roles ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(role => role.Length <= 20 && role.All(char.IsAsciiDigit)).Distinct(StringComparer.Ordinal).Take(MostRoles)];

    /// <summary>What a post is called in a forum.</summary>
    public static string Heading(Post post)
    {
        string?[] names = [post.Title, post.Lead, post.Source, post.Link?.Host];
        return names.Select(name => DiscordCut.Words(name, DiscordCut.MaxHeading)).FirstOrDefault(name => name.Length > 0) ?? "…";
    }

    /// <summary>The text in parts, one at least; the last of too many ends with an ellipsis and the way to the rest.</summary>
    private static List<FormattedText> Split(FormattedText story, PostText text, int room)
    {
        var parts = DiscordCut.Text.Split(story, room, room).Take(Most + 1).ToList();
        if (parts.Count == 0)
            return [FormattedText.Empty];
        if (parts.Count <= Most)
            return parts.ConvertAll(part => part.Part);
        var readOn = text.ReadOn();
        var rest = DiscordCut.Text.Shorten(story.Slice(parts[Most - 2].End, story.Length), room - DiscordMarkdown.Write(readOn).Length - 2);
        return [.. parts.Take(Most - 1).Select(part => part.Part), FormattedText.Join("\n\n", rest, readOn)];
    }

    /// <summary>A card each: the first has the headline and the pictures, the last the source and the time.</summary>
    private static List<DiscordMessage> Cards(Post post, PostText text, List<FormattedText> parts, bool isHeadline)
    {
        var card = new DiscordCard(post, text);
        var pictures = DiscordPictures.Of(post, isHeadline ? 1 : DiscordCard.MostPictures);
        var messages = new List<DiscordMessage>();
        for (var i = 0; i < parts.Count; i++)
        {
            var (isFirst, isLast) = (i == 0, i == parts.Count - 1);
            var embed = card.Part(parts[i], isFirst, isLast);
            messages.Add(new DiscordMessage
            {
                Embeds = isFirst && !isHeadline ? DiscordCard.WithPictures(embed, pictures) : isFirst ? [DiscordCard.WithThumbnail(embed, pictures)] : [embed],
                Uploads = isFirst ? DiscordPictures.Uploads(pictures) : [],
                Plain = DiscordPlain.Of(post, text, parts[i], isFirst, isLast),
                Heading = "…",
            });
        }

        return messages;
    }
}
