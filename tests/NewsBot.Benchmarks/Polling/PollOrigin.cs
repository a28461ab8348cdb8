using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NewsBot.Benchmarks.Polling;

/// <summary>
/// Any number of publishers in a process of its own, so that what they cost is not counted: host f17.example has the feed 17,
/// twenty items of about a kilobyte, and answers 304 to whoever knows its ETag.
/// </summary>
internal static class PollOrigin
{
    private const int Items = 20;

    /// <summary>Several addresses, for one has too few ports for the connections of a big run.</summary>
    private const int Addresses = 8;

    /// <summary>Where a feed is served.</summary>
    public static Uri Url(string host, int port) => new($"http://{host}.example:{port}/feed.xml");

    /// <summary>The address behind a host.</summary>
    public static IPAddress Address(string host) =>
        new([127, 0, 0, (byte)(1 + (host.Aggregate(0, (sum, letter) => (sum * 31) + letter) & (Addresses - 1)))]);

    /// <summary>Serves until standard input ends, after a line with the port.</summary>
    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            var port = FreePort();
            for (var i = 1; i <= Addresses; i++)
                kestrel.Listen(new IPAddress([127, 0, 0, (byte)i]), port);
        });
        await using var app = builder.Build();
        var pieces = Pieces(Encoding.UTF8.GetBytes(Document()));
        app.Run(context => AnswerAsync(context, pieces));
        await app.StartAsync();
        Console.WriteLine(new Uri(app.Urls.First()).Port);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context, List<ReadOnlyMemory<byte>> pieces)
    {
        var host = context.Request.Host.Host;
        var name = host[..host.IndexOf('.', StringComparison.Ordinal)];
        var tag = $"\"{name}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.Connection = "close"; // between two looks at a feed no connection stays open anyway
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var number = Encoding.ASCII.GetBytes(name);
        context.Response.ContentType = "application/rss+xml; charset=utf-8";
        context.Response.ContentLength = pieces.Sum(piece => (long)piece.Length) + ((pieces.Count - 1) * number.Length);
        for (var i = 0; i < pieces.Count; i++)
        {
            if (i > 0)
                await context.Response.BodyWriter.WriteAsync(number);
            await context.Response.BodyWriter.WriteAsync(pieces[i]);
        }
    }

    private static List<ReadOnlyMemory<byte>> Pieces(ReadOnlyMemory<byte> document)
    {
        var pieces = new List<ReadOnlyMemory<byte>>();
        for (int at; (at = document.Span.IndexOf((byte)'@')) >= 0; document = document[(at + 1)..])
            pieces.Add(document[..at]);
        pieces.Add(document);
        return pieces;
    }

    /// <summary>RSS as blogs write it; the sign @ stands for the feed's own name.</summary>
    private static string Document()
    {
        var random = new Random(1);
        var now = DateTimeOffset.UtcNow;
        var document = new StringBuilder("""
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
            <title>News of @</title><link>http://@.example/</link><description>What happens at @</description><language>en</language>
            """);
        for (var i = 0; i < Items; i++)
        {
            document.Append(CultureInfo.InvariantCulture, $"""
                <item><title>{Sentence(random, 9)} @ {i}</title><link>http://@.example/{now:yyyy}/{i}/?utm_source=rss</link>
                <guid isPermaLink="false">tag:@,{i}</guid><dc:creator>A. Writer</dc:creator><category>Nature</category><category>City</category>
                <pubDate>{now.AddHours(-i * 3):r}</pubDate>
                <description><![CDATA[<p><img src="http://@.example/pictures/{i}.jpg" alt="" width="600" height="400" /></p><p>{Sentence(random, 25)} <a href="http://@.example/about">{Sentence(random, 4)}</a></p><p>{Sentence(random, 30)} <em>{Sentence(random, 5)}</em> {Sentence(random, 20)}</p><p>{Sentence(random, 40)}</p>]]></description></item>

                """);
        }
        return document.Append("</channel></rss>").ToString();
    }

    private static string Sentence(Random random, int words)
    {
        string[] known = ["river", "council", "yesterday", "opened", "the", "a", "bridge", "after", "people", "of", "morning", "said", "new", "museum", "quietly", "garden", "plans", "for", "winter", "trains"];
        var text = string.Join(' ', Enumerable.Range(0, words).Select(_ => known[random.Next(known.Length)]));
        return char.ToUpperInvariant(text[0]) + text[1..] + ".";
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
