namespace NewsBot.Chat.Discord.Rest;

/// <summary>The first answer to an interaction, due within 3 seconds
/// (https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object).</summary>
internal sealed record InteractionResponse(InteractionResponseType Type, InteractionData? Data = null);

internal enum InteractionResponseType
{
    Message = 4,

    /// <summary>The answer comes later; the person sees that the bot thinks.</summary>
    DeferredMessage = 5,

    /// <summary>The message of the pressed button changes later, or not at all.</summary>
    DeferredUpdate = 6,

    Autocomplete = 8,
    Modal = 9,
}

/// <summary>What an answer carries; each type has its own part.</summary>
internal sealed record InteractionData
{
    public string? Content { get; init; }

    public AllowedMentions? AllowedMentions { get; init; }

    public MessageFlags? Flags { get; init; }

    /// <summary>At most 25.</summary>
    public IReadOnlyList<OfferedValue>? Choices { get; init; }

    /// <summary>Of a modal, at most 100 characters.</summary>
    public string? CustomId { get; init; }

    /// <summary>Of a modal, at most 45 characters.</summary>
    public string? Title { get; init; }

    /// <summary>Of a modal, 1 to 5 <see cref="ModalLabel"/>s.</summary>
    public IReadOnlyList<ModalLabel>? Components { get; init; }
}

/// <summary>Something to choose while typing; both at most 100 characters.</summary>
internal sealed record OfferedValue(string Name, string Value);

/// <summary>A named field of a modal (https://discord.com/developers/docs/components/reference#label).</summary>
internal sealed record ModalLabel(string Label, string? Description, TextInput Component)
{
    public int Type { get; } = 18;
}

/// <summary>A line to type into (https://discord.com/developers/docs/components/reference#text-input).</summary>
internal sealed record TextInput(string CustomId, bool Required, int MaxLength)
{
    public int Type { get; } = 4;

    /// <summary>1: one line.</summary>
    public int Style { get; } = 1;
}

/// <summary>A command as it is registered
/// (https://discord.com/developers/docs/interactions/application-commands#application-command-object).</summary>
internal sealed record SlashCommand(string Name, int Type)
{
    public IReadOnlyDictionary<string, string>? NameLocalizations { get; init; }

    public string? Description { get; init; }

    public IReadOnlyDictionary<string, string>? DescriptionLocalizations { get; init; }

    public IReadOnlyList<SlashOption>? Options { get; init; }

    /// <summary>Who sees it if a server does not say otherwise: a permission set in decimal; null for everybody.</summary>
    public string? DefaultMemberPermissions { get; init; }

    /// <summary>0 servers, 1 direct messages with the bot.</summary>
    public IReadOnlyList<int> Contexts { get; init; } = [0, 1];
}

/// <summary>Something that a command takes.</summary>
internal sealed record SlashOption(int Type, string Name, string Description)
{
    public IReadOnlyDictionary<string, string>? NameLocalizations { get; init; }

    public IReadOnlyDictionary<string, string>? DescriptionLocalizations { get; init; }

    public bool? Required { get; init; }

    public bool? Autocomplete { get; init; }

    public IReadOnlyList<SlashChoice>? Choices { get; init; }

    public int? MinValue { get; init; }

    public int? MaxValue { get; init; }

    public int? MaxLength { get; init; }
}

/// <summary>One of the values that an option may have.</summary>
internal sealed record SlashChoice(string Name, string Value)
{
    public IReadOnlyDictionary<string, string>? NameLocalizations { get; init; }
}
