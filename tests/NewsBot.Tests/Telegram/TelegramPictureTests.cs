using ImageMagick;
using NewsBot.Tests.Origins;
using NewsBot.Tests.Telegram.StandIn;

namespace NewsBot.Tests.Telegram;

/// <summary>Pictures arrive, whatever Telegram thinks of their address; and a text never waits for one.</summary>
public sealed class TelegramPictureTests
{
    [Fact]
    public async Task A_picture_that_Telegram_cannot_fetch_is_uploaded()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        var picture = Serve(bot, "/tram.webp", MagickFormat.WebP);
        bot.Server.Media.Fail(picture.AbsoluteUri);
        await bot.SubscribeAsync();

        Publish(bot, picture, "one");
        await BotOnTelegram.UntilAsync(() => bot.Written(bot.Ann.Id).Count == 2, "the news");

        var news = bot.Written(bot.Ann.Id)[1];
        Assert.Equal(("photo", null), (news.Media!.Kind, news.Media.Url));
        Assert.StartsWith("one", news.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_uploaded_once_is_not_uploaded_to_the_next_chat()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        var picture = Serve(bot, "/tram.jpg", MagickFormat.Jpeg);
        bot.Server.Media.Fail(picture.AbsoluteUri);
        await bot.SubscribeAsync();
        Publish(bot, picture, "one");
        await BotOnTelegram.UntilAsync(() => bot.Written(bot.Ann.Id).Count == 2, "the news");

        Publish(bot, picture, "two", "one");
        await BotOnTelegram.UntilAsync(() => bot.Written(bot.Ann.Id).Count == 3, "more news");

        Assert.Equal(bot.Written(bot.Ann.Id)[1].Media!.UniqueId, bot.Written(bot.Ann.Id)[2].Media!.UniqueId);
        Assert.Single(bot.Origin.Asked("/tram.jpg"));
        Assert.Single(bot.Server.Media.Fetched);
    }

    [Fact]
    public async Task A_picture_that_nobody_can_fetch_does_not_cost_the_message()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        var picture = bot.Origin.Url("/missing.jpg");
        bot.Server.Media.Fail(picture.AbsoluteUri, MediaFailure.WrongType);
        await bot.SubscribeAsync();

        Publish(bot, picture, "one");
        await BotOnTelegram.UntilAsync(() => bot.Written(bot.Ann.Id).Count == 2, "the news");

        Assert.StartsWith("one", bot.Written(bot.Ann.Id)[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_an_album_the_pictures_that_can_be_had_are_shown()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        var first = Serve(bot, "/1.png", MagickFormat.Png);
        var second = Serve(bot, "/2.webp", MagickFormat.WebP);
        var missing = bot.Origin.Url("/3.jpg");
        bot.Server.Media.Fail(missing.AbsoluteUri);
        await bot.SubscribeAsync();

        bot.Origin.Serve("/feed", Reply.Xml(TelegramPostTests.Feed(TelegramPostTests.Item(
            "1", "Three views", string.Concat(new[] { first, second, missing }.Select(url => $"<p>A view of the bridge.</p><img src=\"{url}\" width=\"800\" height=\"600\">"))))));
        await BotOnTelegram.UntilAsync(() => bot.Written(bot.Ann.Id).Count == 3, "an album of two");

        Assert.All(bot.Written(bot.Ann.Id).Skip(1), message => Assert.Equal("photo", message.Media!.Kind));
        Assert.StartsWith("Three views", bot.Written(bot.Ann.Id)[1].Caption, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_film_comes_as_a_video_and_as_text_when_Telegram_cannot_have_it()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        await bot.SubscribeAsync();
        bot.Server.Media.Fail("https://example.com/two.mp4");
        bot.Origin.Serve("/feed", Reply.Xml(TelegramPostTests.Feed(Film("two"), Film("one"))));
        await BotOnTelegram.UntilAsync(() => bot.Written(bot.Ann.Id).Count == 3, "the news");

        Assert.Equal(["video", null], bot.Written(bot.Ann.Id).Skip(1).Select(message => message.Media?.Kind));

        static string Film(string name) => TelegramPostTests.Item(
            name, name, "<p>Something happened.</p>", $"<enclosure url=\"https://example.com/{name}.mp4\" type=\"video/mp4\" length=\"1000\"/>");
    }

    [Fact]
    public async Task A_sound_that_Telegram_cannot_have_comes_as_a_link()
    {
        await using var bot = await BotOnTelegram.StartAsync();
        await bot.SubscribeAsync();
        bot.Server.Media.Fail("https://example.com/talk.mp3");
        bot.Origin.Serve("/feed", Reply.Xml(TelegramPostTests.Feed(TelegramPostTests.Item(
            "1", "A talk", "<p>Somebody talks.</p>", "<enclosure url=\"https://example.com/talk.mp3\" type=\"audio/mpeg\" length=\"1000\"/>"))));
        await BotOnTelegram.UntilAsync(() => bot.Written(bot.Ann.Id).Count == 3, "the talk and its sound");

        var sound = bot.Written(bot.Ann.Id)[2];
        Assert.Equal(bot.Written(bot.Ann.Id)[1].Id, sound.ReplyTo);
        Assert.Contains(sound.Entities, entity => entity.Type == "text_link");
    }

    private static Uri Serve(BotOnTelegram bot, string path, MagickFormat format)
    {
        using var image = new MagickImage(MagickColors.SteelBlue, 640, 360);
        bot.Origin.Serve(path, Reply.Bytes(image.ToByteArray(format), "application/octet-stream"));
        return bot.Origin.Url(path);
    }

    private static void Publish(BotOnTelegram bot, Uri picture, params string[] titles) =>
        bot.Origin.Serve("/feed", Reply.Xml(TelegramPostTests.Feed([.. titles.Select(title => TelegramPostTests.Item(
            title, title, "<p>Something happened.</p>", $"<enclosure url=\"{picture}\" type=\"image/jpeg\" length=\"1000\"/>"))])));
}
