using Linli.Catalog;
using Linli.Members;
using Linli.Places;
using Linli.Platform;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Linli.Tests.Simulation;

/// <summary>Somebody who is signed in.</summary>
/// <param name="Household">Of residents.</param>
sealed record Inhabitant(Guid Id, string Token, Guid Household = default);

/// <param name="Step">Units or grams.</param>
/// <param name="Price">Fen per unit, or per 500 g.</param>
sealed record Ware(Guid Id, int Step, bool Weighed, long Price, Guid Supplier);

/// <summary>A shop with all its people, as it was laid out.</summary>
sealed record Settled(Inhabitant Owner, Inhabitant Leader, IReadOnlyList<Inhabitant> Residents, IReadOnlyList<Ware> Wares, IReadOnlyList<Guid> Points)
{
    /// <summary>So many of the first residents recommend the shop.</summary>
    public const int Promoters = 24;

    public required TenantId Tenant { get; init; }
}

/// <summary>
/// Lays out a shop with many households through the doors of the rooms, before its host is started: the keys that sign
/// the tokens lie in the database, so the host honours them.
/// </summary>
sealed class Settlement : WebApplicationFactory<Program>
{
    const int MostAtOnce = 100, Buildings = 8, Suppliers = 4;
    readonly IReadOnlyDictionary<string, string> settings;
    readonly TenantId tenant = Id.New<TenantId>();

    Settlement(IReadOnlyDictionary<string, string> settings) => this.settings = settings;

    public static async Task<Settled> LayOut(IReadOnlyDictionary<string, string> settings, int households, int wares)
    {
        await using var settlement = new Settlement(settings);
        return await settlement.LayOut(households, wares);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in settings) builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders());
    }

    async Task<Settled> LayOut(int households, int wares)
    {
        var (area, buildings, points, goods) = (default(NeighbourhoodId), new List<BuildingId>(), new List<PickupPointId>(), new List<Ware>());
        var staff = new List<Inhabitant>();
        await Within(async services =>
        {
            var foundation = services.GetRequiredService<Foundation>();
            foundation.AddShop(new("邻里小店", "settlement", "0571-1", "杏雨路 1 号", "", 15, 800));
            area = foundation.AddNeighbourhood("杏雨花园", "杏雨路 1 号");
            for (var i = 1; i <= Buildings; i++) buildings.Add(foundation.AddBuilding(area, $"{i}号楼"));
            foreach (var name in (string[])["南门店", "北门店", "东门店"]) points.Add(foundation.AddPickupPoint(area, name, name, "07-21"));
            goods.AddRange(Stock(services.GetRequiredService<Assortment>(), wares));
            staff.Add(await SignedIn(services, r => r.AddMember("店主", "13800000001", [Role.Owner])));
            staff.Add(await SignedIn(services, r => r.AddMember("团长", "13800000002", [Role.Leader], neighbourhoods: [area.Value])));
        });
        var residents = new List<Inhabitant>(households);
        foreach (var some in Enumerable.Range(0, households).Chunk(MostAtOnce))
            await Within(async services =>
            {
                foreach (var i in some)
                {
                    var phone = $"139{i:00000000}";
                    var home = default(HouseholdId);
                    residents.Add((await SignedIn(services, r => r.AddMember($"居民{i}", phone, [Role.Resident], household: home = r.AddHousehold(
                        area.Value, buildings[i % Buildings].Value, $"{(i / Buildings) + 101}", $"{i}家", phone[^4..], points[i % points.Count].Value))))
                        with
                    { Household = home.Value });
                }
            });
        return new(staff[0], staff[1], residents, goods, [.. points.Select(p => p.Value)]) { Tenant = tenant };
    }

    static IEnumerable<Ware> Stock(Assortment assortment, int wares)
    {
        var suppliers = Enumerable.Range(1, Suppliers).Select(i => assortment.AddSupplier($"{i}号菜社")).ToArray();
        for (var i = 0; i < wares; i++)
        {
            var (weighed, price, supplier) = (i % 3 == 0, 199 + (i * 37 % 1500), suppliers[i % Suppliers]);
            var step = weighed ? 250 : 1;
            var sku = assortment.AddSku(new(
                $"W{i:000}", $"商品{i:000}", "", "鲜货", weighed ? Measure.Weight : Measure.Piece, weighed ? 500 : 1, step, weighed ? "500g" : "份", null,
                supplier, new(price * 7 / 10), new(price + 80), weighed ? 5000 : 12, [], "", "", 5));
            yield return new(sku.Value, step, weighed, price, supplier.Value);
        }
    }

    static async Task<Inhabitant> SignedIn(IServiceProvider services, Func<Registry, MemberId> add)
    {
        var registry = services.GetRequiredService<Registry>();
        var id = add(registry);
        return new(id.Value, (await registry.SessionFor(id, TimeSpan.FromDays(60), default)).Token);
    }

    async Task Within(Func<IServiceProvider, Task> work)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().ActAsSystemOf(tenant);
        await work(scope.ServiceProvider);
        await scope.ServiceProvider.GetRequiredService<LinliDb>().Commit(default);
    }
}
