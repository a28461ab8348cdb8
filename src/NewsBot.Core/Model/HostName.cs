namespace NewsBot.Core.Model;

/// <summary>The names of hosts as they are looked up.</summary>
public static class HostName
{
    /// <summary>The host in ASCII (RFC 3490, Punycode); as it is written where it is none that could be looked up.</summary>
    public static string Of(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        try
        {
            return address.IdnHost;
        }
        catch (UriFormatException)
        {
            return address.Host;
        }
    }
}
