using System.Diagnostics.CodeAnalysis;

namespace NewsBot.Core.Composing;

/// <summary>Reads addresses as they stand in markup.</summary>
internal static class WebAddress
{
    private const int MaxUrl = 4096;

    /// <summary>An absolute http or https address; null for anything else.</summary>
    public static Uri? Resolve(Uri? baseUrl, string? address)
    {
        var text = address?.Trim() ?? "";
        if (text.Length is 0 or > MaxUrl || text.StartsWith('#'))
            return null;
        if (text.StartsWith("//", StringComparison.Ordinal))
            text = "https:" + text;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.IsFile)
        {
            if (baseUrl is null || !Uri.TryCreate(baseUrl, text, out uri))
                return null;
        }
        return IsWeb(uri) ? uri : null;
    }

    /// <summary>True for an absolute http or https address.</summary>
    public static bool IsWeb([NotNullWhen(true)] Uri? address) =>
        address is { IsAbsoluteUri: true, Host.Length: > 0 } && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    /// <summary>A value of the query, decoded.</summary>
    public static string? Query(Uri address, string name)
    {
        foreach (var part in address.Query.TrimStart('?').Split('&'))
        {
            var (key, value) = part.IndexOf('=', StringComparison.Ordinal) is var at and > 0 ? (part[..at], part[(at + 1)..]) : (part, "");
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
                return Uri.UnescapeDataString(value);
        }
        return null;
    }

    /// <summary>True for the domain itself and its sub-domains.</summary>
    public static bool IsWithin(string host, string domain) =>
        host.EndsWith(domain, StringComparison.OrdinalIgnoreCase)
        && (host.Length == domain.Length || host[^(domain.Length + 1)] == '.');
}
