using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Linli.Tests.Members;
using Linli.Tests.Ordering;

namespace Linli.Tests.Campaigns;

/// <summary>The residents' page as it is first asked for, with the shop's list in it.</summary>
public sealed class FirstPageTests : IDisposable
{
    const string Before = "<html><script>draw()</script><script type=\"application/json\" id=\"list\">", After = "</script><b>&amp;</b></html>";
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("linli-first");

    async Task<Town> Open()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "index.html"), Before + After);
        return await Town.Open(new() { ["Linli:Apps:Resident"] = folder.FullName });
    }

    static async Task<HttpResponseMessage> Ask(Town town, string path, params (string Name, string Value)[] headers)
    {
        using var http = town.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return await http.SendAsync(request);
    }

    static async Task<string> Within(Town town, string path = "/", params (string Name, string Value)[] headers)
    {
        var page = await (await Ask(town, path, headers)).Content.ReadAsStringAsync();
        Assert.StartsWith(Before, page, StringComparison.Ordinal);
        Assert.EndsWith(After, page, StringComparison.Ordinal);
        return page[Before.Length..^After.Length];
    }

    static JsonElement Read(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    [Fact]
    public async Task The_page_has_in_it_what_a_passer_by_would_be_answered_and_nothing_of_anybody()
    {
        await using var town = await Open();
        var sale = await Sale.Of(town, eggs: 30);
        await Sale.Of(town, publish: false);
        var resident = await town.Resident();
        (await sale.Order(resident, eggs: 2)).Ok();
        var stranger = town.Stranger();

        var text = await Within(town);
        var page = Read(text);
        Assert.True(JsonElement.DeepEquals(Read((await stranger.Get($"/shops/{town.Shop}")).Ok().Text), page.GetProperty("shop")));
        Assert.True(JsonElement.DeepEquals(Read((await stranger.Get($"/shops/{town.Shop}/campaigns")).Ok().Text), page.GetProperty("campaigns")));
        Assert.Equal("测试团", Assert.Single(page.GetProperty("campaigns").GetProperty("items").EnumerateArray()).GetProperty("title").GetString());
        foreach (var own in (string[])[resident.Phone, $"{resident.Phone[^4..]}家", $"居民{resident.Phone[^4..]}", resident.Id.Value.ToString(), town.Leader.Phone, "commissionBasisPoints\":8"])
            Assert.DoesNotContain(own, text, StringComparison.Ordinal);
        // Who asks makes no difference: the page is the same for all.
        Assert.Equal(text, await Within(town, "/", ("Authorization", $"Bearer {resident.Token}")));
        Assert.Equal("", await Within(town, "/index.html"));
    }

    [Fact]
    public async Task What_people_write_stays_text_within_the_page()
    {
        await using var town = await Open();
        const string evil = "</script><script>alert(1)</script><!-- & 'x' \"y\"";
        var sale = new Sale(town, Guid.CreateVersion7(), town.Leader);
        var body = JsonSerializer.SerializeToNode(sale.Body(), new JsonSerializerOptions(JsonSerializerDefaults.Web))!;
        body["text"] = evil;
        (await town.Leader.Put(sale.Path, body)).Ok();
        (await town.Leader.Put($"{sale.Path}/opening")).Ok();

        var text = await Within(town);
        Assert.DoesNotContain("<", text, StringComparison.Ordinal);
        Assert.Equal(evil, Read(text).GetProperty("campaigns").GetProperty("items")[0].GetProperty("text").GetString());
        // No script but the one that was built may run.
        var policy = (await Ask(town, "/")).Headers.GetValues("Content-Security-Policy").Single();
        Assert.Equal((await Ask(town, "/index.html")).Headers.GetValues("Content-Security-Policy").Single(), policy);
        Assert.DoesNotContain("unsafe", policy[policy.IndexOf("script-src", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_shop_has_its_own_and_an_unknown_one_has_none()
    {
        await using var town = await Open();
        await Sale.Of(town);
        Assert.Equal(town.Shop, Read(await Within(town)).GetProperty("shop").GetProperty("code").GetString());

        var village = await Village.In(town);
        var theirs = await Within(town, $"/?shop={village.Code}");
        Assert.Equal(village.Code, Read(theirs).GetProperty("shop").GetProperty("code").GetString());
        Assert.Empty(Read(theirs).GetProperty("campaigns").GetProperty("items").EnumerateArray());
        Assert.Single(Read(await Within(town, $"/?shop={town.Shop}")).GetProperty("campaigns").GetProperty("items").EnumerateArray());
        // With several shops, an address without one says nothing; the app then asks for the one it knows.
        Assert.Equal("", await Within(town));
        Assert.Equal("", await Within(town, "/?shop=nobody-here"));
        Assert.Equal("", await Within(town, "/?shop=%27%3B--%3Cscript%3E"));
    }

    [Fact]
    public async Task What_changes_is_seen_at_once_and_what_has_not_is_not_sent_again()
    {
        await using var town = await Open();
        var sale = await Sale.Of(town, eggs: 30);
        var first = await Ask(town, "/");
        var tag = first.Headers.ETag!.ToString();
        Assert.Equal("no-cache", first.Headers.CacheControl!.ToString());
        Assert.Equal(["Accept-Encoding", "Accept-Language"], first.Headers.Vary.Order());
        var same = await Ask(town, "/", ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Empty(await same.Content.ReadAsByteArrayAsync());

        JsonElement Item(string page) => Read(page).GetProperty("campaigns").GetProperty("items")[0].GetProperty("items").EnumerateArray().Single(i => i.GetProperty("name").GetString() == "鸡蛋");
        Assert.Equal("selling", Item(await Within(town)).GetProperty("state").GetString());
        (await town.Leader.Put($"{sale.Path}/items/{sale.Eggs}/pause", new { paused = true })).Ok();
        Assert.Equal("paused", Item(await Within(town)).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.OK, (await Ask(town, "/", ("If-None-Match", tag))).StatusCode);

        (await town.Leader.Put($"{sale.Path}/cut-off")).Ok();
        Assert.Empty(Read(await Within(town)).GetProperty("campaigns").GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task It_goes_out_packed_and_in_the_language_that_was_asked_for()
    {
        await using var town = await Open();
        await Sale.Of(town, deal: 5, kind: "groupDeal");
        string Said(string page) => Read(page).GetProperty("campaigns").GetProperty("items")[0].GetProperty("dealText").GetString()!;
        var (chinese, english) = (await Within(town, "/", ("Accept-Language", "zh-CN")), await Within(town, "/", ("Accept-Language", "en-GB")));
        Assert.Equal(("zh", "en"), (Read(chinese).GetProperty("lang").GetString(), Read(english).GetProperty("lang").GetString()));
        Assert.Contains("户", Said(chinese), StringComparison.Ordinal);
        Assert.DoesNotContain("户", Said(english), StringComparison.Ordinal);

        var packed = await Ask(town, "/", ("Accept-Encoding", "gzip, br"), ("Accept-Language", "zh-CN"));
        Assert.Equal("br", Assert.Single(packed.Content.Headers.ContentEncoding));
        using var reader = new StreamReader(new BrotliStream(await packed.Content.ReadAsStreamAsync(), CompressionMode.Decompress));
        Assert.Equal(Before + chinese + After, await reader.ReadToEndAsync());
    }

    public void Dispose() => folder.Delete(recursive: true);
}
