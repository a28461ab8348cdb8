using Microsoft.Extensions.Options;
using NewsBot.Fetching;

namespace NewsBot.Tests.Fetching;

/// <summary>What an operator is told about a setting that cannot be.</summary>
public sealed class FetchingOptionsTests
{
    [Theory]
    [InlineData("192.168.1.0/33")]
    [InlineData("lan")]
    [InlineData("10")]
    [InlineData("")]
    public void A_network_that_is_not_one_is_named_with_its_key_and_its_value(string network)
    {
        var result = new FetchingOptionsCheck().Validate(null, new FetchingOptions { AllowPrivateNetworks = { "10.0.0.0/8", network } });
        var fault = Assert.Single(result.Failures!);
        Assert.StartsWith($"Fetching:AllowPrivateNetworks:1 is '{network}': expected a network in CIDR form", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_contact_that_would_break_the_header_is_refused()
    {
        var result = new FetchingOptionsCheck().Validate(null, new FetchingOptions { Contact = "me\r\nX-Evil: 1" });
        Assert.Contains("Fetching:Contact", Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void The_fetcher_does_not_start_with_a_wrong_setting()
    {
        using var fetcher = new TestFetcher(options => options.AllowPrivateNetworks.Add("the office"));
        var refusal = Assert.Throws<OptionsValidationException>(() => fetcher.Fetcher);
        Assert.Contains("Fetching:AllowPrivateNetworks:1 is 'the office'", refusal.Message, StringComparison.Ordinal);
    }
}
