using Linli.Tests;
using Linli.Tests.Simulation;

namespace Linli.Bench;

/// <summary>
/// ./bench history [--lines N]: whether a year of a busy shop slows down today. The same load on the same shop in one run,
/// before and after the year was filled in behind it; each time a host that has just been started and warmed up.
/// </summary>
static class Histories
{
    const string Bench = "history";
    const int Households = 1000, Wares = 40, Connections = 64;
    const long Plenty = 1_000_000;

    public static async Task<bool> Run(string program, Choices choices)
    {
        if (choices.Covers("sqlite")) await On("sqlite", program, choices, onServer: false);
        if (TestDatabase.Server is not null && choices.Covers("postgres")) await On("postgres", program, choices, onServer: true);
        return true;
    }

    static async Task On(string kind, string program, Choices choices, bool onServer)
    {
        await using var database = await TestDatabase.Make(onServer);
        var settings = new Dictionary<string, string>(database.Settings) { ["Linli:Demo"] = "false" };
        var shop = await Settlement.LayOut(settings, Households, Wares);
        // As the server's own counting does within a minute; until then its plans are guesses.
        await database.Analyze();
        Figures.Say($"{kind}: today without a yesterday …");
        var empty = await Today(program, settings, choices, shop);
        Figures.Say($"{kind}: filling in {choices.Lines:N0} order lines …");
        Figures.Print(Bench, kind, "lines", choices.Lines, "lines", 0);
        Figures.Print(Bench, kind, "fill", await YearBefore.Fill(database, shop, choices.Lines), "s", 0);
        await database.Analyze();
        Figures.Say($"{kind}: today with a year behind it …");
        var full = await Today(program, settings, choices, shop);
        foreach (var (figure, before) in empty)
        {
            Figures.Print(Bench, kind, $"{figure}_empty", before, "1/s");
            Figures.Print(Bench, kind, $"{figure}_full", full[figure], "1/s");
            Figures.Print(Bench, kind, $"{figure}_ratio", full[figure] / before, "", 3);
        }
    }

    static async Task<Dictionary<string, double>> Today(string program, IReadOnlyDictionary<string, string> settings, Choices choices, Settled shop)
    {
        await using var house = await House.Start(program, settings, 1);
        var sale = await Sale.Open(house.Addresses[0], shop, shop.Wares, Plenty);
        await Load.Run(house.Addresses, Connections, choices.WarmUp, sale.Order);
        var found = new Dictionary<string, double>();
        async Task Measure(string figure, Func<Random, HttpRequestMessage?> next) =>
            found[figure] = (await Load.Run(house.Addresses, Connections, choices.Length, next)).PerSecond;
        await Measure("orders", sale.Order);
        await Measure("todays_list", Get("api/campaigns?state=open", shop.Residents));
        await Measure("own_orders", Get("api/me/orders?take=20", shop.Residents));
        await Measure("desk_by_number", dice => Get($"api/orders?q={dice.Next(100_000_000):00000000}", [shop.Owner])(dice));
        await Measure("order_list", Get("api/orders?take=20", [shop.Owner]));
        await Measure("movements", Get($"api/stock/{shop.Wares[0].Id}/movements?take=20", [shop.Owner]));
        await house.Stop();
        return found;
    }

    static Func<Random, HttpRequestMessage?> Get(string path, IReadOnlyList<Inhabitant> people) => dice =>
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + people[dice.Next(people.Count)].Token);
        return request;
    };
}
