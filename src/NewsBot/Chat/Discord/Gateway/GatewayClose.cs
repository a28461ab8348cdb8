namespace NewsBot.Chat.Discord.Gateway;

/// <summary>What becomes of a session whose connection ended
/// (https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes).</summary>
internal enum AfterClose
{
    /// <summary>It goes on over a new connection, from the last event that was heard.</summary>
    Resume,

    /// <summary>It is over: a new one begins.</summary>
    Anew,

    /// <summary>Discord has more for this bot than so many connections take: all begin anew, with as many as it recommends now.</summary>
    Reshard,

    /// <summary>Discord will not have this bot: the operator must act.</summary>
    Stop,
}

/// <summary>How a connection ended.</summary>
/// <param name="Then">What becomes of the session.</param>
/// <param name="Reason">One line for the operator; if the bot stops, with what to do.</param>
internal sealed record GatewayClose(AfterClose Then, string Reason)
{
    /// <summary>What a close code means; none means a broken connection. Pure.</summary>
    public static GatewayClose Of(int? code) => code switch
    {
        4004 => new(AfterClose.Stop, "Discord does not know this token: set Discord:Token to that of the developer portal and start again."),
        4010 => new(AfterClose.Reshard, "Discord knows no such shard."),
        4011 => new(AfterClose.Reshard, "The bot is in too many servers for so few connections."),
        4012 => new(AfterClose.Stop, "Discord has given up version 10 of its gateway: update NewsBot."),
        4013 => new(AfterClose.Stop, "Discord knows no such intents: update NewsBot."),
        4014 => new(AfterClose.Stop, "Discord does not let this bot see servers: allow the intent in the developer portal and start again."),
        4007 or 4009 => new(AfterClose.Anew, $"The session is over ({code})."),
        null => new(AfterClose.Resume, "The connection broke."),
        _ => new(AfterClose.Resume, $"Discord closed the connection ({code})."),
    };
}
