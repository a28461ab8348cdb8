using NewsBot.Tests.Origins;
using NewsBot.Tests.Storage;
using NewsBot.Tests.Telegram.StandIn;
using NewsBot.Tests.WholeBot;

namespace NewsBot.Tests.Telegram;

/// <summary>The whole bot on a stand-in for Telegram, with a publisher beside it. When it is over, every request that the bot
/// sent is judged by the independent validator, where that is there.</summary>
internal sealed class BotOnTelegram : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly string[] _more;
    private BotUnderTest _bot;

    private BotOnTelegram(TemporaryFolder folder, BotApiServer server, FeedOrigin origin, BotUnderTest bot, string[] more)
    {
        (_folder, Server, Origin, _bot, _more) = (folder, server, origin, bot, more);
        Ann = server.AddUser(1001, "en", "Ann");
    }

    public BotApiServer Server { get; }

    public FeedOrigin Origin { get; }

    public IServiceProvider Services => _bot.Services;

    public Person Ann { get; }

    /// <summary>Rates are off unless the test is about them: a test that waits tells nothing.</summary>
    public static async Task<BotOnTelegram> StartAsync(BotApiOptions? options = null, params string[] more)
    {
        var folder = new TemporaryFolder();
        var server = await BotApiServer.StartAsync(options ?? new BotApiOptions { Rates = RateOptions.None, JudgePictures = true });
        var origin = await FeedOrigin.StartAsync();
        string[] settings = [$"Telegram:Token={server.Token}", $"Telegram:ApiBaseUrl={server.Url}", .. more];
        return new BotOnTelegram(folder, server, origin, await BotUnderTest.StartAsync(folder.Path, settings), settings);
    }

    /// <summary>Stops the bot and starts it again on the same database.</summary>
    public async Task RestartAsync()
    {
        await _bot.DisposeAsync();
        _bot = await BotUnderTest.StartAsync(_folder.Path, _more);
    }

    /// <summary>What the bot wrote into a chat and still stands there.</summary>
    public IReadOnlyList<StoredMessage> Written(long chat) => [.. Server.Messages(chat).Where(message => message.IsByBot)];

    /// <summary>The words of what the bot wrote into a chat.</summary>
    public IReadOnlyList<string> Words(long chat) => [.. Written(chat).Select(message => message.Content.Text)];

    /// <summary>Says something in private and returns the answer.</summary>
    public Task<StoredMessage> AskAsync(Person person, string text, StoredMessage? replyTo = null) =>
        AnswerAsync(Server.Chat(person.Id), () => Server.Say(person, text, replyTo));

    /// <summary>Says something anywhere and returns the answer.</summary>
    public Task<StoredMessage> AskAsync(ChatState chat, Person? person, string text, int? thread = null, bool anonymously = false) =>
        AnswerAsync(chat, () => Server.Say(chat, person, text, thread, anonymously: anonymously));

    /// <summary>Does something and waits for the next message of the bot in the chat.</summary>
    public async Task<StoredMessage> AnswerAsync(ChatState chat, Action act)
    {
        var before = Written(chat.Id).Count;
        act();
        await UntilAsync(() => Written(chat.Id).Count > before, "an answer");
        return Written(chat.Id)[before];
    }

    /// <summary>Subscribes Ann to a feed with one old item.</summary>
    public async Task<Uri> SubscribeAsync(string path = "/feed")
    {
        Origin.Serve(path, Reply.Feed("zero"));
        await AskAsync(Ann, $"/sub {Origin.Url(path)}");
        return Origin.Url(path);
    }

    /// <summary>Waits until what was sent is written down too.</summary>
    public Task UntilNothingIsOwedAsync() => _bot.UntilNothingIsOwedAsync();

    public static Task UntilAsync(Func<bool> isSo, string what) => BotUnderTest.UntilAsync(isSo, what);

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await Origin.DisposeAsync();
        await Server.DisposeAsync();
        try
        {
            if (TelegramJudge.IsHere)
                await TelegramJudge.ValidateAsync(Server.Requests);
        }
        finally
        {
            _folder.Dispose();
        }
    }
}
