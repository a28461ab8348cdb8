using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace NewsBot.Fetching.WebSub;

/// <summary>The signature of what a hub pushes (W3C WebSub section 7): <c>X-Hub-Signature: sha256=HEX</c>.</summary>
public static class PushSignature
{
    /// <summary>The header that carries it.</summary>
    public const string Header = "X-Hub-Signature";

    /// <summary>Whether the signature was made of these bytes by somebody who knows the secret. It takes the same time wherever
    /// a wrong one differs from the right one.</summary>
    /// <param name="header">The header as it was sent, or null.</param>
    /// <param name="secret">What the hub was told.</param>
    /// <param name="body">The bytes as they were sent.</param>
    public static bool IsRight(string? header, string secret, ReadOnlySpan<byte> body)
    {
        if (header?.Split('=', 2, StringSplitOptions.TrimEntries) is not [var method, var hex])
            return false;
        var key = Encoding.UTF8.GetBytes(secret);
#pragma warning disable CA5350 // SHA-1 is what the best known hubs send; in an HMAC it is not broken.
        var right = method.ToUpperInvariant() switch
        {
            "SHA1" => HMACSHA1.HashData(key, body),
            "SHA256" => HMACSHA256.HashData(key, body),
            "SHA384" => HMACSHA384.HashData(key, body),
            "SHA512" => HMACSHA512.HashData(key, body),
            _ => [],
        };
#pragma warning restore CA5350
        var sent = new byte[right.Length];
        return right.Length > 0
            && hex.Length == 2 * right.Length
            && Convert.FromHexString(hex, sent, out _, out _) == OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(sent, right);
    }
}
