using System.Buffers.Binary;
using Linli.Platform;

namespace Linli.Tests.Platform;

public sealed class PictureTests
{
    public static byte[] Png(uint width, uint height)
    {
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', .. new byte[17]];
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(20), height);
        return png;
    }

    // Application data, a restart marker, fill bytes, and then the frame.
    static readonly byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xD0, 0xFF, 0xFF, 0xC2, 0, 11, 8, 1, 44, 2, 88, 1, 1, 0x11, 0];

    static byte[] WebP(char kind, params byte[] rest) =>
        [.. "RIFF"u8, 40, 0, 0, 0, .. "WEBPVP8"u8, (byte)kind, 10, 0, 0, 0, .. rest, .. new byte[20]];

    [Fact]
    public void The_size_is_read_from_the_header_of_each_kind()
    {
        Assert.Equal(new PictureSize("image/png", 640, 480), Pictures.Read(Png(640, 480)));
        Assert.Equal(new PictureSize("image/jpeg", 600, 300), Pictures.Read(jpeg));
        Assert.Equal(new PictureSize("image/webp", 320, 200), Pictures.Read(WebP(' ', 0, 0, 0, 0x9D, 1, 0x2A, 0x40, 1, 200, 0)));
        Assert.Equal(new PictureSize("image/webp", 320, 200), Pictures.Read(WebP('L', 0x2F, 0x3F, 0xC1, 0x31, 0)));
        Assert.Equal(new PictureSize("image/webp", 320, 200), Pictures.Read(WebP('X', 0, 0, 0, 0, 0x3F, 1, 0, 199, 0, 0)));
    }

    [Fact]
    public void Whatever_stands_in_a_file_is_answered()
    {
        foreach (var whole in (byte[][])[Png(640, 480), jpeg, WebP(' ', 0, 0, 0, 0x9D, 1, 0x2A, 0x40, 1, 200, 0)])
            for (var length = 0; length < whole.Length; length++)
                Assert.True(Pictures.Read(whole.AsSpan(0, length)) is null or { Width: > 0, Height: > 0 });
        Assert.Null(Pictures.Read("<svg onload='alert(1)'/>"u8));
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var noise = new byte[random.Next(60)];
            random.NextBytes(noise);
            byte[] start = i % 2 == 0 ? [0xFF, 0xD8, 0xFF] : [.. "RIFF0000WEBPVP8"u8];
            Assert.True(Pictures.Read([.. start, .. noise]) is null or { Width: > 0, Height: > 0 });
        }
    }
}
