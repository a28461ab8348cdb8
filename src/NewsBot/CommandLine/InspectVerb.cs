using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NewsBot.Core.Parsing;
using NewsBot.Operations;
using ParseResult = NewsBot.Core.Parsing.ParseResult;

namespace NewsBot.CommandLine;

/// <summary>
/// <c>newsbot inspect</c>: parsed feeds, a line of JSON each. With a manifest it goes through as many as it lists, in
/// order; one that cannot be read is a line that says so, and never stops the others.
/// </summary>
internal sealed class InspectVerb(Terminal terminal, Settings settings)
{
    /// <summary>The verb for the command tree.</summary>
    public static Command Build(CommandTree tree)
    {
        var source = new Argument<string?>("FILE|URL") { Description = "A feed.", Arity = ArgumentArity.ZeroOrOne };
        var contentType = new Option<string?>("--content-type") { Description = "The Content-Type header that came with FILE.", HelpName = "T" };
        var baseUrl = new Option<string?>("--base-url") { Description = "The address of FILE, the base of its relative links.", HelpName = "U" };
        var manifest = new Option<string?>("--manifest")
        {
            Description = """Many at once: a file of lines {"id","file","url","http_headers":{}}, file relative to the manifest.""",
            HelpName = "FILE.jsonl",
        };
        var command = new Command("inspect", "Show a parsed feed as one line of JSON.") { source, contentType, baseUrl, manifest };
        command.Validators.Add(result =>
        {
            if (result.GetValue(source) is null == result.GetValue(manifest) is null)
                result.AddError("Name either a feed or a manifest.");
            if (result.GetValue(baseUrl) is { } url && !Uri.TryCreate(url, UriKind.Absolute, out _))
                result.AddError($"--base-url is '{url}', but must be an absolute address.");
        });
        command.SetAction(tree.Do((parsed, settings, cancellationToken) =>
        {
            var verb = new InspectVerb(tree.Terminal, settings);
            return parsed.GetValue(manifest) is { } file
                ? verb.ManyAsync(file, cancellationToken)
                : verb.OneAsync(parsed.GetValue(source)!, parsed.GetValue(contentType), parsed.GetValue(baseUrl), cancellationToken);
        }));
        return command;
    }

    private async Task<int> OneAsync(string source, string? contentType, string? baseUrl, CancellationToken cancellationToken)
    {
        var address = baseUrl is null ? null : new Uri(baseUrl);
        var isGood = await InspectAsync(source, source, address, contentType, cancellationToken);
        return isGood ? ExitCode.Good : ExitCode.Failed;
    }

    private async Task<int> ManyAsync(string manifest, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(manifest))!;
        using var progress = WorkProgress.Start(terminal, "Inspecting", "feeds", isShown: !terminal.OutIsScreen);
        var number = 0;
        await foreach (var text in File.ReadLinesAsync(manifest, cancellationToken))
        {
            number++;
            if (string.IsNullOrWhiteSpace(text))
                continue;
            var (id, line) = ReadManifestLine(text, number);
            if (line is { File: { } file } && Uri.TryCreate(line.Url, UriKind.Absolute, out var url))
                await InspectAsync(id, Path.Combine(folder, file), url, line.ContentType, cancellationToken);
            else
                Write(new InspectFailure(id, "this line of the manifest lacks a file or an absolute url", Ms: null));
            progress.Step();
        }

        return ExitCode.Good;
    }

    private static (string Id, ManifestLine? Line) ReadManifestLine(string text, int number)
    {
        ManifestLine? line = null;
        try
        {
            line = JsonSerializer.Deserialize(text, InspectJson.Readable.ManifestLine);
        }
        catch (JsonException)
        {
            // Told on the line of the answer, like all that is wrong with one feed.
        }

        return (line?.Id ?? string.Create(CultureInfo.InvariantCulture, $"line {number}"), line);
    }

    /// <summary>Writes the line of one feed; false if it says that something is wrong.</summary>
    private async Task<bool> InspectAsync(string id, string source, Uri? url, string? contentType, CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            bytes = await ReadAsync(source, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Write(new InspectFailure(id, $"the file cannot be read: {e.Message}", Ms: null));
            return false;
        }

        url ??= new Uri(Path.GetFullPath(source));
        var start = terminal.Time.GetTimestamp();
        try
        {
            var result = FeedParser.Parse(bytes, url, contentType);
            var parsing = terminal.Time.GetElapsedTime(start);
            switch (result)
            {
                case ParseResult.Parsed(var document):
                    Write(InspectLine.Of(id, parsing, document));
                    return true;
                case ParseResult.NotAFeed(var reason):
                    Write(new InspectFailure(id, reason, InspectLine.Milliseconds(parsing)));
                    return false;
            }
        }
        catch (Exception e)
        {
            // One unit of work, one catch: a feed that breaks the parser must not take the others along.
            Write(new InspectFailure(id, $"the parser failed: {e.GetType().Name}: {e.Message}", InspectLine.Milliseconds(terminal.Time.GetElapsedTime(start))));
        }

        return false;
    }

    private async Task<byte[]> ReadAsync(string file, CancellationToken cancellationToken)
    {
        if (Directory.Exists(file))
            throw new IOException("it is a folder");
        await using var stream = File.OpenRead(file);
        if (stream.Length > settings.Fetching.MaxBytes)
            throw new IOException($"it has more than {settings.Fetching.MaxBytes} bytes (Fetching:MaxBytes)");
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    private void Write(InspectLine line) => terminal.Out.WriteLine(JsonSerializer.Serialize(line, InspectJson.Readable.InspectLine));

    private void Write(InspectFailure line) => terminal.Out.WriteLine(JsonSerializer.Serialize(line, InspectJson.Readable.InspectFailure));
}
