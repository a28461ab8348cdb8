using NewsBot.Core.Model;
using NewsBot.Core.Rendering.Discord;

namespace NewsBot.CommandLine.Verbs;

/// <summary>Discord's messages as a terminal shows them: the JSON that is sent, and which pictures go with it as files.</summary>
internal sealed class DiscordPreview(TextWriter output)
{
    /// <summary>Writes the messages of a post as a chat gets them that has changed none of its settings.</summary>
    public void Write(Post post)
    {
        foreach (var message in DiscordRenderer.Render(post, new ChatSettings(), new SubscriptionSettings()))
        {
            output.WriteLine(message.ToJson());
            foreach (var upload in message.Uploads)
                output.WriteLine($"[uploaded: {upload.AbsoluteUri}]");
        }
    }
}
