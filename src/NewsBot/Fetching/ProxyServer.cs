using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace NewsBot.Fetching;

/// <summary>A proxy of the operator's, for every address without exception: http, https or socks5, with a login if need be.</summary>
internal sealed class ProxyServer : IWebProxy
{
    private ProxyServer(Uri address, NetworkCredential? login)
    {
        Address = address;
        Credentials = login;
    }

    /// <summary>Where it listens, without the login, which so reaches no message.</summary>
    public Uri Address { get; }

    /// <inheritdoc/>
    public ICredentials? Credentials { get; set; }

    /// <summary>Reads the address of a proxy: <c>http://proxy.example:3128</c>, <c>socks5://name:password@127.0.0.1:1080</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ProxyServer? proxy)
    {
        proxy = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https" or "socks5")
            || uri.Host.Length == 0 || uri.Port <= 0 || uri.PathAndQuery.Trim('/').Length > 0 || uri.Fragment.Length > 0)
            return false;
        var login = uri.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
        proxy = new ProxyServer(
            new Uri($"{uri.Scheme}://{uri.Host}:{uri.Port}"),
            uri.UserInfo.Length > 0 ? new NetworkCredential(login[0], login.Length > 1 ? login[1] : "") : null);
        return true;
    }

    /// <inheritdoc/>
    public Uri GetProxy(Uri destination) => Address;

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => false;
}
