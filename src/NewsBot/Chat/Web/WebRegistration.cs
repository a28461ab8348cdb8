using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace NewsBot.Chat.Web;

/// <summary>Registers the chat page.</summary>
public static class WebRegistration
{
    private static readonly TimeSpan CookieLifetime = TimeSpan.FromDays(30);

    /// <summary>Adds the web platform and what its pages need. <see cref="WebOptions"/> are bound by the caller.</summary>
    public static IServiceCollection AddWebChat(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSingleton<WebPlatform>();
        services.AddSingleton<IChatPlatform>(provider => provider.GetRequiredService<WebPlatform>());
        services.AddSingleton<WebEvents>();
        services.AddSingleton<LoginAttempts>();
        services.AddSingleton<IValidateOptions<WebOptions>, WebOptionsCheck>();
        services.AddOptions<WebOptions>().ValidateOnStart();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, WebChatJson.Default));

        services.AddAuthentication(WebAccess.Policy).AddCookie(WebAccess.Policy, Cookie);
        services.AddAuthorization();
        services.AddOptions<AuthorizationOptions>().Configure<IOptions<WebOptions>>((authorization, web) =>
            authorization.AddPolicy(WebAccess.Policy, policy =>
            {
                policy.AddAuthenticationSchemes(WebAccess.Policy);
                if (web.Value.Password.Length > 0)
                    policy.RequireAuthenticatedUser();
                else
                    policy.RequireAssertion(_ => true);
            }));
        return services;
    }

    private static void Cookie(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "newsbot";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = CookieLifetime;

        // The key lives as long as the process: after a restart, and so after a changed password, everybody logs in anew.
        cookie.DataProtectionProvider = new EphemeralDataProtectionProvider();
        cookie.Events.OnRedirectToLogin = context =>
        {
            if (context.Request.Path.StartsWithSegments("/chat", StringComparison.Ordinal))
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            else
                context.Response.Redirect($"{WebLogin.Path}?to={Uri.EscapeDataString(context.Request.Path)}");
            return Task.CompletedTask;
        };
    }
}
