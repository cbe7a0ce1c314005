using System.Buffers.Binary;

namespace Linli.Platform;

/// <param name="Kind">Its media type.</param>
public readonly record struct PictureSize(string Kind, int Width, int Height);

/// <summary>What a picture is and how large, read from its own header: no name is believed, and nothing is decoded.</summary>
public static class Pictures
{
    /// <summary>A small file may unfold to gigabytes on the phone that shows it.</summary>
    public const int MostSide = 8_000;

    /// <returns>Nothing when it is no PNG, JPEG or WebP, or ends before its size is told.</returns>
    public static PictureSize? Read(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, _, _, _, _, (byte)'I', (byte)'H', (byte)'D', (byte)'R', ..] => Png(bytes),
        [0xFF, 0xD8, 0xFF, ..] => Jpeg(bytes),
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => WebP(bytes),
        _ => null,
    };

    static PictureSize? Png(ReadOnlySpan<byte> bytes) => bytes.Length < 33 ? null
        : Sized("image/png", BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]));

    /// <summary>Segments up to the frame header (ITU T.81, B.2.2), which tells the size.</summary>
    static PictureSize? Jpeg(ReadOnlySpan<byte> bytes)
    {
        for (var at = 2; at + 9 <= bytes.Length && bytes[at] == 0xFF;)
        {
            var marker = bytes[at + 1];
            if (marker == 0xFF) at++;
            else if (marker is 0x01 or (>= 0xD0 and <= 0xD8)) at += 2;
            else if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return Sized("image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            else at += 2 + Math.Max((int)BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]), 2);
        }

        return null;
    }

    /// <summary>Lossy, lossless and extended (RFC 9649).</summary>
    static PictureSize? WebP(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 30) return null;
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(bytes[21..]);
        return bytes[15] switch
        {
            (byte)' ' => Sized("image/webp", BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]) & 0x3FFFu, BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]) & 0x3FFFu),
            (byte)'L' => Sized("image/webp", (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1),
            (byte)'X' => Sized("image/webp", (BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]) & 0xFFFFFF) + 1, (BinaryPrimitives.ReadUInt32LittleEndian(bytes[26..]) >> 8) + 1),
            _ => null,
        };
    }

    static PictureSize? Sized(string kind, uint width, uint height) =>
        width == 0 || height == 0 ? null : new(kind, (int)Math.Min(width, int.MaxValue), (int)Math.Min(height, int.MaxValue));
}
