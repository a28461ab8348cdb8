using System.Text;
using NewsBot.Core.Composing.Cleaning;
using NewsBot.Core.Model;

namespace NewsBot.Core.Composing.Leads;

/// <summary>
/// Chooses the sentences that say what happened. In news they are the first of the text, so that is where to start; only
/// if the opening has nothing of the headline and a sentence soon after has much, the text opens with background, and the
/// lead starts at that sentence. It runs on to the end of the paragraph or until it is long enough.
/// </summary>
internal static class LeadFinder
{
    private const int MaxParagraphs = 12;
    private const int ParagraphsCompared = 3;
    private static readonly char[] Bullets = ['•', '·', '●', '▪', '■', '◆', '▶', '►', '※', '-', '–', '*', ' '];

    /// <summary>The lead, verbatim but for white space; empty if the text says no more than the title.</summary>
    public static string Find(RichText body, string title)
    {
        var paragraphs = Paragraphs(body).Take(MaxParagraphs).ToList();
        var prose = paragraphs.Where(p => IsProse(p, title)).ToList();
        if (prose.Count == 0)
            prose = [.. paragraphs.Where(p => !SaysTheTitle(p.Text, title) && p.LinkShare < 0.9 && !NoiseLines.IsEditorsNote(p.Text))];
        if (prose.Count == 0)
            prose = [.. paragraphs.Where(p => !SaysTheTitle(p.Text, title) && p.LinkShare < 0.9)];
        if (prose.Count == 0)
            return "";

        var sentences = prose.Take(ParagraphsCompared).Select(p => Tellings(p.Text, title)).ToList();
        var terms = HeadlineTerms.Of(title);
        var start = Start(sentences, terms);
        var lead = Take(sentences, start);
        return lead.Length > 0 ? lead : Shortened(prose[0].Text.TrimStart(Bullets));
    }

    private readonly record struct Passage(string Text, double LinkShare);

    private static IEnumerable<Passage> Paragraphs(RichText body)
    {
        foreach (var block in body.Blocks)
        {
            if (block is Paragraph p)
                yield return PassageOf(p.Content);
        }
        // A text that is all list or quotation still says something.
        foreach (var inner in body.Blocks.SelectMany(Inside))
        {
            if (inner is Paragraph p)
                yield return PassageOf(p.Content);
        }
    }

    private static IEnumerable<Block> Inside(Block block) => block switch
    {
        Quote quote => quote.Blocks,
        Listing list => list.Items.SelectMany(item => item),
        _ => [],
    };

    private static Passage PassageOf(IReadOnlyList<Inline> content)
    {
        var text = string.Join(' ', RichText.PlainText(content).Split('\n').Where(line => !IsPointer(line)));
        var linked = content.OfType<Anchor>().Sum(a => RichText.PlainText(a.Content).Length);
        return new Passage(text, text.Length == 0 ? 0 : (double)linked / text.Length);
    }

    /// <summary>"Our shop: https://…": a line for clicking, not for reading.</summary>
    private static bool IsPointer(string line) => line.Contains("://", StringComparison.Ordinal) && !Sentences.Split(line).Any(Sentences.IsComplete);

    /// <summary>Prose ends as sentences do; headings, captions, credits and announcements of what follows do not.</summary>
    private static bool IsProse(Passage passage, string title)
    {
        var text = passage.Text;
        return passage.LinkShare < 0.8
            && !NoiseLines.IsEditorsNote(text)
            && !NoiseLines.IsInvitation(text)
            && !SaysTheTitle(text, title)
            && Sentences.Split(text).Any(s => Sentences.IsComplete(s));
    }

    private static bool SaysTheTitle(string text, string title)
    {
        var (a, b) = (Letters(text), Letters(title));
        return a.Length == 0 || b.Length > 0 && (a == b || b.Length >= 8 && a.Length < b.Length * 1.25 && a.Contains(b, StringComparison.Ordinal));
    }

    private static string Letters(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>The sentences of a paragraph that tell something: not cut off, no invitation, not the title again.</summary>
    private static List<string> Tellings(string paragraph, string title) =>
        [.. Sentences.Split(paragraph)
            .SkipWhile(s => SaysTheTitle(s, title) || NoiseLines.IsInvitation(s))
            .TakeWhile(s => !NoiseLines.IsInvitation(s) && Sentences.IsComplete(s))
            .Select(s => s.TrimStart(Bullets))];

    private static (int Paragraph, int Sentence) Start(List<List<string>> paragraphs, HeadlineTerms terms)
    {
        var first = paragraphs.FindIndex(p => p.Count > 0);
        if (first < 0)
            return (0, 0);
        var opening = terms.MatchesIn(Take(paragraphs, (first, 0)));
        for (var p = first; p < paragraphs.Count; p++)
        {
            for (var s = 0; s < paragraphs[p].Count; s++)
            {
                if (!IsSpeech(paragraphs[p][s]) && terms.IsMuchMore(terms.MatchesIn(paragraphs[p][s]), opening))
                    return (p, s);
            }
        }
        return (first, 0);
    }

    /// <summary>What somebody says is seldom what happened.</summary>
    private static bool IsSpeech(string sentence) =>
        "“\"「『«„".Contains(sentence[0], StringComparison.Ordinal)
        || sentence.Contains("：“", StringComparison.Ordinal) || sentence.Contains("：「", StringComparison.Ordinal) || sentence.Contains(": “", StringComparison.Ordinal);

    /// <summary>Sentences from a start on: to the end of the paragraph or until enough; a very short paragraph is carried on.</summary>
    private static string Take(List<List<string>> paragraphs, (int Paragraph, int Sentence) start)
    {
        var lead = "";
        for (var p = start.Paragraph; p < paragraphs.Count; p++)
        {
            if (lead.Length > 0 && lead.Length >= LeadLength.For(lead).Short)
                break;
            foreach (var sentence in paragraphs[p].Skip(p == start.Paragraph ? start.Sentence : 0))
            {
                var longer = lead.Length == 0 ? sentence : lead + (LeadLength.IsSpaced(lead) ? " " : "") + sentence;
                var limits = LeadLength.For(longer);
                if (lead.Length > 0 && (lead.Length >= limits.Enough || longer.Length > limits.Most))
                    return lead;
                lead = longer;
            }
        }
        return Shortened(lead);
    }

    /// <summary>One endless sentence, or text without sentences, is cut where a clause or a word ends.</summary>
    private static string Shortened(string text)
    {
        var limits = LeadLength.For(text);
        if (text.Length <= limits.Bearable)
            return text;
        var cut = PlainText.Cut(text, limits.Most);
        var clause = cut.LastIndexOfAny(['；', ';', '，', ',', '、', '：']);
        var end = clause > limits.Most / 2 ? clause : cut.LastIndexOf(' ') is var space && space > limits.Most / 2 ? space : cut.Length;
        return cut[..end].TrimEnd();
    }
}
