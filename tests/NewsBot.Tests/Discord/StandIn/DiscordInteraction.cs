using System.Text.Json;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>What somebody did with the bot, and what they see for it.</summary>
internal sealed class DiscordInteraction
{
    public const int Command = 2;
    public const int Component = 3;
    public const int Autocomplete = 4;
    public const int ModalSubmit = 5;

    private readonly World _world;
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _followUps = [];
    private StoredMessage? _original;

    internal DiscordInteraction(World world, string id, string token, int type, DiscordPerson person, DiscordChannel channel, StoredMessage? message)
    {
        (_world, Id, Token, Type, Person, Channel, Message) = (world, id, token, type, person, channel, message);
        At = world.Now;
    }

    public string Id { get; }

    public string Token { get; }

    /// <summary>2 a command, 3 a button or menu, 4 what somebody types, 5 a form that was filled in.</summary>
    public int Type { get; }

    public DiscordPerson Person { get; }

    public DiscordChannel Channel { get; }

    /// <summary>The message with the button or menu; null for others.</summary>
    public StoredMessage? Message { get; }

    public DateTimeOffset At { get; }

    /// <summary>When the first answer came; null before.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>The first answer's type, 4 to 9; null before.</summary>
    public int? AnswerType { get; private set; }

    /// <summary>Whether the first answer was only that one follows.</summary>
    public bool IsDeferred => AnswerType is 5 or 6;

    /// <summary>Whether the first answer is for the person alone.</summary>
    public bool IsEphemeral { get; private set; }

    public bool IsOriginalDeleted { get; private set; }

    /// <summary>What is offered to somebody who types.</summary>
    public IReadOnlyList<(string Name, string Value)> Choices { get; private set; } = [];

    /// <summary>The form that is shown: title, custom_id, components. Null for none.</summary>
    public JsonElement? Modal { get; private set; }

    /// <summary>Ends with the first answer.</summary>
    public Task Answered => _answered.Task;

    /// <summary>Ends when the person sees a result, and not only that the bot thinks.</summary>
    public Task Settled => _settled.Task;

    /// <summary>The message of the first answer as it is now, or as it was when it was taken away; for a press, the pressed one.</summary>
    public StoredMessage? Original
    {
        get
        {
            lock (_world.Gate)
                return _original is null ? null : _original = Current(_original.Id) ?? _original;
        }
    }

    /// <summary>The further answers as they are now.</summary>
    public IReadOnlyList<StoredMessage> FollowUps
    {
        get
        {
            lock (_world.Gate)
                return [.. _followUps.Select(Current).OfType<StoredMessage>()];
        }
    }

    /// <summary>All that the person sees of it as text.</summary>
    public string AllText => string.Join('\n', FollowUps.Prepend(IsOriginalDeleted ? null : Original).OfType<StoredMessage>().Select(message => message.AllText));

    internal string? OriginalId => _original?.Id;

    internal void Answer(int type, bool isEphemeral)
    {
        (AnswerType, AnsweredAt, IsEphemeral) = (type, _world.Now, isEphemeral);
        _answered.TrySetResult();
        if (type is not (5 or 6))
            _settled.TrySetResult();
    }

    internal void Show(StoredMessage original)
    {
        _original = original;
        if (!original.IsLoading && AnswerType is not null)
            _settled.TrySetResult();
    }

    internal void Add(StoredMessage followUp)
    {
        _followUps.Add(followUp.Id);
        _settled.TrySetResult();
    }

    internal void Offer(IReadOnlyList<(string, string)> choices) => Choices = choices;

    internal void Open(JsonElement modal) => Modal = modal;

    internal void TakeAway(StoredMessage message)
    {
        if (_followUps.Remove(message.Id))
            return;
        IsOriginalDeleted = true;
        _settled.TrySetResult();
    }

    /// <summary>Whether a message is one of its answers.</summary>
    internal bool Owns(string id) => (id == OriginalId && !IsOriginalDeleted) || _followUps.Contains(id);

    private StoredMessage? Current(string id) => Channel.Messages.Find(message => message.Id == id);
}
