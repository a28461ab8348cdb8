using System.Globalization;
using NewsBot.Chat.Discord.Rest;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering;

namespace NewsBot.Chat.Discord.Interactions;

/// <summary>Offers feeds and headlines to whoever types an option
/// (https://discord.com/developers/docs/interactions/application-commands#autocomplete).</summary>
internal sealed partial class Offers(DiscordRest rest, OpenInteractions open, ILogger<Offers> log)
{
    private const int Most = 25;
    private const int MostCharacters = 100;

    /// <summary>Feeds: what is chosen is the number in /list.</summary>
    public Task OfferAsync(Query query, IReadOnlyList<Subscription> subscriptions, CancellationToken cancellationToken) => OfferAsync(
        query,
        subscriptions.Select(each => new OfferedValue(
            Cut($"{each.Number}. {each.Feed.Title}"), each.Number.ToString(CultureInfo.InvariantCulture))),
        cancellationToken);

    /// <summary>Headlines: what is chosen is searched for.</summary>
    public Task OfferAsync(Query query, IReadOnlyList<StoredItem> items, CancellationToken cancellationToken) => OfferAsync(
        query,
        items.Where(item => item.Post.Title.Length > 0).Select(item => new OfferedValue(Cut(item.Post.Title), Cut(item.Post.Title).TrimEnd('…'))),
        cancellationToken);

    private async Task OfferAsync(Query query, IEnumerable<OfferedValue> values, CancellationToken cancellationToken)
    {
        if (open.Find(query.Id) is not { } asked)
            return;
        var choices = values.Where(value => !string.IsNullOrWhiteSpace(value.Value)).DistinctBy(value => value.Value, StringComparer.Ordinal).Take(Most);
        var answer = await rest.RespondAsync(
            asked.Interaction.Id, asked.Interaction.Token,
            new InteractionResponse(InteractionResponseType.Autocomplete, new InteractionData { Choices = [.. choices] }), cancellationToken);
        // Whoever typed on has asked anew.
        if (!answer.IsGood)
            Log.TooLate(log, answer.Fault.Reason);
    }

    private static string Cut(string text) => WebHtml.Cut(text, MostCharacters - 1);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Discord took no choices: {Reason}")]
        public static partial void TooLate(ILogger logger, string reason);
    }
}
