using Linli.Platform;
using Microsoft.AspNetCore.Http;

namespace Linli.Tests.Platform;

public sealed class ETagTests
{
    const int Short = 1 << 20, Piece = 1 << 16;

    static async Task<(DefaultHttpContext Http, byte[] Body)> Answer(byte[] content, string? known = null)
    {
        var http = new DefaultHttpContext { Request = { Method = "GET", Path = "/api/list" }, Response = { Body = new MemoryStream() } };
        if (known is not null) http.Request.Headers.IfNoneMatch = known;
        var sent = (MemoryStream)http.Response.Body;
        await ETags.Answer(http, async answer =>
        {
            foreach (var piece in content.Chunk(Piece))
            {
                await answer.Response.Body.WriteAsync(piece);
                await answer.Response.Body.FlushAsync();
            }
        });
        return (http, sent.ToArray());
    }

    static byte[] Some(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        return content;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(Short)]
    public async Task A_short_answer_is_sent_once_and_then_only_named(int length)
    {
        var content = Some(length);
        var (first, body) = await Answer(content);
        Assert.Equal(content, body);
        var (again, nothing) = await Answer(content, first.Response.Headers.ETag.ToString());
        Assert.Equal((304, 0), (again.Response.StatusCode, nothing.Length));
        Assert.Equal(content, (await Answer(content, "\"another\"")).Body);
    }

    [Theory]
    [InlineData(Short + 1)]
    [InlineData(5 * Short)]
    public async Task A_long_answer_flows_as_it_is_made(int length)
    {
        var content = Some(length);
        var (http, body) = await Answer(content);
        Assert.Equal(content, body);
        Assert.Equal("", http.Response.Headers.ETag.ToString());
        Assert.Equal("private, no-cache", http.Response.Headers.CacheControl.ToString());
    }
}
