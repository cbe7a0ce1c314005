using System.Net.Http.Headers;
using System.Text;
using Linli.Tests.Ordering;

namespace Linli.Tests.Platform;

/// <summary>What is refused at the doorstep, before any room is asked.</summary>
public class DoorstepTests
{
    [Fact]
    public async Task Strange_requests_are_refused_in_words()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var resident = await town.Resident();

        Assert.Equal("caller.not-signed-in", (await town.Stranger().Get("/me")).Refused);
        Assert.Equal("caller.wrong-role", (await resident.Get("/people")).Refused);
        Assert.Equal("request.nothing-here", (await resident.Get("/nowhere")).Refused);
        Assert.Equal("request.wrong-method", (await resident.Send(HttpMethod.Delete, sale.Path, null)).Refused);
        Assert.Equal("request.malformed", (await resident.Put("/campaigns/not-an-id/orders/x", new { })).Refused);
        Assert.Equal("request.malformed", (await resident.Put(sale.NewOrder(), new StringContent("{ \"lines\": [", Encoding.UTF8, "application/json"))).Refused);
        Assert.Equal("request.wrong-type", (await resident.Put(sale.NewOrder(), new StringContent("lines=1", Encoding.UTF8, "application/x-www-form-urlencoded"))).Refused);
        var large = await resident.Put(sale.NewOrder(), new StringContent($"{{ \"note\": \"{new string('a', 10 << 20)}\" }}", Encoding.UTF8, "application/json"));
        Assert.True(large.Refused == "request.too-large", $"{large.Status} {large.Text}");
        Assert.Equal("request.malformed", (await resident.Get("/campaigns?take=201")).Refused);
        Assert.Equal("request.malformed", (await resident.Get("/campaigns?after=x")).Refused);
        Assert.Equal(0, await sale.Taken(sale.Eggs));
    }

    [Fact]
    public async Task An_answer_without_a_body_is_an_answer()
    {
        await using var town = await Town.Open();
        var ping = await town.Owner.Get("/ping");
        Assert.Equal((204, ""), (ping.Status, ping.Text));
    }

    [Fact]
    public async Task The_same_refusal_speaks_the_callers_language()
    {
        await using var town = await Town.Open();
        Assert.Equal("请先登录", (await town.Stranger().Get("/me")).String("title"));
        Assert.Equal("Please sign in first", (await town.Stranger().Get("/me", language: "en-GB")).String("title"));
    }

    [Fact]
    public async Task Pictures_are_known_by_their_content_and_kept_once()
    {
        await using var town = await Town.Open();
        var file = $"/files/{Guid.CreateVersion7()}";
        var png = PictureTests.Png(2, 3);
        static ByteArrayContent Content(byte[] bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };

        Assert.Equal("file.kind", (await town.Owner.Put(file, Content(Encoding.UTF8.GetBytes("<svg onload='alert(1)'/>")))).Refused);
        Assert.Equal("file.unknown", (await town.Stranger().Get(file)).Refused);
        (await town.Owner.Put(file, Content(png))).Ok();
        (await town.Owner.Put(file, Content(png))).Ok();
        Assert.Equal("file.id-taken", (await town.Owner.Put(file, Content([.. png, 4]))).Refused);
        Assert.Equal(200, (await town.Stranger().Get(file)).Status);
        Assert.Equal("request.too-large", (await town.Owner.Put($"/files/{Guid.CreateVersion7()}", Content(new byte[(5 << 20) + 1]))).Refused);
    }

    [Fact]
    public async Task The_document_names_every_operation_with_a_summary_and_its_roles()
    {
        await using var town = await Town.Open();
        var document = (await town.Stranger().Get("/openapi.json")).Ok().Body;
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject()).Select(o => o.Value).ToList();

        Assert.True(operations.Count > 60);
        Assert.All(operations, o => Assert.False(string.IsNullOrWhiteSpace(o.GetProperty("summary").GetString())));
        Assert.All(operations, o => Assert.True(o.TryGetProperty("description", out _)));
    }

    [Fact]
    public async Task Health_is_told_without_signing_in()
    {
        await using var town = await Town.Open();
        using var http = town.CreateClient();
        Assert.Equal("alive", await http.GetStringAsync("/health/live"));
        Assert.Equal("ready", await http.GetStringAsync("/health/ready"));
    }
}
