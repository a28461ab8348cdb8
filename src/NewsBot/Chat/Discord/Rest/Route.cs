namespace NewsBot.Chat.Discord.Rest;

/// <summary>A request's method and path, and what Discord counts it with
/// (https://discord.com/developers/docs/topics/rate-limits#rate-limits).</summary>
/// <param name="Method">GET, POST, PUT, PATCH or DELETE.</param>
/// <param name="Path">Relative to the API's base, with numbers and tokens filled in.</param>
/// <param name="Name">Method and path with the numbers left out: requests of one name share a bucket.</param>
/// <param name="Major">The channel, server or webhook that the bucket is for; empty if it is for all.</param>
internal sealed record Route(HttpMethod Method, string Path, string Name, string Major = "")
{
    /// <summary>True for answers to interactions: their token stands in the path, and no limit of the bot counts them.</summary>
    public bool IsInteraction { get; init; }

    /// <summary>Whether it is about a channel or what stands in it.</summary>
    public bool IsOfChannel => Path.StartsWith("channels/", StringComparison.Ordinal);

    /// <summary>A route without numbers.</summary>
    public static Route Of(HttpMethod method, string path) => new(method, path, $"{method} {path}");

    /// <summary>A route of a channel.</summary>
    public static Route OfChannel(HttpMethod method, string channel, string rest = "", string name = "") =>
        new(method, $"channels/{channel}{rest}", $"{method} channels/*{(name.Length == 0 ? rest : name)}", channel);

    /// <summary>A route of a server.</summary>
    public static Route OfGuild(HttpMethod method, string guild, string rest = "", string name = "") =>
        new(method, $"guilds/{guild}{rest}", $"{method} guilds/*{(name.Length == 0 ? rest : name)}", guild);

    /// <summary>A route that an interaction's token opens.</summary>
    public static Route OfInteraction(HttpMethod method, string path, string id) =>
        new(method, path, $"{method} {path.Split('/')[0]}", id) { IsInteraction = true };
}
