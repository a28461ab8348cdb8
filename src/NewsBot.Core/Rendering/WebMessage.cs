using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace NewsBot.Core.Rendering;

/// <summary>A message of the bot's own chat page: data, which the page lays out, and HTML where text has structure.</summary>
public sealed record WebMessage : RenderedMessage
{
    /// <summary>Who speaks.</summary>
    public WebVoice Voice { get; init; }

    /// <summary>What the bot says: HTML of the few elements that <see cref="WebHtml"/> writes.</summary>
    public string? Html { get; init; }

    /// <summary>What the person said, as typed: plain text, never HTML.</summary>
    public string? Text { get; init; }

    /// <summary>Language of <see cref="Html"/>, <c>en</c> or <c>zh</c>.</summary>
    public string? Language { get; init; }

    /// <summary>True for an item that came by itself, false for an answer.</summary>
    public bool IsNews { get; init; }

    /// <summary>True for an error.</summary>
    public bool IsTrouble { get; init; }

    /// <summary>Posts, in the order in which they are shown.</summary>
    public IReadOnlyList<WebCard> Cards { get; init; } = [];

    /// <summary>Buttons beneath.</summary>
    public IReadOnlyList<WebChoice> Choices { get; init; } = [];

    /// <summary>The form in which it is kept and sent to the page.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, WebMessageJson.Readable.WebMessage);
}

/// <summary>Who speaks in the chat page.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WebVoice>))]
public enum WebVoice
{
    /// <summary>The bot.</summary>
    [JsonStringEnumMemberName("bot")]
    Bot,

    /// <summary>Whoever sits at the page.</summary>
    [JsonStringEnumMemberName("person")]
    Person,
}

/// <summary>A post on the chat page. All texts are plain except <see cref="Body"/>; all addresses are absolute http or https.</summary>
public sealed record WebCard
{
    /// <summary>Headline; null if the item has none.</summary>
    public string? Title { get; init; }

    /// <summary>The sentences that say what happened.</summary>
    public string? Lead { get; init; }

    /// <summary>Where to read it.</summary>
    public string? Link { get; init; }

    /// <summary>The best picture.</summary>
    public string? Picture { get; init; }

    /// <summary>The other pictures, shown with the full text.</summary>
    public IReadOnlyList<string> Gallery { get; init; } = [];

    /// <summary>Video and audio.</summary>
    public IReadOnlyList<WebMedia> Media { get; init; } = [];

    /// <summary>Name of the source.</summary>
    public required string Source { get; init; }

    /// <summary>Who wrote it.</summary>
    public string? Author { get; init; }

    /// <summary>When it was published: ISO 8601 in UTC with seconds. The page shows it in the reader's own time zone.</summary>
    public string? Published { get; init; }

    /// <summary>Primary language subtag of the texts.</summary>
    public string? Language { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The full text as HTML of the few elements that <see cref="WebHtml"/> writes; null if it says no more than
    /// the lead does.</summary>
    public string? Body { get; init; }
}

/// <summary>Something to watch or to listen to.</summary>
/// <param name="Link">Its address.</param>
/// <param name="Kind"><c>video</c>, <c>audio</c> or <c>file</c>.</param>
public sealed record WebMedia(string Link, string Kind);

/// <summary>A button that sends a command.</summary>
public sealed record WebChoice(string Label, string Command);

/// <summary>JSON of <see cref="WebMessage"/>.</summary>
[JsonSerializable(typeof(WebMessage))]
public sealed partial class WebMessageJson : JsonSerializerContext
{
    /// <summary>Chinese stays readable, and takes three bytes a character rather than six; what HTML minds is still escaped.</summary>
    public static WebMessageJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });
}
