using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NewsBot.CommandLine.Configuration;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Core.Parsing;
using NewsBot.Fetching;
using ParseResult = NewsBot.Core.Parsing.ParseResult;

namespace NewsBot.CommandLine.Verbs;

/// <summary>
/// <c>newsbot inspect</c>: parsed feeds, a line of JSON each. With a manifest it goes through as many as it lists, in
/// order; one that cannot be read is a line that says so, and never stops the others.
/// </summary>
internal sealed class InspectVerb(Terminal terminal, Settings settings, FeedFetcher fetcher)
{
    private Action<string> _write = terminal.Out.WriteLine;

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
        command.SetAction(tree.Do<InspectVerb>((verb, parsed, cancellationToken) =>
            parsed.GetValue(manifest) is { } file
                ? verb.ManyAsync(file, cancellationToken)
                : verb.OneAsync(parsed.GetValue(source)!, parsed.GetValue(contentType), parsed.GetValue(baseUrl), cancellationToken)));
        return command;
    }

    private async Task<int> OneAsync(string source, string? contentType, string? baseUrl, CancellationToken cancellationToken)
    {
        var address = baseUrl is null ? null : new Uri(baseUrl);
        var isGood = Source.IsUrl(source, out var url)
            ? await InspectUrlAsync(source, url, address, contentType, cancellationToken)
            : await InspectFileAsync(source, source, address, contentType, cancellationToken);
        return isGood ? ExitCode.Good : ExitCode.Failed;
    }

    private async Task<int> ManyAsync(string manifest, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(manifest))!;
        using var progress = WorkProgress.Start(terminal, "Inspecting", "feeds");
        _write = progress.WriteLine;
        var number = 0;
        await foreach (var text in File.ReadLinesAsync(manifest, cancellationToken))
        {
            number++;
            if (string.IsNullOrWhiteSpace(text))
                continue;
            var (id, line) = ReadManifestLine(text, number);
            if (line is { File: { } file } && Uri.TryCreate(line.Url, UriKind.Absolute, out var url))
                await InspectFileAsync(id, Path.Combine(folder, file), url, line.ContentType, cancellationToken);
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
            line = JsonSerializer.Deserialize(text, JsonLines.Readable.ManifestLine);
        }
        catch (JsonException)
        {
            // Told on the line of the answer, like all that is wrong with one feed.
        }

        return (line?.Id ?? string.Create(CultureInfo.InvariantCulture, $"line {number}"), line);
    }

    // Each writes the line of one feed, and returns false if it says that something is wrong.
    private async Task<bool> InspectUrlAsync(string id, FeedUrl url, Uri? baseUrl, string? contentType, CancellationToken cancellationToken)
    {
        switch (await fetcher.FetchAsync(new FetchRequest(url, CacheValidators.None), cancellationToken))
        {
            case FetchResult.Body body:
                return Parse(id, body.Bytes, baseUrl ?? body.Url, contentType ?? body.ContentType);
            case FetchResult.Failed(var trouble):
                Write(new InspectFailure(id, new Wording(ChatLanguage.English).Trouble(url.ToString(), trouble), Ms: null));
                return false;
            default:
                Write(new InspectFailure(id, "the site says that nothing changed, though it was not asked", Ms: null));
                return false;
        }
    }

    private async Task<bool> InspectFileAsync(string id, string file, Uri? url, string? contentType, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await Source.ReadAsync(file, settings.Fetching.MaxBytes, cancellationToken);
            return Parse(id, bytes, url ?? new Uri(Path.GetFullPath(file)), contentType);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Write(new InspectFailure(id, $"the file cannot be read: {e.Message}", Ms: null));
            return false;
        }
    }

    private bool Parse(string id, byte[] bytes, Uri url, string? contentType)
    {
        var start = terminal.Time.GetTimestamp();
        try
        {
            var result = FeedParser.Parse(bytes, url, contentType);
            var parsing = terminal.Time.GetElapsedTime(start);
            if (result is ParseResult.Parsed(var document))
            {
                Write(InspectLine.Of(id, parsing, document));
                return true;
            }

            Write(new InspectFailure(id, ((ParseResult.NotAFeed)result).Reason, InspectLine.Milliseconds(parsing)));
        }
        catch (Exception e) when (e is not IOException)
        {
            // One unit of work, one catch: a feed that breaks the parser must not take the others along.
            Write(new InspectFailure(id, $"the parser failed: {e.GetType().Name}: {e.Message}", InspectLine.Milliseconds(terminal.Time.GetElapsedTime(start))));
        }

        return false;
    }

    private void Write(InspectLine line) => _write(JsonSerializer.Serialize(line, JsonLines.Readable.InspectLine));

    private void Write(InspectFailure line) => _write(JsonSerializer.Serialize(line, JsonLines.Readable.InspectFailure));
}
