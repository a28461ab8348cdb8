using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;
using OpenQA.Selenium.Support.UI;

namespace NewsBot.Tests.Web;

/// <summary>The tests that share one browser, and so run one after the other.</summary>
[CollectionDefinition]
public sealed class BrowserTests : ICollectionFixture<Browser>;

/// <summary>A headless Chromium, started when the first test needs it. Tests skip where there is none.</summary>
public sealed class Browser : IDisposable
{
    /// <summary>A name that leads to this machine and yet is not loopback to a browser: no secure context, no Fetch Metadata.</summary>
    public const string HomeName = "newsbot.lan";

    private const string Chromium = "/usr/bin/chromium";
    private const string DriverFolder = "/usr/bin";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _profile = Directory.CreateTempSubdirectory("newsbot-browser-").FullName;
    private ChromeDriver? _driver;

    private ChromeDriver Driver => _driver ??= Start();

    /// <summary>Opens an address as a reader in Shanghai with this language and these wishes would see it.</summary>
    public void Open(Uri address, string language = "en-GB", string scheme = "light")
    {
        Assert.SkipUnless(File.Exists(Chromium) && File.Exists(Path.Combine(DriverFolder, "chromedriver")), $"There is no {Chromium} with its chromedriver here.");
        Send("Emulation.setUserAgentOverride", ("userAgent", "NewsBot tests"), ("acceptLanguage", language));
        Send("Emulation.setEmulatedMedia", ("features", new object[] { new Dictionary<string, object>(StringComparer.Ordinal) { ["name"] = "prefers-color-scheme", ["value"] = scheme } }));
        Send("Emulation.setTimezoneOverride", ("timezoneId", "Asia/Shanghai"));
        Send("Emulation.setDeviceMetricsOverride", ("width", 1280), ("height", 860), ("deviceScaleFactor", 1), ("mobile", false));
        // The page before this one may still complain that its bot is gone.
        Driver.Navigate().GoToUrl("about:blank");
        Complaints();
        Driver.Navigate().GoToUrl(address);
    }

    /// <summary>Loads the page again.</summary>
    public void Reload() => Driver.Navigate().Refresh();

    /// <summary>The element, once it is there and shown.</summary>
    public IWebElement See(string selector) =>
        Until(() => Driver.FindElements(By.CssSelector(selector)).FirstOrDefault(element => element.Displayed), $"nothing shown is {selector}");

    /// <summary>The element, once it is shown and says <paramref name="text"/>.</summary>
    public IWebElement See(string selector, string text) => Until(
        () => Driver.FindElements(By.CssSelector(selector)).FirstOrDefault(element => element.Displayed && element.Text.Contains(text, StringComparison.Ordinal)),
        $"no {selector} says \"{text}\"");

    /// <summary>How many elements there are now.</summary>
    public int Count(string selector) => Driver.FindElements(By.CssSelector(selector)).Count;

    /// <summary>Waits until something holds.</summary>
    public void Until(Func<bool> condition, string otherwise) => Until(() => condition() ? this : null, otherwise);

    /// <summary>What a script returns.</summary>
    public object? Run(string script) => Driver.ExecuteScript(script);

    /// <summary>Types into whatever has the focus.</summary>
    public void Type(string keys) => Driver.SwitchTo().ActiveElement().SendKeys(keys);

    /// <summary>Sends a command of the Chrome DevTools Protocol.</summary>
    public void Send(string command, params (string Name, object Value)[] arguments) =>
        Driver.ExecuteCdpCommand(command, arguments.ToDictionary(argument => argument.Name, argument => (object?)argument.Value, StringComparer.Ordinal));

    /// <summary>What the browser complained about since it was opened or asked last.</summary>
    public IReadOnlyList<string> Complaints() => [.. Driver.Manage().Logs.GetLog(LogType.Browser).Select(entry => entry.Message)];

    public void Dispose()
    {
        _driver?.Quit();
        Directory.Delete(_profile, recursive: true);
    }

    private T Until<T>(Func<T?> probe, string otherwise)
        where T : class
    {
        var wait = new WebDriverWait(Driver, Patience) { PollingInterval = TimeSpan.FromMilliseconds(50), Message = otherwise };
        wait.IgnoreExceptionTypes(typeof(StaleElementReferenceException));
        return wait.Until(_ => probe())!;
    }

    private ChromeDriver Start()
    {
        var options = new ChromeOptions { BinaryLocation = Chromium };
        options.AddArguments(
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", $"--host-resolver-rules=MAP {HomeName} 127.0.0.1", "--user-data-dir=" + _profile);
        return new ChromeDriver(ChromeDriverService.CreateDefaultService(DriverFolder), options, TimeSpan.FromSeconds(60));
    }
}
