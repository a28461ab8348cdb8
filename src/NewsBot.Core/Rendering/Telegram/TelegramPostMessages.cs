using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering.Telegram;

/// <summary>Lays a post out as messages: what stands beneath its pictures, what follows, and what is heard.</summary>
internal static class TelegramPostMessages
{
    private const int Most = 10;
    // Room kept for addresses where there is no markup; longer ones are left out there.
    private const int MaxWrittenOut = 500;

    /// <summary>The messages, none of them silent.</summary>
    public static IEnumerable<TelegramMessage> Of(Post post, ChatSettings settings)
    {
        var parts = new PostText(post, settings);
        var attachments = settings.Length == MessageLength.Headline ? TelegramAttachments.None : TelegramAttachments.Of(post);
        var head = parts.Head();
        var story = parts.Story();
        var foot = FormattedText.Join("\n\n", parts.Notes(attachments.Told), TelegramPost.Foot(post, parts));
        var whole = FormattedText.Join("\n\n", head, story, foot);
        if (whole.Length == 0)
            whole = new FormattedText("…", []);
        var writtenOut = Math.Min(whole.WrittenOut, MaxWrittenOut);
        var (caption, room) = (TelegramCut.MaxCaption - writtenOut, TelegramCut.MaxText - writtenOut);
        var end = FormattedText.Join("\n\n", parts.ReadOn(), TelegramPost.Foot(post, parts));

        if (attachments.Shown.Count > 0 && TelegramCut.Fits(whole, TelegramCut.MaxCaption))
        {
            yield return Rich(TelegramRenderer.Message(whole, TelegramCut.MaxCaption) with { Media = attachments.Shown });
        }
        else if (settings.Layout == MessageLayout.Rich)
        {
            var one = TelegramCut.Fits(whole, room) ? whole : FormattedText.Join("\n\n", head, TelegramCut.Shorten(story, room - head.Length - end.Length - 4), end);
            yield return Rich(TelegramRenderer.Message(one, TelegramCut.MaxText) with { Card = attachments.Shown.FirstOrDefault(shown => shown.Kind == TelegramMediaKind.Photo)?.Address });
        }
        else
        {
            var shown = attachments.OnlyPicture is null ? attachments.Shown : [];
            var isFirst = true;
            var most = attachments.Heard.Count > 0 ? Most - 1 : Most;
            foreach (var part in Split(whole, whole.Length - foot.Length, end, most, shown.Count > 0 ? caption : room, room))
            {
                var message = TelegramRenderer.Message(part, isFirst && shown.Count > 0 ? TelegramCut.MaxCaption : TelegramCut.MaxText);
                yield return isFirst ? message with { Media = shown, Card = attachments.OnlyPicture } : message;
                isFirst = false;
            }
        }

        if (attachments.Heard.Count > 0)
            yield return TelegramRenderer.Message(TelegramPost.Heard(post, attachments.Heard[0].Address), TelegramCut.MaxCaption) with { Media = attachments.Heard };

        TelegramMessage Rich(TelegramMessage message) =>
            settings.Layout == MessageLayout.Rich ? message with { RichHtml = TelegramRich.Write(post, settings) } : message;
    }

    /// <summary>The whole text in parts; the last of too many ends with an ellipsis and the way to the rest.</summary>
    private static List<FormattedText> Split(FormattedText whole, int storyEnd, FormattedText end, int most, int first, int room)
    {
        var parts = TelegramCut.Split(whole, first, room).Take(most + 1).ToList();
        if (parts.Count <= most)
            return parts.ConvertAll(part => part.Part);
        var rest = whole.Slice(Math.Min(parts[most - 2].End, storyEnd), storyEnd);
        var last = FormattedText.Join("\n\n", TelegramCut.Shorten(rest, room - end.Length - 2), end);
        return [.. parts.Take(most - 1).Select(part => part.Part), last];
    }
}
