using Microsoft.Extensions.Logging;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace Linli.Platform;

/// <summary>A picture for a list on a phone: as small as its place on a sharp screen, upright, and without what the camera wrote into it.</summary>
static partial class Thumbnail
{
    public const string Kind = "image/webp";
    const int ShorterSide = 256, Quality = 75, MostPixels = 24_000_000;

    /// <summary>One at a time: unfolded, one photo of a phone takes 72 MB.</summary>
    static readonly SemaphoreSlim one = new(1);
    static readonly Configuration frugal = new(new WebpConfigurationModule(), new SixLabors.ImageSharp.Formats.Jpeg.JpegConfigurationModule(), new SixLabors.ImageSharp.Formats.Png.PngConfigurationModule())
    {
        MemoryAllocator = MemoryAllocator.Create(new() { MaximumPoolSizeMegabytes = 8 }),
        MaxDegreeOfParallelism = 1,
    };

    /// <returns>Nothing where nothing was unfolded, because the picture is as small already or too large; empty where unfolding it was in vain, so that
    /// nobody tries it twice.</returns>
    public static async Task<byte[]?> Of(byte[] content, ILogger log, CancellationToken ct)
    {
        if (Pictures.Read(content) is not { } size || (long)size.Width * size.Height > MostPixels || Math.Min(size.Width, size.Height) <= ShorterSide) return null;
        await one.WaitAsync(ct);
        try
        {
            using var picture = Image.Load<Rgb24>(frugal, content);
            picture.Mutate(p => p.AutoOrient().Resize(new ResizeOptions { Mode = ResizeMode.Min, Size = new(ShorterSide, ShorterSide) }));
            picture.Metadata.ExifProfile = null;
            picture.Metadata.XmpProfile = null;
            picture.Metadata.IptcProfile = null;
            using var small = new MemoryStream();
            picture.Save(small, new WebpEncoder { Quality = Quality });
            return small.Length < content.Length ? small.ToArray() : [];
        }
        // A file of which only the head is a picture: whoever sent it sees the same.
        catch (ImageFormatException no)
        {
            Broken(log, no);
            return [];
        }
        finally
        {
            one.Release();
        }
    }

    [LoggerMessage(LogLevel.Warning, "A stored picture cannot be read and is shown as it was sent")]
    static partial void Broken(ILogger log, Exception why);

    [LoggerMessage(LogLevel.Warning, "A small picture could not be kept and will be made again")]
    public static partial void NotKept(this ILogger log, Exception why);
}
