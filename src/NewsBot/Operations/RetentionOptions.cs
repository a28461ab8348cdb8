using System.ComponentModel.DataAnnotations;

namespace NewsBot.Operations;

/// <summary>Section <c>Retention</c>: how long the bot remembers.</summary>
public sealed class RetentionOptions
{
    /// <summary>Days after which an item's text is forgotten.</summary>
    [Range(1, 36_500)]
    public int ArticleDays { get; set; } = 90;

    /// <summary>Days after which it is forgotten that an item was seen, counted from when its feed last listed it.</summary>
    [Range(30, 36_500)]
    public int SeenDays { get; set; } = 400;
}
