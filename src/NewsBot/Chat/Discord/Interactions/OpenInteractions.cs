using System.Collections.Concurrent;

namespace NewsBot.Chat.Discord.Interactions;

/// <summary>The interactions that can still be answered: for 15 minutes
/// (https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages).</summary>
internal sealed class OpenInteractions(TimeProvider clock)
{
    private const string Prefix = "interaction-";
    private const int Most = 10_000;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, OpenInteraction> _open = new(StringComparer.Ordinal);

    /// <summary>What an interaction is called where the number of a message would stand.</summary>
    public static string Handle(string id) => Prefix + id;

    /// <summary>Whether a handle is that of an interaction.</summary>
    public static bool IsHandle(string? handle) => handle?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    /// <summary>Notes one that came in.</summary>
    public OpenInteraction Add(Interaction interaction)
    {
        var now = clock.GetUtcNow();
        foreach (var (id, old) in _open)
        {
            if (old.Until <= now || _open.Count >= Most)
                _open.TryRemove(id, out _);
        }
        return _open[interaction.Id] = new OpenInteraction(interaction, now + Life);
    }

    /// <summary>The interaction with this handle or number; null if it is over.</summary>
    public OpenInteraction? Find(string handle) =>
        _open.TryGetValue(IsHandle(handle) ? handle[Prefix.Length..] : handle, out var open) && open.Until > clock.GetUtcNow() ? open : null;
}

/// <summary>An interaction, and how far its answer has come.</summary>
/// <param name="interaction">What was done.</param>
/// <param name="until">When it is over.</param>
internal sealed class OpenInteraction(Interaction interaction, DateTimeOffset until)
{
    /// <summary>What was done.</summary>
    public Interaction Interaction { get; } = interaction;

    /// <summary>When it is over.</summary>
    public DateTimeOffset Until { get; } = until;

    /// <summary>True while the person sees that the bot thinks: the first message takes that place.</summary>
    public bool IsAwaited { get; set; }

    /// <summary>True if the answer is for the person alone.</summary>
    public bool IsDiscreet { get; set; }
}
