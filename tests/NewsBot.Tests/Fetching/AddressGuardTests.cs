using System.Net;
using CsCheck;
using NewsBot.Fetching;

namespace NewsBot.Tests.Fetching;

public sealed class AddressGuardTests
{
    private static readonly AddressGuard Strict = AddressGuard.For(new FetchingOptions());

    // IPv4: each range of IANA's special-purpose registry, at both ends, and the neighbours outside.
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.0.0.1")]
    [InlineData("0.255.255.255")]
    [InlineData("10.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("10.255.255.255")]
    [InlineData("100.64.0.0")]
    [InlineData("100.100.100.200")] // metadata of a cloud
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.0")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.53")]
    [InlineData("127.255.255.255")]
    [InlineData("169.254.0.0")]
    [InlineData("169.254.169.254")] // metadata of most clouds
    [InlineData("169.254.170.2")]
    [InlineData("169.254.255.255")]
    [InlineData("172.16.0.0")]
    [InlineData("172.17.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.0")]
    [InlineData("192.0.0.192")] // metadata of a cloud
    [InlineData("192.0.0.255")]
    [InlineData("192.0.2.0")]
    [InlineData("192.0.2.255")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.0.0")]
    [InlineData("192.168.1.1")]
    [InlineData("192.168.255.255")]
    [InlineData("198.18.0.0")]
    [InlineData("198.18.0.1")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.0")]
    [InlineData("198.51.100.255")]
    [InlineData("203.0.113.0")]
    [InlineData("203.0.113.255")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.250")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.254")]
    [InlineData("255.255.255.255")]
    // IPv6
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::2")]
    [InlineData("::127.0.0.1")]
    [InlineData("::8.8.8.8")]
    [InlineData("::ffff:0:8.8.8.8")]
    [InlineData("64:ff9b:1::8.8.8.8")]
    [InlineData("100::1")]
    [InlineData("1fff:ffff::1")]
    [InlineData("2001:2::1")]
    [InlineData("2001:10::1")]
    [InlineData("2001:20::1")]
    [InlineData("2001:1ff:ffff::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("3fff::1")]
    [InlineData("3fff:fff:ffff::1")]
    [InlineData("4000::1")]
    [InlineData("5f00::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")] // metadata of a cloud
    [InlineData("fdff:ffff::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("febf::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("ff0e::1")]
    // IPv4 inside IPv6
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::ffff:c0a8:0101")]
    [InlineData("::ffff:198.18.0.1")]
    [InlineData("64:ff9b::127.0.0.1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("64:ff9b::192.168.1.1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:a00:1::1")]
    [InlineData("2002:c0a8:101::c0a8:101")]
    [InlineData("2002:a9fe:a9fe::")]
    [InlineData("2001:0:7f00:1::f7f7:f7f7")] // Teredo, server at 127.0.0.1
    [InlineData("2001:0:808:808::80ff:fffe")] // Teredo, client at 127.0.0.1
    [InlineData("2001:0:808:808::f5ff:fffe")] // Teredo, client at 10.0.0.1
    [InlineData("2607:f8b0::5efe:10.0.0.1")] // ISATAP
    [InlineData("2607:f8b0::200:5efe:127.0.0.1")]
    public void An_address_that_is_not_public_is_refused(string address) => Assert.False(Strict.Allows(IPAddress.Parse(address)), address);

    [Theory]
    [InlineData("1.0.0.0")]
    [InlineData("1.1.1.1")]
    [InlineData("8.8.8.8")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.0")]
    [InlineData("169.253.255.255")]
    [InlineData("169.255.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.0.1.0")]
    [InlineData("192.0.3.0")]
    [InlineData("192.88.98.255")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("203.0.112.255")]
    [InlineData("203.0.114.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2000::1")]
    [InlineData("2001:200::1")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2001:db7:ffff::1")]
    [InlineData("2001:db9::1")]
    [InlineData("2400:da00::6666")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001:80b::200e")]
    [InlineData("3ffe:ffff::1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2002:808:808::1")]
    [InlineData("2001:0:808:808::f7f7:f7f7")]
    [InlineData("2607:f8b0::5efe:8.8.8.8")]
    public void A_public_address_may_be_called(string address) => Assert.True(Strict.Allows(IPAddress.Parse(address)), address);

    [Fact]
    public void An_IPv4_address_is_as_public_inside_IPv6_as_it_is_alone()
    {
        var special = Gen.OneOf<byte>(0, 8, 10, 100, 127, 169, 172, 192, 198, 203, 224, 255);
        Gen.Select(Gen.OneOf(special, Gen.Byte), Gen.Byte, Gen.Byte, Gen.Byte).Sample((a, b, c, d) =>
        {
            var isPublic = Strict.Allows(new IPAddress([a, b, c, d]));
            byte[][] carriers =
            [
                [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, a, b, c, d], // IPv4-mapped
                [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0, a, b, c, d], // NAT64
                [0x20, 0x02, a, b, c, d, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], // 6to4
                [0x20, 0x01, 0, 0, a, b, c, d, 0, 0, 0, 0, 0xF7, 0xF7, 0xF7, 0xF7], // server of Teredo
                [0x20, 0x01, 0, 0, 8, 8, 8, 8, 0, 0, 0, 0, (byte)~a, (byte)~b, (byte)~c, (byte)~d], // client of Teredo
                [0x26, 0x07, 0xF8, 0xB0, 0, 0, 0, 0, 0, 0, 0x5E, 0xFE, a, b, c, d], // ISATAP
            ];
            Assert.All(carriers, carrier => Assert.Equal(isPublic, Strict.Allows(new IPAddress(carrier))));
        });
    }

    // What people write instead of 127.0.0.1 and its like; the URL makes an address of it, and the guard sees that.
    [Theory]
    [InlineData("http://127.1/")]
    [InlineData("http://127.0.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://0x7F.0x0.0x0.0x1/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://017700000001/")]
    [InlineData("http://0/")]
    [InlineData("http://10.1/")]
    [InlineData("http://0xa9fea9fe/")]
    [InlineData("http://2852039166/")]
    [InlineData("http://0251.0376.0251.0376/")]
    [InlineData("http://3232235777/")]
    [InlineData("http://0xc0.0xa8.1.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[0:0:0:0:0:0:0:1]/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[fe80::1%25eth0]/")]
    [InlineData("http://１２７.0.0.1/")]
    [InlineData("http://127。0。0。1/")]
    public async Task An_address_in_disguise_is_refused(string url)
    {
        using var fetcher = new TestFetcher(options => options.AllowPrivateNetworks.Clear());
        var trouble = await fetcher.TroubleAsync(new Uri(url));
        Assert.True(trouble.Kind is Core.Model.TroubleKind.NotAllowed or Core.Model.TroubleKind.HostNotFound, trouble.ToString());
    }

    [Theory]
    [InlineData("192.168.1.0/24", "192.168.1.5", true)]
    [InlineData("192.168.1.0/24", "192.168.2.5", false)]
    [InlineData("192.168.1.5", "192.168.1.5", true)]
    [InlineData("192.168.1.5", "192.168.1.6", false)]
    [InlineData("192.168.1.5/32", "::ffff:192.168.1.5", true)]
    [InlineData("192.168.1.5/32", "64:ff9b::192.168.1.5", false)]
    [InlineData("198.18.0.0/15", "198.19.1.1", true)]
    [InlineData("fd00::/8", "fd12::1", true)]
    [InlineData("fd00::/8", "fe80::1", false)]
    [InlineData("::1", "::1", true)]
    public void The_operator_may_allow_a_network_and_nothing_beside_it(string network, string address, bool allowed)
    {
        var guard = AddressGuard.For(new FetchingOptions { AllowPrivateNetworks = { network } });
        Assert.Equal(allowed, guard.Allows(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData(80, true)]
    [InlineData(443, true)]
    [InlineData(1200, true)]
    [InlineData(8080, true)]
    [InlineData(65535, true)]
    [InlineData(0, false)]
    [InlineData(65536, false)]
    [InlineData(22, false)]
    [InlineData(25, false)]
    [InlineData(53, false)]
    [InlineData(5432, false)]
    [InlineData(6379, false)]
    [InlineData(6667, false)]
    [InlineData(11211, false)]
    public void Ports_of_other_protocols_are_refused(int port, bool allowed) => Assert.Equal(allowed, AddressGuard.AllowsPort(port));
}
