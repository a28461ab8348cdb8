using NewsBot.Chat.Discord.Places;
using NewsBot.Chat.Discord.Rest;
using NewsBot.Core.Commands;

namespace NewsBot.Chat.Discord.Interactions;

/// <summary>The command table as Discord registers it
/// (https://discord.com/developers/docs/interactions/application-commands). Pure.</summary>
internal static class SlashCommands
{
    private const int Slash = 1;
    private const int OnMessage = 3;

    private const int Text = 3;
    private const int Number = 4;
    private const int Place = 7;
    private const int File = 11;

    /// <summary>A long list of addresses; Discord's own limit is 6,000.</summary>
    private const int MostText = 2_000;

    private static readonly string ManageChannels = $"{(ulong)Permission.ManageChannels}";

    /// <summary>All slash commands, and the one that stands in the menu of a message.</summary>
    public static IReadOnlyList<SlashCommand> All { get; } = [.. CommandTable.All.Select(Of), OnMessages];

    private static SlashCommand OnMessages => new("Why did this come?", OnMessage)
    {
        NameLocalizations = Chinese("这条消息怎么来的"),
    };

    private static SlashCommand Of(CommandSpec spec) => new(spec.Name, Slash)
    {
        NameLocalizations = Chinese(spec.ChineseName),
        Description = spec.English,
        DescriptionLocalizations = Chinese(spec.Chinese),
        // Those that it needs come first.
        Options = [.. spec.Arguments.OrderByDescending(argument => argument.IsRequired).Select(Of), .. spec.MayNameChat ? (SlashOption[])[OtherChannel] : []],
        DefaultMemberPermissions = spec.ChangesSubscriptions ? ManageChannels : null,
    };

    private static SlashOption Of(ArgumentSpec argument)
    {
        var type = argument.Kind switch { ArgumentKind.Number => Number, ArgumentKind.File => File, _ => Text };
        return new SlashOption(type, argument.Name, argument.English)
        {
            NameLocalizations = Chinese(argument.ChineseName),
            DescriptionLocalizations = Chinese(argument.Chinese),
            Required = argument.IsRequired ? true : null,
            Autocomplete = argument.Kind is ArgumentKind.Feed or ArgumentKind.Words ? true : null,
            Choices = argument.Values.Count == 0
                ? null
                : [.. argument.Values.Select(value => new SlashChoice(value.English, value.Value) { NameLocalizations = Chinese(value.Chinese) })],
            MinValue = argument.Least,
            MaxValue = argument.Most,
            MaxLength = type == Text && argument.Values.Count == 0 ? MostText : null,
        };
    }

    /// <summary>Of any kind: a list of kinds may not name media channels, as Discord's OpenAPI document has it.</summary>
    private static SlashOption OtherChannel => new(Place, InteractionReader.ChannelOption, "Another channel that it is about")
    {
        NameLocalizations = Chinese("频道"),
        DescriptionLocalizations = Chinese("针对另一个频道"),
    };

    private static Dictionary<string, string> Chinese(string words) =>
        new(StringComparer.Ordinal) { ["zh-CN"] = words, ["zh-TW"] = words };
}
