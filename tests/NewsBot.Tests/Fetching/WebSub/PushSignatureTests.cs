using NewsBot.Fetching.WebSub;

namespace NewsBot.Tests.Fetching.WebSub;

public sealed class PushSignatureTests
{
    private const string Secret = "Jefe";

    private static ReadOnlySpan<byte> Body => "what do ya want for nothing?"u8;

    /// <summary>Test case 2 of RFC 2202 and of RFC 4231.</summary>
    [Theory]
    [InlineData("sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")]
    [InlineData("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    [InlineData("SHA256=5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843")]
    [InlineData("sha384=af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649")]
    [InlineData("sha512=164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737")]
    public void A_right_signature_is_right(string header) => Assert.True(PushSignature.IsRight(header, Secret, Body));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256")]
    [InlineData("sha256=")]
    [InlineData("md5=750c783e6ab0b503eaa86e310a5db738")]
    [InlineData("sha1=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")] // another method's
    [InlineData("sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c78")]
    [InlineData("sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c7")]
    [InlineData("sha1=zffcdf6ae5eb2fa2d27416d5f184df9c259a7c79")]
    [InlineData("none=")]
    public void Anything_else_is_wrong(string? header) => Assert.False(PushSignature.IsRight(header, Secret, Body));

    [Fact]
    public void Another_secret_or_another_body_is_wrong()
    {
        const string header = "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79";
        Assert.False(PushSignature.IsRight(header, "jefe", Body));
        Assert.False(PushSignature.IsRight(header, Secret, Body[1..]));
    }
}
