using System.ComponentModel.DataAnnotations;

namespace NewsBot.Fetching;

/// <summary>Section <c>Fetching</c>: how the bot behaves towards publishers.</summary>
public sealed class FetchingOptions
{
    /// <summary>Product and version in the User-Agent header. Empty: <c>NewsBot/VERSION</c>.</summary>
    public string UserAgent { get; set; } = "";

    /// <summary>Address (URL or mail) in the User-Agent by which a publisher can reach the operator.</summary>
    public string Contact { get; set; } = "";

    /// <summary>Seconds for one request as a whole, redirects and body included.</summary>
    [Range(1, 300)]
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>Bytes of one answer, after decompression.</summary>
    [Range(64 * 1024, 256L * 1024 * 1024)]
    public long MaxBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Requests under way at once.</summary>
    [Range(1, 256)]
    public int MaxConcurrency { get; set; } = 16;

    /// <summary>Requests under way at once to one host.</summary>
    [Range(1, 16)]
    public int PerHostConcurrency { get; set; } = 1;

    /// <summary>Networks that are not public and yet may be called, in CIDR form, for example <c>192.168.1.5/32</c>;
    /// <c>198.18.0.0/15</c> behind a proxy that answers DNS with fake addresses, as Clash does.</summary>
    public IList<string> AllowPrivateNetworks { get; } = [];

    /// <summary>A proxy for all requests to publishers: <c>http://</c>, <c>https://</c> or <c>socks5://</c>, with a login if need be.
    /// It looks names up itself and so is the guard against addresses that are not public. Empty: none; those that the
    /// environment names are not used. Secret.</summary>
    public string Proxy { get; set; } = "";

    /// <summary>Hosts that are yours or that you may call freely, such as your own RSSHub, as <c>host</c> or <c>host:port</c>: no gap
    /// between requests, and a Retry-After concerns one feed alone. Local hosts are so anyway.</summary>
    public IList<string> OwnHosts { get; } = [];

    /// <summary>Address of the RSSHub instance that makes feeds for sites that have none, and that <c>rsshub://</c> addresses
    /// mean. Empty: none.</summary>
    public string RssHubUrl { get; set; } = "https://rsshub.app";

    /// <summary>The https address, without a path, under which the publishers' hubs reach this bot (WebSub). Empty: feeds are
    /// polled alone.</summary>
    public string PublicUrl { get; set; } = "";
}
