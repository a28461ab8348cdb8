using System.Text.Json.Nodes;

namespace NewsBot.Tests.Telegram.StandIn;

/// <summary>The two forms of an answer.</summary>
internal static class ApiAnswer
{
    /// <summary>A result that is JSON already.</summary>
    public static string Result(string json) => $$"""{"ok":true,"result":{{json}}}""";

    /// <summary>A refusal.</summary>
    public static string Refusal(int code, string description, JsonObject? parameters)
    {
        var refusal = new JsonObject { ["ok"] = false, ["error_code"] = code, ["description"] = description };
        if (parameters is not null)
            refusal["parameters"] = parameters.DeepClone();
        return refusal.ToJsonString();
    }
}
