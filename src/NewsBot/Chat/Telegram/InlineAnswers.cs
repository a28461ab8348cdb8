using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering;
using NewsBot.Core.Rendering.Telegram;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.InlineQueryResults;

namespace NewsBot.Chat.Telegram;

/// <summary>Inline mode: whoever types «@bot words» in any chat is offered headlines to share
/// (https://core.telegram.org/bots/inline).</summary>
internal sealed partial class InlineAnswers(ITelegramBotClient client, ILogger<InlineAnswers> log)
{
    private const int Most = 50;
    private const int CacheSeconds = 15;
    private const int LongestDescription = 120;

    /// <summary>Offers headlines; a person without any is led to a private chat with the bot.</summary>
    public async Task OfferAsync(
        HeadlineQuery query, IReadOnlyList<StoredItem> items, ChatSettings settings, CancellationToken cancellationToken)
    {
        var invitation = items.Count == 0
            ? new InlineQueryResultsButton(new Wording(settings.Language).InlineEmpty) { StartParameter = "inline" }
            : null;
        try
        {
            await client.AnswerInlineQuery(
                query.Id, items.Take(Most).Select(item => Result(item, settings)), CacheSeconds, isPersonal: true, button: invitation,
                cancellationToken: cancellationToken);
        }
        catch (RequestException exception)
        {
            // Whoever typed on has asked anew.
            Log.TooLate(log, TelegramFault.Of(exception).Reason);
        }
    }

    private static InlineQueryResultArticle Result(StoredItem item, ChatSettings settings)
    {
        var message = TelegramRenderer.Render(item.Post, settings with { Length = MessageLength.Lead }, new SubscriptionSettings())[0];
        var picture = item.Post.Image ?? message.Card;
        var title = item.Post.Title.Length > 0 ? item.Post.Title : item.Post.Source;
        return new InlineQueryResultArticle(
            item.Id.ToString()!,
            title,
            new InputTextMessageContent(message.Html)
            {
                ParseMode = ParseMode.Html,
                LinkPreviewOptions = picture is null
                    ? new LinkPreviewOptions { IsDisabled = true }
                    : new LinkPreviewOptions { Url = picture.AbsoluteUri, PreferLargeMedia = true, ShowAboveText = true },
            })
        {
            Description = $"{item.Post.Source} · {WebHtml.Cut(item.Post.Lead, LongestDescription)}",
            ThumbnailUrl = item.Post.Image?.AbsoluteUri,
        };
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Telegram took no headlines: {Reason}")]
        public static partial void TooLate(ILogger logger, string reason);
    }
}
