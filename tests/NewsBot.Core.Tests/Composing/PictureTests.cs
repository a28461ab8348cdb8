using NewsBot.Core.Composing;
using NewsBot.Core.Model;
using static NewsBot.Core.Tests.Composing.Articles;

namespace NewsBot.Core.Tests.Composing;

public sealed class PictureTests
{
    [Theory]
    [InlineData("<img src='/a.jpg'>", "https://news.example/a.jpg")]
    [InlineData("<img src='//cdn.example/a.jpg'>", "https://cdn.example/a.jpg")]
    [InlineData("<img src='/s.jpg' srcset='/s.jpg 300w, /l.jpg 1200w, /m.jpg 600w'>", "https://news.example/l.jpg")]
    [InlineData("<img src='/s.jpg' srcset='/s.jpg 1x, /d.jpg 2x'>", "https://news.example/d.jpg")]
    [InlineData("<img src='/s.jpg' srcset='/s.jpg, /d.jpg 2x'>", "https://news.example/d.jpg")]
    [InlineData("<img src='/s.jpg' srcset='/s.jpg 300w, /huge.jpg 9000w'>", "https://news.example/s.jpg")]
    [InlineData("<img src='/s.jpg' srcset='/w_300,h_200/s.jpg 300w, /w_900,h_600/l.jpg 900w'>", "https://news.example/w_900,h_600/l.jpg")]
    [InlineData("<img src='data:image/gif;base64,R0lGOD' data-src='/real.jpg'>", "https://news.example/real.jpg")]
    [InlineData("<img src='data:image/svg+xml,x' data-lazy-srcset='/1.jpg 400w, /2.jpg 800w'>", "https://news.example/2.jpg")]
    [InlineData("<img src='data:image/gif;base64,R0lGOD'><noscript><img src='/real.jpg'></noscript>", "https://news.example/real.jpg")]
    [InlineData("<picture><source srcSet='/a.webp 800w' type='image/webp'><source srcset='/a.jpg 800w'><img src='/a-small.jpg'></picture>", "https://news.example/a.jpg")]
    [InlineData("<video poster='/poster.jpg' src='/v.mp4'></video>", "https://news.example/poster.jpg")]
    public void The_largest_real_picture_is_found(string html, string expected) => Assert.Equal(expected, Compose(html + $"<p>{Lead}</p>").Image?.AbsoluteUri);

    [Theory]
    [InlineData("https://images.weserv.nl?url=pictures.example/a.jpg", "https://pictures.example/a.jpg")]
    [InlineData("https://images.weserv.nl/?url=pictures.example/a.jpg&w=300", "https://pictures.example/a.jpg")]
    [InlineData("https://i0.wp.com/pictures.example/a.jpg?resize=300", "https://pictures.example/a.jpg")]
    [InlineData("https://news.example/_next/image?url=https%3A%2F%2Fpictures.example%2Fa.jpg&w=640", "https://pictures.example/a.jpg")]
    [InlineData("https://res.cdn.example/demo/image/fetch/w_300/https://pictures.example/a.jpg", "https://pictures.example/a.jpg")]
    [InlineData("https://cdn.wp-modula.example/sp/w_300/https://pictures.example/a.jpg", "https://pictures.example/a.jpg")]
    public void A_picture_is_shown_from_its_origin(string proxied, string expected) => Assert.Equal(expected, Compose($"<img src='{proxied}'>").Image?.AbsoluteUri);

    [Theory]
    [InlineData("<img src='https://tracker.example/count' width='1' height='1'>")]
    [InlineData("<img src='https://pixel.example/p-8.gif' height='1'>")]
    [InlineData("<img src='/static/logo.png'>")]
    [InlineData("<img src='/resources/icon-zoom.png'>")]
    [InlineData("<img class='emoji' alt='😀' src='https://s.w.org/images/core/emoji/1f600.png'>")]
    [InlineData("<img src='https://feeds.feedburner.com/~ff/x?d=y'>")]
    [InlineData("<img class='avatar' src='/people/li.jpg'>")]
    [InlineData("<img src='data:image/gif;base64,R0lGOD'>")]
    [InlineData("<img src='javascript:alert(1)'>")]
    [InlineData("<h3>相关图集：桥</h3><div><img src='/1.jpg'><b>旧桥</b>：1950年。</div>")]
    public void What_shows_nothing_of_the_story_is_no_picture(string html) => Assert.Null(Compose($"<p>{Lead}</p>{html}").Image);

    [Fact]
    public void All_pictures_are_listed_once_in_reading_order() => Assert.Equal(
        [new Uri("https://news.example/1.jpg"), new Uri("https://news.example/2.jpg")],
        Compose("<img src='/1.jpg'><p>x</p><img src='/2.jpg'><img src='/1.jpg'>").Images);

    [Fact]
    public void Without_a_picture_in_the_text_the_feeds_own_is_used() => Assert.Equal(
        "https://news.example/feed.jpg",
        PostComposer.Compose(
            new FeedItem { Title = "x", Content = "<p>text</p>", Images = [new Uri("https://news.example/feed.jpg")] },
            new PostSource("s", null, null)).Image?.AbsoluteUri);

    [Theory]
    [InlineData("<iframe src='https://www.youtube.com/embed/abcdefghijk?rel=0'></iframe>", "https://www.youtube.com/watch?v=abcdefghijk")]
    [InlineData("<iframe src='https://player.vimeo.com/video/12345'></iframe>", "https://vimeo.com/12345")]
    [InlineData("<video><source src='/v.mp4' type='video/mp4'></video>", "https://news.example/v.mp4")]
    [InlineData("<audio src='/a.mp3'></audio>", "https://news.example/a.mp3")]
    public void Players_lead_to_what_they_play(string html, string expected) => Assert.Equal(expected, Assert.Single(Compose(html).Media).Url.AbsoluteUri);

    [Fact]
    public void Attached_files_are_media_if_they_play()
    {
        var item = new FeedItem
        {
            Title = "x",
            Enclosures = [new Enclosure(new Uri("https://news.example/e.mp3"), "audio/mpeg", 1), new Enclosure(new Uri("https://news.example/e.pdf"), "application/pdf", 1)],
        };
        Assert.Equal("https://news.example/e.mp3", Assert.Single(PostComposer.Compose(item, new PostSource("s", null, null)).Media).Url.AbsoluteUri);
    }
}
