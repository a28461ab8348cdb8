using System.Security.Cryptography;
using System.Text;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering.Discord;

namespace NewsBot.Chat.Discord.Interactions;

/// <summary>
/// What a button or a line of a menu carries: its command, as long as that fits into the 100 characters that Discord allows
/// (https://discord.com/developers/docs/components/reference#anatomy-of-a-component-custom-id); else a print of it, and the
/// command is remembered.
/// </summary>
internal sealed class PressData(IPlatformMemory memory, TimeProvider clock)
{
    private const int Most = 100;
    private const string Print = "=";

    /// <summary>The same controls with what they may carry.</summary>
    public async Task<IReadOnlyList<DiscordComponent>> WriteAsync(
        IReadOnlyList<DiscordComponent> components, CancellationToken cancellationToken)
    {
        var written = new List<DiscordComponent>(components.Count);
        foreach (var component in components)
        {
            written.Add(component switch
            {
                ActionRow row => row with { Components = await WriteAsync(row.Components, cancellationToken) },
                Container container => container with { Components = await WriteAsync(container.Components, cancellationToken) },
                Button { CustomId: { } command } button => button with { CustomId = await ShortenAsync(command, cancellationToken) },
                RoleSelect roles => roles with { CustomId = await ShortenAsync(roles.CustomId, cancellationToken) },
                StringSelect menu => menu with { Options = await WriteAsync(menu.Options, cancellationToken) },
                _ => component,
            });
        }
        return written;
    }

    /// <summary>The command that something pressed stands for; null if it was forgotten.</summary>
    public async Task<string?> ReadAsync(string data, CancellationToken cancellationToken) =>
        data.StartsWith(Print, StringComparison.Ordinal)
            ? await memory.RecallAsync(DiscordAddress.Platform, "press:" + data, cancellationToken)
            : data;

    /// <summary>What stands for a command.</summary>
    public async Task<string> ShortenAsync(string command, CancellationToken cancellationToken)
    {
        if (command.Length <= Most)
            return command;
        var data = Print + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(command)).AsSpan(0, 16));
        await memory.RememberAsync(DiscordAddress.Platform, "press:" + data, command, clock.GetUtcNow(), cancellationToken);
        return data;
    }

    private async Task<IReadOnlyList<SelectOption>> WriteAsync(IReadOnlyList<SelectOption> options, CancellationToken cancellationToken)
    {
        var written = new List<SelectOption>(options.Count);
        foreach (var option in options)
            written.Add(option with { Value = await ShortenAsync(option.Value, cancellationToken) });
        return written;
    }
}
