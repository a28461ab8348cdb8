namespace NewsBot.Core.Rendering.Discord;

/// <summary>Shows pictures of a message from elsewhere, or takes them out. What was only there to show a picture goes with it.</summary>
/// <param name="from">For each address, what stands in its place; null for nothing.</param>
internal sealed class DiscordPictureSwap(IReadOnlyDictionary<Uri, string?> from)
{
    private readonly Dictionary<string, string?> _from = from
        .Select(pair => (Address: DiscordPictures.Address(pair.Key), pair.Value))
        .Where(pair => pair.Address is not null)
        .DistinctBy(pair => pair.Address, StringComparer.Ordinal)
        .ToDictionary(pair => pair.Address!, pair => pair.Value, StringComparer.Ordinal);

    /// <summary>The message with other pictures.</summary>
    public DiscordMessage In(DiscordMessage message)
    {
        var embeds = message.Embeds.Select(In).OfType<DiscordEmbed>().ToList();
        // A message needs something to say.
        var isBare = embeds.Count == 0 && message is { Content: "", Embeds: not [], File: null };
        return message with
        {
            Content = isBare ? message.Plain : message.Content,
            Embeds = embeds,
            Components = In(message.Components),
            Uploads = [.. message.Uploads.Where(upload => DiscordPictures.Address(upload) is not { } address || !_from.ContainsKey(address))],
        };
    }

    private DiscordEmbed? In(DiscordEmbed embed)
    {
        var (image, thumbnail) = (In(embed.Image), In(embed.Thumbnail));
        var hadPicture = embed.Image is not null || embed.Thumbnail is not null;
        return hadPicture && image is null && thumbnail is null && embed is { Title: null, Description: null, Author: null, Footer: null }
            ? null
            : embed with { Image = image, Thumbnail = thumbnail };
    }

    private List<DiscordComponent> In(IReadOnlyList<DiscordComponent> components) => [.. components.SelectMany(In)];

    private IEnumerable<DiscordComponent> In(DiscordComponent component) => component switch
    {
        Container frame => [frame with { Components = In(frame.Components) }],
        Section { Accessory: Thumbnail small } section => In(small.Media) is { } picture ? [section with { Accessory = new Thumbnail(picture) }] : section.Components,
        MediaGallery gallery => In(gallery) is { Items.Count: > 0 } shown ? [shown] : [],
        _ => [component],
    };

    private MediaGallery In(MediaGallery gallery) => new([.. gallery.Items.Select(item => In(item.Media)).OfType<DiscordPicture>().Select(picture => new GalleryItem(picture))]);

    private DiscordPicture? In(DiscordPicture? picture) =>
        picture is not null && _from.TryGetValue(picture.Url, out var other) ? other is null ? null : new DiscordPicture(other) : picture;
}
