using System.ComponentModel.DataAnnotations;

namespace NewsBot.Chat.Web;

/// <summary>Section <c>Web</c>: the chat page that the bot serves.</summary>
public sealed class WebOptions
{
    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    [Required]
    public string Urls { get; set; } = "http://127.0.0.1:8080";

    /// <summary>Password of the page. Needed unless the page listens on loopback alone. A secret.</summary>
    public string Password { get; set; } = "";
}
