namespace NewsBot.Core.Rendering.Discord;

/// <summary>The colours of the edges of cards, 0xRRGGBB.</summary>
internal static class DiscordColors
{
    /// <summary>Of an answer: Discord's own (https://discord.com/branding).</summary>
    public const int Answer = 0x5865F2;

    private static readonly int[] Palette =
    [
        0x2A9D8F, 0x3D7EAA, 0x5B6BB5, 0x8E6BBF, 0xB56BA0, 0xC7596B, 0xD9734E, 0xE0A030, 0x8FA33A, 0x4F9D5D, 0x4A8C8C, 0x7A8794,
    ];

    /// <summary>The colour of a source: the same at all times and on all machines (FNV-1a, 32 bits).</summary>
    public static int Of(string source)
    {
        var hash = 2166136261u;
        foreach (var c in source)
            hash = unchecked((hash ^ c) * 16777619u);
        // Its upper bits are the better mixed.
        return Palette[(int)((ulong)hash * (uint)Palette.Length >> 32)];
    }
}
