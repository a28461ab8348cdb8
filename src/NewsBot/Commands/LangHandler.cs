using NewsBot.Core.Commands;
using NewsBot.Storage;

namespace NewsBot.Commands;

/// <summary><c>/lang</c>: the language of the bot in this chat.</summary>
public sealed class LangHandler(ISubscriptionStore subscriptions) : ICommandHandler
{
    /// <inheritdoc/>
    public string Name => CommandName.Lang;

    /// <inheritdoc/>
    public async Task<Reply> HandleAsync(CommandCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (LanguageName.Find(call.Arguments) is not { } language)
            return Replies.Trouble(call.Say.LanguageUnknown);
        await subscriptions.SaveSettingsAsync(call.Chat, call.Settings with { Language = language }, cancellationToken);
        return Replies.Say(new Wording(language).LanguageChosen);
    }
}
