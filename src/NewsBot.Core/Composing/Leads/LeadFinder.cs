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
    private const int MaxPassages = 12;
    private const int PassagesCompared = 3;
    private static readonly char[] Bullets = ['•', '·', '●', '▪', '■', '◆', '▶', '►', '※', '-', '–', '*', ' '];

    /// <summary>The lead, verbatim but for white space; empty if the text says no more than the title.</summary>
    public static string Find(RichText body, string title)
    {
        var headline = new Headline(title);
        var passages = Passages(body).Where(p => !headline.IsSaidBy(p.Text)).Take(MaxPassages).ToList();
        var prose = passages.Where(IsProse).Take(PassagesCompared).ToList();
        if (prose.Count == 0)
            return Shortened(SecondBest(passages)?.Text.TrimStart(Bullets) ?? "");

        var tellings = prose.ConvertAll(p => Tell(p, headline));
        return Shortened(Take(tellings, Start(tellings, headline)).TrimStart(Bullets));
    }

    /// <summary>Text without whole sentences, the publisher's own before an editor's note.</summary>
    private static Passage? SecondBest(List<Passage> passages)
    {
        var own = passages.Where(p => p.LinkShare < 0.9).ToList();
        return own.Find(p => !NoiseLines.IsEditorsNote(p.Text)) ?? own.FirstOrDefault();
    }

    /// <summary>Consecutive lines of a paragraph.</summary>
    /// <param name="Text">On one line.</param>
    /// <param name="LinkShare">How much of the paragraph is links, 0 to 1.</param>
    /// <param name="At">Which block of the body it is, if it is a whole one.</param>
    private sealed record Passage(string Text, double LinkShare, int? At)
    {
        public IReadOnlyList<string> Sentences => field ??= Leads.Sentences.Split(Text);
    }

    /// <summary>The sentences of a passage that tell something, and whether they reach its start and its end.</summary>
    private sealed record Telling(Passage Passage, List<string> Sentences, bool FromStart, bool ToEnd)
    {
        public bool IsFollowedBy(Telling next) => ToEnd && next.FromStart && Passage.At is { } at && next.Passage.At == at + 1;
    }

    private static IEnumerable<Passage> Passages(RichText body)
    {
        for (var i = 0; i < body.Blocks.Count; i++)
        {
            if (body.Blocks[i] is Paragraph p)
            {
                foreach (var passage in PassagesOf(p.Content, i))
                    yield return passage;
            }
        }
        // A text that is all list or quotation still says something.
        foreach (var inner in body.Blocks.SelectMany(Inside).OfType<Paragraph>())
        {
            foreach (var passage in PassagesOf(inner.Content, at: null))
                yield return passage;
        }
    }

    private static IEnumerable<Block> Inside(Block block) => block switch
    {
        Quote quote => quote.Blocks,
        Listing list => list.Items.SelectMany(item => item),
        _ => [],
    };

    /// <summary>A paragraph is one passage, unless lines for clicking stand in it.</summary>
    private static IEnumerable<Passage> PassagesOf(IReadOnlyList<Inline> content, int? at)
    {
        var text = RichText.PlainText(content);
        var linked = content.OfType<Anchor>().Sum(a => RichText.PlainText(a.Content).Length);
        var linkShare = text.Length == 0 ? 0 : (double)linked / text.Length;
        var lines = text.Split('\n');
        if (!lines.Any(IsPointer))
        {
            yield return new Passage(string.Join(' ', lines), linkShare, at);
            yield break;
        }
        foreach (var line in lines.Where(line => !IsPointer(line)))
            yield return new Passage(line, linkShare, null);
    }

    /// <summary>"Our shop: https://…": a line for clicking, not for reading.</summary>
    private static bool IsPointer(string line) => line.Contains("://", StringComparison.Ordinal) && !Sentences.Split(line).Any(Sentences.IsComplete);

    /// <summary>Prose ends as sentences do; headings, captions, credits and announcements of what follows do not.</summary>
    private static bool IsProse(Passage passage) =>
        passage.LinkShare < 0.8
        && !NoiseLines.IsEditorsNote(passage.Text)
        && !NoiseLines.IsInvitation(passage.Text)
        && passage.Sentences.Any(Sentences.IsComplete);

    /// <summary>Leaves out the title said again at the start, and at the end what invites elsewhere or is cut off.</summary>
    private static Telling Tell(Passage passage, Headline headline)
    {
        var all = passage.Sentences;
        var rest = all.SkipWhile(s => headline.IsSaidBy(s) || NoiseLines.IsInvitation(s)).ToList();
        var told = rest.TakeWhile(s => !NoiseLines.IsInvitation(s) && Sentences.IsComplete(s)).ToList();
        return new Telling(passage, told, rest.Count == all.Count, told.Count == rest.Count);
    }

    private static (int Passage, int Sentence) Start(List<Telling> tellings, Headline headline)
    {
        var first = Math.Max(0, tellings.FindIndex(t => t.Sentences.Count > 0));
        var opening = headline.MatchesIn(Take(tellings, (first, 0)));
        if (!headline.CanBeSaidMuchMore(opening))
            return (first, 0);
        for (var p = first; p < tellings.Count; p++)
        {
            var sentences = tellings[p].Sentences;
            var s = sentences.FindIndex(s => !IsSpeech(s) && headline.IsMuchMore(headline.MatchesIn(s), opening));
            if (s >= 0)
                return (p, s);
        }
        return (first, 0);
    }

    /// <summary>What somebody says is seldom what happened.</summary>
    private static bool IsSpeech(string sentence) =>
        "“\"「『«„".Contains(sentence[0], StringComparison.Ordinal)
        || sentence.Contains("：“", StringComparison.Ordinal) || sentence.Contains("：「", StringComparison.Ordinal) || sentence.Contains(": “", StringComparison.Ordinal);

    /// <summary>Sentences from a start on: to the end of the passage or until enough; a very short passage is carried on.</summary>
    private static string Take(List<Telling> tellings, (int Passage, int Sentence) start)
    {
        var lead = "";
        for (var p = start.Passage; p < tellings.Count; p++)
        {
            if (lead.Length > 0 && (lead.Length >= LeadLength.For(lead).Short || !tellings[p - 1].IsFollowedBy(tellings[p])))
                break;
            foreach (var sentence in tellings[p].Sentences.Skip(p == start.Passage ? start.Sentence : 0))
            {
                var longer = lead.Length == 0 ? sentence : lead + (LeadLength.IsSpaced(lead) ? " " : "") + sentence;
                var limits = LeadLength.For(longer);
                if (lead.Length > 0 && (lead.Length >= limits.Enough || longer.Length > limits.Most))
                    return lead;
                lead = longer;
            }
        }
        return lead;
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
