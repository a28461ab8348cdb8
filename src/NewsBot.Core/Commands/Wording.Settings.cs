using NewsBot.Core.Model;

namespace NewsBot.Core.Commands;

/// <content>Settings of a chat and of a subscription.</content>
public sealed partial class Wording
{
    /// <summary>The language was chosen.</summary>
    public string LanguageChosen => In("I speak English here now.", "好的，以后在这里说中文。");

    /// <summary>A language that the bot does not speak.</summary>
    public string LanguageUnknown => In("I speak en (English) and zh (中文). For example: /lang en", "我会说 zh（中文）和 en（English）。比如：/lang zh");

    /// <summary>Head of a chat's settings.</summary>
    /// <param name="chat">The chat as the person named it; null for the one spoken in.</param>
    public string SettingsOf(string? chat) => chat is null
        ? In("Settings of this chat", "本聊天的设置")
        : In($"Settings of {chat}", $"{chat} 的设置");

    /// <summary>What the buttons of the settings do.</summary>
    public string SettingsHow => In(
        "Press a button to change what it says, or a feed to see its own settings.",
        "点按钮可更改，点某个源可看它自己的设置。");

    /// <summary>The button of the language, with the one that is set.</summary>
    public string LanguageNow(ChatLanguage value) => In($"Language: {Name(value)}", $"语言：{Name(value)}");

    /// <summary>The button of the length, with the one that is set.</summary>
    public string LengthNow(MessageLength value) => In($"Messages tell: {Name(value)}", $"消息内容：{Name(value)}");

    /// <summary>The button of the layout, with the one that is set.</summary>
    public string LayoutNow(MessageLayout value) => In($"Layout: {Name(value)}", $"版式：{Name(value)}");

    /// <summary>The button of the sound, with what is set.</summary>
    public string SoundNow(bool isOn) => isOn ? In("🔔 Sound: on", "🔔 响铃：开") : In("🔕 Sound: off", "🔕 响铃：关");

    /// <summary>The button of edits, with what is set.</summary>
    public string EditsNow(bool isOn) => isOn ? In("✏ Edits: on", "✏ 同步修改：开") : In("✏ Edits: off", "✏ 同步修改：关");

    /// <summary>The button of publishing, with what is set.</summary>
    public string PublishNow(bool isOn) => isOn ? In("📣 Publish to followers: on", "📣 同步到关注者：开") : In("📣 Publish to followers: off", "📣 同步到关注者：关");

    /// <summary>What roles are chosen for.</summary>
    public string CallRoles => In("Call roles", "呼叫身份组");

    /// <summary>What the settings of a subscription mean.</summary>
    public string FeedSettingsHow => In(
        "Sound: whether its messages ring. Edits: whether a message changes when the story does.",
        "响铃：送达时是否有提示音。同步修改：新闻更新时，已送出的消息是否跟着更新。");

    /// <summary>Label of the button back to the chat's settings.</summary>
    public string AllSettings => In("◀ All settings", "◀ 全部设置");

    /// <summary>Label of the button to the settings.</summary>
    public string ShowSettings => In("Settings", "设置");

    /// <summary>Words that set nothing.</summary>
    public string SettingsAllowed => In(
        "For the chat: /set language en|zh, /set length headline|lead|full, /set layout classic|rich.\n"
        + "For a feed, by its number, name or address: /set 1 sound on|off, /set 1 edits on|off, /set 1 unsubscribe.",
        "对整个聊天：/set language zh|en、/set length headline|lead|full、/set layout classic|rich。\n"
        + "对某个源（编号、名称或地址）：/set 1 sound on|off、/set 1 edits on|off、/set 1 unsubscribe。");

    private static string Name(ChatLanguage language) => language == ChatLanguage.Chinese ? "中文" : "English";

    private string Name(MessageLength length) => length switch
    {
        MessageLength.Headline => In("headline only", "只有标题"),
        MessageLength.Full => In("whole text", "全文"),
        _ => In("what happened", "要点"),
    };

    private string Name(MessageLayout layout) => layout == MessageLayout.Rich ? In("rich", "富文本") : In("classic", "经典");
}
