using System.Text.Json;
using System.Text.RegularExpressions;
using NewsBot.Chat.Discord.Places;
using NewsBot.Core.Commands;

namespace NewsBot.Chat.Discord.Interactions;

/// <summary>Understands what somebody did as what they would have typed. Pure.</summary>
internal static partial class InteractionReader
{
    /// <summary>The option that names another channel, which the command is about.</summary>
    public const string ChannelOption = "channel";

    private const int MessageCommand = 3;
    private const int StringMenu = 3;
    private const int RoleMenu = 6;

    /// <summary>A slash command, or a command on a message.</summary>
    /// <param name="interaction">What was done.</param>
    public static IncomingMessage OfCommand(Interaction interaction)
    {
        if (interaction.Data.Number("type") == MessageCommand)
            return Message(interaction, "/" + CommandName.Why) with { RepliesTo = interaction.Data.Text("target_id") };
        var name = interaction.Data.Text("name") ?? "";
        var given = Options(interaction);
        var words = CommandTable.Find(name)?.Arguments
            .Where(argument => argument.Kind != ArgumentKind.File)
            .Select(argument => given.GetValueOrDefault(argument.Name))
            .Where(value => !string.IsNullOrWhiteSpace(value)) ?? [];
        var message = Message(interaction, string.Join(' ', words.Prepend("/" + name)));
        return given.GetValueOrDefault(ChannelOption) is { } channel ? message with { About = Mention(channel) } : message;
    }

    /// <summary>A pressed button, a menu in which something was chosen, or a form that was filled in.</summary>
    /// <param name="interaction">What was done.</param>
    /// <param name="text">The command with what was chosen or filled in.</param>
    public static IncomingMessage OfAnswer(Interaction interaction, string text)
    {
        var (words, about) = SplitAbout(text);
        return Message(interaction, words) with
        {
            About = about,
            Pressed = interaction.Kind == InteractionKind.Component ? OpenInteractions.Handle(interaction.Id) : null,
        };
    }

    /// <summary>What the pressed button carries, or the chosen line of a menu.</summary>
    public static string PressedIn(Interaction interaction) =>
        (interaction.Data.Number("component_type") == StringMenu ? interaction.Data.Texts("values").FirstOrDefault() : null)
        ?? interaction.Data.Text("custom_id") ?? "";

    /// <summary>A command with the roles that were chosen for it.</summary>
    public static string WithRoles(Interaction interaction, string command) => interaction.Data.Number("component_type") == RoleMenu
        ? $"{command} {string.Join(' ', interaction.Data.Texts("values"))}".TrimEnd()
        : command;

    /// <summary>What was written into the fields of a form, in their order; Discord has them within labels or within rows.</summary>
    public static IEnumerable<string> FilledIn(Interaction interaction) => interaction.Data.Items("components")
        .SelectMany(part => part.Get("component") is { } field ? [field] : part.Items("components"))
        .Select(field => (field.Text("value") ?? "").Trim())
        .Where(value => value.Length > 0);

    /// <summary>What a command needs and does not have.</summary>
    public static IReadOnlyList<ArgumentSpec> Missing(string text) => CommandParser.Parse(text) is Utterance.Command { Arguments.Length: 0 } command
        ? [.. command.Spec.Typed.Where(argument => argument.IsRequired)]
        : [];

    /// <summary>The other channel that a command is about, while it is typed; null for the one spoken in.</summary>
    public static string? OtherChannel(Interaction interaction) => Options(interaction).GetValueOrDefault(ChannelOption);

    /// <summary>What somebody is typing, as if about the channel spoken in; null if there is nothing to offer for it.</summary>
    public static Query? OfTyping(Interaction interaction)
    {
        var typed = interaction.Data.Items("options").FirstOrDefault(option => option.Is("focused"));
        if (typed.ValueKind != JsonValueKind.Object)
            return null;
        var argument = CommandTable.Find(interaction.Data.Text("name") ?? "")?.Arguments
            .FirstOrDefault(each => each.Name == typed.Text("name"));
        var words = (typed.Text("value") ?? "").Trim();
        Query? query = argument?.Kind switch
        {
            ArgumentKind.Feed => new FeedQuery(interaction.Chat, interaction.Id, words),
            ArgumentKind.Words => new HeadlineQuery(interaction.Chat, interaction.Id, words),
            _ => null,
        };
        return query is null ? null : query with
        {
            Sender = DiscordAddress.Person(interaction.Person),
            Community = DiscordAddress.Server(interaction.Guild),
        };
    }

    /// <summary>The file that a command brought: its name, where it lies and how large it is; null for none.</summary>
    public static (string Name, Uri Address, int Size)? FileOf(Interaction interaction)
    {
        var argument = CommandTable.Find(interaction.Data.Text("name") ?? "")?.Arguments.FirstOrDefault(each => each.Kind == ArgumentKind.File);
        return argument is not null
            && Options(interaction).GetValueOrDefault(argument.Name) is { } id
            && interaction.Resolved("attachments", id) is { } file
            && Uri.TryCreate(file.Text("url"), UriKind.Absolute, out var address)
                ? (file.Text("filename") ?? "", address, file.Number("size") ?? 0)
                : null;
    }

    /// <summary>How the bot writes a channel; Discord shows its name.</summary>
    public static string Mention(string channel) => $"<#{channel}>";

    /// <summary>The number of a channel that is written so; null if it is written otherwise.</summary>
    public static string? Mentioned(string text) => ChannelMention().Match(text) is { Success: true } match ? match.Groups["id"].Value : null;

    private static IncomingMessage Message(Interaction interaction, string text) => new(interaction.Chat, interaction.Id, text)
    {
        Language = interaction.Language,
        Sender = DiscordAddress.Person(interaction.Person),
        Community = DiscordAddress.Server(interaction.Guild),
        AnswerTo = OpenInteractions.Handle(interaction.Id),
        Features = ChatFeatures.Files
            | (interaction.Guild is null ? ChatFeatures.None : ChatFeatures.Roles)
            | (interaction.Where == ChannelKind.Announcement ? ChatFeatures.Publishing : ChatFeatures.None),
    };

    /// <summary>What was given, by name. Commands of the bot have no subcommands.</summary>
    private static Dictionary<string, string> Options(Interaction interaction) => interaction.Data.Items("options")
        .Where(option => option.Text("name") is not null)
        .DistinctBy(option => option.Text("name"), StringComparer.Ordinal)
        .ToDictionary(option => option.Text("name")!, option => (option.Text("value") ?? "").Trim(), StringComparer.Ordinal);

    /// <summary>Takes another channel's name out of the command of a button: <c>/set &lt;#1&gt; page 2</c>.</summary>
    private static (string Text, string? About) SplitAbout(string text)
    {
        var words = text.Split(' ', 3);
        return words.Length > 1 && Mentioned(words[1]) is not null
            ? ($"{words[0]} {words.ElementAtOrDefault(2)}".TrimEnd(), words[1])
            : (text, null);
    }

    [GeneratedRegex("^<#(?<id>[0-9]{1,20})>$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ChannelMention();
}
