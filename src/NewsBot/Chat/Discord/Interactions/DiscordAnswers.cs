using NewsBot.Chat.Discord.Rest;
using NewsBot.Chat.Discord.Sending;
using NewsBot.Core.Model;
using NewsBot.Core.Rendering.Discord;

namespace NewsBot.Chat.Discord.Interactions;

/// <summary>
/// Answers interactions: the first message takes the place of «thinking…», the others follow it. Only the person sees what concerns
/// only them, and errors (https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages).
/// </summary>
internal sealed class DiscordAnswers(DiscordRest rest, OpenInteractions open, MessageForms forms, DiscordSender sender)
{
    /// <summary>Sends a message in answer to the interaction that the envelope names.</summary>
    public async Task<SendResult> SendAsync(Envelope envelope, DiscordMessage message, CancellationToken cancellationToken)
    {
        if (open.Find(envelope.ReplyTo!) is not { } asked)
            return new SendResult.Refused("The command was given too long ago to be answered.");
        var (application, token) = (asked.Interaction.Application, asked.Interaction.Token);
        // «Thinking…» was shown to all, and what is put in its place would be too.
        if (message.IsTrouble && asked is { IsAwaited: true, IsDiscreet: false })
        {
            var deleted = await rest.DeleteOriginalAsync(application, token, cancellationToken);
            if (deleted.Fault is { Kind: FaultKind.Retry } later)
                return new SendResult.TryLater(later.RetryAfter, later.Reason);
            asked.IsAwaited = false;
        }

        var isHidden = asked.IsDiscreet || message.IsTrouble;
        var isFirst = asked.IsAwaited;
        var answer = await forms.SendAsync(
            message, isEdit: isFirst,
            form => isFirst
                ? rest.EditOriginalAsync(application, token, form.Body, form.Files, cancellationToken)
                : rest.FollowUpAsync(application, token, isHidden ? Hidden(form.Body) : form.Body, form.Files, cancellationToken),
            cancellationToken);
        if (answer.IsGood)
        {
            asked.IsAwaited = false;
            return new SendResult.Sent(answer.Value!);
        }
        return answer.Fault.Kind == FaultKind.InteractionOver && !isHidden
            ? await sender.SendAsync(envelope with { ReplyTo = null }, message, cancellationToken)
            : DiscordSender.ResultOf(answer.Fault, envelope.Chat);
    }

    /// <summary>Puts a message in the place of the one whose button was pressed.</summary>
    public async Task<SendResult> EditAsync(ChatAddress chat, string pressed, DiscordMessage message, CancellationToken cancellationToken)
    {
        if (open.Find(pressed) is not { } asked)
            return new SendResult.Refused("The button was pressed too long ago.");
        var answer = await forms.SendAsync(
            message, isEdit: true,
            form => rest.EditOriginalAsync(asked.Interaction.Application, asked.Interaction.Token, form.Body, form.Files, cancellationToken),
            cancellationToken);
        return answer.Fault switch
        {
            null => new SendResult.Sent(answer.Value!),
            { Kind: FaultKind.InteractionOver or FaultKind.MessageGone or FaultKind.Gone } over => new SendResult.Refused(over.Reason),
            var fault => DiscordSender.ResultOf(fault, chat),
        };
    }

    private static MessageBody Hidden(MessageBody body) => body with { Flags = (body.Flags ?? MessageFlags.None) | MessageFlags.Ephemeral };
}
