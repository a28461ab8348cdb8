using Spectre.Console;

namespace NewsBot.CommandLine;

/// <summary>
/// How far long work has come: on a screen a line that is written over, else a plain line every five seconds or thousand
/// steps. Goes to standard error, so results stay clean.
/// </summary>
internal sealed class WorkProgress : IDisposable
{
    private const int EverySteps = 1000;
    private static readonly TimeSpan EveryTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EveryFrame = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Terminal _terminal;
    private readonly IAnsiConsole? _screen;
    private readonly string _doing;
    private readonly string _what;
    private readonly bool _isShown;
    private long _shownAt;
    private int _steps;

    private WorkProgress(Terminal terminal, string doing, string what, bool isShown)
    {
        (_terminal, _doing, _what, _isShown) = (terminal, doing, what, isShown);
        _shownAt = terminal.Time.GetTimestamp();
        if (isShown && terminal.ErrorIsScreen)
            _screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
    }

    /// <summary>Begins; disposing ends it and clears the line.</summary>
    /// <param name="terminal">Where it shows.</param>
    /// <param name="doing">For example <c>Importing</c>.</param>
    /// <param name="what">For example <c>articles</c>.</param>
    /// <param name="isShown">False where the results on the same screen show enough.</param>
    public static WorkProgress Start(Terminal terminal, string doing, string what, bool isShown) => new(terminal, doing, what, isShown);

    /// <summary>One more is done. May be called from several threads.</summary>
    public void Step()
    {
        lock (_lock)
        {
            _steps++;
            var since = _terminal.Time.GetElapsedTime(_shownAt);
            var isDue = _screen is null ? since >= EveryTime || _steps % EverySteps == 0 : since >= EveryFrame;
            if (!_isShown || !isDue)
                return;
            _shownAt = _terminal.Time.GetTimestamp();
            if (_screen is null)
                _terminal.Error.WriteLine($"{_doing}: {_steps} {_what}");
            else
                _screen.Markup($"\r[grey]{_doing}:[/] [bold]{_steps}[/] {_what}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _screen?.Write(new ControlCode("\r\e[2K"));
}
