using System.Text;

namespace NewsBot.Core.Parsing.Xml;

/// <summary>The text of a document, decoded piece by piece straight into the buffer of whoever reads it.</summary>
internal sealed class DecodingReader(ReadOnlyMemory<byte> bytes, Encoding encoding) : TextReader
{
    // No sequence of bytes gives more characters than this at once; into a buffer that is smaller nothing can be decoded.
    private const int Few = 16;

    private readonly Decoder _decoder = encoding.GetDecoder();
    private ReadOnlyMemory<byte> _rest = bytes;
    private ReadOnlyMemory<char> _decoded;
    private bool _isFlushed;

    /// <inheritdoc/>
    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override int Read(Span<char> buffer)
    {
        if (_decoded.Length == 0 && buffer.Length >= Few)
            return Decode(buffer);
        if (_decoded.Length == 0)
        {
            var few = new char[Few];
            _decoded = few.AsMemory(0, Decode(few));
        }
        var count = Math.Min(buffer.Length, _decoded.Length);
        _decoded.Span[..count].CopyTo(buffer);
        _decoded = _decoded[count..];
        return count;
    }

    private int Decode(Span<char> buffer)
    {
        var count = 0;
        // Filled to the brim: text that ends within the buffer costs its reader least.
        while (_rest.Length > 0 && buffer.Length - count >= Few)
        {
            var piece = _rest.Span[..Math.Min(_rest.Length, buffer.Length - count)];
            _decoder.Convert(piece, buffer[count..], flush: false, out var taken, out var written, out _);
            _rest = _rest[taken..];
            count += written;
        }
        if (count > 0 || _isFlushed)
            return count;
        // The last bytes may be the beginning of a character that never came.
        _isFlushed = true;
        return _decoder.GetChars([], buffer, flush: true);
    }
}
