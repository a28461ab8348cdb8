using NewsBot.Core.Commands;

namespace NewsBot.Core.Rendering.Telegram;

/// <summary>Sets choices out as rows of buttons: short ones side by side, others each on its own.</summary>
internal static class TelegramKeyboard
{
    private const int MostButtons = 100;
    private const int MostInRow = 3;
    private const int ShortLabel = 14;
    private const int MaxLabel = 60;

    /// <summary>The rows.</summary>
    public static IReadOnlyList<IReadOnlyList<TelegramButton>> Of(IReadOnlyList<Choice> choices)
    {
        var rows = new List<List<TelegramButton>>();
        var isOpen = false;
        foreach (var choice in choices.Take(MostButtons))
        {
            var button = new TelegramButton(Label(choice), choice.Command, null);
            var isShort = TextCharacters.Columns(button.Label) <= ShortLabel;
            if (isShort && isOpen && rows[^1].Count < MostInRow)
                rows[^1].Add(button);
            else
                rows.Add([button]);
            isOpen = isShort;
        }

        return rows;
    }

    private static string Label(Choice choice)
    {
        var label = TelegramCut.Shorten(new FormattedTextBuilder().Words(choice.Label).Build(), MaxLabel).Text;
        return label.Length > 0 ? label : choice.Command;
    }
}
