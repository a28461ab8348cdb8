using System.Globalization;
using System.Text;
using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering;

/// <summary>Renders a post as plain text for a terminal.</summary>
public static class TextRenderer
{
    /// <summary>
    /// Title, lead, picture, source with time (UTC), and link, each on a line of its own; what the post does not have is
    /// left out. Control characters never reach the terminal.
    /// </summary>
    public static string Render(Post post)
    {
        ArgumentNullException.ThrowIfNull(post);
        var published = post.Published?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        string?[] lines =
        [
            post.Title,
            post.Lead,
            post.Image?.AbsoluteUri,
            string.Join(" · ", new[] { post.Source, published }.Where(part => !string.IsNullOrEmpty(part))),
            post.Link?.AbsoluteUri,
        ];
        return string.Join('\n', lines.Where(line => !string.IsNullOrEmpty(line)).Select(line => OneLine(line!)));
    }

    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
            line.Append(char.IsControl(c) ? ' ' : c);
        return line.ToString();
    }
}
