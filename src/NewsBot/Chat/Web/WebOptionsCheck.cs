using System.Net;
using Microsoft.Extensions.Options;

namespace NewsBot.Chat.Web;

/// <summary>Refuses settings of the page that would leave it open to strangers. Pure.</summary>
public sealed class WebOptionsCheck : IValidateOptions<WebOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, WebOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (var url in options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Fault(url, options.Password) is { } fault)
                return ValidateOptionsResult.Fail(fault);
        }

        return ValidateOptionsResult.Success;
    }

    private static string? Fault(string url, string password)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return $"Web:Urls is \"{url}\", which is no address to listen on. Write it like http://127.0.0.1:8080, several apart by semicolons.";
        }

        if (address.Scheme is not ("http" or "https"))
            return $"Web:Urls is \"{url}\", but only http:// and https:// can be listened on.";
        if (password.Length > 0 || IsLoopback(address))
            return null;
        return $"Web:Urls is \"{url}\", which other machines can reach, and Web:Password is empty: strangers could use the bot. "
            + "Set Web:Password (environment: NEWSBOT_Web__Password), or listen on http://127.0.0.1:8080 alone.";
    }

    /// <summary>Kestrel takes any host name but localhost for "all interfaces".</summary>
    private static bool IsLoopback(BindingAddress address) =>
        address.IsUnixPipe || address.IsNamedPipe
        || string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));
}
