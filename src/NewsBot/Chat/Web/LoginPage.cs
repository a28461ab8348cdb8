namespace NewsBot.Chat.Web;

/// <summary>What the login page has to say.</summary>
internal enum LoginNote
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The password was wrong.</summary>
    Wrong,

    /// <summary>There were too many attempts.</summary>
    TooMany,
}

/// <summary>The login page: works without script.</summary>
internal static class LoginPage
{
    /// <summary>The page as HTML. <paramref name="target"/> is one of our own paths.</summary>
    public static string Write(bool isChinese, LoginNote note, string target)
    {
        var (lang, prompt, enter) = isChinese ? ("zh-CN", "密码", "进入") : ("en", "Password", "Enter");
        var line = (note, isChinese) switch
        {
            (LoginNote.Wrong, true) => "密码不对，请再试一次。",
            (LoginNote.Wrong, false) => "That is not the password. Try again.",
            (LoginNote.TooMany, true) => "尝试次数过多，请一分钟后再试。",
            (LoginNote.TooMany, false) => "Too many attempts. Wait a minute, then try again.",
            _ => "",
        };
        return $"""
            <!doctype html>
            <html lang="{lang}">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta name="color-scheme" content="light dark">
              <title>NewsBot</title>
              <link rel="icon" href="/page/icon.svg">
              <link rel="stylesheet" href="/page/page.css">
            </head>
            <body class="login">
              <main>
                <form method="post" action="{WebLogin.Path}">
                  <img src="/page/icon.svg" alt="" width="56" height="56">
                  <h1>NewsBot</h1>
                  <input type="hidden" name="to" value="{target}">
                  <label for="password">{prompt}</label>
                  <input id="password" name="password" type="password" autocomplete="current-password" required autofocus>
                  <button type="submit">{enter}</button>
                  <p role="alert">{line}</p>
                </form>
              </main>
            </body>
            </html>
            """;
    }
}
