using System.Text.Json.Nodes;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>A refusal in Discord's words (https://discord.com/developers/docs/topics/opcodes-and-status-codes#json).</summary>
internal sealed class ApiError(int status, int code, string message, JsonObject? errors = null) : Exception(message)
{
    public int Status { get; } = status;

    public int Code { get; } = code;

    public static ApiError NotFound() => new(404, 0, "404: Not Found");

    public static ApiError Unauthorized() => new(401, 0, "401: Unauthorized");

    public static ApiError UnknownChannel() => new(404, 10003, "Unknown Channel");

    public static ApiError UnknownGuild() => new(404, 10004, "Unknown Guild");

    public static ApiError UnknownMember() => new(404, 10007, "Unknown Member");

    public static ApiError UnknownMessage() => new(404, 10008, "Unknown Message");

    public static ApiError UnknownUser() => new(404, 10013, "Unknown User");

    public static ApiError UnknownWebhook() => new(404, 10015, "Unknown Webhook");

    public static ApiError UnknownInteraction() => new(404, 10062, "Unknown interaction");

    public static ApiError UnknownTag() => new(404, 10087, "Unknown tag");

    public static ApiError MissingAccess() => new(403, 50001, "Missing Access");

    public static ApiError MissingPermissions() => new(403, 50013, "Missing Permissions");

    public static ApiError EmptyMessage() => new(400, 50006, "Cannot send an empty message");

    public static ApiError TooLarge() => new(413, 40005, "Request entity too large");

    public static ApiError WrongChannelType() => new(400, 50024, "Cannot execute action on this channel type");

    /// <summary>The guild cannot be reached: an outage.</summary>
    public static ApiError Outage() => new(503, 0, "503: Service Unavailable");

    /// <summary>One fault of the form; <paramref name="path"/> as in <see cref="FormErrors.Add"/>.</summary>
    public static ApiError Form(string path, string code, string message)
    {
        var errors = new FormErrors();
        errors.Add(path, code, message);
        return errors.ToError();
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["message"] = Message, ["code"] = Code };
        if (errors is not null)
            json["errors"] = errors.DeepClone();
        return json;
    }
}
