using Spectre.Console;

namespace NewsBot.CommandLine;

/// <summary>
/// How far long work has come: on a screen a line that is written over, else a plain line every five seconds or thousand
/// steps. Goes to standard error, so results stay clean; they are written through here, so that on a screen the two never
/// stand on one line. May be used from several threads.
/// </summary>
internal sealed class WorkProgress : IDisposable
{
    private const int EverySteps = 1000;
    private const string ClearLine = "\r\e[2K";
    private static readonly TimeSpan EveryTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EveryFrame = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Terminal _terminal;
    private readonly IAnsiConsole? _screen;
    private readonly string _doing;
    private readonly string _what;
    private long _shownAt;
    private int _steps;
    private bool _isOnScreen;

    private WorkProgress(Terminal terminal, string doing, string what)
    {
        (_terminal, _doing, _what) = (terminal, doing, what);
        _shownAt = terminal.Time.GetTimestamp();
        if (terminal.ErrorIsScreen)
            _screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
    }

    /// <summary>Begins; disposing ends it and clears the line.</summary>
    /// <param name="terminal">Where it shows.</param>
    /// <param name="doing">For example <c>Importing</c>.</param>
    /// <param name="what">For example <c>articles</c>.</param>
    public static WorkProgress Start(Terminal terminal, string doing, string what) => new(terminal, doing, what);

    /// <summary>So many more are done.</summary>
    public void Step(int count = 1)
    {
        lock (_lock)
        {
            var thousands = _steps / EverySteps;
            _steps += count;
            var since = _terminal.Time.GetElapsedTime(_shownAt);
            if (_screen is null ? since < EveryTime && _steps / EverySteps == thousands : since < EveryFrame)
                return;
            _shownAt = _terminal.Time.GetTimestamp();
            if (_screen is null)
            {
                _terminal.Error.WriteLine($"{_doing}: {_steps} {_what}");
                return;
            }

            Clear();
            _screen.Markup($"[grey]{_doing}:[/] [bold]{_steps}[/] {_what}");
            _isOnScreen = true;
        }
    }

    /// <summary>Writes a result.</summary>
    public void WriteLine(string result)
    {
        lock (_lock)
        {
            Clear();
            _terminal.Out.WriteLine(result);
        }
    }

    /// <summary>Says what went wrong with one of many.</summary>
    public void WriteError(string message)
    {
        lock (_lock)
        {
            Clear();
            _terminal.Fail(message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();

    private void Clear()
    {
        if (_isOnScreen)
            _screen?.Write(new ControlCode(ClearLine));
        _isOnScreen = false;
    }
}
