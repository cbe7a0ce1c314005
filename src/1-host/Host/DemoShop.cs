using System.Text.Json;
using Linli.Catalog;
using Linli.Members;
using Linli.Places;

namespace Linli.Host;

/// <summary>
/// The demo shop of ./run: laid out through the doors of the rooms at the first start, then given a day by people
/// who act through the public API. The sign-ins stand in demo.json for whoever wants to act as one of them.
/// </summary>
static class DemoShop
{
    static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static readonly TimeSpan tokensLast = TimeSpan.FromDays(30);

    public sealed record SignIn(string Role, string Name, string Phone, string Shop, string? Password, string? Code, string Token);

    public static async Task Seed(WebApplication app, string address)
    {
        var file = Path.Combine(Path.GetFullPath(app.Configuration["Linli:Data"] ?? "data"), "demo.json");
        var folder = Path.Combine(AppContext.BaseDirectory, "Demo");
        var plan = JsonSerializer.Deserialize<Plan>(await File.ReadAllTextAsync(Path.Combine(folder, "demo-people.json")), json)!;
        await using var scope = app.Services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<Map>().ShopCalled(plan.Shop.Code, default) is not null) return;

        Console.WriteLine("laying out the demo shop …");
        var people = await LayOut(scope.ServiceProvider, plan, folder, app.Configuration["Linli:FixedSmsCode"]);
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(people, json));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await DemoDay.Play(app, address, people);
    }

    static async Task<IReadOnlyList<SignIn>> LayOut(IServiceProvider services, Plan plan, string folder, string? code)
    {
        services.GetRequiredService<Caller>().ActAsSystemOf(Id.New<TenantId>());
        var (db, foundation, registry) = (services.GetRequiredService<LinliDb>(), services.GetRequiredService<Foundation>(), services.GetRequiredService<Registry>());
        var shop = plan.Shop;
        foundation.AddShop(new(shop.Name, shop.Code, shop.Phone, shop.Address, shop.Notice, shop.HoldMinutes, shop.CommissionBasisPoints));
        var area = foundation.AddNeighbourhood(plan.Neighbourhood.Name, plan.Neighbourhood.Address);
        var buildings = plan.Neighbourhood.Buildings.ToDictionary(b => b, b => foundation.AddBuilding(area, b));
        var points = plan.PickupPoints.ToDictionary(p => p.Name, p => foundation.AddPickupPoint(area, p.Name, p.Address, p.Hours));
        var suppliers = await AddGoods(services, folder);

        var people = new List<(Person Who, string Role, MemberId Id)>();
        foreach (var person in plan.Staff)
        {
            var role = Enum.Parse<Role>(person.Role, ignoreCase: true);
            people.Add((person, person.Role, registry.AddMember(
                person.Name, person.Phone, [role], plan.StaffPassword, neighbourhoods: role == Role.Leader ? [area.Value] : null,
                supplier: person.Supplier is { } name ? suppliers[name].Value : null)));
        }

        foreach (var home in plan.Households)
        {
            var household = registry.AddHousehold(
                area.Value, buildings[home.Building!].Value, home.Room!, home.Name, home.Phone[^4..], points[home.PickupPoint!].Value);
            people.Add((home, "resident", registry.AddMember(home.Name, home.Phone, [Role.Resident], household: household)));
        }

        var signIns = new List<SignIn>();
        foreach (var (who, role, id) in people)
        {
            var token = await registry.SessionFor(id, tokensLast, default);
            signIns.Add(new(role, who.Name, who.Phone, shop.Code, role == "resident" ? null : plan.StaffPassword, code, token.Token));
        }

        await db.Commit(default);
        return signIns;
    }

    static async Task<Dictionary<string, SupplierId>> AddGoods(IServiceProvider services, string folder)
    {
        var (assortment, files) = (services.GetRequiredService<Assortment>(), services.GetRequiredService<FileStore>());
        var goods = JsonSerializer.Deserialize<List<DemoSku>>(await File.ReadAllTextAsync(Path.Combine(folder, "demo-skus.json")), json)!;
        var suppliers = goods.Select(g => g.Supplier).Distinct().ToDictionary(name => name, name => assortment.AddSupplier(name));
        foreach (var g in goods)
        {
            var picture = files.Add(await File.ReadAllBytesAsync(Path.Combine(folder, "pictures", g.Code + ".webp")));
            assortment.AddSku(new(
                g.Code, g.Name, g.Spec, g.Category, g.Measure == "weight" ? Measure.Weight : Measure.Piece, g.Per, g.Step, g.Unit, g.Barcode,
                suppliers[g.Supplier], new(g.Cost), new(g.Price), g.BoxSize, [picture], g.Origin, g.Storage, g.ShelfLifeDays, g.Pinyin));
        }

        return suppliers;
    }

    sealed record Plan(Shop Shop, string StaffPassword, Area Neighbourhood, List<Point> PickupPoints, List<Person> Staff, List<Person> Households);

    sealed record Shop(string Code, string Name, string Phone, string Address, string Notice, int HoldMinutes, int CommissionBasisPoints);

    sealed record Area(string Name, string Address, List<string> Buildings);

    sealed record Point(string Name, string Address, string Hours);

    sealed record Person(string Name, string Phone, string Role = "", string? Building = null, string? Room = null, string? PickupPoint = null, string? Supplier = null);

    sealed record DemoSku(
        string Code, string Name, string Spec, string Category, string Measure, int Per, int Step, string Unit, string? Barcode, string Supplier,
        long Cost, long Price, int BoxSize, string Origin, string Storage, int? ShelfLifeDays, string Pinyin);
}
