using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using NewsBot.CommandLine.Configuration;

namespace NewsBot.Tests.CommandLine.Configuration;

/// <summary>What the operator edits, what the editor checks, what the bot reads and what the code declares is one thing.</summary>
public sealed class ConfigurationSchemaTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "config");

    private static readonly JsonObject Shipped = Json("newsbot.json");

    private static readonly JsonObject Schema = Json("newsbot.schema.json");

    /// <summary>Every property of every options class, as key, property and the value it has from the start.</summary>
    public static IEnumerable<TheoryDataRow<string>> Keys => Declared().Select(setting => new TheoryDataRow<string>(setting.Key));

    [Fact]
    public void The_shipped_file_keeps_to_its_schema()
    {
        var result = JsonSchema.FromText(Schema.ToJsonString())
            .Evaluate(JsonSerializer.SerializeToElement(Shipped), new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, JsonSerializer.Serialize(result));
    }

    [Fact]
    public void The_bot_reads_the_shipped_file_without_a_fault() =>
        Assert.IsType<SettingsResult.Good>(Settings.Load(new SettingsSources { File = Path.Combine(Folder, "newsbot.json") }));

    [Fact]
    public void Table_file_schema_and_classes_list_the_same_settings()
    {
        var declared = Declared().Select(setting => setting.Key).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(declared, SettingsTable.All.Select(setting => setting.Key).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(declared, Leaves(Shipped, section => section).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(declared, Leaves(Schema["properties"]!.AsObject(), section => section["properties"]!.AsObject()).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void The_table_is_in_the_order_of_the_file() =>
        Assert.Equal(Leaves(Shipped, section => section), SettingsTable.All.Select(setting => setting.Key), StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Keys))]
    public void The_default_is_the_same_in_class_file_and_schema(string key)
    {
        var (_, _, value) = Declared().Single(setting => setting.Key == key);
        var expected = JsonSerializer.Serialize(value is TimeSpan time ? time.ToString("c") : value);
        Assert.Equal(expected, InFile(key).ToJsonString());
        Assert.Equal(expected, InSchema(key)["default"]!.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void The_range_is_the_same_in_class_table_and_schema(string key)
    {
        var (_, property, _) = Declared().Single(setting => setting.Key == key);
        var allowed = SettingsTable.Find(key)!.Allowed;
        var schema = InSchema(key);
        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            Assert.Contains($"from {range.Minimum} to {range.Maximum}", allowed, StringComparison.Ordinal);
            Assert.Equal($"{range.Minimum} to {range.Maximum}", $"{schema["minimum"]} to {schema["maximum"]}");
        }
        else if (property.GetCustomAttribute<AllowedValuesAttribute>() is { } words)
        {
            Assert.Equal(string.Join(" or ", words.Values), allowed);
            Assert.Equal(words.Values, schema["enum"]!.AsArray().Select(word => word!.GetValue<string>()));
        }
        else if (property.PropertyType == typeof(TimeSpan))
        {
            // The attribute for ranges of other types than numbers works by reflection: the summary says it instead.
            Assert.Contains("from 00:00:01 to 7.00:00:00", allowed, StringComparison.Ordinal);
            Assert.Contains("00:00:01 to 7.00:00:00", schema["description"]!.GetValue<string>(), StringComparison.Ordinal);
        }
        else
        {
            Assert.True(property.PropertyType == typeof(string) || SettingsTable.Find(key)!.IsList, $"{key} has no range");
        }
    }

    [Fact]
    public void Secrets_are_write_only_in_the_schema() =>
        Assert.All(SettingsTable.All, setting => Assert.Equal(setting.IsSecret, InSchema(setting.Key)["writeOnly"]?.GetValue<bool>() ?? false));

    [Fact]
    public void Every_setting_is_explained_in_the_table_of_the_README()
    {
        var readme = File.ReadAllText(Path.Combine(Folder, "README.md"));
        Assert.All(SettingsTable.All, setting => Assert.Contains($"`{setting.Key}`", readme, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "Fetching": { "TimeoutSeconds": 0 } }""")]
    [InlineData("""{ "Fetching": { "Timeout": 10 } }""")]
    [InlineData("""{ "Polling": { "MinInterval": "15" } }""")]
    [InlineData("""{ "Access": { "Mode": "closed" } }""")]
    [InlineData("""{ "Web": { "Urls": "127.0.0.1" } }""")]
    public void What_the_bot_refuses_the_schema_refuses(string json)
    {
        using var file = new SettingsFile();
        file.Write(json);
        Assert.IsType<SettingsResult.Faulty>(Settings.Load(new SettingsSources { File = file.Path }));
        Assert.False(JsonSchema.FromText(Schema.ToJsonString()).Evaluate(JsonDocument.Parse(json).RootElement).IsValid);
    }

    private static IEnumerable<(string Key, PropertyInfo Property, object? Default)> Declared()
    {
        var settings = Assert.IsType<SettingsResult.Good>(Settings.Load(new SettingsSources())).Settings;
        return from section in typeof(Settings).GetProperties()
               where section.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal)
               from property in section.PropertyType.GetProperties()
               where property.CanWrite || property.PropertyType.IsAssignableTo(typeof(IEnumerable))
               select ($"{section.Name}:{property.Name}", property, property.GetValue(section.GetValue(settings)));
    }

    private static IEnumerable<string> Leaves(JsonObject root, Func<JsonObject, JsonObject> inside) =>
        from section in root
        where section.Key is not ("$schema" or "Feeds") // whose entries FeedRuleSettingsTests tries
        from setting in inside(section.Value!.AsObject())
        select $"{section.Key}:{setting.Key}";

    private static JsonNode InFile(string key) => Shipped[key.Split(':')[0]]![key.Split(':')[1]]!;

    private static JsonNode InSchema(string key) => Schema["properties"]![key.Split(':')[0]]!["properties"]![key.Split(':')[1]]!;

    private static JsonObject Json(string name) =>
        JsonNode.Parse(
            File.ReadAllText(Path.Combine(Folder, name)), nodeOptions: null,
            new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!.AsObject();
}
