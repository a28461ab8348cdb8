using NewsBot.Chat.Discord.Gateway;
using NewsBot.Chat.Discord.Places;
using NewsBot.Chat.Discord.Rest;
using NewsBot.Core.Commands;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering;

namespace NewsBot.Chat.Discord.Interactions;

/// <summary>
/// Takes in what people do, and gives Discord the first answer at once: it is due within 3 seconds, whatever the command takes
/// (https://discord.com/developers/docs/interactions/receiving-and-responding#responding-to-an-interaction).
/// </summary>
internal sealed partial class InteractionDoor(
    DiscordRest rest, OpenInteractions open, PressData press, DiscordStanding standing, TimeProvider clock, ILogger<InteractionDoor> log)
{
    /// <summary>A list of feeds is a few hundred kilobytes at most.</summary>
    private const int MostFileBytes = 2 * 1024 * 1024;

    private const int MostTitle = 45;
    private const int MostInput = 2_000;

    private static readonly TimeSpan Due = TimeSpan.FromSeconds(3);

    /// <summary>The clock of this machine and the way to it may be off by some.</summary>
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan DownloadTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Answers an interaction for the first time.</summary>
    /// <returns>What was meant; null if nothing is left to do.</returns>
    public async Task<Incoming?> TakeAsync(GatewayEvent told, CancellationToken cancellationToken)
    {
        if (Interaction.Read(told.Data) is not { } interaction)
            return null;
        var left = Due - (clock.GetUtcNow() - told.ReceivedAt);
        using var due = new CancellationTokenSource(left < LeastTime ? LeastTime : left, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(due.Token, cancellationToken);
        var asked = open.Add(interaction);
        try
        {
            return interaction.Kind switch
            {
                InteractionKind.Command => await OfCommandAsync(asked, either.Token, cancellationToken),
                InteractionKind.Component => await OfComponentAsync(asked, either.Token),
                InteractionKind.Form => await OfFormAsync(asked, either.Token),
                InteractionKind.Autocomplete => await OfTypingAsync(interaction, either.Token) ?? await OfferNothingAsync(interaction, either.Token),
                _ => null,
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.TooLate(log, interaction.Chat.ToString(), "no answer in time");
            return null;
        }
    }

    private async Task<Incoming?> OfCommandAsync(OpenInteraction asked, CancellationToken due, CancellationToken cancellationToken)
    {
        var message = InteractionReader.OfCommand(asked.Interaction);
        if (!await ThinkAsync(asked, message.Text, due))
            return null;
        return InteractionReader.FileOf(asked.Interaction) is { } file
            ? message with { File = new ReceivedFile(file.Name, await DownloadAsync(file.Address, file.Size, cancellationToken)) }
            : message;
    }

    private async Task<Incoming?> OfComponentAsync(OpenInteraction asked, CancellationToken due)
    {
        var interaction = asked.Interaction;
        var data = InteractionReader.PressedIn(interaction);
        // What the bot remembered of a long command may be forgotten after months.
        var command = await press.ReadAsync(data, due) ?? "/" + CommandName.Help;
        var message = InteractionReader.OfAnswer(interaction, InteractionReader.WithRoles(interaction, command));
        if (InteractionReader.Missing(message.Text) is { Count: > 0 } missing)
            return await AskAsync(interaction, data, message.Text, missing, due);
        asked.IsDiscreet = IsDiscreet(message.Text);
        return await RespondAsync(interaction, new InteractionResponse(InteractionResponseType.DeferredUpdate), due) ? message : null;
    }

    private async Task<Incoming?> OfFormAsync(OpenInteraction asked, CancellationToken due)
    {
        var interaction = asked.Interaction;
        var command = await press.ReadAsync(interaction.Data.Text("custom_id") ?? "", due) ?? "/" + CommandName.Help;
        // What was filled in may not name another channel: that the button does.
        var message = InteractionReader.OfAnswer(interaction, command);
        message = message with { Text = $"{message.Text} {string.Join(' ', InteractionReader.FilledIn(interaction))}".TrimEnd() };
        return await ThinkAsync(asked, message.Text, due) ? message : null;
    }

    /// <summary>Opens a form for what the command still needs.</summary>
    private async Task<Incoming?> AskAsync(
        Interaction interaction, string data, string command, IReadOnlyList<ArgumentSpec> missing, CancellationToken due)
    {
        var isChinese = interaction.Language?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true;
        var language = isChinese ? ChatLanguage.Chinese : ChatLanguage.English;
        await RespondAsync(
            interaction,
            new InteractionResponse(InteractionResponseType.Modal, new InteractionData
            {
                CustomId = data,
                Title = WebHtml.Cut(SpecOf(command)?.Summary(language) ?? command, MostTitle - 1),
                Components =
                [
                    .. missing.Select(argument => new ModalLabel(
                        WebHtml.Cut(isChinese ? argument.Chinese : argument.English, MostTitle - 1), null,
                        new TextInput(argument.Name, Required: true, MostInput))),
                ],
            }),
            due);
        return null;
    }

    /// <summary>What another channel reads is its managers' business: nothing of it is offered to anybody else.</summary>
    private async Task<Query?> OfTypingAsync(Interaction interaction, CancellationToken due)
    {
        var query = InteractionReader.OfTyping(interaction);
        if (query is null || InteractionReader.OtherChannel(interaction) is not { } other)
            return query;
        return await standing.AskAboutAsync(interaction, InteractionReader.Mention(other), due) is { Right: ManageRight.Granted, Chat: { } chat }
            ? query with { Chat = chat }
            : null;
    }

    private async Task<Incoming?> OfferNothingAsync(Interaction interaction, CancellationToken due)
    {
        await RespondAsync(interaction, new InteractionResponse(InteractionResponseType.Autocomplete, new InteractionData { Choices = [] }), due);
        return null;
    }

    private async Task<bool> ThinkAsync(OpenInteraction asked, string command, CancellationToken due)
    {
        asked.IsDiscreet = IsDiscreet(command);
        return asked.IsAwaited = await RespondAsync(
            asked.Interaction,
            new InteractionResponse(
                InteractionResponseType.DeferredMessage, asked.IsDiscreet ? new InteractionData { Flags = MessageFlags.Ephemeral } : null),
            due);
    }

    /// <summary>A command that Discord shows as failed is not done: its answer could not be shown, and the person will repeat it.</summary>
    private async Task<bool> RespondAsync(Interaction interaction, InteractionResponse response, CancellationToken due)
    {
        var answer = await rest.RespondAsync(interaction.Id, interaction.Token, response, due);
        if (!answer.IsGood)
            Log.TooLate(log, interaction.Chat.ToString(), answer.Fault.Reason);
        return answer.IsGood;
    }

    /// <summary>Empty if it is too large, or cannot be had.</summary>
    private async Task<ReadOnlyMemory<byte>> DownloadAsync(Uri address, int size, CancellationToken cancellationToken)
    {
        if (size > MostFileBytes)
            return default;
        using var timeout = new CancellationTokenSource(DownloadTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var answer = await rest.DownloadAsync(address, MostFileBytes, either.Token);
            if (!answer.IsGood)
                Log.NoFile(log, answer.Fault.Reason);
            return answer.Value;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NoFile(log, "no answer in time");
            return default;
        }
    }

    private static bool IsDiscreet(string command) => SpecOf(command)?.IsDiscreet ?? true;

    private static CommandSpec? SpecOf(string command) => (CommandParser.Parse(command) as Utterance.Command)?.Spec;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A command in {Chat} was not done, for Discord did not take its first answer: {Reason}")]
        public static partial void TooLate(ILogger logger, string chat, string reason);

        [LoggerMessage(2, LogLevel.Warning, "A file that came with a command could not be had: {Reason}")]
        public static partial void NoFile(ILogger logger, string reason);
    }
}
