using System.Buffers.Binary;
using System.Net.Http.Headers;
using Linli.Platform;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;
using SixLabors.ImageSharp.PixelFormats;

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

    static async Task<(string Kind, byte[] Bytes, string Tag)> Shown(Town town, string file)
    {
        using var http = town.CreateClient();
        using var answer = await http.GetAsync("/api" + file, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return (answer.Content.Headers.ContentType!.MediaType!, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), answer.Headers.ETag!.Tag);
    }

    /// <summary>As a phone takes it: held upright, so it lies on its side in the file, with the place where it was taken.</summary>
    static byte[] Photo()
    {
        using var photo = new Image<Rgb24>(800, 600);
        for (var y = 0; y < 600; y++)
            for (var x = 0; x < 800; x++)
                photo[x, y] = y < 300 ? new((byte)(200 + ((x ^ y) & 31)), 0, 0) : new(0, 0, (byte)(200 + ((x ^ y) & 31)));
        photo.Metadata.ExifProfile = new();
        photo.Metadata.ExifProfile.SetValue(ExifTag.Orientation, (ushort)6);
        photo.Metadata.ExifProfile.SetValue(ExifTag.GPSLatitude, [new(31), new(13), new(50)]);
        using var file = new MemoryStream();
        photo.SaveAsJpeg(file);
        return file.ToArray();
    }

    [Fact]
    public async Task A_small_picture_is_upright_and_says_nothing_about_where_it_was_taken()
    {
        await using var town = await Town.Open();
        var (file, photo) = ($"/files/{Guid.CreateVersion7()}", Photo());
        (await town.Owner.Put(file, new ByteArrayContent(photo) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } })).Ok();

        var made = await Shown(town, file + "?size=small");
        var (whole, again) = (await Shown(town, file), await Shown(town, file + "?size=small"));
        Assert.Equal("image/webp", made.Kind);
        Assert.True(made.Bytes.Length * 4 < photo.Length, $"{made.Bytes.Length} of {photo.Length}");
        using var small = Image.Load<Rgb24>(made.Bytes);
        Assert.Equal((256, 341), (small.Width, small.Height));
        // What was above lies at the right when the camera's note is followed.
        Assert.True(small[230, 170].R > 150 && small[20, 170].B > 150);
        Assert.Null(small.Metadata.ExifProfile);

        Assert.Equal(made.Bytes, again.Bytes);
        Assert.Equal(photo, whole.Bytes);
        Assert.NotEqual(whole.Tag, made.Tag);
        Assert.Equal("file.size", (await town.Stranger().Get(file + "?size=huge")).Refused);
        Assert.Equal("file.unknown", (await town.Stranger().Get($"/files/{Guid.NewGuid()}?size=small")).Refused);
    }

    [Fact]
    public async Task What_cannot_be_made_smaller_is_shown_as_it_is()
    {
        await using var town = await Town.Open();
        foreach (var picture in (byte[][])[Png(640, 480), Png(8000, 8000), Png(100, 100)])
        {
            var file = $"/files/{Guid.CreateVersion7()}";
            (await town.Owner.Put(file, new ByteArrayContent(picture) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } })).Ok();
            // The second time it is known that trying is in vain.
            for (var times = 0; times < 2; times++)
            {
                var (kind, bytes, _) = await Shown(town, file + "?size=small");
                Assert.Equal("image/png", kind);
                Assert.Equal(picture, bytes);
            }
        }
    }
}
