using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>Reads an object that a client sent and notes what is wrong with each field. What is wrong reads as absent.</summary>
internal sealed partial class Form(JsonObject body, FormErrors errors, string path = "")
{
    private const int LongestAddress = 2048;

    public JsonObject Body { get; } = body;

    public bool Has(string name) => Body.ContainsKey(name);

    /// <summary>A string of so many characters.</summary>
    public string? Text(string name, int most = int.MaxValue, int least = 0, bool required = false)
    {
        var value = Body[name];
        if (value is null)
        {
            if (required)
                Refuse(name, "BASE_TYPE_REQUIRED", "This field is required");
            return null;
        }

        if (value.GetValueKind() is not JsonValueKind.String)
        {
            Refuse(name, "STRING_TYPE_CONVERT", "Could not interpret the value as string.");
            return null;
        }

        var text = value.GetValue<string>();
        var length = Length(text);
        if (length == 0 && least > 0)
            Refuse(name, "BASE_TYPE_REQUIRED", "This field is required");
        else if (length > most && least > 0)
            Refuse(name, "BASE_TYPE_BAD_LENGTH", $"Must be between {least} and {most} in length.");
        else if (length > most)
            Refuse(name, "BASE_TYPE_MAX_LENGTH", $"Must be {most} or fewer in length.");
        return text;
    }

    /// <summary>A whole number; Discord takes it as a string too.</summary>
    public long? Integer(string name, long least = long.MinValue, long most = long.MaxValue)
    {
        var value = Body[name];
        if (value is null)
            return null;
        if (!long.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var number))
        {
            Refuse(name, "NUMBER_TYPE_COERCE", $"Value \"{value}\" is not int.");
            return null;
        }

        if (number < least)
            Refuse(name, "NUMBER_TYPE_MIN", $"int value should be greater than or equal to {least}.");
        if (number > most)
            Refuse(name, "NUMBER_TYPE_MAX", $"int value should be less than or equal to {most}.");
        return number;
    }

    public bool Flag(string name)
    {
        switch (Body[name]?.GetValueKind())
        {
            case null or JsonValueKind.False:
                return false;
            case JsonValueKind.True:
                return true;
            default:
                Refuse(name, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
                return false;
        }
    }

    /// <summary>An http address, or one of a file that is sent along.</summary>
    public string? Address(string name, ICollection<string>? files = null, int most = LongestAddress)
    {
        var address = Text(name, most);
        if (address is null)
            return null;
        if (files is not null && address.StartsWith("attachment://", StringComparison.Ordinal))
        {
            if (!files.Contains(address["attachment://".Length..]))
                Refuse(name, "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", "The referenced attachment could not be found.");
        }
        else if (!WebAddress().IsMatch(address))
        {
            Refuse(name, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
        }

        return address;
    }

    /// <summary>An object, or null where there is none.</summary>
    public Form? Object(string name)
    {
        var value = Body[name];
        if (value is null)
            return null;
        if (value is JsonObject inner)
            return new Form(inner, errors, At(name));
        Refuse(name, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
        return null;
    }

    /// <summary>A list of objects; empty where there is none.</summary>
    public IReadOnlyList<Form> Objects(string name, int most = int.MaxValue, int least = 0)
    {
        var items = Items(name, most, least);
        var forms = new List<Form>();
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is JsonObject inner)
                forms.Add(new Form(inner, errors, At($"{name}.{i}")));
            else
                Refuse($"{name}.{i}", "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
        }

        return forms;
    }

    /// <summary>A list of strings; empty where there is none.</summary>
    public IReadOnlyList<string> Texts(string name, int most = int.MaxValue) => [.. Items(name, most, 0).Select(item => item?.ToString() ?? "")];

    /// <summary>Notes that a field is wrong.</summary>
    public void Refuse(string name, string code, string message) => errors.Add(At(name), code, message);

    /// <summary>Characters as Discord counts them: code points.</summary>
    public static int Length(string text) => text.EnumerateRunes().Count();

    private JsonArray Items(string name, int most, int least)
    {
        var value = Body[name];
        if (value is not (null or JsonArray))
        {
            Refuse(name, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            return [];
        }

        var items = value as JsonArray ?? [];
        if (items.Count > most || items.Count < least)
            Refuse(name, "BASE_TYPE_BAD_LENGTH", $"Must be between {least} and {most} in length.");
        return items;
    }

    private string At(string name) => path.Length == 0 || name.Length == 0 ? path + name : $"{path}.{name}";

    [GeneratedRegex(@"^https?://[^\s/?#]+\S*$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex WebAddress();
}
