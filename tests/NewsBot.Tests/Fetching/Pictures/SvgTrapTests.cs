using System.Net;
using ImageMagick;
using NewsBot.Tests.Origins;
using NewsBot.Tests.Storage;

namespace NewsBot.Tests.Fetching.Pictures;

/// <summary>A drawing is a document that can refer to files, servers and itself; none of it comes to pass.</summary>
public sealed class SvgTrapTests
{
    private const string Red = """<rect width="60" height="40" fill="red"/>""";

    public static TheoryData<string> Embeddings() => new(
        """<image href="ADDRESS" width="60" height="40"/>""",
        """<image xlink:href="ADDRESS" width="60" height="40"/>""",
        """<image href="ADDRESS" xlink:href="ADDRESS" width="60" height="40"/>""",
        """<g><svg><image href="ADDRESS" width="60" height="40"/></svg></g>""",
        """<use href="ADDRESS#part"/>""",
        """<filter id="f"><feImage href="ADDRESS"/></filter><rect width="60" height="40" fill="red" filter="url(#f)"/>""",
        """<rect width="60" height="40" style="fill:url(ADDRESS)"/>""",
        """<rect width="60" height="40" style="fill:u\72l(ADDRESS)"/>""",
        """<style>@import url(ADDRESS);</style>""",
        """<style>rect { mask: url("ADDRESS#m") }</style>""",
        """<foreignObject width="60" height="40"><img xmlns="http://www.w3.org/1999/xhtml" src="ADDRESS"/></foreignObject>""",
        """<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="ADDRESS"/>""",
        """<script href="ADDRESS"/>""",
        """<pattern id="p" width="60" height="40" patternUnits="userSpaceOnUse"><image href="ADDRESS" width="60" height="40"/></pattern><rect width="60" height="40" fill="url(#p)"/>""");

    [Theory]
    [MemberData(nameof(Embeddings))]
    public void A_file_is_not_drawn(string embedding)
    {
        // Below the folder of temporary files, where the renderer itself would allow it.
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "secret.png");
        File.WriteAllBytes(file, Sample.Of(MagickFormat.Png, color: MagickColors.Lime));

        using var image = Sample.Open(Sample.Ready(Sample.Svg(Red + embedding.Replace("ADDRESS", new Uri(file).AbsoluteUri, StringComparison.Ordinal) + """<rect width="1" height="1" fill="white"/>""")));

        Assert.False(Sample.LooksLike(image, 256, 170, MagickColors.Lime));
    }

    [Theory]
    [MemberData(nameof(Embeddings))]
    public async Task Nothing_is_fetched(string embedding)
    {
        await using var canary = RawOrigin.Canary(IPAddress.Loopback);

        Sample.Ready(Sample.Svg(Red + embedding.Replace("ADDRESS", canary.Url("/picture.png").AbsoluteUri, StringComparison.Ordinal)));

        Assert.Equal(0, canary.Connections);
    }

    [Fact]
    public async Task A_style_sheet_in_the_prolog_is_not_fetched()
    {
        await using var canary = RawOrigin.Canary(IPAddress.Loopback);

        Sample.Ready(Sample.Svg(Red, $"""<?xml-stylesheet href="{canary.Url("/style.css")}" type="text/css"?>"""));

        Assert.Equal(0, canary.Connections);
    }

    [Fact]
    public async Task A_DTD_is_not_fetched_and_does_not_matter()
    {
        await using var canary = RawOrigin.Canary(IPAddress.Loopback);

        using var image = Sample.Open(Sample.Ready(Sample.Svg(Red, $"""<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "{canary.Url("/svg11.dtd")}">""")));

        Assert.Equal(0, canary.Connections);
        Assert.True(Sample.LooksLike(image, 256, 170, MagickColors.Red));
    }

    [Fact]
    public void An_external_entity_is_an_error()
    {
        Assert.StartsWith("a broken SVG", Sample.Failure(Sample.Svg("<text y=\"20\">&x;</text>", """<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>""")), StringComparison.Ordinal);
    }

    [Fact]
    public void Entities_that_multiply_are_an_error()
    {
        var prolog = """<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>""";

        Assert.StartsWith("a broken SVG", Sample.Failure(Sample.Svg("<text>&c;</text>", prolog)), StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_that_multiply_are_refused()
    {
        var levels = Enumerable.Range(1, 9).Select(i => $"<g id=\"l{i}\">{string.Concat(Enumerable.Repeat($"<use href=\"#l{i - 1}\"/>", 10))}</g>");

        var reason = Sample.Failure(Sample.Svg($"""<defs><rect id="l0" width="1" height="1"/>{string.Concat(levels)}</defs><use href="#l9"/>"""));

        Assert.Contains("draws more than", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("<g>", 50_000)) + string.Concat(Enumerable.Repeat("</g>", 50_000));

        Assert.Contains("nested deeper", Sample.Failure(Sample.Svg(deep)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""<g id="a"><use href="#a"/></g>""")]
    [InlineData("""<g id="a"><use xlink:href="#b"/></g><g id="b"><use xlink:href="#a"/></g>""")]
    [InlineData("""<mask id="m"><rect width="9" height="9" style="mask:url(#m)"/></mask>""")]
    public void A_part_that_refers_to_itself_is_refused(string circle)
    {
        Assert.Contains("refers to itself", Sample.Failure(Sample.Svg(Red + circle)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_in_a_drawing_is_no_reference()
    {
        Sample.Ready(Sample.Svg($"""<g id="top"><a href="#top">{Red}</a><a xlink:href="https://publisher.example/">{Red}</a></g>"""));
    }

    [Fact]
    public void A_drawing_as_large_as_a_town_is_drawn_at_a_sensible_size()
    {
        var huge = """<svg xmlns="http://www.w3.org/2000/svg" width="900000" height="600000"><rect width="900000" height="600000" fill="red"/></svg>"""u8.ToArray();

        using var image = Sample.Open(Sample.Ready(huge));

        Assert.Equal((1280u, 853u), (image.Width, image.Height));
    }

    [Fact]
    public void What_a_drawing_needs_of_its_own_parts_it_keeps()
    {
        using var image = Sample.Open(Sample.Ready(Sample.Svg("""
            <defs><linearGradient id="g"><stop stop-color="blue"/></linearGradient><rect id="r" width="30" height="40"/></defs>
            <style>.a { fill: url(#g) }</style>
            <use xlink:href="#r" class="a"/><use href="#r" x="30" style="fill:red;filter:url(#none)"/>
            """)));

        Assert.True(Sample.LooksLike(image, 128, 170, MagickColors.Blue));
        Assert.True(Sample.LooksLike(image, 384, 170, MagickColors.Red));
    }
}
