using System.Text.Json;
using System.Text.Json.Nodes;

namespace NewsBot.Tests.Discord.StandIn;

/// <summary>Answers to interactions (https://discord.com/developers/docs/interactions/receiving-and-responding).</summary>
internal sealed class InteractionRoutes(World world, MessageForm forms, MessageRoutes messages)
{
    private const string Own = "@original";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(15);

    public IEnumerable<ApiRoute> All() =>
    [
        new("POST", "/interactions/{interaction}/{token}/callback", Respond),
        new("POST", "/webhooks/{application}/{token}", FollowUp),
        new("GET", "/webhooks/{application}/{token}/messages/{message}", request => ApiAnswer.Ok(world.Json.Of(Find(request).Message))),
        new("PATCH", "/webhooks/{application}/{token}/messages/{message}", Edit),
        new("DELETE", "/webhooks/{application}/{token}/messages/{message}", Delete),
    ];

    private ApiAnswer Respond(ApiRequest request)
    {
        if (!world.Interactions.TryGetValue(request["token"], out var interaction) || interaction.Id != request["interaction"])
            throw ApiError.UnknownInteraction();
        if (interaction.AnswerType is not null)
            throw new ApiError(400, 40060, "Interaction has already been acknowledged.");
        if (world.Now - interaction.At > Patience)
        {
            world.Blame($"The first answer to interaction {interaction.Id} came after {(world.Now - interaction.At).TotalSeconds:0.#} s.");
            throw ApiError.UnknownInteraction();
        }

        var body = request.Body;
        var type = (int)(new Form(body, new FormErrors()).Integer("type") ?? 0);
        if (!IsAllowed(interaction, type))
            throw ApiError.Form("type", "INTERACTION_RESPONSE_TYPE_INVALID", $"An answer of type {type} is not for an interaction of type {interaction.Type}.");
        var data = body["data"] as JsonObject ?? [];
        Carry(interaction, type, data, request);
        return request.Record.Query.GetValueOrDefault("with_response") == "true" ? ApiAnswer.Ok(Told(interaction, type)) : ApiAnswer.Nothing;
    }

    private void Carry(DiscordInteraction interaction, int type, JsonObject data, ApiRequest request)
    {
        var errors = new FormErrors();
        var form = new Form(data, errors, "data");
        var isEphemeral = false;
        switch (type)
        {
            case 4:
                var message = Private(forms.Create(interaction.Channel, data, request.Files, MessagePlace.Callback), interaction);
                isEphemeral = message.IsEphemeral;
                interaction.Show(messages.Keep(message));
                break;
            case 5:
                var flags = (int)(form.Integer("flags") ?? 0);
                if ((flags & ~StoredMessage.EphemeralFlag) != 0)
                    form.Refuse("flags", "MESSAGE_FLAGS_INVALID", "Only EPHEMERAL can be set here.");
                errors.ThrowIfAny();
                isEphemeral = flags != 0;
                interaction.Show(messages.Keep(Private(Loading(interaction, flags), interaction)));
                break;
            case 7:
                interaction.Show(messages.Replace(forms.Edit(Pressed(interaction), data, request.Files, MessagePlace.Callback)));
                break;
            case 8:
                interaction.Offer(Choices(form, errors));
                break;
            case 9:
                ComponentRules.CheckModal(form);
                errors.ThrowIfAny();
                interaction.Open(JsonSerializer.SerializeToElement(data));
                break;
            default:
                interaction.Show(Pressed(interaction));
                break;
        }

        interaction.Answer(type, isEphemeral);
    }

    private static bool IsAllowed(DiscordInteraction interaction, int type) => interaction.Type switch
    {
        DiscordInteraction.Autocomplete => type == 8,
        DiscordInteraction.Command => type is 4 or 5 or 9,
        DiscordInteraction.Component => type is 4 or 5 or 6 or 7 or 9,
        _ => type is 4 or 5 || (type is 6 or 7 && interaction.Message is not null),
    };

    private static StoredMessage Pressed(DiscordInteraction interaction) =>
        interaction.Channel.Messages.Find(message => message.Id == interaction.Message!.Id) ?? throw ApiError.UnknownMessage();

