using System.Globalization;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>What Discord takes as embeds (https://discord.com/developers/docs/resources/message#embed-object-embed-limits).</summary>
internal static class EmbedRules
{
    private const int MostEmbeds = 10;
    private const int MostCharacters = 6000;
    private const int MostFields = 25;
    private const int BrightestColor = 0xFFFFFF;

    /// <summary>Notes what is wrong with the field <c>embeds</c> of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="files">Names of the files that go with it.</param>
    public static void Check(Form message, ICollection<string> files)
    {
        var total = message.Objects("embeds", MostEmbeds).Sum(embed => CheckOne(embed, files));
        if (total > MostCharacters)
            message.Refuse("embeds", "MAX_EMBED_SIZE_EXCEEDED", $"Embed size exceeds maximum size of {MostCharacters}");
    }

    private static int CheckOne(Form embed, ICollection<string> files)
    {
        var texts = new List<string?> { embed.Text("title", 256), embed.Text("description", 4096) };
        embed.Address("url");
        embed.Integer("color", 0, BrightestColor);
        if (embed.Text("timestamp") is { } timestamp
            && !DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _))
            embed.Refuse("timestamp", "DATETIME_TYPE_PARSE", $"Could not parse {timestamp}. Should be ISO8601.");
        if (embed.Object("footer") is { } footer)
        {
            texts.Add(footer.Text("text", 2048, required: true));
            footer.Address("icon_url", files);
        }

        if (embed.Object("author") is { } author)
        {
            texts.Add(author.Text("name", 256, required: true));
            author.Address("url");
            author.Address("icon_url", files);
        }

        foreach (var field in embed.Objects("fields", MostFields))
        {
            texts.Add(field.Text("name", 256, 1, required: true));
            texts.Add(field.Text("value", 1024, 1, required: true));
        }

        var hasPicture = false;
        foreach (var name in new[] { "image", "thumbnail" })
        {
            if (embed.Object(name) is not { } picture)
                continue;
            hasPicture = true;
            picture.Text("url", required: true);
            picture.Address("url", files);
        }

        if (!hasPicture && texts.TrueForAll(string.IsNullOrWhiteSpace))
            embed.Refuse("description", "BASE_TYPE_REQUIRED", "This field is required");
        return texts.Sum(text => text is null ? 0 : Form.Length(text));
    }
}
