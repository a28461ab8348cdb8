using System.Text;
using NewsBot.Core.Rendering.Discord;

namespace NewsBot.Core.Tests.Rendering.Discord;

/// <summary>Asserts all that Discord asks of a message (https://discord.com/developers/docs/resources/message,
/// https://discord.com/developers/docs/components/reference), lengths in UTF-16 units, the strictest way.</summary>
internal static class DiscordCheck
{
    /// <summary>Checks a message as the sender gets it: its uploads have been put in their places.</summary>
    public static void Check(DiscordMessage rendered)
    {
        Within(rendered.Plain, 1, 2_000);
        Within(rendered.Heading, 1, 100);
        Assert.DoesNotContain('\n', rendered.Heading);
        foreach (var replacement in new[] { "attachment://picture-0.png", null })
        {
            var message = rendered.WithPictures(rendered.Uploads.ToDictionary(upload => upload, _ => replacement));
            Assert.Empty(message.Uploads);
            Check(message, 0);
        }
    }

    private static void Check(DiscordMessage message, int depth)
    {
        Within(message.Content, 0, 2_000);
        if (message.IsLayout)
        {
            Assert.Equal("", message.Content);
            Assert.Empty(message.Embeds);
            var all = message.Components.SelectMany(Inner).ToList();
            Assert.InRange(all.Count, 1, 40);
            Assert.InRange(all.OfType<TextDisplay>().Sum(text => text.Content.Length), 0, 4_000);
        }
        else
        {
            Assert.True(message.Content.Trim().Length > 0 || message.Embeds.Count > 0 || message.File is not null, "says nothing");
            Assert.InRange(message.Components.Count, 0, 5);
            Assert.All(message.Components, row => Assert.IsType<ActionRow>(row));
        }

        Assert.InRange(message.Embeds.Count, 0, 10);
        Assert.InRange(message.Embeds.Sum(Length), 0, 6_000);
        Assert.All(message.Embeds, Check);
        Assert.All(message.Components, component => Check(component, depth));
        var ids = message.Components.SelectMany(Inner).Select(Id).OfType<string>().ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
    }

    private static void Check(DiscordEmbed embed)
    {
        Within(embed.Title, 1, 256);
        Within(embed.Description, 1, 4_096);
        Within(embed.Footer?.Text, 1, 2_048);
        Within(embed.Author?.Name, 1, 256);
        Address(embed.Url, 2_048);
        Address(embed.Author?.Url, 2_048);
        Address(embed.Image?.Url, 2_048);
        Address(embed.Thumbnail?.Url, 2_048);
        Assert.True(embed is not { Title: null, Description: null, Author: null, Footer: null, Image: null, Thumbnail: null }, "an empty embed");
    }

    private static void Check(DiscordComponent component, int depth)
    {
        switch (component)
        {
            case Container c: Assert.NotEmpty(c.Components); Assert.Equal(0, depth); break;
            case ActionRow r: Assert.InRange(r.Components.Count, 1, r.Components[0] is Button ? 5 : 1); break;
            case Section s: Assert.InRange(s.Components.Count, 1, 3); break;
            case MediaGallery g: Assert.InRange(g.Items.Count, 1, 10); Assert.All(g.Items, item => Address(item.Media.Url, 2_048)); break;
            case Thumbnail t: Address(t.Media.Url, 2_048); break;
            case TextDisplay t: Within(t.Content, 1, 4_000); break;
            case Button b:
                Within(b.Label, 1, 80);
                Address(b.Url, 512);
                Assert.True(b.Url is null == (b.Style != 5) && b.CustomId is null == (b.Style == 5));
                break;
            case StringSelect m:
                Assert.InRange(m.Options.Count, 1, 25);
                Within(m.Placeholder, 1, 150);
                Assert.All(m.Options, option => Within(option.Label, 1, 100));
                Assert.Equal(m.Options.Count, m.Options.Select(option => option.Value).Distinct(StringComparer.Ordinal).Count());
                break;
            case RoleSelect r: Within(r.Placeholder, 1, 150); Assert.InRange(r.DefaultValues?.Count ?? 0, 0, r.MaxValues); break;
        }

        Assert.All(Inner(component).Skip(1), inner => Check(inner, depth + 1));
    }

    private static IEnumerable<DiscordComponent> Inner(DiscordComponent component) => (component switch
    {
        Container c => c.Components,
        ActionRow r => r.Components,
        Section s => s.Components.Append(s.Accessory),
        _ => [],
    }).SelectMany(Inner).Prepend(component);

    private static string? Id(DiscordComponent component) => component switch
    {
        Button b => b.CustomId,
        StringSelect s => s.CustomId,
        RoleSelect r => r.CustomId,
        _ => null,
    };

    private static int Length(DiscordEmbed embed) =>
        (embed.Title?.Length ?? 0) + (embed.Description?.Length ?? 0) + (embed.Footer?.Text.Length ?? 0) + (embed.Author?.Name.Length ?? 0);

    private static void Within(string? text, int least, int most)
    {
        if (text is null)
            return;
        Assert.InRange(text.Length, least, most);
        Assert.InRange(text.Trim().Length, least, most);
        Assert.Equal(text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
    }

    private static void Address(string? address, int most)
    {
        if (address is null || address.StartsWith("attachment://", StringComparison.Ordinal))
            return;
        Assert.InRange(address.Length, 1, most);
        Assert.Matches("^https?://[!-~]+$", address);
    }
}
