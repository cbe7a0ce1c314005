using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Linli.Tests.Members;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.Platform;

/// <summary>What one person, one address and one connection may take of the house, and what browsers may do with its answers.</summary>
public sealed partial class LimitTests
{
    static async Task<HttpResponseMessage> Ask(Town town, string path, HttpMethod? method = null, params (string Name, string Value)[] headers)
    {
        using var http = town.CreateClient();
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        foreach (var (name, value) in headers) Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return await http.SendAsync(request);
    }

    static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    [Fact]
    public async Task Whoever_asks_wildly_is_told_how_long_to_wait_and_nobody_else_is()
    {
        await using var town = await Town.Open(new() { ["Linli:RequestsPerMinute"] = "3" });
        for (var i = 0; i < 3; i++) (await town.Owner.Get("/me")).Ok();

        var refused = await Ask(town, "/api/me", null, ("Authorization", $"Bearer {town.Owner.Token}"));
        var wait = Header(refused, "Retry-After")!;
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(int.Parse(wait, CultureInfo.InvariantCulture), 1, 20);
        var answer = await Answer.From(refused);
        Assert.Equal(("busy.too-many", $"操作太频繁，请 {wait} 秒后再试"), (answer.Refused, answer.String("title")));

        (await town.Clerk.Get("/me")).Ok();
        Assert.Equal(401, (await town.Stranger().Get("/me")).Status);
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.OK, (await Ask(town, "/health/ready")).StatusCode);
    }

    [Fact]
    public async Task Strangers_are_counted_by_address_and_a_home_with_many_addresses_is_one()
    {
        await using var town = await Town.Open(new() { ["Linli:StrangerRequestsPerMinute"] = "2" });
        async Task<HttpStatusCode> From(string address) => (await Ask(town, "/api/openapi.json", null, ("X-Forwarded-For", address))).StatusCode;

        foreach (var one in (string[])["203.0.113.1", "2001:db8:1:2::1"])
            for (var i = 0; i < 2; i++) Assert.Equal(HttpStatusCode.OK, await From(one));

        Assert.Equal(HttpStatusCode.TooManyRequests, await From("203.0.113.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await From("2001:db8:1:2:3:4:5:6"));
        // Only the nearest balancer is believed; what the caller wrote before it is not.
        Assert.Equal(HttpStatusCode.TooManyRequests, await From("198.51.100.7, 203.0.113.1"));
        Assert.Equal(HttpStatusCode.OK, await From("203.0.113.2"));
        Assert.Equal(HttpStatusCode.OK, await From("2001:db8:1:3::1"));
        (await town.Owner.Get("/me")).Ok();
    }

    [Fact]
    public async Task What_costs_much_work_is_asked_less_often_than_the_rest()
    {
        await using var town = await Town.Open(new() { ["Linli:HeavyRequestsPerMinute"] = "1" });
        Task<Answer> Import() => town.Owner.Put($"/imports/{Guid.CreateVersion7()}?name=a.csv", new StringContent("", Encoding.UTF8, "application/octet-stream"));

        Assert.Equal("import.empty", (await Import()).Refused);
        Assert.Equal("busy.too-many", (await Import()).Refused);
        (await town.Owner.Get("/me")).Ok();
    }

    /// <summary>Says that it will send much, sends a sign, and waits for what the server does.</summary>
    static async Task<(string Status, string Code, string Answer)> Dawdle(Town town)
    {
        using var http = town.CreateClient();
        using var line = new TcpClient();
        await line.ConnectAsync(http.BaseAddress!.Host, http.BaseAddress.Port);
        var stream = line.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"PUT /api/files/{Guid.CreateVersion7()} HTTP/1.1\r\nHost: linli\r\nAuthorization: Bearer {town.Owner.Token}\r\nContent-Length: 100000\r\n\r\nx"));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = new StringBuilder();
        while (!answer.ToString().Contains("requestId", StringComparison.Ordinal) && await reader.ReadLineAsync() is { } said) answer.AppendLine(said);
        var whole = answer.ToString();
        return (whole.Split(' ')[1], Refusal().Match(whole).Groups[1].Value, whole);
    }

    [GeneratedRegex("urn:linli:([a-z.-]+)")]
    private static partial Regex Refusal();

    [Fact]
    public async Task A_body_that_trickles_in_is_refused()
    {
        await using var town = await Town.Open();
        var (status, code, _) = await Dawdle(town);
        Assert.Equal(("408", "request.too-slow"), (status, code));
    }

    [Fact]
    public async Task What_takes_too_long_is_stopped()
    {
        await using var town = await Town.Open(new() { ["Linli:SecondsPerHeavyRequest"] = "1" });
        var (status, code, answer) = await Dawdle(town);
        Assert.Equal(("504", "busy.took-too-long"), (status, code));
        Assert.Contains("Retry-After: 5", answer, StringComparison.Ordinal);
        Assert.Contains("Request-Id: ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_headers_and_connections_have_an_end()
    {
        await using var town = await Town.Open(new() { ["Linli:MostConnections"] = "2" });
        Assert.Equal(HttpStatusCode.RequestUriTooLong, (await Ask(town, $"/api/{new string('a', 9000)}")).StatusCode);
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, (await Ask(town, "/api/me", null, ("X-Long", new string('a', 17 << 10)))).StatusCode);

        using var http = town.CreateClient();
        using TcpClient first = new(), second = new(), third = new();
        foreach (var line in (TcpClient[])[first, second]) await Knock(line);
        await third.ConnectAsync(http.BaseAddress!.Host, http.BaseAddress.Port);
        Assert.Equal(0, await Read(third));

        async Task Knock(TcpClient line)
        {
            // Those of the requests above may still be closing.
            for (var tries = 0; !line.Connected || await Hello(line) == 0; tries++)
            {
                Assert.True(tries < 100, "no line is free");
                await line.ConnectAsync(http.BaseAddress!.Host, http.BaseAddress.Port);
            }
        }

        static async Task<int> Hello(TcpClient line)
        {
            await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /health/live HTTP/1.1\r\nHost: linli\r\n\r\n"));
            return await Read(line);
        }

        static async Task<int> Read(TcpClient line)
        {
            try { return await line.GetStream().ReadAsync(new byte[4096]); }
            catch (IOException) { return 0; }
        }
    }

    [Fact]
    public async Task Json_that_goes_too_deep_is_not_read()
    {
        await using var town = await Town.Open();
        var deep = new StringContent($"{{\"name\":{new string('[', 40)}{new string(']', 40)}}}", Encoding.UTF8, "application/json");
        Assert.Equal("request.malformed", (await town.Owner.Put($"/suppliers/{Guid.CreateVersion7()}", deep)).Refused);
    }

    [Theory]
    [InlineData("Request-Id", "phone-7.42_a", "phone-7.42_a")]
    [InlineData("X-Request-Id", "0af7651916cd43dd8448eb211c80319c", "0af7651916cd43dd8448eb211c80319c")]
    [InlineData("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "0af7651916cd43dd8448eb211c80319c")]
    [InlineData("Request-Id", "<script>", null)]
    [InlineData("Request-Id", "much-too-long-much-too-long-much-too-long-much-too-long-much-too-long", null)]
    public async Task A_request_keeps_the_name_it_came_with(string header, string sent, string? kept)
    {
        await using var town = await Town.Open();
        var answer = await Ask(town, "/api/me", null, (header, sent));
        var id = Header(answer, "Request-Id");
        Assert.Equal(id, (await Answer.From(answer)).String("requestId"));
        if (kept is null) Assert.NotEqual(sent, id);
        else Assert.Equal(kept, id);
    }

    [Fact]
    public async Task Browsers_are_told_what_they_may_do_with_an_answer()
    {
        var folder = Directory.CreateTempSubdirectory("linli-app");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "index.html"), "<html><script>early()</script></html>");
        await using var town = await Town.Open(new() { ["Linli:Apps:Resident"] = folder.FullName });
        var (page, api) = (await Ask(town, "/"), await Ask(town, "/api/me"));
        var thrown = await Ask(town, $"/api/files/{Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.NotFound, thrown.StatusCode);
        foreach (var answer in (HttpResponseMessage[])[page, api, thrown])
        {
            Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
            Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
            Assert.Equal("same-origin", Header(answer, "Referrer-Policy"));
            Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
            Assert.Contains("camera=()", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
            Assert.Null(Header(answer, "Strict-Transport-Security"));
        }

        Assert.Equal("default-src 'none'; frame-ancestors 'none'", Header(api, "Content-Security-Policy"));
        Assert.Contains("script-src 'self' 'sha256-", Header(page, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", Header(page, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("max-age=31536000", Header(await Ask(town, "/", null, ("X-Forwarded-Proto", "https")), "Strict-Transport-Security"));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_was_packed_by_the_build_goes_out_packed_to_who_can_unpack_it()
    {
        var folder = Directory.CreateTempSubdirectory("linli-app");
        var script = Path.Combine(folder.FullName, "assets", "home.1.js");
        Directory.CreateDirectory(Path.GetDirectoryName(script)!);
        await File.WriteAllTextAsync(script, "plain()");
        await File.WriteAllBytesAsync(script + ".br", [1, 2, 3]);
        await using var town = await Town.Open(new() { ["Linli:Apps:Resident"] = folder.FullName });
        var (packed, plain) = (await Ask(town, "/assets/home.1.js", null, ("Accept-Encoding", "gzip, br")), await Ask(town, "/assets/home.1.js"));
        Assert.Equal([1, 2, 3], await packed.Content.ReadAsByteArrayAsync());
        Assert.Equal("br", Assert.Single(packed.Content.Headers.ContentEncoding));
        Assert.Equal("Accept-Encoding", Header(packed, "Vary"));
        Assert.Equal("plain()", await plain.Content.ReadAsStringAsync());
        foreach (var answer in (HttpResponseMessage[])[packed, plain])
        {
            Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
            Assert.Contains("immutable", Header(answer, "Cache-Control"), StringComparison.Ordinal);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task No_cookie_is_given_or_taken_and_no_other_site_may_call()
    {
        await using var town = await Town.Open();
        var schemes = await town.Services.GetRequiredService<IAuthenticationSchemeProvider>().GetAllSchemesAsync();
        Assert.Equal([BearerTokenDefaults.AuthenticationScheme], schemes.Select(s => s.Name));

        var village = await Village.In(town, passwords: true);
        using var signingIn = new StringContent($$"""{"shop":"{{village.Code}}","phone":"13800000001","password":"{{Village.Password}}"}""", Encoding.UTF8, "application/json");
        using var http = town.CreateClient();
        var signedIn = await http.PutAsync($"/api/sessions/{Guid.CreateVersion7()}", signingIn);
        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
        Assert.Null(Header(signedIn, "Set-Cookie"));

        var token = (await Answer.From(signedIn)).String("token");
        foreach (var name in (string[])["token", "BearerToken", "Authorization", ".AspNetCore.BearerToken", ".AspNetCore.Identity.Application"])
            Assert.Equal(HttpStatusCode.Unauthorized, (await Ask(town, "/api/me", null, ("Cookie", $"{name}={token}"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Ask(town, $"/api/me?access_token={token}")).StatusCode);

        var other = await Ask(town, "/api/me", HttpMethod.Options, ("Origin", "https://elsewhere.example"), ("Access-Control-Request-Method", "PUT"));
        Assert.Null(Header(other, "Access-Control-Allow-Origin"));
        Assert.False(other.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_small_file_that_unfolds_to_a_huge_picture_is_refused()
    {
        await using var town = await Town.Open();
        Task<Answer> Store(byte[] bytes) => town.Owner.Put($"/files/{Guid.CreateVersion7()}", new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } });

        (await Store(PictureTests.Png(8000, 1))).Ok();
        Assert.Equal("file.too-many-pixels", (await Store(PictureTests.Png(8001, 1))).Refused);
        Assert.Equal("file.too-many-pixels", (await Store(PictureTests.Png(1, uint.MaxValue))).Refused);
        Assert.Equal("file.kind", (await Store(PictureTests.Png(0, 1))).Refused);
    }
}
