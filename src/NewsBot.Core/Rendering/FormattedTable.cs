using NewsBot.Core.Model;

namespace NewsBot.Core.Rendering;

/// <summary>Writes a table: in columns if it is narrow enough for a telephone, else each row as a line of its own that names what
/// it tells.</summary>
/// <param name="text">Where to.</param>
/// <param name="labels">Words of the chat.</param>
/// <param name="writeCell">Writes the inlines of a cell.</param>
internal sealed class FormattedTable(FormattedTextBuilder text, ChatLabels labels, Action<IReadOnlyList<Inline>> writeCell)
{
    private const int MaxColumns = 36;
    private const string Between = "  ";

    /// <summary>Writes it.</summary>
    public void Write(Table table)
    {
        var cells = table.Rows.Select(row => row.Select(Plain).ToList()).ToList();
        var widths = Widths(cells);
        if (widths.Count > 1 && cells.Count > 1 && widths.Sum() + Between.Length * (widths.Count - 1) <= MaxColumns && !HasLink(table))
            text.Within(TextLook.Pre, null, () => text.Lines(string.Join('\n', cells.Select(row => Aligned(row, widths)))));
        else
            Lines(table, cells);
    }

    private static List<int> Widths(List<List<string>> cells)
    {
        var widths = new List<int>();
        foreach (var row in cells)
        {
            for (var i = 0; i < row.Count; i++)
            {
                if (i == widths.Count)
                    widths.Add(0);
                widths[i] = Math.Max(widths[i], TextCharacters.Columns(row[i]));
            }
        }

        return widths;
    }

    private static string Aligned(List<string> row, List<int> widths) =>
        string.Join(Between, row.Select((cell, i) => cell + new string(' ', widths[i] - TextCharacters.Columns(cell)))).TrimEnd();

    private void Lines(Table table, List<List<string>> cells)
    {
        var header = table.HasHeader && cells.Count > 1 ? cells[0] : [];
        // What no row has a cell for would not be told at all.
        if (header.Where((name, i) => name.Length > 0 && !cells.Skip(1).Any(row => i < row.Count && row[i].Length > 0)).Any())
            header = [];
        for (var r = header.Count > 0 ? 1 : 0; r < cells.Count; r++)
        {
            if (!cells[r].Exists(cell => cell.Length > 0))
                continue;
            text.Gap(1);
            var isFirst = true;
            for (var i = 0; i < cells[r].Count; i++)
            {
                if (cells[r][i].Length == 0)
                    continue;
                if (!isFirst)
                    text.Words(" · ");
                isFirst = false;
                if (i < header.Count && header[i].Length > 0)
                    text.Words(header[i]).Words(labels.Colon);
                writeCell(table.Rows[r][i]);
            }
        }
    }

    private static bool HasLink(Table table) => table.Rows.Any(row => row.Any(cell => cell.OfType<Anchor>().Any()));

    /// <summary>What a cell says, on one line.</summary>
    private static string Plain(IReadOnlyList<Inline> cell) => new FormattedTextBuilder().Words(RichText.PlainText(cell)).Build().Text;
}
