namespace NewsBot.Core.Rendering;

/// <summary>One message in the form of one platform, within its limits, ready to be sent. Each platform has its own
/// record of this family; the platform that made it sends it.</summary>
public abstract record RenderedMessage;
