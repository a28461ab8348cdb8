using NewsBot.Chat.Discord.Places;

namespace NewsBot.Tests.Discord;

public sealed class PermissionsTests
{
    private const string Server = "1";
    private const string Bot = "9";
    private const Permission Post = Permission.ViewChannel | Permission.SendMessages | Permission.EmbedLinks;

    [Fact]
    public void What_everybody_may_everywhere_holds_in_a_channel_that_says_nothing()
    {
        Assert.Equal(Post, Of(Guild((Server, Post)), Channel()));
    }

    [Fact]
    public void Roles_add_to_what_everybody_may()
    {
        Assert.Equal(Post, Of(Guild((Server, Permission.ViewChannel), ("2", Post)), Channel(), "2"));
    }

    [Fact]
    public void A_channel_takes_from_everybody_and_gives_back_to_a_role()
    {
        var channel = Channel(new Overwrite(Server, Permission.None, Permission.SendMessages), new Overwrite("2", Permission.SendMessages, Permission.None));

        Assert.Equal(Post & ~Permission.SendMessages, Of(Guild((Server, Post)), channel));
        Assert.Equal(Post, Of(Guild((Server, Post)), channel, "2"));
    }

    [Fact]
    public void Of_two_roles_the_one_that_gives_outweighs_the_one_that_takes()
    {
        var channel = Channel(new Overwrite("2", Permission.None, Permission.EmbedLinks), new Overwrite("3", Permission.EmbedLinks, Permission.None));

        Assert.Equal(Post, Of(Guild((Server, Post)), channel, "2", "3"));
    }

    [Fact]
    public void What_a_channel_says_of_the_member_outweighs_all_roles()
    {
        var channel = Channel(new Overwrite("2", Permission.SendMessages, Permission.None), new Overwrite(Bot, Permission.None, Permission.SendMessages));

        Assert.Equal(Post & ~Permission.SendMessages, Of(Guild((Server, Post)), channel, "2"));
    }

    [Fact]
    public void Administrators_may_everything_whatever_a_channel_says()
    {
        var channel = Channel(new Overwrite(Bot, Permission.None, Post));

        Assert.True(Of(Guild((Server, Permission.None), ("2", Permission.Administrator)), channel, "2").HasFlag(Post));
    }

    [Fact]
    public void The_owner_may_everything()
    {
        Assert.True(Permissions.Of(Guild((Server, Permission.None)), Channel(), "7", []).HasFlag(Post));
    }

    private static Permission Of(Guild guild, Channel channel, params string[] roles) => Permissions.Of(guild, channel, Bot, roles);

    private static Guild Guild(params (string Id, Permission May)[] roles) =>
        new(Server, "7", roles.ToDictionary(role => role.Id, role => role.May));

    private static Channel Channel(params Overwrite[] overwrites) => new("5", ChannelKind.Text) { Guild = Server, Overwrites = overwrites };
}
