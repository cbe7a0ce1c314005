using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Linli.Members;
using Linli.Platform;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Linli.Tests.House;

/// <summary>Walks every endpoint as every role, as nobody, and as the owner of another shop.</summary>
public class RightsTests
{
    sealed record Door(string Method, string Path, Allowed Allowed);

    static IReadOnlyList<Door> Doors(Town town) =>
    [
        .. town.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.StartsWith("/api", StringComparison.Ordinal) == true && !e.RoutePattern.RawText.Contains("**", StringComparison.Ordinal))
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m => new Door(
                m, Fill(e.RoutePattern.RawText!), e.Metadata.GetMetadata<Allowed>() ?? throw new InvalidOperationException($"{e.DisplayName} does not say who may call it")))),
    ];

    // An id nobody has, in the place of every id.
    static string Fill(string pattern) => Regex.Replace(pattern, @"\{(\w+)[^}]*\}", m => m.Groups[1].Value switch
    {
        "provider" => "testpay",
        "day" => "2026-05-01",
        _ => "01900000-0000-7000-8000-000000000001",
    });

    static async Task<int> Call(HttpClient http, string? token, Door door)
    {
        using var request = new HttpRequestMessage(new HttpMethod(door.Method), door.Path);
        if (door.Method != "GET") request.Content = JsonContent.Create(new { });
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        using var answer = await http.SendAsync(request);
        Assert.True((int)answer.StatusCode < 500 || answer.StatusCode == System.Net.HttpStatusCode.ServiceUnavailable,
            $"{door.Method} {door.Path} answered {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return (int)answer.StatusCode;
    }

    [Fact]
    public async Task Every_endpoint_lets_in_its_roles_and_nobody_else()
    {
        await using var town = await Town.Open();
        var doors = Doors(town);
        Assert.True(doors.Count > 60, $"only {doors.Count} endpoints were found");
        using var http = town.CreateClient();
        foreach (var door in doors.Where(d => !d.Allowed.Open)) Assert.Equal(401, await Call(http, null, door));

        foreach (var role in Enum.GetValues<Role>())
        {
            var person = role == Role.Resident ? await town.Resident() : await town.Staff(role, supplier: role == Role.Supplier ? town.Suppliers[0] : null);
            foreach (var door in doors.Where(d => !d.Allowed.Open))
            {
                var status = await Call(http, person.Token, door);
                if (door.Allowed.Roles.Count > 0 && !door.Allowed.Roles.Contains(role)) Assert.True(status == 403, $"{role} {door.Method} {door.Path} answered {status}");
                else Assert.True(status != 401, $"{role} {door.Method} {door.Path} answered {status}");
            }
        }
    }

    [Fact]
    public async Task The_owner_of_another_shop_sees_and_changes_nothing_here()
    {
        await using var town = await Town.Open();
        var sale = await Ordering.Sale.Of(town);
        var resident = await town.Resident();
        var order = (await sale.Order(resident, eggs: 1)).Ok()["id"].GetGuid();
        var foreign = await AnotherOwner(town);

        string[] things = [$"/campaigns/{sale.Id}", $"/orders/{order}", $"/skus/{sale.Eggs}", $"/campaigns/{sale.Id}/post"];
        foreach (var thing in things) Assert.Equal(404, (await foreign.Get(thing)).Status);
        string[] lists = ["/campaigns", "/orders", "/skus", "/people", "/households", "/suppliers", "/stock", "/purchase-orders", "/ledger/accounts"];
        foreach (var list in lists)
        {
            var text = (await foreign.Get(list)).Ok().Text;
            Assert.DoesNotContain("鸡蛋", text, StringComparison.Ordinal);
            Assert.DoesNotContain(order.ToString(), text, StringComparison.Ordinal);
            Assert.DoesNotContain(resident.Phone[^4..], text, StringComparison.Ordinal);
        }

        Assert.Equal(404, (await foreign.Put($"/orders/{order}/cancellation", new { })).Status);
        Assert.Equal(404, (await foreign.Put($"/campaigns/{sale.Id}/cut-off")).Status);
        Assert.Equal("confirmed", (await resident.Get($"/orders/{order}")).String("state"));
    }

    [Fact]
    public async Task A_leader_sees_only_the_own_neighbourhoods()
    {
        await using var town = await Town.Open();
        var sale = await Ordering.Sale.Of(town);
        var order = (await sale.Order(await town.Resident(), eggs: 1)).Ok()["id"].GetGuid();
        var elsewhere = await town.Staff(Role.Leader, town.OtherArea);

        Assert.Equal("order.unknown", (await elsewhere.Get($"/orders/{order}")).Refused);
        Assert.Empty((await elsewhere.Get("/orders")).Ok().Items);
        Assert.Equal("campaign.unknown", (await elsewhere.Get(sale.Path)).Refused);
        Assert.Equal("campaign.only-leader-closes-early", (await elsewhere.Put($"{sale.Path}/cut-off")).Refused);
        (await sale.Leader.Get($"/orders/{order}")).Ok();
    }

    internal static async Task<Person> AnotherOwner(Town town)
    {
        Person? made = null;
        await using var scope = town.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().ActAsSystemOf(Id.New<TenantId>());
        scope.ServiceProvider.GetRequiredService<Linli.Places.Foundation>().AddShop(new("别家店", "other" + town.Shop, "0571-2", "别处", "", 15, 800));
        var registry = scope.ServiceProvider.GetRequiredService<Registry>();
        var id = registry.AddMember("别家店主", "13700000001", [Role.Owner], "a long password 1");
        var token = await registry.SessionFor(id, TimeSpan.FromDays(1), default);
        await scope.ServiceProvider.GetRequiredService<LinliDb>().Commit(default);
        made = new Person(town.CreateClient(), token.Token, id, "13700000001");
        return made;
    }
}
