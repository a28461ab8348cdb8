using NewsBot.Core.Composing.Leads;
using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering;

/// <summary>The parts of a post's text: what it is called, what it tells, and where it comes from.</summary>
internal sealed class PostText(Post post, ChatSettings settings, bool isMarkdown = false)
{
    private const int MaxTitle = 400;
    private const int MaxName = 100;
    private const int MaxLead = 1_200;
    // A text that is hardly longer than a lead is told as a whole.
    private const int ShortSpaced = 700;
    private const int ShortUnspaced = 350;

    private readonly ChatLabels _labels = new(settings.Language);
    // In a chat of headlines a post without a title is called by its lead.
    private readonly FormattedText _title = TextCut.Characters.Shorten(Plain(post.Title).Length > 0 || settings.Length != MessageLength.Headline ? Plain(post.Title) : Plain(post.Lead), MaxTitle);

    /// <summary>The title in bold, leading to the article; empty if there is none.</summary>
    public FormattedText Head() => Written(text => text.Link(post.Link, () => text.Bold(() => text.Words(_title.Text)), isWrittenOut: true));

    /// <summary>As much of the text as the chat wants.</summary>
    public FormattedText Story() => settings.Length switch
    {
        MessageLength.Headline => FormattedText.Empty,
        MessageLength.Full when Body is { Blocks.Count: > 0 } => FormattedBlocks.Write(Body, _labels, isMarkdown),
        MessageLength.Full => Lead(),
        _ => IsShort ? FormattedBlocks.Write(Body, _labels, isMarkdown) : Lead(),
    };

    /// <summary>A line for each film or sound that the platform does not show, and one for items that came too and are not sent.</summary>
    public FormattedText Notes(IReadOnlyList<Enclosure> media) => FormattedText.Join("\n", [.. media.Select(one => Written(text => text
        .Words("▶ " + (PostMedia.IsSound(one) ? _labels.Audio : _labels.Video) + _labels.Colon)
        .Link(one.Url, () => text.Words(one.Url.Host), isWrittenOut: true)
        .Words(_labels.Size(one.Length)))), .. post.Unsent > 0 ? (FormattedText[])[Plain(_labels.Unsent(post.Unsent))] : []]);

    /// <summary>What the post is called: its title, in a chat of headlines else its lead; empty if there is none.</summary>
    public string Title => _title.Text;

    /// <summary>Who wrote it; empty if that is not told, or is the source.</summary>
    public string Author { get; } = SameName(post.Author, post.Source) ? "" : Name(post.Author);

    /// <summary>Where it comes from; empty if that is not told.</summary>
    public string Source { get; } = Name(post.Source);

    /// <summary>Source and time on one line. Without a title the source leads to the article.</summary>
    public FormattedText Origin(string author = "")
    {
        var target = _title.Length == 0 ? post.Link : null;
        var name = Source.Length > 0 ? Source : WebHtml.Link(target) is null ? "" : target!.Host;
        var linked = Written(text => text.Link(target, () => text.Words(name), isWrittenOut: true));
        var time = Written(text =>
        {
            if (post.Published is { } published)
                text.Moment(published, ChatLabels.Time(published));
        });
        return FormattedText.Join(" · ", linked, Plain(author), time);
    }

    /// <summary>Leads to what a message has no room for.</summary>
    public FormattedText ReadOn() => WebHtml.Link(post.Link) is null ? FormattedText.Empty : Written(text => text.Link(post.Link, () => text.Words(_labels.ReadOn)));

    /// <summary>The body without a beginning that only says the title again.</summary>
    public RichText Body { get; } = WithoutTitle(post);

    /// <summary>The lead, with its links and styles where the body has it in one piece.</summary>
    public FormattedText Lead()
    {
        if (SameName(post.Lead, post.Title))
            return FormattedText.Empty;
        var found = RichTextSlice.Find(Body, post.Lead);
        var lead = found is { } slice ? WithoutFrame(FormattedBlocks.Write(slice.Content, _labels)) : Plain(post.Lead);
        var isCutOff = found is { GoesOn: true } && !Sentences.IsComplete(lead.Text) && !Sentences.IsCutOff(lead.Text);
        return TextCut.Characters.Shorten(isCutOff ? lead with { Text = lead.Text + "…" } : lead, MaxLead);
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
    private static FormattedText WithoutFrame(FormattedText text) => text with
    {
        Spans = [.. text.Spans.Where(span => span.Look is not (TextLook.Bold or TextLook.Italic or TextLook.Underline) || span.End - span.Start < text.Length)],
    };

    private static RichText WithoutTitle(Post post)
    {
        var opening = post.Body.Blocks is [var first, ..] ? first switch { Heading h => h.Content, Paragraph p => p.Content, _ => [] } : [];
        return SameName(RichText.PlainText(opening), post.Title) ? new RichText([.. post.Body.Blocks.Skip(1)]) : post.Body;
    }

    private static string Name(string? name) => TextCut.Characters.Shorten(Plain(name), MaxName).Text;

    private static bool SameName(string? one, string? other) => Bare(one).Length > 0 && string.Equals(Bare(one), Bare(other), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string? text) => string.Concat((text ?? "").Where(char.IsLetterOrDigit));

    private static FormattedText Plain(string? words) => Written(text => text.Words(words ?? ""));

    private static FormattedText Written(Action<FormattedTextBuilder> write)
    {
        var text = new FormattedTextBuilder();
        write(text);
        return text.Build();
    }
}
