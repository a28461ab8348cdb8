using System.Net.Mime;
using System.Text.Json.Nodes;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>
/// What goes wrong. Requests are named as in <c>POST /channels/*/messages</c>: a star is one part of the path, at the end any rest.
/// </summary>
internal sealed partial class DiscordServer
{
    /// <summary>The bot's connections to the gateway, in the order they were made.</summary>
    public IReadOnlyList<WireConnection> Connections
    {
        get
        {
            lock (_world.Gate)
                return [.. _world.Gateway.Connections];
        }
    }

    /// <summary>How many connections have a session now.</summary>
    public int OpenSessions => Connections.Count(connection => connection is { IsOpen: true, Session: not null });

    /// <summary>Refuses the next requests of a kind without carrying them out.</summary>
    /// <param name="route">Which.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">Discord's code; 0 for none.</param>
    /// <param name="times">How many of them.</param>
    /// <param name="message">What is said.</param>
    public void Fail(string route, int status, int code = 0, int times = 1, string? message = null)
    {
        var body = new JsonObject { ["message"] = message ?? $"{status}: as the test wants", ["code"] = code };
        FailWith(route, status, body.ToJsonString(), MediaTypeNames.Application.Json, times);
    }

    /// <summary>Answers the next requests of a kind with anything: a proxy's page, for example.</summary>
    public void FailWith(string route, int status, string body, string contentType = MediaTypeNames.Text.Html, int times = 1) =>
        _faults.Plan(route, new RequestFault.Answered(status, body, contentType), times);

    /// <summary>Breaks the connection of the next requests before they are carried out.</summary>
    public void Break(string route, int times = 1) => _faults.Plan(route, new RequestFault.Broken(), times);

    /// <summary>Carries the next requests out, but their answers are lost.</summary>
    public void LoseAnswer(string route, int times = 1) => _faults.Plan(route, new RequestFault.AnswerLost(), times);

    /// <summary>Refuses the next requests as too many, and all of the kind (for <c>global</c>: all) for as long.</summary>
    /// <param name="route">Which.</param>
    /// <param name="scope"><c>user</c>, <c>global</c> or <c>shared</c>.</param>
    /// <param name="retryAfter">How long they have to wait.</param>
    /// <param name="times">How often, each after the wait.</param>
    public void Limit(string route, string scope, TimeSpan retryAfter, int times = 1) =>
        _faults.Plan(route, new RequestFault.Limited(new PlannedLimit(scope, retryAfter)), times);

    /// <summary>Lets requests of a kind wait until <see cref="Release"/>.</summary>
    public void Hold(string route) => _faults.Hold(route);

    /// <summary>Carries out what was held up, and holds nothing up any more.</summary>
    public void Release() => _faults.Release();

    /// <summary>The bot's connections to the gateway go dead.</summary>
    public void Drop() => Each(connection => connection.Break());

    /// <summary>They go dead in the middle of the next event.</summary>
    public void DropAtNextEvent() => Each(connection => connection.BreakAtNextEvent());

    /// <summary>Leaves heartbeats unanswered, or answers them again.</summary>
    public void WithholdAcks(bool isWithheld = true)
    {
        lock (_world.Gate)
            _world.Gateway.WithholdsAcks = isWithheld;
    }

    /// <summary>Asks the bot for a heartbeat at once.</summary>
    public void AskForHeartbeat() => Each(connection => connection.AskForBeat());

    /// <summary>Asks the bot to connect again (op 7).</summary>
    public void Reconnect() => Each(connection => connection.Send(7));

    /// <summary>Calls the sessions invalid (op 9).</summary>
    public void Invalidate(bool isResumable) => Each(connection => _world.Gateway.Invalidate(connection, isResumable));

    /// <summary>Closes the connections.</summary>
    public void CloseWith(int code) => Each(connection => _world.Gateway.Close(connection, code));

    /// <summary>Calls the next identifies invalid.</summary>
    public void RefuseIdentify(int times = 1)
    {
        lock (_world.Gate)
            _world.Gateway.RefusedIdentifies = times;
    }

    private void Each(Action<WireConnection> act)
    {
        lock (_world.Gate)
        {
            foreach (var connection in _world.Gateway.Connections.Where(connection => connection.IsOpen).ToList())
                act(connection);
        }
    }
}
