using System.Globalization;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering.Telegram;

/// <summary>Lays an answer out as messages: what it says, the headlines as a numbered list, and on the last the buttons and the file.</summary>
internal static class TelegramReplyMessages
{
    private const int MostWithLead = 3;

    /// <summary>The messages, none of them silent.</summary>
    public static IReadOnlyList<TelegramMessage> Of(Reply reply, ChatSettings settings)
    {
        var says = ReplyText.Of(reply, new ChatLabels(settings.Language));
        var entries = reply.Posts.Select((post, i) => Entry(post, settings, reply.Posts.Count, i + 1));
        var texts = Packed([says, .. entries]);
        var picture = reply is { File: null, Posts: [var only] } && texts.Count == 1 && WebHtml.Link(only.Image) is not null ? only.Image : null;
        var isCaption = picture is not null && TelegramCut.Fits(texts[0], TelegramCut.MaxCaption);
        var messages = texts.ConvertAll(text => TelegramRenderer.Message(text, isCaption ? TelegramCut.MaxCaption : TelegramCut.MaxText));

        if (isCaption)
            messages[0] = messages[0] with { Media = [new TelegramMedia(TelegramMediaKind.Photo, picture!)] };
        else if (picture is not null)
            messages[0] = messages[0] with { Card = picture };
        if (settings.Layout == MessageLayout.Rich && reply is { File: null, Posts: [] } && messages.Count == 1)
            messages[0] = messages[0] with { RichHtml = TelegramRich.Write(reply) };
        if (reply.File is { } file)
        {
            if (messages.Count != 1 || !TelegramCut.Fits(texts[0], TelegramCut.MaxCaption))
                messages.Add(new TelegramMessage { Html = "", Plain = "" });
            else
                messages[0] = TelegramRenderer.Message(texts[0], TelegramCut.MaxCaption);
            messages[^1] = messages[^1] with { File = file };
        }

        if (reply.Choices.Count > 0)
        {
            if (messages.Count == 0)
                messages.Add(new TelegramMessage { Html = "…", Plain = "…" });
            messages[^1] = messages[^1] with { Keyboard = TelegramKeyboard.Of(reply.Choices) };
        }

        return messages;
    }

    private static FormattedText Entry(Post post, ChatSettings settings, int count, int number)
    {
        var parts = new PostText(post, settings with { Length = count > MostWithLead || post.Title.Length == 0 ? MessageLength.Headline : MessageLength.Lead });
        var mark = count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{number}. ");
        var lead = count > MostWithLead || post.Title.Length == 0 ? FormattedText.Empty : parts.Lead();
        var head = FormattedText.Join("", new FormattedText(mark, []), parts.Head());
        return FormattedText.Join("\n", head, lead, parts.Origin());
    }

    /// <summary>As many texts in one message as have room; no text is torn apart that fits into one.</summary>
    private static List<FormattedText> Packed(IEnumerable<FormattedText> texts)
    {
        var packed = new List<FormattedText>();
        foreach (var text in texts.SelectMany(text => TelegramCut.Split(text, TelegramCut.MaxText, TelegramCut.MaxText)).Select(split => split.Part))
        {
            if (packed.Count > 0 && FormattedText.Join("\n\n", packed[^1], text) is var longer && TelegramCut.Fits(longer, TelegramCut.MaxText))
                packed[^1] = longer;
            else
                packed.Add(text);
        }

        return packed;
    }
}
