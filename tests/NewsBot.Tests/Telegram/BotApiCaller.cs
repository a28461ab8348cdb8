using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NewsBot.Tests.Telegram.StandIn;

namespace NewsBot.Tests.Telegram;

/// <summary>Speaks to a stand-in with a plain HttpClient, so that no library hides what is on the wire.</summary>
internal sealed class BotApiCaller(BotApiServer server) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = new Uri(server.Url), Timeout = TimeSpan.FromSeconds(30) };

    public void Dispose() => _client.Dispose();

    /// <summary>Calls with a JSON body.</summary>
    public Task<CallAnswer> CallAsync(string method, JsonObject? parameters = null) =>
        PostAsync(method, new StringContent((parameters ?? []).ToJsonString(), Encoding.UTF8, "application/json"));

    /// <summary>Sends HTML to a chat.</summary>
    public Task<CallAnswer> SayAsync(long chat, string html) =>
        CallAsync("sendMessage", new JsonObject { ["chat_id"] = chat, ["text"] = html, ["parse_mode"] = "HTML" });

    /// <summary>Calls with form fields and files.</summary>
    public Task<CallAnswer> UploadAsync(string method, IEnumerable<(string Name, string Value)> fields, params (string Name, string FileName, byte[] Bytes)[] files)
    {
        var body = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            body.Add(new StringContent(value), name);
        foreach (var (name, fileName, bytes) in files)
            body.Add(new ByteArrayContent(bytes), name, fileName);
        return PostAsync(method, body);
    }

    /// <summary>Posts any body.</summary>
    public async Task<CallAnswer> PostAsync(string method, HttpContent body)
    {
        using (body)
        {
            using var response = await _client.PostAsync(new Uri($"/bot{server.Token}/{method}", UriKind.Relative), body, TestContext.Current.CancellationToken);
            return await CallAnswer.ReadAsync(response);
        }
    }

    /// <summary>Gets any path.</summary>
    public async Task<CallAnswer> GetAsync(string path)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return await CallAnswer.ReadAsync(response);
    }
}

/// <summary>An answer as it came.</summary>
internal sealed record CallAnswer(HttpStatusCode Status, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public bool IsOk => Json.GetProperty("ok").GetBoolean();

    public JsonElement Result => IsOk ? Json.GetProperty("result") : throw new InvalidOperationException(Body);

    public string Refusal => Json.GetProperty("description").GetString()!;

    public int RetryAfter => Json.GetProperty("parameters").GetProperty("retry_after").GetInt32();

    public static async Task<CallAnswer> ReadAsync(HttpResponseMessage response) =>
        new(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
}
