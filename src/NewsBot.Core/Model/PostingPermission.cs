using System.Diagnostics.CodeAnalysis;

namespace NewsBot.Core.Model;

/// <summary>What a platform may ask of a bot before it lets it post in a chat.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "It is a permission, as platforms call it.")]
public enum PostingPermission
{
    /// <summary>To see the chat.</summary>
    ViewChannel,

    /// <summary>To write in it.</summary>
    SendMessages,

    /// <summary>To write in its threads.</summary>
    SendInThreads,

    /// <summary>To open a post in a forum.</summary>
    CreatePosts,

    /// <summary>To show a headline as a card.</summary>
    EmbedLinks,

    /// <summary>To send pictures and files.</summary>
    AttachFiles,
}
