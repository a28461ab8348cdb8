using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using NewsBot.Chat.Discord.Places;
using NewsBot.Chat.Discord.Rest;
using NewsBot.Core.Rendering.Discord;

namespace NewsBot.Chat.Discord.Sending;

/// <summary>
/// Opens posts in forum and media channels. Discord knows no nonce for them, so wherever it is in doubt whether one was opened (the
/// answer was lost, the bot was killed before it wrote it down) the threads that are open are looked through first.
/// </summary>
internal sealed class ForumPosts(DiscordRest rest, DiscordWorld world, MessageForms forms, TimeProvider clock)
{
    private const int MostTags = 5;
    private const int MostLooks = 3;

    /// <summary>Milliseconds of 2015-01-01, from which Discord's numbers count
    /// (https://discord.com/developers/docs/reference#snowflakes).</summary>
    private const long Epoch = 1_420_070_400_000;

    /// <summary>A post that is older was not opened by an attempt that is still owed.</summary>
    private static readonly TimeSpan LongestDoubt = TimeSpan.FromHours(1);

    /// <summary>The forums of which nothing is in doubt.</summary>
    private readonly ConcurrentDictionary<string, bool> _sure = new(StringComparer.Ordinal);

    /// <summary>Opens a post, or finds that it was opened already.</summary>
    /// <returns>The number of its thread.</returns>
    public async Task<RestAnswer<string>> OpenAsync(string forum, DiscordMessage message, CancellationToken cancellationToken)
    {
        var (channel, fault) = await world.FindAsync(forum, cancellationToken);
        if (channel is null)
            return new RestAnswer<string>(null, fault);
        if (!_sure.TryRemove(forum, out _) && await FindAsync(channel, message, cancellationToken) is { } open)
        {
            _sure[forum] = true;
            return new RestAnswer<string>(open, null);
        }

        var tags = Tags(channel, message);
        var answer = await forms.SendAsync(
            message, isEdit: false,
            form => rest.CreatePostAsync(forum, new ForumPostBody(message.Heading, form.Body) { AppliedTags = tags }, form.Files, cancellationToken),
            cancellationToken);
        // What Discord refuses, or asks to bring later, it has not done; silence leaves it open.
        if (answer.Fault is not { Kind: FaultKind.Retry, RetryAfter: null })
            _sure[forum] = true;
        return answer;
    }

    /// <summary>Those of the item's labels that the forum has; one at least if it asks for one.</summary>
    private static List<string>? Tags(Channel forum, DiscordMessage message)
    {
        var free = forum.Tags.Where(tag => !tag.IsModerated).ToList();
        var fitting = free.Where(tag => message.Labels.Contains(tag.Name, StringComparer.OrdinalIgnoreCase)).Take(MostTags).Select(tag => tag.Id).ToList();
        if (fitting.Count > 0)
            return fitting;
        return forum.RequiresTag && free is [var first, ..] ? [first.Id] : null;
    }

    /// <summary>The thread of a post that the bot opened of late with the same headline and link; null if there is none.</summary>
    private async Task<string?> FindAsync(Channel forum, DiscordMessage message, CancellationToken cancellationToken)
    {
        if (forum.Guild is null || await rest.GetActiveThreadsAsync(forum.Guild, cancellationToken) is not { IsGood: true } answer)
            return null;
        var since = clock.GetUtcNow() - LongestDoubt;
        var alike = answer.Value.Items("threads")
            .Where(thread => thread.Text("parent_id") == forum.Id && thread.Text("owner_id") == world.Me && thread.Text("name") == message.Heading)
            .Select(thread => thread.Text("id") ?? "")
            .Where(thread => OpenedAt(thread) > since)
            .OrderByDescending(OpenedAt)
            .Take(MostLooks);
        foreach (var thread in alike)
        {
            if (await rest.GetMessageAsync(thread, thread, cancellationToken) is { IsGood: true } first && IsSame(first.Value, message))
                return thread;
        }
        return null;
    }

    private static bool IsSame(JsonElement posted, DiscordMessage message) =>
        message.Embeds.FirstOrDefault(embed => embed.Url is not null)?.Url is not { } link
        || posted.Items("embeds").Any(embed => Uri.TryCreate(embed.Text("url"), UriKind.Absolute, out var other) && other == new Uri(link));

    private static DateTimeOffset OpenedAt(string number) =>
        ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(id >> 22) + Epoch)
            : DateTimeOffset.MinValue;
}
