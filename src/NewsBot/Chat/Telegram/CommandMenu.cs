using System.Security.Cryptography;
using System.Text;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using Telegram.Bot;
using Telegram.Bot.Types;

namespace NewsBot.Chat.Telegram;

/// <summary>
/// Registers the command menu that people see when they type a slash, from the command table: in both languages; to
/// members of groups what anybody may use, to administrators and in private everything
/// (https://core.telegram.org/bots/api#setmycommands). Done only when the table changed.
/// </summary>
internal sealed class CommandMenu(ITelegramBotClient client, IPlatformMemory memory, TimeProvider clock)
{
    private const string Key = "menu";

    private static readonly (ChatLanguage Language, string? Code)[] Languages = [(ChatLanguage.English, null), (ChatLanguage.Chinese, "zh")];

    /// <summary>Brings Telegram's menus up to date.</summary>
    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        var print = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', All()))));
        if (await memory.RecallAsync(TelegramPlatform.PlatformName, Key, cancellationToken) == print)
            return;
        foreach (var (language, code) in Languages)
        {
            await client.SetMyCommands(Menu(language, mayManage: true), new BotCommandScopeDefault(), code, cancellationToken);
            await client.SetMyCommands(Menu(language, mayManage: false), new BotCommandScopeAllGroupChats(), code, cancellationToken);
            await client.SetMyCommands(Menu(language, mayManage: true), new BotCommandScopeAllChatAdministrators(), code, cancellationToken);
        }
        await memory.RememberAsync(TelegramPlatform.PlatformName, Key, print, clock.GetUtcNow(), cancellationToken);
    }

    private static IEnumerable<BotCommand> Menu(ChatLanguage language, bool mayManage) =>
        CommandTable.Menu(language, mayManage).Select(entry => new BotCommand(entry.Name, entry.Summary));

    private static IEnumerable<MenuEntry> All() => Languages.SelectMany(each =>
        CommandTable.Menu(each.Language, mayManage: true).Concat(CommandTable.Menu(each.Language, mayManage: false)));
}
