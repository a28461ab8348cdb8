using System.Collections.Concurrent;
using System.Globalization;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>All that there is: people, servers, channels, interactions. Whoever reads or changes it holds its <see cref="Gate"/>.</summary>
internal sealed class World
{
    /// <summary>Discord counts its numbers from the first second of 2015.</summary>
    private const long Epoch = 1_420_070_400_000;

    private readonly ConcurrentQueue<string> _offences = new();
    private long _lastId;

    public World(DiscordServerOptions options)
    {
        Options = options;
        Bot = new DiscordPerson(NextId(), options.BotName, "en-US", isBot: true);
        // For applications of today the two numbers are one; for old ones they are not, and so a bot may not mix them up.
        Application = NextId();
        People[Bot.Id] = Bot;
        Gateway = new Gateway(this);
        Json = new MessageJson(this);
    }

    public Lock Gate { get; } = new();

    public DiscordServerOptions Options { get; }

    /// <summary>Where the server is, without a path.</summary>
    public string Url { get; set; } = "";

    public DiscordPerson Bot { get; }

    public string Application { get; }

    public Dictionary<string, DiscordPerson> People { get; } = [];

    public Dictionary<string, DiscordGuild> Guilds { get; } = [];

    /// <summary>Channels, threads and direct messages.</summary>
    public Dictionary<string, DiscordChannel> Channels { get; } = [];

    /// <summary>By their token.</summary>
    public Dictionary<string, DiscordInteraction> Interactions { get; } = [];

    public FileStore Files { get; } = new();

    public Gateway Gateway { get; }

    public MessageJson Json { get; }

    public DateTimeOffset Now => Options.Time.GetUtcNow();

    public IReadOnlyList<string> Offences => [.. _offences];

    /// <summary>Notes what a bot should not have done.</summary>
    public void Blame(string offence) => _offences.Enqueue(offence);

    /// <summary>A number that is larger than all before.</summary>
    public string NextId()
    {
        _lastId = Math.Max(Now.ToUnixTimeMilliseconds() - Epoch, _lastId + 1);
        return (_lastId << 22).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The channel of direct messages with somebody.</summary>
    public DiscordChannel DirectMessages(DiscordPerson person)
    {
        if (Channels.Values.FirstOrDefault(channel => channel.Recipient == person) is { } known)
            return known;
        var channel = new DiscordChannel(this, NextId(), DiscordChannel.DirectMessage, person.Name) { Recipient = person };
        return Channels[channel.Id] = channel;
    }
}
