using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NewsBot.Fetching.Newsroom;

/// <summary>What the demonstration newsroom has to tell, as it is written in <c>config/newsroom</c>.</summary>
/// <param name="Title">Name of the newsroom.</param>
/// <param name="Stories">Told in turn, over and over.</param>
public sealed record NewsroomContent(string Title, IReadOnlyList<NewsroomStory> Stories)
{
    /// <summary>A newsroom that is not installed: it has no feed.</summary>
    public static NewsroomContent None { get; } = new("", []);

    /// <summary>The bytes of the pictures by file name.</summary>
    [JsonIgnore]
    public FrozenDictionary<string, byte[]> Pictures { get; init; } = FrozenDictionary<string, byte[]>.Empty;

    /// <summary>Reads <c>config/newsroom</c> of the working directory, else the one beside the program; if there is neither, <see cref="None"/>.</summary>
    /// <exception cref="InvalidDataException">The stories are not well-formed.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static NewsroomContent Find()
    {
        string[] places = [Directory.GetCurrentDirectory(), AppContext.BaseDirectory];
        return places.Select(place => Path.Combine(place, "config", "newsroom"))
            .FirstOrDefault(folder => File.Exists(StoriesIn(folder))) is { } found
                ? Load(found)
                : None;
    }

    /// <summary>Reads <c>stories.json</c> and <c>pictures/*.svg</c> of one folder.</summary>
    /// <exception cref="InvalidDataException">The stories are not well-formed.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static NewsroomContent Load(string folder)
    {
        var content = Parse(StoriesIn(folder));
        var pictures = new DirectoryInfo(Path.Combine(folder, "pictures"));
        return pictures.Exists
            ? content with { Pictures = pictures.EnumerateFiles("*.svg").ToFrozenDictionary(file => file.Name, file => File.ReadAllBytes(file.FullName), StringComparer.Ordinal) }
            : content;
    }

    private static NewsroomContent Parse(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), NewsroomJson.Default.NewsroomContent) ?? None;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file}: {e.Message}", e);
        }
    }

    private static string StoriesIn(string folder) => Path.Combine(folder, "stories.json");
}

/// <summary>One story of the newsroom.</summary>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Title">Headline, plain text.</param>
/// <param name="Paragraphs">The text, plain, one string a paragraph.</param>
/// <param name="Picture">File name in <c>pictures/</c>, or null.</param>
/// <param name="Caption">What the picture shows.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Category">Its section.</param>
public sealed record NewsroomStory(
    string Language,
    string Title,
    IReadOnlyList<string> Paragraphs,
    string? Picture = null,
    string? Caption = null,
    string? Author = null,
    string? Category = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)]
[JsonSerializable(typeof(NewsroomContent))]
internal sealed partial class NewsroomJson : JsonSerializerContext;
