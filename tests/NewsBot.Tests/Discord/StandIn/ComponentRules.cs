namespace NewsBot.Tests.Discord.StandIn;

/// <summary>What Discord takes as components (https://discord.com/developers/docs/components/reference).</summary>
internal sealed class ComponentRules
{
    private const int MostRows = 5;
    private const int MostButtons = 5;
    private const int MostComponents = 40;
    private const int MostOptions = 25;
    private const int MostText = 4000;
    private const int MostPictures = 10;
    private const int LongestLink = 512;
    private const int LongestId = 100;
    private const int LinkStyle = 5;

    private static readonly long[] InMessages = [1];
    private static readonly long[] InLayouts = [1, 9, 10, 12, 13, 14, 17];
    private static readonly long[] InContainers = [1, 9, 10, 12, 13, 14];
    private static readonly long[] InRows = [2, 3, 5, 6, 7, 8];
    private static readonly long[] InModals = [1, 10, 18];
    private static readonly long[] InLabels = [3, 4, 5, 6, 7, 8, 19, 21, 22, 23];

    private readonly ICollection<string> _files;
    private readonly HashSet<string> _ids = [];
    private int _count;
    private int _textLength;

    private ComponentRules(ICollection<string> files) => _files = files;

    /// <summary>Notes what is wrong with the components of a message.</summary>
    public static void Check(Form message, bool isLayout, ICollection<string> files)
    {
        var rules = new ComponentRules(files);
        foreach (var component in message.Objects("components", isLayout ? MostComponents : MostRows))
            rules.CheckOne(component, isLayout ? InLayouts : InMessages);
        if (rules._count > MostComponents)
            message.Refuse("components", "BASE_TYPE_BAD_LENGTH", $"Must be {MostComponents} or fewer in total.");
        if (rules._textLength > MostText)
            message.Refuse("components", "COMPONENT_MAX_TEXT_LENGTH", $"Text displays must be {MostText} or fewer characters in total.");
    }

    /// <summary>Notes what is wrong with a modal.</summary>
    public static void CheckModal(Form modal)
    {
        modal.Text("title", 45, 1, required: true);
        modal.Text("custom_id", LongestId, 1, required: true);
        var rules = new ComponentRules([]);
        foreach (var component in modal.Objects("components", 5, 1))
            rules.CheckOne(component, InModals);
    }

    private void CheckOne(Form component, long[] allowed)
    {
        _count++;
        var type = component.Integer("type");
        if (type is null || !allowed.Contains(type.Value))
        {
            component.Refuse("type", "UNION_TYPE_CHOICES", $"Value of field \"type\" must be one of ({string.Join(", ", allowed)}).");
            return;
        }

        switch (type)
        {
            case 1:
                CheckRow(component, allowed == InModals);
                break;
            case 2:
                CheckButton(component);
                break;
            case 3 or 5 or 6 or 7 or 8:
                CheckMenu(component, type == 3);
                break;
            case 4:
                CheckId(component);
                component.Integer("min_length", 0, MostText);
                component.Integer("max_length", 1, MostText);
                component.Text("value", MostText);
                component.Text("placeholder", 100);
                if (component.Integer("style") is not (1 or 2))
                    component.Refuse("style", "BASE_TYPE_CHOICES", "Value must be one of (1, 2).");
                break;
            case 9:
                foreach (var text in component.Objects("components", 3, 1))
                    CheckOne(text, [10]);
                CheckInner(component, "accessory", [2, 11]);
                break;
            case 10:
                _textLength += Form.Length(component.Text("content", MostText, 1, required: true) ?? "");
                break;
            case 11:
                CheckPicture(component);
                break;
            case 12:
                foreach (var item in component.Objects("items", MostPictures, 1))
                    CheckPicture(item);
                break;
            case 14:
                component.Integer("spacing", 1, 2);
                component.Flag("divider");
                break;
            case 17:
                component.Integer("accent_color", 0, 0xFFFFFF);
                foreach (var inner in component.Objects("components", MostComponents, 1))
                    CheckOne(inner, InContainers);
                break;
            case 18:
                component.Text("label", 45, 1, required: true);
                component.Text("description", 100);
                CheckInner(component, "component", InLabels);
                break;
            default:
                if (type != 13)
                    CheckId(component);
                break;
        }
    }

    private void CheckInner(Form holder, string name, long[] allowed)
    {
        if (holder.Object(name) is { } inner)
            CheckOne(inner, allowed);
        else
            holder.Refuse(name, "BASE_TYPE_REQUIRED", "This field is required");
    }

    private void CheckRow(Form row, bool isInModal)
    {
        var inner = row.Objects("components", MostButtons, 1);
        foreach (var component in inner)
            CheckOne(component, isInModal ? [4] : InRows);
        if (inner.Count > 1 && inner.Any(component => component.Integer("type") is not 2))
            row.Refuse("components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width");
    }

    private void CheckButton(Form button)
    {
        var label = button.Text("label", 80);
        if (string.IsNullOrEmpty(label) && !button.Has("emoji"))
            button.Refuse("", "BUTTON_COMPONENT_INVALID", "A button must have a label or an emoji.");
        if (button.Integer("style", 1, 6) is not { } style)
        {
            button.Refuse("style", "BASE_TYPE_REQUIRED", "This field is required");
        }
        else if (style == LinkStyle)
        {
            if (button.Text("url", LongestLink, 1, required: true)?.StartsWith("discord://", StringComparison.Ordinal) is false)
                button.Address("url", most: LongestLink);
            if (button.Has("custom_id"))
                button.Refuse("", "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", "A custom id and url cannot both be specified");
        }
        else
        {
            CheckId(button);
            if (button.Has("url"))
                button.Refuse("", "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", "A custom id and url cannot both be specified");
        }
    }

    private void CheckMenu(Form menu, bool isOfStrings)
    {
        CheckId(menu);
        menu.Text("placeholder", 150);
        var least = menu.Integer("min_values", 0, MostOptions) ?? 1;
        var most = menu.Integer("max_values", 1, MostOptions) ?? 1;
        if (least > most)
            menu.Refuse("min_values", "NUMBER_TYPE_MAX", "min_values must not be more than max_values.");
        if (menu.Objects("default_values", MostOptions) is { Count: > 0 } defaults && (defaults.Count < least || defaults.Count > most))
            menu.Refuse("default_values", "BASE_TYPE_BAD_LENGTH", $"Must be between {least} and {most} in length.");
        if (!isOfStrings)
            return;

        var options = menu.Objects("options", MostOptions, 1);
        foreach (var option in options)
        {
            option.Text("label", 100, 1, required: true);
            option.Text("description", 100);
        }

        if (options.Select(option => option.Text("value", 100, 1, required: true)).Distinct().Count() < options.Count)
            menu.Refuse("options", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used");
        if (most > options.Count)
            menu.Refuse("max_values", "NUMBER_TYPE_MAX", $"int value should be less than or equal to {options.Count}.");
    }

    private void CheckPicture(Form holder)
    {
        holder.Text("description", 1024);
        if (holder.Object("media") is { } media)
        {
            media.Text("url", required: true);
            media.Address("url", _files);
        }
        else
        {
            holder.Refuse("media", "BASE_TYPE_REQUIRED", "This field is required");
        }
    }

    private void CheckId(Form component)
    {
        var id = component.Text("custom_id", LongestId, 1, required: true);
        if (id is not null && !_ids.Add(id))
            component.Refuse("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
    }
}
