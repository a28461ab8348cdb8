using System.Net;
using CsCheck;
using NewsBot.Core.Model;
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

    // Every range of IANA's special-purpose registries (RFC 6890) by its first and last address, with the public neighbours
    // on either side; "-" where there is none, because what lies there is not public either.
    [Theory]
    [InlineData("-", "0.0.0.0", "0.255.255.255", "1.0.0.0")] // this host
    [InlineData("9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0")] // private
    [InlineData("100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0")] // carriers' NAT
    [InlineData("126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0")] // loopback
    [InlineData("169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0")] // link-local
    [InlineData("172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0")] // private
    [InlineData("191.255.255.255", "192.0.0.0", "192.0.0.255", "192.0.1.0")] // IETF assignments
    [InlineData("192.0.1.255", "192.0.2.0", "192.0.2.255", "192.0.3.0")] // documentation
    [InlineData("192.88.98.255", "192.88.99.0", "192.88.99.255", "192.88.100.0")] // relays of 6to4
    [InlineData("192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0")] // private
    [InlineData("198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0")] // benchmarks
    [InlineData("198.51.99.255", "198.51.100.0", "198.51.100.255", "198.51.101.0")] // documentation
    [InlineData("203.0.112.255", "203.0.113.0", "203.0.113.255", "203.0.114.0")] // documentation
    [InlineData("223.255.255.255", "224.0.0.0", "239.255.255.255", "-")] // multicast
    [InlineData("-", "240.0.0.0", "255.255.255.255", "-")] // reserved, broadcast
    [InlineData("-", "::", "::", "-")] // unspecified
    [InlineData("-", "::1", "::1", "-")] // loopback
    [InlineData("-", "::0.0.0.2", "::255.255.255.255", "-")] // IPv4-compatible, withdrawn
    [InlineData("-", "::ffff:0:0:0", "::ffff:0:ffff:ffff", "-")] // IPv4-translated
    [InlineData("-", "64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", "-")] // NAT64 of a network's own
    [InlineData("-", "100::", "100::ffff:ffff:ffff:ffff", "-")] // discard
    [InlineData("-", "100:0:0:1::", "100:0:0:1:ffff:ffff:ffff:ffff", "-")] // dummy
    [InlineData("-", "200::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2000::")] // never assigned
    [InlineData("2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::")] // IETF assignments
    [InlineData("-", "2001:2::", "2001:2:0:ffff:ffff:ffff:ffff:ffff", "-")] // benchmarks
    [InlineData("-", "2001:10::", "2001:1f:ffff:ffff:ffff:ffff:ffff:ffff", "-")] // ORCHID
    [InlineData("-", "2001:20::", "2001:2f:ffff:ffff:ffff:ffff:ffff:ffff", "-")] // ORCHIDv2
    [InlineData("2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::")] // documentation
    [InlineData("2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2002::", "2002:ff:ffff:ffff:ffff:ffff:ffff:ffff", "2002:100::")] // 6to4 of 0.0.0.0/8
    [InlineData("2002:dfff:ffff::", "2002:e000::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2003::")] // 6to4 of 224.0.0.0/3
    [InlineData("3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::")] // documentation
    [InlineData("3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "4000::", "5eff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "-")] // never assigned
    [InlineData("-", "5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "-")] // SRv6
    [InlineData("-", "fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "-")] // unique local
    [InlineData("-", "fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "-")] // link-local
    [InlineData("-", "fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "-")] // site-local, withdrawn
    [InlineData("-", "ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "-")] // multicast
    public void A_special_range_is_refused_from_its_first_address_to_its_last_and_its_neighbours_are_not(string before, string first, string last, string after)
    {
        Assert.False(Strict.Allows(IPAddress.Parse(first)), first);
        Assert.False(Strict.Allows(IPAddress.Parse(last)), last);
        Assert.All(new[] { before, after }.Where(neighbour => neighbour != "-"), neighbour => Assert.True(Strict.Allows(IPAddress.Parse(neighbour)), neighbour));
    }

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
    [InlineData(80)]
    [InlineData(443)]
    [InlineData(1200)]
    [InlineData(8080)]
    [InlineData(8443)]
    [InlineData(65535)]
    public void Any_other_port_may_be_called(int port) => Assert.True(AddressGuard.AllowsPort(port));

    [Theory]
    [InlineData(0)]
    [InlineData(65536)]
    [InlineData(7)] // echo
    [InlineData(19)] // chargen
    [InlineData(21)] // FTP
    [InlineData(22)] // SSH
    [InlineData(23)] // Telnet
    [InlineData(25)] // SMTP
    [InlineData(53)] // DNS
    [InlineData(69)] // TFTP
    [InlineData(79)] // finger
    [InlineData(88)] // Kerberos
    [InlineData(110)] // POP3
    [InlineData(111)] // RPC
    [InlineData(119)] // NNTP
    [InlineData(123)] // NTP
    [InlineData(135)] // RPC of Windows
    [InlineData(139)] // NetBIOS
    [InlineData(143)] // IMAP
    [InlineData(161)] // SNMP
    [InlineData(179)] // BGP
    [InlineData(389)] // LDAP
    [InlineData(445)] // SMB
    [InlineData(465)] // SMTP over TLS
    [InlineData(514)] // syslog
    [InlineData(515)] // printers
    [InlineData(554)] // RTSP
    [InlineData(587)] // mail submission
    [InlineData(636)] // LDAP over TLS
    [InlineData(873)] // rsync
    [InlineData(993)] // IMAP over TLS
    [InlineData(995)] // POP3 over TLS
    [InlineData(1433)] // SQL Server
    [InlineData(1521)] // Oracle
    [InlineData(1883)] // MQTT
    [InlineData(2049)] // NFS
    [InlineData(2181)] // ZooKeeper
    [InlineData(3306)] // MySQL
    [InlineData(3389)] // remote desktop
    [InlineData(5060)] // SIP
    [InlineData(5222)] // XMPP
    [InlineData(5432)] // PostgreSQL
    [InlineData(5672)] // AMQP
    [InlineData(5900)] // VNC
    [InlineData(6000)] // X11
    [InlineData(6379)] // Redis
    [InlineData(6667)] // IRC
    [InlineData(9042)] // Cassandra
    [InlineData(9092)] // Kafka
    [InlineData(11211)] // memcached
    [InlineData(27017)] // MongoDB
    public void A_port_of_another_protocol_is_refused(int port) => Assert.False(AddressGuard.AllowsPort(port));

    [Fact]
    public async Task A_port_of_another_protocol_is_refused_on_every_way()
    {
        await using var origin = await Origins.FeedOrigin.StartAsync();
        using var fetcher = new TestFetcher();
        origin.Serve("/hop", Origins.Reply.Redirect(HttpStatusCode.Found, "http://127.0.0.1:6379/"));

        Assert.Equal(TroubleKind.NotAllowed, (await fetcher.TroubleAsync(new Uri("http://127.0.0.1:25/"))).Kind);
        Assert.Equal(TroubleKind.NotAllowed, (await fetcher.TroubleAsync(origin.Url("/hop"))).Kind);
        var picture = await fetcher.Get<IPictures>().FetchAsync(origin.Url("/hop"), new PictureLimits(1_000_000, 10_000, 20), TestContext.Current.CancellationToken);
        Assert.Contains("port 6379 belongs to another protocol", Assert.IsType<PictureAnswer.Failed>(picture).Reason, StringComparison.Ordinal);
    }
}
