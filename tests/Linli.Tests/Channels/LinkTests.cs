using System.Text.Json;
using Linli.Platform;
using Linli.Tests.Ordering;
using Linli.Tests.Payments;

namespace Linli.Tests.Channels;

/// <summary>推广码: what a scan opens, with a mini-program and without.</summary>
public class LinkTests
{
    static Task<JsonElement> Misbehave(Town town, params string[] faults) =>
        town.InWeChat(HttpMethod.Put, "faults", new { faults = faults.ToDictionary(f => f, _ => 1.0), seed = 7 });

    [Fact]
    public async Task A_scan_opens_the_campaign_with_its_leader_point_and_who_recommended_it()
    {
        await using var town = await Town.OpenInWeChat();
        var sale = await Sale.Of(town);
        var (point, from) = (town.Points[1].Value, new string('A', 32));
        var made = (await sale.Leader.Put($"{sale.Path}/link", new { pickupPoint = point, from })).Ok();
        var scene = made.String("scene")!;
        Assert.Equal(32, scene.Length);
        var picture = await town.Stranger().Get($"/files/{made.String("picture")}");
        Assert.Equal(200, picture.Status);

        // Whoever scans is nobody yet, and knows only the scene.
        var opened = (await town.Stranger().Get($"/links/{Uri.EscapeDataString(scene)}")).Ok();
        Assert.Equal((town.Shop, sale.Id, sale.Leader.Id.Value), (opened.String("shop"), opened["campaign"].GetGuid(), opened["leader"].GetGuid()));
        Assert.Equal((point, from), (opened["pickupPoint"].GetGuid(), opened.String("from")));
        // In a browser the address has the shop and the short code.
        Assert.EndsWith($"/s/{town.Shop}/{made.String("code")}", made.String("address"), StringComparison.Ordinal);
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var moved = await http.GetAsync(made.String("address"));
        Assert.Equal($"/?shop={town.Shop}&s={made.String("code")}", moved.Headers.Location!.ToString());
        Assert.Equal(opened.Text, (await town.Stranger().Get($"/links/{made.String("code")}?shop={town.Shop}")).Ok().Text);

        // The same again, by another person too, is the same code, and WeChat is asked once.
        var again = (await (await town.Resident()).Put($"{sale.Path}/link", new { pickupPoint = point, from })).Ok();
        Assert.Equal(made.Text, again.Text);
        Assert.NotEqual(made.String("code"), (await sale.Leader.Put($"{sale.Path}/link", new { })).Ok().String("code"));
        Assert.Equal(2, (await town.InWeChat(HttpMethod.Get, "codes")).GetInt32());
    }

    [Theory]
    [InlineData("send-busy"), InlineData("code-quota")]
    public async Task While_WeChat_gives_no_code_there_is_an_address_and_the_next_time_a_code(string fault)
    {
        await using var town = await Town.OpenInWeChat();
        var sale = await Sale.Of(town);
        await Misbehave(town, fault);
        var first = (await sale.Leader.Put($"{sale.Path}/link", new { })).Ok();
        Assert.Equal(JsonValueKind.Null, first["picture"].ValueKind);
        Assert.NotNull(first.String("pictureWhy"));
        await Misbehave(town);
        var next = (await sale.Leader.Put($"{sale.Path}/link", new { })).Ok();
        Assert.NotNull(next.String("picture"));
        Assert.Equal(first.String("address"), next.String("address"));
    }

    [Fact]
    public async Task Without_WeChat_the_address_is_enough_and_wrong_ones_are_refused()
    {
        await using var town = await Town.Open();
        var sale = await Sale.Of(town);
        var made = (await sale.Leader.Put($"{sale.Path}/link", new { })).Ok();
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (made["picture"].ValueKind, made["pictureWhy"].ValueKind));
        (await town.Stranger().Get($"/links/{made.String("scene")}")).Ok();

        Assert.Equal("link.unknown", (await town.Stranger().Get("/links/abc")).Refused);
        Assert.Equal("link.unknown", (await town.Stranger().Get($"/links/{new string('A', 32)}")).Refused);
        Assert.Equal("link.unknown", (await town.Stranger().Get($"/links/{made.String("code")}?shop=elsewhere")).Refused);
        Assert.Equal("link.campaign-unknown", (await sale.Leader.Put($"/campaigns/{Guid.CreateVersion7()}/link", new { })).Refused);
        Assert.Equal("link.point-not-offered", (await sale.Leader.Put($"{sale.Path}/link", new { pickupPoint = Guid.CreateVersion7() })).Refused);
        Assert.Equal("link.from-wrong", (await sale.Leader.Put($"{sale.Path}/link", new { from = "short" })).Refused);
        // Another shop's code leads nowhere here.
        var foreign = await House.RightsTests.AnotherOwner(town);
        Assert.Equal("link.campaign-unknown", (await foreign.Put($"{sale.Path}/link", new { })).Refused);
        Assert.Equal("link.unknown", (await town.Stranger().Get($"/links/{made.String("code")}?shop=other{town.Shop}")).Refused);
    }
}
