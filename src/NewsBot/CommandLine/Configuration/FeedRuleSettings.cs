using System.Globalization;
using NewsBot.Fetching;

namespace NewsBot.CommandLine.Configuration;

/// <summary>
/// The list <c>Feeds</c>, whose entries are groups of settings: <c>Feeds:0:Url</c>, <c>Feeds:0:Headers:X-Key</c>. It comes
/// whole from one source, as every list does.
/// </summary>
internal static class FeedRuleSettings
{
    /// <summary>What its keys begin with.</summary>
    public const string Section = "Feeds";

    private static readonly IReadOnlyDictionary<string, (string Allowed, Func<string, bool> IsAllowed, bool IsSecret)> Members =
        new Dictionary<string, (string, Func<string, bool>, bool)>(StringComparer.OrdinalIgnoreCase)
        {
            ["Url"] = ("a host or an http address without a login, for example a.example or https://a.example/feed", FeedRule.IsUrl, false),
            ["Cookies"] = ("the text of a Cookie header, for example a=1; b=2", FeedRule.IsHeaderValue, true),
            ["UserAgent"] = ("text in ASCII", FeedRule.IsHeaderValue, false),
            ["Proxy"] = ("the address of a proxy with its port, for example socks5://127.0.0.1:1080, or none", FeedRule.IsProxy, true),
        };

    /// <summary>True for a key of the list.</summary>
    public static bool Owns(string key) =>
        key.Equals(Section, StringComparison.OrdinalIgnoreCase) || key.StartsWith(Section + ":", StringComparison.OrdinalIgnoreCase);

    /// <summary>The rules that one source gives, in order.</summary>
    /// <param name="given">Its keys below <see cref="Section"/> with their values.</param>
    /// <param name="faults">Gets a line for each that is not allowed; a secret value is not shown.</param>
    public static IReadOnlyList<FeedRule> Read(IEnumerable<GivenKey> given, ICollection<string> faults)
    {
        var rules = new SortedDictionary<int, Draft>();
        foreach (var (key, value, origin) in given)
        {
            var parts = key.Split(':');
            if (parts.Length == 1 && value.Length == 0)
                continue; // an empty list
            if (parts.Length < 3 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                faults.Add($"{origin}: {key} takes a list of rules, for example [{{ \"Url\": \"https://a.example/feed\", \"Headers\": {{ \"X-Key\": \"…\" }} }}].");
                continue;
            }
            if (!rules.TryGetValue(number, out var draft))
                rules[number] = draft = new Draft(string.Join(':', parts[..2]), origin);
            draft.Put(key, string.Join(':', parts[2..]), value, faults);
        }
        return [.. rules.Values.Select(draft => draft.Finish(faults)).OfType<FeedRule>()];
    }

    private sealed class Draft(string key, string origin)
    {
        private readonly Dictionary<string, string> _members = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

        public void Put(string whole, string member, string value, ICollection<string> faults)
        {
            if (member.StartsWith("Headers:", StringComparison.OrdinalIgnoreCase))
                PutHeader(whole, member["Headers:".Length..], value, faults);
            else if (member.Equals("Headers", StringComparison.OrdinalIgnoreCase) && value.Length == 0)
                return; // none
            else if (!Members.TryGetValue(member, out var known))
                faults.Add($"{origin}: there is no setting {whole}; a rule has Url, Headers, Cookies, UserAgent and Proxy.");
            else if (!known.IsAllowed(value))
                faults.Add($"{origin}: {whole} is {(known.IsSecret ? "not shown" : $"\"{value}\"")}, but must be {known.Allowed}.");
            else
                _members[member] = value;
        }

        public FeedRule? Finish(ICollection<string> faults)
        {
            if (_members.GetValueOrDefault("Url") is { } url)
            {
                return new FeedRule(url)
                {
                    Headers = _headers,
                    Cookies = _members.GetValueOrDefault("Cookies", ""),
                    UserAgent = _members.GetValueOrDefault("UserAgent", ""),
                    Proxy = _members.GetValueOrDefault("Proxy", ""),
                };
            }
            if (!faults.Any(fault => fault.Contains($"{key}:Url ", StringComparison.OrdinalIgnoreCase)))
                faults.Add($"{origin}: {key} has no Url, but must have one: {Members["Url"].Allowed}.");
            return null;
        }

        private void PutHeader(string whole, string name, string value, ICollection<string> faults)
        {
            if (!FeedRule.IsHeaderName(name))
                faults.Add($"{origin}: {whole} names a header that cannot be set; Cookies and UserAgent have settings of their own, and what concerns the connection is the bot's.");
            else if (!FeedRule.IsHeaderValue(value))
                faults.Add($"{origin}: {whole} is not shown, but must be the text of a header in ASCII.");
            else
                _headers[name] = value;
        }
    }
}

/// <summary>A setting as a source gives it.</summary>
/// <param name="Key">As it is written there.</param>
/// <param name="Value">As text.</param>
/// <param name="Origin">The file, the variable or the command line.</param>
internal sealed record GivenKey(string Key, string Value, string Origin);
