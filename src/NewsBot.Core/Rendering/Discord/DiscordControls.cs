using NewsBot.Core.Commands;

namespace NewsBot.Core.Rendering.Discord;

/// <summary>
/// Sets the choices of an answer out as rows: menus, where several belong together, and buttons. There are five rows at most, and
/// a menu takes one. The menu of roles and the menus come before the buttons: the last rows of buttons that have no room
/// are left out, then the last menus. A command is offered once.
/// </summary>
internal static class DiscordControls
{
    private const int MostRows = 5;
    private const int MostInRow = 5;
    private const int MostInMenu = 25;
    private const int MaxButton = 80;
    private const int MaxOption = 100;
    private const int MaxPlaceholder = 150;

    /// <summary>The rows.</summary>
    public static IReadOnlyList<DiscordComponent> Of(Reply reply)
    {
        var picker = reply.Roles is { Command: var command } roles && !string.IsNullOrWhiteSpace(command) ? Picker(roles) : null;
        var rows = Rows(reply.Choices.Where(choice => !string.IsNullOrWhiteSpace(choice.Command) && choice.Command != picker?.CustomId).DistinctBy(choice => choice.Command, StringComparer.Ordinal));
        for (var most = MostRows - (picker is null ? 0 : 1); rows.Count > most;)
            rows.RemoveAt(rows.FindLastIndex(row => row is [Button, ..]) is >= 0 and var buttons ? buttons : rows.Count - 1);
        var menus = 0;
        var named = rows.Select(row => row is [StringSelect menu] ? [menu with { CustomId = $"menu-{menus++}" }] : row);
        return [.. (picker is null ? named : named.Append([picker])).Select(row => new ActionRow(row))];
    }

    private static List<IReadOnlyList<DiscordComponent>> Rows(IEnumerable<Choice> choices)
    {
        var rows = new List<IReadOnlyList<DiscordComponent>>();
        var buttons = new List<Choice>();
        foreach (var group in Groups(choices))
        {
            if (group is [_] or [{ Menu: null }, ..])
            {
                buttons.AddRange(group);
                continue;
            }

            EndButtons();
            rows.AddRange(group.Chunk(MostInMenu).Select(chunk => (IReadOnlyList<DiscordComponent>)[Menu(chunk)]));
        }

        EndButtons();
        return rows;

        void EndButtons()
        {
            rows.AddRange(buttons.Chunk(MostInRow).Select(chunk => (IReadOnlyList<DiscordComponent>)[.. chunk.Select(AsButton)]));
            buttons.Clear();
        }
    }

    /// <summary>Choices that follow each other and have the same menu, or none.</summary>
    private static List<List<Choice>> Groups(IEnumerable<Choice> choices)
    {
        var groups = new List<List<Choice>>();
        foreach (var choice in choices)
        {
            if (groups.Count > 0 && groups[^1][0].Menu == choice.Menu)
                groups[^1].Add(choice);
            else
                groups.Add([choice]);
        }

        return groups;
    }

    private static Button AsButton(Choice choice) => new(Style(choice.Command), Label(choice, MaxButton), choice.Command, Url: null);

    private static StringSelect Menu(Choice[] choices) => new(
        "menu",
        DiscordCut.Words(choices[0].Menu, MaxPlaceholder) is { Length: > 0 } name ? name : "…",
        [.. choices.Select(choice => new SelectOption(Label(choice, MaxOption), choice.Command))]);

    private static RoleSelect Picker(RolePicker roles)
    {
        var chosen = DiscordPostMessages.Roles(roles.Chosen).Take(MostInMenu).Select(role => new DefaultValue(role, "role")).ToList();
        var label = DiscordCut.Words(roles.Label, MaxPlaceholder);
        return new RoleSelect(roles.Command, label.Length > 0 ? label : "…", MinValues: 0, MostInMenu, chosen.Count > 0 ? chosen : null);
    }

    private static string Label(Choice choice, int room)
    {
        var label = DiscordCut.Words(choice.Label, room);
        var command = label.Length > 0 ? label : DiscordCut.Words(choice.Command, room);
        return command.Length > 0 ? command : "…";
    }

    /// <summary>Grey, unless it begins or ends something: https://discord.com/developers/docs/components/reference#button-button-styles.</summary>
    private static int Style(string command) =>
        Begins(command, "/sub") ? 1 : Begins(command, "/unsub") || command.EndsWith(" unsubscribe", StringComparison.Ordinal) ? 4 : 2;

    private static bool Begins(string command, string name) => command == name || command.StartsWith(name + " ", StringComparison.Ordinal);
}
