namespace NewsBot.Commands;

/// <summary>Start-up of this folder.</summary>
public static class CommandRegistration
{
    /// <summary>Adds the loop and a handler for each command of the table.</summary>
    public static IServiceCollection AddCommands(this IServiceCollection services)
    {
        services.AddSingleton<CommandRights>();
        services.AddSingleton<Answers>();
        services.AddSingleton<FeedReference>();
        services.AddSingleton<FeedIntake>();
        services.AddSingleton<ICommandHandler, StartHandler>();
        services.AddSingleton<ICommandHandler, SubHandler>();
        services.AddSingleton<ICommandHandler, UnsubHandler>();
        services.AddSingleton<ICommandHandler, MoveHandler>();
        services.AddSingleton<ICommandHandler, RefreshHandler>();
        services.AddSingleton<ICommandHandler, ListHandler>();
        services.AddSingleton<ICommandHandler, LatestHandler>();
        services.AddSingleton<ICommandHandler, SearchHandler>();
        services.AddSingleton<ICommandHandler, PreviewHandler>();
        services.AddSingleton<ICommandHandler, WhyHandler>();
        services.AddSingleton<ICommandHandler, SetHandler>();
        services.AddSingleton<ICommandHandler, MuteHandler>();
        services.AddSingleton<ICommandHandler, UnmuteHandler>();
        services.AddSingleton<ICommandHandler, ImportHandler>();
        services.AddSingleton<ICommandHandler, ExportHandler>();
        services.AddSingleton<ICommandHandler, LangHandler>();
        services.AddSingleton<ICommandHandler, HelpHandler>();
        services.AddHostedService<CommandLoop>();
        return services;
    }
}
