using System.Globalization;
using System.Text;
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
        var says = Says(reply, new TelegramLabels(settings.Language));
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

    /// <summary>What it says; an error begins with a sign, and so does not look like news.</summary>
    private static TelegramText Says(Reply reply, TelegramLabels labels)
    {
        var text = TelegramBlocks.Write(reply.Text, labels);
        return reply.IsTrouble && !BeginsWithSign(text.Text) ? TelegramText.Join(" ", new TelegramText("⚠️", []), text) : text;
    }

    private static bool BeginsWithSign(string text) =>
        text.Length > 0 && Rune.TryGetRuneAt(text, 0, out var first) && Rune.GetUnicodeCategory(first) == UnicodeCategory.OtherSymbol;

    private static TelegramText Entry(Post post, ChatSettings settings, int count, int number)
    {
        var parts = new TelegramPost(post, settings with { Length = count > MostWithLead || post.Title.Length == 0 ? MessageLength.Headline : MessageLength.Lead });
        var mark = count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{number}. ");
        var lead = count > MostWithLead || post.Title.Length == 0 ? TelegramText.Empty : parts.Lead();
        var head = TelegramText.Join("", new TelegramText(mark, []), parts.Head());
        return TelegramText.Join("\n", head, lead, parts.Origin());
    }

    /// <summary>As many texts in one message as have room; no text is torn apart that fits into one.</summary>
    private static List<TelegramText> Packed(IEnumerable<TelegramText> texts)
    {
        var packed = new List<TelegramText>();
        foreach (var text in texts.SelectMany(text => TelegramCut.Split(text, TelegramCut.MaxText, TelegramCut.MaxText)).Select(split => split.Part))
        {
            if (packed.Count > 0 && TelegramText.Join("\n\n", packed[^1], text) is var longer && TelegramCut.Fits(longer, TelegramCut.MaxText))
                packed[^1] = longer;
            else
                packed.Add(text);
        }

        return packed;
    }
}
