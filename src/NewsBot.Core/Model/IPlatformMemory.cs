namespace NewsBot.Core.Model;

/// <summary>
/// What a chat platform has to remember across restarts: how far it has listened, the numbers of files it uploaded. It
/// stands in Core because platforms use it and a store implements it, and these two never know each other.
/// </summary>
public interface IPlatformMemory
{
    /// <summary>What was last remembered under <paramref name="key"/>, or null.</summary>
    Task<string?> RecallAsync(string platform, string key, CancellationToken cancellationToken);

    /// <summary>Remembers a value in place of what was there. Values that were not renewed for months are forgotten.</summary>
    Task RememberAsync(string platform, string key, string value, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Forgets it; does nothing if there is nothing.</summary>
    Task ForgetAsync(string platform, string key, CancellationToken cancellationToken);
}
