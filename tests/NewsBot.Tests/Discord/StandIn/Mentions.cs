using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>Whom a message names, and whom of those it may call
/// (https://discord.com/developers/docs/resources/message#allowed-mentions-object).</summary>
internal static partial class Mentions
{
    private const int MostIds = 100;

    /// <summary>Notes what is wrong with the field <c>allowed_mentions</c>.</summary>
    public static void Check(Form message)
    {
        if (message.Object("allowed_mentions") is not { } allowed)
            return;
        var parse = allowed.Texts("parse");
        for (var i = 0; i < parse.Count; i++)
        {
            if (parse[i] is not ("users" or "roles" or "everyone"))
                allowed.Refuse($"parse.{i}", "BASE_TYPE_CHOICES", "Value must be one of ('everyone', 'roles', 'users').");
        }

        foreach (var kind in new[] { "users", "roles" })
        {
            if (allowed.Texts(kind, MostIds).Count > 0 && parse.Contains(kind))
                message.Refuse("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", $"parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive.");
        }
    }

    /// <summary>Whom a message names.</summary>
    public static (bool Everyone, IReadOnlyList<DiscordPerson> People, IReadOnlyList<DiscordRole> Roles) Named(StoredMessage message, World world)
    {
        var text = TextOf(message);
        return (
            EveryonePattern().IsMatch(text),
            [.. PersonPattern().Matches(text).Select(match => world.People.GetValueOrDefault(match.Groups["id"].Value)).OfType<DiscordPerson>().Distinct()],
            [.. RolePattern().Matches(text).Select(match => message.Channel.Guild?.Roles.Find(role => role.Id == match.Groups["id"].Value)).OfType<DiscordRole>().Distinct()]);
    }

    /// <summary>Whom a message of the bot calls.</summary>
    /// <param name="message">It.</param>
    /// <param name="allowed">The field <c>allowed_mentions</c>, checked; null where it was left out.</param>
    /// <param name="usersAlone">Whether only people are called where it was left out: so it is for answers to interactions.</param>
    /// <param name="world">All that there is.</param>
    public static IReadOnlyList<string> Called(StoredMessage message, JsonObject? allowed, bool usersAlone, World world)
    {
        var parse = allowed is null ? usersAlone ? ["users"] : ["users", "roles", "everyone"] : List(allowed, "parse");
        var mayCallAll = (DiscordPermission.Of(message.Author, message.Channel) & DiscordPermission.MentionEveryone) != 0;
        var (_, people, roles) = Named(message, world);
        var called = new List<string>();
        if (parse.Contains("everyone") && mayCallAll)
            called.AddRange(EveryonePattern().Matches(TextOf(message)).Select(match => match.Value).Distinct());
        called.AddRange(roles
            .Where(role => (role.IsMentionable || mayCallAll) && (parse.Contains("roles") || List(allowed, "roles").Contains(role.Id)))
            .Select(role => role.Id));
        called.AddRange(people.Where(person => parse.Contains("users") || List(allowed, "users").Contains(person.Id)).Select(person => person.Id));
        return called;
    }

    private static IReadOnlyList<string> List(JsonObject? allowed, string name) =>
        [.. (allowed?[name] as JsonArray ?? []).Select(item => item!.ToString())];

    /// <summary>Embeds call nobody.</summary>
    private static string TextOf(StoredMessage message) => string.Join('\n', StoredMessage.Walk(message.Components)
        .Where(component => StoredMessage.Type(component) == 10)
        .Select(component => component.GetProperty("content").GetString()!)
        .Prepend(message.Content));

    [GeneratedRegex("@(everyone|here)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex EveryonePattern();

    [GeneratedRegex("<@!?(?<id>[0-9]+)>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex PersonPattern();

    [GeneratedRegex("<@&(?<id>[0-9]+)>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex RolePattern();
}
