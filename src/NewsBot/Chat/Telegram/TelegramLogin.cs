using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace NewsBot.Chat.Telegram;

/// <summary>Tells whether Telegram knows the token, without starting anything.</summary>
public static class TelegramLogin
{
    /// <summary>Asks Telegram who the bot is.</summary>
    /// <returns>Its username after an <c>@</c>, or why it could not be learnt, in one line.</returns>
    public static async Task<(string? Name, string? Fault)> TryAsync(TelegramOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var http = TelegramRegistration.Http();
        try
        {
            return ($"@{(await TelegramRegistration.Client(options, http).GetMe(cancellationToken)).Username}", null);
        }
        catch (RequestException exception)
        {
            return (null, TelegramFault.Of(exception).Reason);
        }
    }
}