    private StoredMessage Loading(DiscordInteraction interaction, int flags) => new()
    {
        Id = world.NextId(),
        Channel = interaction.Channel,
        Author = world.Bot,
        Sent = world.Now,
        Flags = flags | StoredMessage.LoadingFlag,
    };

    private static StoredMessage Private(StoredMessage message, DiscordInteraction interaction) =>
        (message.Flags & StoredMessage.EphemeralFlag) == 0 ? message : message with { VisibleTo = interaction.Person };

    private static List<(string, string)> Choices(Form form, FormErrors errors)
    {
        var choices = new List<(string, string)>();
        if (!form.Has("choices"))
            form.Refuse("choices", "BASE_TYPE_REQUIRED", "This field is required");
        foreach (var choice in form.Objects("choices", 25))
        {
            var name = choice.Text("name", 100, 1, required: true) ?? "";
            var isNumber = choice.Body["value"]?.GetValueKind() == JsonValueKind.Number;
            choices.Add((name, (isNumber ? choice.Body["value"]!.ToString() : choice.Text("value", 100, 1, required: true)) ?? ""));
        }

        errors.ThrowIfAny();
        return choices;
    }

    private JsonObject Told(DiscordInteraction interaction, int type)
    {
        var about = new JsonObject { ["id"] = interaction.Id, ["type"] = interaction.Type };
        var told = new JsonObject { ["interaction"] = about };
        if (type is 4 or 5 or 7 && interaction.Original is { } original)
        {
            about["response_message_id"] = original.Id;
            about["response_message_loading"] = original.IsLoading;
            about["response_message_ephemeral"] = original.IsEphemeral;
            told["resource"] = new JsonObject { ["type"] = type, ["message"] = world.Json.Of(original) };
        }

        return told;
    }

    private ApiAnswer FollowUp(ApiRequest request)
    {
        var interaction = Open(request);
        // The first of these after a mere "thinking" takes its place.
        if (interaction.AnswerType == 5 && !interaction.IsOriginalDeleted && interaction.Original is { IsLoading: true } loading)
        {
            // Who sees it was settled by then.
            if (request.Body["flags"] is { } flags)
                request.Body["flags"] = flags.GetValue<int>() & ~StoredMessage.EphemeralFlag;
            return ApiAnswer.Ok(world.Json.Of(Change(interaction, loading, request)));
        }

        var message = messages.Keep(Private(forms.Create(interaction.Channel, request.Body, request.Files, MessagePlace.FollowUp), interaction));
        interaction.Add(message);
        return ApiAnswer.Ok(world.Json.Of(message));
    }

    private ApiAnswer Edit(ApiRequest request)
    {
        var (interaction, message) = Find(request);
        return ApiAnswer.Ok(world.Json.Of(Change(interaction, message, request)));
    }

    private StoredMessage Change(DiscordInteraction interaction, StoredMessage message, ApiRequest request)
    {
        var edited = messages.Replace(forms.Edit(message, request.Body, request.Files, MessagePlace.FollowUp));
        if (edited.Id == interaction.OriginalId)
            interaction.Show(edited);
        return edited;
    }

    private ApiAnswer Delete(ApiRequest request)
    {
        var (interaction, message) = Find(request);
        messages.Remove(message);
        interaction.TakeAway(message);
        return ApiAnswer.Nothing;
    }

    private (DiscordInteraction Interaction, StoredMessage Message) Find(ApiRequest request)
    {
        var interaction = Open(request);
        var id = request["message"] == Own ? interaction.OriginalId : request["message"];
        var message = id is not null && interaction.Owns(id) ? interaction.Channel.Messages.Find(each => each.Id == id) : null;
        return (interaction, message ?? throw ApiError.UnknownMessage());
    }

    /// <summary>An interaction that was answered, within the life of its token.</summary>
    private DiscordInteraction Open(ApiRequest request)
    {
        if (request["application"] != world.Application
            || !world.Interactions.TryGetValue(request["token"], out var interaction) || interaction.AnswerType is null or 8)
            throw ApiError.UnknownWebhook();
        return world.Now - interaction.At > TokenLife ? throw new ApiError(401, 50027, "Invalid Webhook Token") : interaction;
    }
}
