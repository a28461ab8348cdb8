using System.Text.Json.Nodes;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>All that is wrong with a form, at its place, as Discord nests it
/// (https://discord.com/developers/docs/reference#error-messages).</summary>
internal sealed class FormErrors
{
    private readonly JsonObject _errors = [];

    /// <summary>Adds a fault.</summary>
    /// <param name="path">Names and indexes with dots between: <c>embeds.0.title</c>; empty for the form as a whole.</param>
    /// <param name="code">Discord's word for it.</param>
    /// <param name="message">A sentence.</param>
    public void Add(string path, string code, string message)
    {
        var at = _errors;
        foreach (var name in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (at[name] is not JsonObject next)
                at[name] = next = [];
            at = next;
        }

        if (at["_errors"] is not JsonArray list)
            at["_errors"] = list = [];
        list.Add(new JsonObject { ["code"] = code, ["message"] = message });
    }

    public ApiError ToError() => new(400, 50035, "Invalid Form Body", _errors);

    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
            throw ToError();
    }
}
