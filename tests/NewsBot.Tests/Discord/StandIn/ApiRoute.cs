using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>A route of the API and what answers it.</summary>
internal sealed class ApiRoute
{
    private static readonly string[] MajorPlaces = ["token", "channel", "guild"];

    private readonly Regex _path;

    /// <summary>A route.</summary>
    /// <param name="method">GET, POST, …</param>
    /// <param name="path">With places in braces: <c>/channels/{channel}/messages</c>.</param>
    /// <param name="carry">Does it.</param>
    public ApiRoute(string method, string path, Func<ApiRequest, ApiAnswer> carry)
    {
        (Method, Path, Carry) = (method, path, carry);
        var places = Regex.Replace(Regex.Escape(path), @"\\\{(?<name>\w+)}", "(?<${name}>[^/]+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
        _path = new Regex($"^{places}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
        Bucket = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{method} {path}")))[..32];
    }

    public string Method { get; }

    public string Path { get; }

    public Func<ApiRequest, ApiAnswer> Carry { get; }

    /// <summary>What Discord calls the limit of this route.</summary>
    public string Bucket { get; }

    /// <summary>Whether the token of an interaction in the path is all that it needs; such requests do not count globally.</summary>
    public bool IsOfInteraction => Path.Contains("{token}", StringComparison.Ordinal);

    /// <summary>The first answer to an interaction has no limit of its own.</summary>
    public bool IsLimited => !Path.EndsWith("/callback", StringComparison.Ordinal);

    /// <summary>What stands in the places; null when the path is another's.</summary>
    public Dictionary<string, string>? Match(string path)
    {
        var match = _path.Match(path);
        return match.Success ? match.Groups.Values.Skip(1).ToDictionary(group => group.Name, group => group.Value) : null;
    }

    /// <summary>The part of the path that has a limit of its own: a channel, a server, a token.</summary>
    public static string Major(IReadOnlyDictionary<string, string> places) =>
        MajorPlaces.Select(name => places.GetValueOrDefault(name)).FirstOrDefault(place => place is not null) ?? "";
}

/// <summary>Names requests of a kind: <c>POST /channels/*/messages</c>. A star is one part of the path, at the end any rest.</summary>
internal sealed class RequestPattern
{
    private readonly Regex _request;

    public RequestPattern(string text)
    {
        var pattern = Regex.Escape(text).Replace(@"\ ", " ", StringComparison.Ordinal).Replace(@"\*", "[^/]+", StringComparison.Ordinal);
        if (pattern.EndsWith("[^/]+", StringComparison.Ordinal))
            pattern = pattern[..^"[^/]+".Length] + ".*";
        _request = new Regex($"^{pattern}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
    }

    /// <summary>Whether it is such a request; the path without the version.</summary>
    public bool Fits(string method, string path) => _request.IsMatch($"{method} {path}");
}
