namespace NewsBot.Core.Detection;

/// <summary>
/// A key by which an item is known within its feed: 128 bits of a SHA-256 over the version of the rule, the kind of the
/// key and its normalised text. The rules are in <c>ItemIdentity</c>.
/// </summary>
/// <param name="Kind">What it was made from.</param>
/// <param name="Hash">Lower-case hexadecimal, 32 digits.</param>
public sealed record ItemKey(ItemKeyKind Kind, string Hash);

/// <summary>What an <see cref="ItemKey"/> is made from, strongest first.</summary>
public enum ItemKeyKind
{
    /// <summary>The id that the publisher wrote.</summary>
    Id = 1,

    /// <summary>The same without scheme and host, for a site that moved or went to https.</summary>
    HostFreeId = 2,

    /// <summary>The link without tracking parameters, scheme and <c>www.</c>.</summary>
    Link = 3,

    /// <summary>Title and day of publication.</summary>
    TitleAndDay = 4,

    /// <summary>Title, text and date, where there is nothing else.</summary>
    Content = 5,
}
