using System.Globalization;
using System.Text;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>What Discord takes as commands
/// (https://discord.com/developers/docs/interactions/application-commands#application-command-object).</summary>
internal sealed class CommandRules
{
    private const int MostChatCommands = 100;
    private const int MostMenuCommands = 15;
    private const int MostOptions = 25;
    private const int MostCharacters = 8000;
    private const int Subcommand = 1;
    private const int Group = 2;

    private static readonly string[] Locales =
    [
        "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr",
        "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko",
    ];

    private int _length;

    /// <summary>Notes what is wrong with a whole set of commands.</summary>
    public static void Check(IReadOnlyList<Form> commands, FormErrors errors)
    {
        foreach (var command in commands)
            new CommandRules().Check(command);
        if (commands.Count(command => Type(command) == 1) > MostChatCommands || commands.Count(command => Type(command) == 3) > MostMenuCommands)
            throw new ApiError(400, 30032, "Maximum number of application commands reached");
        if (commands.Select(command => (Type(command), command.Text("name"))).Distinct().Count() < commands.Count)
            errors.Add("", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique");
    }

    public static long Type(Form command) => command.Integer("type") ?? 1;

    private void Check(Form command)
    {
        var type = Type(command);
        CheckName(command, type == 1);
        if (type == 1)
            CheckDescription(command);
        else if (!string.IsNullOrEmpty(command.Text("description")))
            command.Refuse("description", "APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED", "Context menu commands cannot have description");
        if (command.Text("default_member_permissions") is { } permissions && !ulong.TryParse(permissions, out _))
            command.Refuse("default_member_permissions", "NUMBER_TYPE_COERCE", $"Value \"{permissions}\" is not int.");
        foreach (var (field, most) in new[] { ("contexts", "2"), ("integration_types", "1") })
        {
            if (command.Texts(field).Any(value => value.Length != 1 || string.CompareOrdinal(value, most) > 0))
                command.Refuse(field, "ENUM_TYPE_COERCE", $"Values of {field} must be from 0 to {most}.");
        }

        if (type == 1)
            CheckOptions(command);
        else if (command.Has("options"))
            command.Refuse("options", "APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED", "Context menu commands cannot have options");
        if (_length > MostCharacters)
            command.Refuse("", "APPLICATION_COMMAND_TOO_LARGE", $"Command exceeds maximum size ({MostCharacters})");
    }

    private void CheckOptions(Form holder)
    {
        var options = holder.Objects("options", MostOptions);
        var optionalSeen = false;
        foreach (var option in options)
        {
            CheckName(option, isChatInput: true);
            CheckDescription(option);
            var type = option.Integer("type", 1, 11);
            if (type is null)
                option.Refuse("type", "BASE_TYPE_REQUIRED", "This field is required");
            if (type is Subcommand or Group)
            {
                CheckOptions(option);
                continue;
            }

            if (option.Flag("required") && optionalSeen)
                option.Refuse("", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options");
            optionalSeen |= !option.Flag("required");
            CheckValues(option);
        }

        if (options.Select(option => option.Text("name")).Distinct().Count() < options.Count)
            holder.Refuse("options", "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE", "Application command option names must be unique");
    }

    private void CheckValues(Form option)
    {
        option.Integer("max_length", 1, 6000);
        var choices = option.Objects("choices", MostOptions);
        if (option.Flag("autocomplete") && option.Integer("type") is not (3 or 4 or 10))
            option.Refuse("autocomplete", "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_INVALID", "Autocomplete is for text and numbers alone");
        if (option.Has("channel_types") && option.Integer("type") is not 7)
            option.Refuse("channel_types", "APPLICATION_COMMAND_OPTION_CHANNEL_TYPES_INVALID", "Channel types are for channels alone");
        if (choices.Count > 0 && option.Flag("autocomplete"))
            option.Refuse("", "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_CHOICES", "Autocomplete may not be set to true if choices are present");
        foreach (var choice in choices)
        {
            choice.Text("name", 100, 1, required: true);
            CheckLocales(choice, "name_localizations", 100, isName: false);
            if (option.Integer("type") == 3)
                _length += Form.Length(choice.Text("value", 100, required: true) ?? "");
        }
    }

    private void CheckName(Form command, bool isChatInput)
    {
        var name = command.Text("name", 32, 1, required: true);
        _length += Form.Length(name ?? "");
        if (name is { Length: > 0 } && isChatInput && !IsName(name))
            command.Refuse("name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
        CheckLocales(command, "name_localizations", 32, isChatInput);
    }

    private void CheckDescription(Form command)
    {
        _length += Form.Length(command.Text("description", 100, 1, required: true) ?? "");
        CheckLocales(command, "description_localizations", 100, isName: false);
    }

    private static void CheckLocales(Form holder, string field, int most, bool isName)
    {
        if (holder.Object(field) is not { } texts)
            return;
        foreach (var locale in texts.Body.Select(text => text.Key).ToList())
        {
            if (!Locales.Contains(locale))
                texts.Refuse(locale, "ENUM_TYPE_COERCE", $"Value \"{locale}\" is not a valid enum value.");
            else if (texts.Text(locale, most, 1) is { } text && isName && !IsName(text))
                texts.Refuse(locale, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
        }
    }

    private static bool IsName(string name) =>
        string.Equals(name, name.ToLowerInvariant(), StringComparison.Ordinal) && name.EnumerateRunes().All(rune =>
            Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_' or '\''
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);
}
