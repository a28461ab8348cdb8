using System.Text;
using System.Text.Json;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>A button under a message.</summary>
/// <param name="Text">What is written on it.</param>
/// <param name="Data">What the bot hears when it is pressed, or null.</param>
/// <param name="Url">Where it leads, or null.</param>
public sealed record Button(string Text, string? Data, string? Url);

/// <summary>An inline keyboard.</summary>
/// <param name="Rows">The buttons from top to bottom and left to right.</param>
/// <param name="Json">The <c>reply_markup</c> as it was sent, in one spelling, so that two may be compared.</param>
public sealed record Keyboard(IReadOnlyList<IReadOnlyList<Button>> Rows, string Json)
{
    private const int MostButtons = 100;
    private const int MostDataBytes = 64;

    private static readonly string[] Trimmings = ["text", "icon_custom_emoji_id", "style"];

    /// <summary>All buttons in the order they are read.</summary>
    public IEnumerable<Button> Buttons => Rows.SelectMany(row => row);

    /// <summary>
    /// The inline keyboard of a call; null when it has none. Other markups (a reply keyboard, its removal) are for
    /// sending alone and leave nothing under the message.
    /// </summary>
    internal static Keyboard? Read(BotApiRequest request, bool isEdit = false)
    {
        if (request.Json("reply_markup") is not { } markup)
            return null;
        if (markup.ValueKind != JsonValueKind.Object)
            throw ApiError.BadRequest("object expected as reply markup");
        if (!markup.TryGetProperty("inline_keyboard", out var rows))
            return isEdit ? throw ApiError.BadRequest("inline keyboard expected") : null;
        if (rows.ValueKind != JsonValueKind.Array || rows.EnumerateArray().Any(row => row.ValueKind != JsonValueKind.Array))
            throw ApiError.BadRequest("field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays");

        var read = rows.EnumerateArray()
            .Where(row => row.GetArrayLength() > 0)
            .Select(row => (IReadOnlyList<Button>)[.. row.EnumerateArray().Select(ReadButton)])
            .ToList();
        if (read.Sum(row => row.Count) > MostButtons)
            throw ApiError.BadRequest("reply markup is too long");
        return read.Count == 0 ? null : new Keyboard(read, JsonSerializer.Serialize(markup));
    }

    /// <summary>Two keyboards are the same when they say the same.</summary>
    public bool Equals(Keyboard? other) => other is not null && Json == other.Json;

    /// <inheritdoc/>
    public override int GetHashCode() => Json.GetHashCode(StringComparison.Ordinal);

    private static Button ReadButton(JsonElement button)
    {
        if (button.ValueKind != JsonValueKind.Object)
            throw ApiError.BadRequest("InlineKeyboardButton must be an Object");
        var text = TextOf(button, "text");
        if (string.IsNullOrWhiteSpace(text))
            throw ApiError.BadRequest("inline keyboard button text must be non-empty");
        var actions = button.EnumerateObject().Count(field => field.Value.ValueKind != JsonValueKind.Null && !Trimmings.Contains(field.Name));
        if (actions == 0)
            throw ApiError.BadRequest("Text buttons are unallowed in the inline keyboard");
        if (actions > 1)
            throw ApiError.BadRequest("an inline keyboard button must have exactly one action");

        var data = TextOf(button, "callback_data");
        if (data is not null && Encoding.UTF8.GetByteCount(data) is 0 or > MostDataBytes)
            throw ApiError.BadRequest("BUTTON_DATA_INVALID");
        var url = TextOf(button, "url");
        if (url is not null && !IsAddress(url))
            throw ApiError.BadRequest("BUTTON_URL_INVALID");
        return new Button(text, data, url);
    }

    private static bool IsAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "tg"
        && (address.Host.Length > 0 || address.Scheme == "tg") && !url.Any(char.IsWhiteSpace);

    private static string? TextOf(JsonElement button, string name) =>
        button.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
