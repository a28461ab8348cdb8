using System.Text;

namespace NewsBot.CommandLine;

/// <summary>
/// Where a verb writes. What was asked for goes to <see cref="Out"/>, clean for pipes; everything about the work itself
/// (errors, progress) goes to <see cref="Error"/>.
/// </summary>
/// <param name="Out">Results: UTF-8 without a byte order mark, line feeds.</param>
/// <param name="Error">For the person at the keyboard.</param>
/// <param name="ErrorIsScreen">Whether <paramref name="Error"/> is a screen, where a line can be written over.</param>
/// <param name="Time">The clock.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool ErrorIsScreen, TimeProvider Time)
{
    /// <summary>The terminal, or the pipes, of this process.</summary>
    public static Terminal OfProcess() => new(
        Utf8(Console.OpenStandardOutput()), Utf8(Console.OpenStandardError()),
        ErrorIsScreen: !Console.IsErrorRedirected, TimeProvider.System);

    /// <summary>Says what went wrong and what to do, and gives the exit code for it.</summary>
    public int Fail(string message)
    {
        Error.WriteLine($"newsbot: {message}");
        return ExitCode.Failed;
    }

    private static StreamWriter Utf8(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n", AutoFlush = true };
}

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>All is well.</summary>
    public const int Good = 0;

    /// <summary>The work failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line was wrong; nothing was done.</summary>
    public const int WrongUsage = 2;
}
