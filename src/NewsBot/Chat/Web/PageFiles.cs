using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace NewsBot.Chat.Web;

/// <summary>The files of the page, which the program carries inside itself.</summary>
internal static class PageFiles
{
    private const string Prefix = "NewsBot.Chat.Web.Page.";

    private static readonly Dictionary<string, PageFile> All = Load();

    /// <summary>Answers with a file, or 304 if the browser has it as it is (RFC 9110 section 13.1.2).</summary>
    public static IResult Serve(string name) =>
        All.TryGetValue(name, out var file)
            ? TypedResults.Bytes(file.Bytes, file.ContentType, entityTag: file.ETag)
            : TypedResults.NotFound();

    private static Dictionary<string, PageFile> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);
    }

    private static PageFile Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var etag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes)[..12])}\"");
        return new PageFile(bytes, ContentType(name), etag);
    }

    private static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };

    private sealed record PageFile(byte[] Bytes, string ContentType, EntityTagHeaderValue ETag);
}
