using NewsBot.Core.Model;

namespace NewsBot.Core.Commands;

/// <summary>What people call the languages that the bot speaks.</summary>
public static class LanguageName
{
    /// <summary>The language with this name, or null.</summary>
    public static ChatLanguage? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.ToLowerInvariant() switch
        {
            "en" or "english" => ChatLanguage.English,
            "zh" or "zh-cn" or "zh-hans" or "cn" or "中文" or "简体中文" => ChatLanguage.Chinese,
            _ => null,
        };
    }
}
