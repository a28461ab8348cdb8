using NewsBot.Core.Commands;
using NewsBot.Core.Model;
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
        ChatLanguage? chosen = call.Arguments.ToLowerInvariant() switch
        {
            "en" or "english" => ChatLanguage.English,
            "zh" or "zh-cn" or "zh-hans" or "cn" or "中文" or "简体中文" => ChatLanguage.Chinese,
            _ => null,
        };
        if (chosen is not { } language)
            return Replies.Trouble(call.Say.LanguageUnknown);
        await subscriptions.SaveSettingsAsync(call.Chat, call.Settings with { Language = language }, cancellationToken);
        return Replies.Say(new Wording(language).LanguageChosen);
    }
}
