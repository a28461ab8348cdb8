using NewsBot.Core.Composing.Leads;
using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering.Telegram;

/// <summary>The parts of a post's text: what it is called, what it tells, and where it comes from.</summary>
internal sealed class TelegramPost(Post post, ChatSettings settings)
{
    private const int MaxTitle = 400;
    private const int MaxName = 100;
    private const int MaxLead = 1_200;
    // A text that is hardly longer than a lead is told as a whole.
    private const int ShortSpaced = 700;
    private const int ShortUnspaced = 350;

    private readonly TelegramLabels _labels = new(settings.Language);
    // In a chat of headlines a post without a title is called by its lead.
    private readonly TelegramText _title = TelegramCut.Shorten(Plain(post.Title).Length > 0 || settings.Length != MessageLength.Headline ? Plain(post.Title) : Plain(post.Lead), MaxTitle);

    /// <summary>The title in bold, leading to the article; empty if there is none.</summary>
    public TelegramText Head() => Written(text => text.Link(post.Link, () => text.Bold(() => text.Words(_title.Text)), isWrittenOut: true));

    /// <summary>What stands beneath a sound, and leads to it where Telegram cannot fetch it.</summary>
    public TelegramText Heard(Uri sound)
    {
        var title = TelegramCut.Shorten(Plain(post.Title.Length > 0 ? post.Title : post.Lead), MaxName * 2).Text;
        return Written(text => text.Words("▶ ").Link(sound, () => text.Words(title.Length > 0 ? title : sound.Host), isWrittenOut: true));
    }

    /// <summary>As much of the text as the chat wants.</summary>
    public TelegramText Story() => settings.Length switch
    {
        MessageLength.Headline => TelegramText.Empty,
        MessageLength.Full when Body is { Blocks.Count: > 0 } => TelegramBlocks.Write(Body, _labels),
        MessageLength.Full => Lead(),
        _ => IsShort ? TelegramBlocks.Write(Body, _labels) : Lead(),
    };

    /// <summary>A line for each film or sound that Telegram cannot show.</summary>
    public TelegramText Notes(IReadOnlyList<Enclosure> media) => TelegramText.Join("\n", media.Select(one => Written(text => text
        .Words("▶ " + (TelegramAttachments.IsSound(one) ? _labels.Audio : _labels.Video) + _labels.Colon)
        .Link(one.Url, () => text.Words(one.Url.Host), isWrittenOut: true)
        .Words(_labels.Size(one.Length)))));

    /// <summary>Source, author and time on one line, and the hashtags beneath.</summary>
    public TelegramText Foot() => TelegramText.Join("\n", Origin(SameName(post.Author, post.Source) ? "" : Name(post.Author)), Plain(TelegramHashtags.Of(post.Tags)));

    /// <summary>Source and time on one line. Without a title the source leads to the article.</summary>
    public TelegramText Origin(string author = "")
    {
        var target = _title.Length == 0 ? post.Link : null;
        var name = Name(post.Source) is { Length: > 0 } source ? source : WebHtml.Link(target) is null ? "" : target!.Host;
        var linked = Written(text => text.Link(target, () => text.Words(name), isWrittenOut: true));
        var time = Written(text =>
        {
            if (post.Published is { } published)
                text.Moment(published, TelegramLabels.Time(published));
        });
        return TelegramText.Join(" · ", linked, Plain(author), time);
    }

    /// <summary>Leads to what a message has no room for.</summary>
    public TelegramText ReadOn() => WebHtml.Link(post.Link) is null ? TelegramText.Empty : Written(text => text.Link(post.Link, () => text.Words(_labels.ReadOn)));

    /// <summary>The body without a beginning that only says the title again.</summary>
    public RichText Body { get; } = WithoutTitle(post);

    /// <summary>The lead, with its links and styles where the body has it in one piece.</summary>
    public TelegramText Lead()
    {
        if (SameName(post.Lead, post.Title))
            return TelegramText.Empty;
        var found = RichTextSlice.Find(Body, post.Lead);
        var lead = found is { } slice ? WithoutFrame(TelegramBlocks.Write(slice.Content, _labels)) : Plain(post.Lead);
        var isCutOff = found is { GoesOn: true } && !Sentences.IsComplete(lead.Text) && !Sentences.IsCutOff(lead.Text);
        return TelegramCut.Shorten(isCutOff ? lead with { Text = lead.Text + "…" } : lead, MaxLead);
    }

    /// <summary>True if the body says hardly more than the lead, and so is told as a whole.</summary>
    public bool IsShort
    {
        get
        {
            var plain = Body.ToPlainText();
            return plain.Length > 0
                && plain.EnumerateRunes().Count() <= (LeadLength.IsSpaced(plain) ? ShortSpaced : ShortUnspaced)
                && Bare(plain).Contains(Bare(post.Lead), StringComparison.Ordinal);
        }
    }

    /// <summary>Many papers set their first paragraph in bold; a lead that is bold from end to end stresses nothing.</summary>
    private static TelegramText WithoutFrame(TelegramText text) => text with
    {
        Entities = [.. text.Entities.Where(entity => entity.Look is not (TelegramLook.Bold or TelegramLook.Italic or TelegramLook.Underline) || entity.End - entity.Start < text.Length)],
    };

    private static RichText WithoutTitle(Post post)
    {
        var opening = post.Body.Blocks is [var first, ..] ? first switch { Heading h => h.Content, Paragraph p => p.Content, _ => [] } : [];
        return SameName(RichText.PlainText(opening), post.Title) ? new RichText([.. post.Body.Blocks.Skip(1)]) : post.Body;
    }

    private static string Name(string? name) => TelegramCut.Shorten(Plain(name), MaxName).Text;

    private static bool SameName(string? one, string? other) => Bare(one).Length > 0 && string.Equals(Bare(one), Bare(other), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string? text) => string.Concat((text ?? "").Where(char.IsLetterOrDigit));

    private static TelegramText Plain(string? words) => Written(text => text.Words(words ?? ""));

    private static TelegramText Written(Action<TelegramTextBuilder> write)
    {
        var text = new TelegramTextBuilder();
        write(text);
        return text.Build();
    }
}
