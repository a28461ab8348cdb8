using NewsBot.Core.Commands;
using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering.Telegram;

/// <summary>Lays posts and answers out as rich messages: one message with its pictures in place and the full text folded in.</summary>
internal static class TelegramRich
{
    /// <summary>A post. Its sounds follow in a message of their own.</summary>
    public static string Write(Post post, ChatSettings settings)
    {
        var parts = new PostText(post, settings);
        var attachments = settings.Length == MessageLength.Headline ? TelegramAttachments.None : TelegramAttachments.Of(post);
        var html = new TelegramRichHtml();
        var (head, foot, notes) = (parts.Head(), TelegramPost.Foot(post, parts), parts.Notes(attachments.Told));
        if (head.Length > 0)
            html.Element("h2", () => html.Line(head));
        Show(html, attachments.Shown);
        Tell(html, parts, post, settings);
        if (notes.Length > 0)
            html.Element("p", () => html.Line(notes));
        if (html.IsFull)
            html.Element("p", () => html.Line(FormattedText.Join(" ", new FormattedText("…", []), parts.ReadOn())));
        if (foot.Length > 0)
            html.Element("footer", () => html.Line(foot));
        return html.ToString();
    }

    /// <summary>An answer without headlines.</summary>
    public static string? Write(Reply reply)
    {
        var html = new TelegramRichHtml();
        html.Blocks(reply.Text.Blocks, depth: 0);
        return html.IsFull || html.ToString().Length == 0 ? null : html.ToString();
    }

    private static void Show(TelegramRichHtml html, IReadOnlyList<TelegramMedia> shown)
    {
        if (shown.Count > 1)
            html.Element("tg-slideshow", () => Each(html, shown));
        else
            Each(html, shown);
    }

    private static void Each(TelegramRichHtml html, IReadOnlyList<TelegramMedia> shown)
    {
        foreach (var one in shown)
            html.Media(one);
    }

    private static void Tell(TelegramRichHtml html, PostText parts, Post post, ChatSettings settings)
    {
        if (settings.Length == MessageLength.Full && parts.Body.Blocks.Count > 0 || settings.Length == MessageLength.Lead && parts.IsShort)
        {
            html.Blocks(parts.Body.Blocks, depth: 0);
            return;
        }

        var lead = parts.Story();
        if (lead.Length > 0)
            html.Element("p", () => html.Line(lead));
        if (settings.Length == MessageLength.Lead && parts.Body.ToPlainText().Trim() is { Length: > 0 } body && body != post.Lead)
        {
            html.Element("details", () => html
                .Element("summary", () => html.Line(new FormattedText(new ChatLabels(settings.Language).FullText, [])))
                .Blocks(parts.Body.Blocks, depth: 2));
        }
    }
}
