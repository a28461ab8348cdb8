using Microsoft.Extensions.Options;

namespace NewsBot.Fetching;

/// <summary>What the attributes of <see cref="FetchingOptions"/> cannot say: networks in CIDR form, texts that fit a header.</summary>
internal sealed class FetchingOptionsCheck : IValidateOptions<FetchingOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, FetchingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(FetchingOptions options)
    {
        for (var i = 0; i < options.AllowPrivateNetworks.Count; i++)
        {
            if (!AddressGuard.TryParseNetwork(options.AllowPrivateNetworks[i], out _))
            {
                yield return $"Fetching:AllowPrivateNetworks:{i} is '{options.AllowPrivateNetworks[i]}': expected a network in CIDR form, "
                    + "such as 192.168.1.0/24, 192.168.1.5/32 or fd00::/8.";
            }
        }
        if (!FitsHeader(options.UserAgent))
            yield return "Fetching:UserAgent holds a character that a header cannot carry: expected product/version in ASCII, such as NewsBot/1.0.";
        if (!FitsHeader(options.Contact) || options.Contact.AsSpan().ContainsAny('(', ')', '\\'))
            yield return "Fetching:Contact holds a character that a header cannot carry: expected a URL or a mail address in ASCII.";
    }

    private static bool FitsHeader(string text) => text.Length <= 256 && text.All(c => c is >= ' ' and <= '~');
}
