using System.Security.Cryptography;
using System.Text;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering.Telegram;
using Telegram.Bot.Types.ReplyMarkups;

namespace NewsBot.Chat.Telegram;

/// <summary>
/// What a button carries: its command, as long as that fits into the 64 bytes that Telegram allows
/// (https://core.telegram.org/bots/api#inlinekeyboardbutton); else a print of it, and the command is remembered.
/// </summary>
internal sealed class ButtonData(IPlatformMemory memory, TimeProvider clock)
{
    private const int MostBytes = 64;
    private const string Print = "=";

    /// <summary>The rows of a keyboard; null for none.</summary>
    public async Task<InlineKeyboardMarkup?> KeyboardAsync(
        IReadOnlyList<IReadOnlyList<TelegramButton>> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return null;
        var keyboard = new List<List<InlineKeyboardButton>>();
        foreach (var row in rows)
        {
            var buttons = new List<InlineKeyboardButton>();
            foreach (var button in row)
            {
                buttons.Add(button.Page is { } page
                    ? InlineKeyboardButton.WithUrl(button.Label, page.AbsoluteUri)
                    : InlineKeyboardButton.WithCallbackData(button.Label, await WriteAsync(button.Command!, cancellationToken)));
            }
            keyboard.Add(buttons);
        }
        return new InlineKeyboardMarkup(keyboard);
    }

    /// <summary>The command that a pressed button stands for; null if it was forgotten.</summary>
    public async Task<string?> ReadAsync(string data, CancellationToken cancellationToken) =>
        data.StartsWith(Print, StringComparison.Ordinal)
            ? await memory.RecallAsync(TelegramPlatform.PlatformName, "button:" + data, cancellationToken)
            : data;

    private async Task<string> WriteAsync(string command, CancellationToken cancellationToken)
    {
        if (Encoding.UTF8.GetByteCount(command) <= MostBytes)
            return command;
        var data = Print + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(command)).AsSpan(0, 16));
        await memory.RememberAsync(TelegramPlatform.PlatformName, "button:" + data, command, clock.GetUtcNow(), cancellationToken);
        return data;
    }
}
