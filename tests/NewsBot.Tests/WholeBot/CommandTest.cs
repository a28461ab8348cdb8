using NewsBot.Chat;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Tests.Origins;
using NewsBot.Tests.Storage;
using Reply = NewsBot.Core.Commands.Reply;

namespace NewsBot.Tests.WholeBot;

/// <summary>A bot and a publisher for each test, and somebody who talks to the bot.</summary>
public abstract class CommandTest : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private int _told;

    private protected FeedOrigin Origin { get; private set; } = null!;

    private protected BotUnderTest Bot { get; private set; } = null!;

    private protected static ChatAddress Ann => NotebookPlatform.Ann;

    private protected static ChatAddress Bob => NotebookPlatform.Bob;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Settings beside those of <see cref="BotUnderTest"/>.</summary>
    protected virtual string[] Settings => [];

    public async ValueTask InitializeAsync()
    {
        Origin = await FeedOrigin.StartAsync();
        Bot = await BotUnderTest.StartAsync(_folder.Path, Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        await Origin.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Ann says something and gets the answer.</summary>
    private protected Task<Reply> AskAsync(string text) => Bot.AskAsync(Ann, text);

    /// <summary>Ann says something and gets the answer's words.</summary>
    private protected async Task<string> WordsAsync(string text) => (await AskAsync(text)).Text.ToPlainText();

    /// <summary>Something is said in a chat, and its answer comes, as a new message or in the place of one.</summary>
    private protected async Task<Reply> AskAsync(ChatAddress chat, string text, Func<IncomingMessage, IncomingMessage>? with = null)
    {
        var message = new IncomingMessage(chat, $"told-{Interlocked.Increment(ref _told)}", text)
        {
            Sender = chat,
            Language = "en-GB",
            Features = chat.Platform == "web" ? ChatFeatures.None : ChatFeatures.Files,
        };
        var (answers, panels) = (Answers(chat).Count, Bot.Notebook.Panels.Count);
        Bot.Notebook.Happen(with?.Invoke(message) ?? message);
        await BotUnderTest.UntilAsync(
            () => Answers(chat).Count > answers || Bot.Notebook.Panels.Count > panels, $"an answer to {text}");
        return Bot.Notebook.Panels.Count > panels ? Bot.Notebook.Panels[panels].Reply : Answers(chat)[answers].Reply!;
    }

    /// <summary>Somebody presses a button under a message.</summary>
    private protected Task<Reply> PressAsync(ChatAddress chat, Choice choice, string under) =>
        AskAsync(chat, choice.Command, message => message with { Pressed = under });

    /// <summary>The feed gives these headlines from now on, and Ann subscribes to it.</summary>
    private protected async Task SubscribeAsync(string path, params string[] titles)
    {
        Origin.Serve(path, Origins.Reply.Feed(titles));
        await AskAsync($"/sub {Origin.Url(path)}");
    }

    /// <summary>The number of the message that brought a headline, once it is there.</summary>
    private protected async Task<string> NewsAsync(ChatAddress chat, string title)
    {
        await BotUnderTest.UntilAsync(() => Bot.Notebook.News(chat).Contains(title), $"the news {title}");
        return Bot.Notebook.Notes.First(note => note.Chat == chat && note.Post?.Title == title).Key;
    }

    /// <summary>Answers in a chat, in order.</summary>
    private protected IReadOnlyList<Note> Answers(ChatAddress chat) =>
        [.. Bot.Notebook.Notes.Where(note => note.Chat == chat && note.Reply is not null)];
}
