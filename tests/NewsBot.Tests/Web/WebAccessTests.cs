using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NewsBot.Chat.Web;

namespace NewsBot.Tests.Web;

public sealed class WebAccessTests
{
    private const string Password = "correct horse 电池";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_that_strangers_could_reach_without_a_password_is_not_started()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => WebHost.StartAsync(
            services: services => services.Configure<WebOptions>(options => options.Urls = "http://0.0.0.0:8080")));
        Assert.Contains("Set Web:Password", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("news.example", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.news.example", HttpStatusCode.Forbidden)]
    [InlineData("192.168.1.5", HttpStatusCode.Forbidden)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    public async Task Without_a_password_the_page_answers_to_loopback_names_alone(string name, HttpStatusCode expected)
    {
        await using var host = await WebHost.StartAsync();
        using var client = host.Client();
        foreach (var path in new[] { "/", "/page/page.js", "/chat/commands" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = $"{name}:{host.Address.Port}" } };
            using var answer = await client.SendAsync(request, Cancellation);
            Assert.Equal(expected, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("same-origin", null, HttpStatusCode.Accepted)]
    [InlineData("none", null, HttpStatusCode.Accepted)]
    [InlineData("cross-site", null, HttpStatusCode.Forbidden)]
    [InlineData("same-site", null, HttpStatusCode.Forbidden)]
    [InlineData("cross-site", "OWN", HttpStatusCode.Forbidden)]
    [InlineData(null, "OWN", HttpStatusCode.Accepted)]
    [InlineData(null, "http://news.example", HttpStatusCode.Forbidden)]
    [InlineData(null, "http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData(null, "null", HttpStatusCode.Forbidden)]
    [InlineData(null, null, HttpStatusCode.Forbidden)]
    public async Task Only_the_page_itself_may_post(string? fetchSite, string? origin, HttpStatusCode expected)
    {
        await using var host = await WebHost.StartAsync();
        using var client = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/chat/messages")
        {
            Content = new StringContent("""{"text":"/help"}""", Encoding.UTF8, "application/json"),
        };
        if (fetchSite is not null)
            request.Headers.Add("Sec-Fetch-Site", fetchSite);
        if (origin is not null)
            request.Headers.Add("Origin", origin == "OWN" ? host.Address.GetLeftPart(UriPartial.Authority) : origin);
        using var answer = await client.SendAsync(request, Cancellation);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task With_a_password_the_page_leads_to_the_login_and_the_rest_is_closed()
    {
        await using var host = await WebHost.StartAsync(Password);
        using var client = host.Client();
        using var page = await client.GetAsync("/", Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.Equal("/login?to=%2F", page.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/chat/events", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/chat/commands", Cancellation)).StatusCode);
        using var said = new StringContent("""{"text":"/help"}""", Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("/chat/messages", said, Cancellation)).StatusCode);
        Assert.Empty(await host.Transcript.ReadAsync(WebPlatform.Home, 0, 10, Cancellation));
    }

    [Fact]
    public async Task The_password_opens_the_page_with_a_cookie_that_scripts_and_other_sites_do_not_get()
    {
        await using var host = await WebHost.StartAsync(Password);
        using var client = host.Client();
        using var answer = await LogInAsync(client, Password, to: "/");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Password, Uri.UnescapeDataString(cookie), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/", Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("en-GB,en;q=0.8", "That is not the password.")]
    [InlineData("fr;q=0.1, zh-CN", "密码不对")]
    public async Task A_wrong_password_says_so_in_the_browsers_language(string languages, string expected)
    {
        await using var host = await WebHost.StartAsync(Password);
        using var client = host.Client();
        client.DefaultRequestHeaders.Add("Accept-Language", languages);
        using var answer = await LogInAsync(client, Password + "!", to: "/");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains(expected, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Guessing_is_slowed_down_even_for_the_right_password()
    {
        await using var host = await WebHost.StartAsync(Password);
        using var client = host.Client();
        for (var i = 0; i < LoginAttempts.PerAddress; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await LogInAsync(client, $"guess {i}", to: "/")).StatusCode);
        using var answer = await LogInAsync(client, Password, to: "/");
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("https://news.example/")]
    [InlineData("//news.example/")]
    [InlineData("\"><script>alert(1)</script>")]
    public async Task The_login_leads_to_our_own_pages_alone(string to)
    {
        await using var host = await WebHost.StartAsync(Password);
        using var client = host.Client();
        var form = await client.GetStringAsync($"/login?to={Uri.EscapeDataString(to)}", Cancellation);
        Assert.DoesNotContain("news.example", form, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", form, StringComparison.Ordinal);
        using var answer = await LogInAsync(client, Password, to);
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_cookie_of_another_run_opens_nothing()
    {
        string cookie;
        await using (var before = await WebHost.StartAsync(Password))
        {
            using var client = before.Client();
            using var answer = await LogInAsync(client, Password, to: "/");
            cookie = answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        }

        await using var host = await WebHost.StartAsync(Password);
        using var stranger = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = host.Address };
        stranger.DefaultRequestHeaders.Add("Cookie", cookie);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/chat/commands", Cancellation)).StatusCode);
    }

    private static async Task<HttpResponseMessage> LogInAsync(HttpClient client, string password, string to)
    {
        using var form = new FormUrlEncodedContent([new("password", password), new("to", to)]);
        return await client.PostAsync("/login", form, Cancellation);
    }
}
