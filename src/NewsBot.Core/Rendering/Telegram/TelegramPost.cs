using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering.Telegram;

/// <summary>What of a post's text is Telegram's own.</summary>
internal static class TelegramPost
{
    private const int MaxTitle = 200;

    /// <summary>Source, author and time on one line, and the hashtags beneath.</summary>
    public static FormattedText Foot(Post post, PostText parts) =>
        FormattedText.Join("\n", parts.Origin(parts.Author), new FormattedTextBuilder().Words(TelegramHashtags.Of(post.Tags)).Build());

    /// <summary>What stands beneath a sound, and leads to it where Telegram cannot fetch it.</summary>
    public static FormattedText Heard(Post post, Uri sound)
    {
        var title = TextCut.Characters.Shorten(new FormattedTextBuilder().Words(post.Title.Length > 0 ? post.Title : post.Lead).Build(), MaxTitle).Text;
        var text = new FormattedTextBuilder();
        return text.Words("▶ ").Link(sound, () => text.Words(title.Length > 0 ? title : sound.Host), isWrittenOut: true).Build();
    }
}
