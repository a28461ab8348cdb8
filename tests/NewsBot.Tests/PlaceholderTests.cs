namespace NewsBot.Tests;

public sealed class PlaceholderTests
{
    [Fact]
    public void The_project_builds() => Assert.NotNull(typeof(NewsBot.Chat.IChatPlatform));
}
