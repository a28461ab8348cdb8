using System.Globalization;
using System.Text.Json;
using NewsBot.Chat.Discord.Places;
using NewsBot.Chat.Discord.Rest;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering.Discord;

namespace NewsBot.Chat.Discord.Sending;

/// <summary>
/// Opens posts in forum and media channels. Discord knows no nonce for them, so each attempt is remembered before it is made, and
/// each success after it. Whoever finds an attempt whose end is not known (its answer was lost, the bot was killed) looks through
/// the open threads before another is made.
/// </summary>
internal sealed class ForumPosts(DiscordRest rest, DiscordWorld world, MessageForms forms, IPlatformMemory memory, TimeProvider clock)
{
    private const int MostTags = 5;
    private const int MostLooks = 3;

    /// <summary>Begins what is remembered of an attempt: its time follows. Of a success, the thread is.</summary>
    private const string Tried = "tried ";

    /// <summary>Milliseconds of 2015-01-01, from which Discord's numbers count
    /// (https://discord.com/developers/docs/reference#snowflakes).</summary>
    private const long Epoch = 1_420_070_400_000;

    /// <summary>How far this machine's clock may be before Discord's.</summary>
    private static readonly TimeSpan ClockError = TimeSpan.FromMinutes(5);

    /// <summary>Opens a post, or finds that it was opened already.</summary>
    /// <param name="forum">The channel's number.</param>
    /// <param name="key">The same for each attempt at this post.</param>
    /// <param name="message">What it says.</param>
    /// <param name="cancellationToken">Gives up; whether the post was opened is then unknown.</param>
    /// <returns>The number of its thread.</returns>
    public async Task<RestAnswer<string>> OpenAsync(string forum, string key, DiscordMessage message, CancellationToken cancellationToken)
    {
        var (channel, fault) = await world.FindAsync(forum, cancellationToken);
        if (channel is null)
            return new RestAnswer<string>(null, fault);
        var place = "forum-post:" + key;
        var before = await memory.RecallAsync(DiscordAddress.Platform, place, cancellationToken);
        if (before is not null && !before.StartsWith(Tried, StringComparison.Ordinal))
            return new RestAnswer<string>(before, null);
        if (before is not null && await FindAsync(channel, message, TimeOf(before), cancellationToken) is { } seen)
        {
            if (seen.Value is { } thread)
                await RememberAsync(place, thread);
            return seen;
        }
        if (before is null)
            await RememberAsync(place, Tried + clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));

        var tags = Tags(channel, message);
        var answer = await forms.SendAsync(
            message, isEdit: false,
            form => rest.CreatePostAsync(forum, new ForumPostBody(message.Heading, form.Body) { AppliedTags = tags }, form.Files, cancellationToken),
            cancellationToken);
        if (answer.Value is { Length: > 0 } opened)
            await RememberAsync(place, opened);
        // What Discord refuses, or asks to bring later, it has not done; silence leaves it open.
        else if (answer.Fault is not (null or { Kind: FaultKind.Retry, RetryAfter: null }))
            await memory.ForgetAsync(DiscordAddress.Platform, place, CancellationToken.None);
        return answer;
    }

    private Task RememberAsync(string place, string value) =>
        memory.RememberAsync(DiscordAddress.Platform, place, value, clock.GetUtcNow(), CancellationToken.None);

    private static DateTimeOffset TimeOf(string tried) =>
        DateTimeOffset.Parse(tried[Tried.Length..], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    /// <summary>Those of the item's labels that the forum has; one at least if it asks for one.</summary>
    private static List<string>? Tags(Channel forum, DiscordMessage message)
    {
        var free = forum.Tags.Where(tag => !tag.IsModerated).ToList();
        var fitting = free.Where(tag => message.Labels.Contains(tag.Name, StringComparer.OrdinalIgnoreCase)).Take(MostTags).Select(tag => tag.Id).ToList();
        if (fitting.Count > 0)
            return fitting;
        return forum.RequiresTag && free is [var first, ..] ? [first.Id] : null;
    }

    /// <summary>The thread of the post that an attempt since then opened, or why that cannot be found out now; null if there is
    /// none. A chat is sent one thing after the other, so no other post can have come between.</summary>
    private async Task<RestAnswer<string>?> FindAsync(Channel forum, DiscordMessage message, DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (forum.Guild is null)
            return null;
        var (active, fault) = await rest.GetActiveThreadsAsync(forum.Guild, cancellationToken);
        if (fault is { Kind: FaultKind.Retry or FaultKind.Token })
            return new RestAnswer<string>(null, fault);
        var alike = active.Items("threads")
            .Where(thread => thread.Text("parent_id") == forum.Id && thread.Text("owner_id") == world.Me && thread.Text("name") == message.Heading)
            .Select(thread => thread.Text("id") ?? "")
            .Where(thread => OpenedAt(thread) > since - ClockError)
            .OrderByDescending(OpenedAt)
            .Take(MostLooks);
        foreach (var thread in alike)
        {
            var first = await rest.GetMessageAsync(thread, thread, cancellationToken);
            if (first.Fault is { Kind: FaultKind.Retry or FaultKind.Token } later)
                return new RestAnswer<string>(null, later);
            if (first.IsGood && IsSame(first.Value, message))
                return new RestAnswer<string>(thread, null);
        }
        return null;
    }

    /// <summary>Of two stories with one headline the links tell which is which, where they are shown as such.</summary>
    private static bool IsSame(JsonElement posted, DiscordMessage message) =>
        message.Embeds.FirstOrDefault(embed => embed.Url is not null)?.Url is not { } link
        || posted.Items("embeds").Any(embed => Uri.TryCreate(embed.Text("url"), UriKind.Absolute, out var other) && other == new Uri(link));

    private static DateTimeOffset OpenedAt(string number) =>
        ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(id >> 22) + Epoch)
            : DateTimeOffset.MinValue;
}
