using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using NewsBot.Core.Model;
using NewsBot.Core.Scheduling;

namespace NewsBot.Storage.Sqlite;

/// <summary>How posts, settings and hints are written in a column. Names in here are stored: renaming a member needs a migration.</summary>
[JsonSerializable(typeof(Post))]
[JsonSerializable(typeof(ChatSettings))]
[JsonSerializable(typeof(SubscriptionSettings))]
[JsonSerializable(typeof(PublisherHints))]
[JsonSerializable(typeof(Rhythm))]
[JsonSerializable(typeof(FeedMove))]
[JsonSerializable(typeof(PollReason))]
[JsonSerializable(typeof(FetchTrouble))]
[JsonSerializable(typeof(FeedNotice))]
[JsonSerializable(typeof(PushState))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class StoreJson : JsonSerializerContext
{
    /// <summary>Deeper than any cleaned text, so that a nested quotation never stops a feed.</summary>
    private const int Depth = 1024;

    /// <summary>Chinese stands as it is rather than as escapes of twice the length; what is empty is left out.</summary>
    public static StoreJson Columns { get; } = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = Depth,
        Converters =
        {
            new JsonStringEnumConverter<ChatLanguage>(),
            new JsonStringEnumConverter<MessageLength>(),
            new JsonStringEnumConverter<MessageLayout>(),
            new JsonStringEnumConverter<TextStyle>(),
            new JsonStringEnumConverter<FeedNoticeKind>(),
            new JsonStringEnumConverter<TroubleKind>(),
            new JsonStringEnumConverter<PollReasonKind>(),
            new JsonStringEnumConverter<PushStage>(),
            new CountsColumn(),
        },
    });
}
