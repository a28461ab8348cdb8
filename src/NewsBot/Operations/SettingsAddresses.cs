using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace NewsBot.Operations;

/// <summary>The addresses of <c>Web:Urls</c>.</summary>
internal static class ListeningAddresses
{
    /// <summary>Reads addresses separated by semicolons. Only http: a certificate is the business of a proxy in front.</summary>
    public static bool TryParse(string urls, [NotNullWhen(true)] out IReadOnlyList<BindingAddress>? addresses)
    {
        addresses = null;
        var read = new List<BindingAddress>();
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!url.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
                return false;
            try
            {
                read.Add(BindingAddress.Parse(url));
            }
            catch (FormatException)
            {
                return false;
            }

            if (read[^1] is not { PathBase.Length: 0, Port: >= 0 and <= 65_535 })
                return false;
        }

        addresses = read;
        return read.Count > 0;
    }

    /// <summary>Whether all addresses can be reached from this machine alone. What cannot be read is not.</summary>
    public static bool AreLoopback(string urls) =>
        TryParse(urls, out var addresses) && addresses.All(address =>
            string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));
}
