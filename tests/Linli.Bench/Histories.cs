using Linli.Tests;
using Linli.Tests.Simulation;

namespace Linli.Bench;

/// <summary>
/// ./bench history [--lines N]: whether a year of a busy shop slows down today. Two shops with the same people and goods stand side by side,
/// one opened today and one with a year behind it; each figure is taken of the one and the other in turn, so that what else the machine does meets both.
/// </summary>
static class Histories
{
    const string Bench = "history";
    const int Households = 1000, Wares = 40, Connections = 64, Turns = 3;
    const long Plenty = 1_000_000;

    public static async Task<bool> Run(string program, Choices choices)
    {
        if (choices.Covers("sqlite")) await On("sqlite", program, choices, onServer: false);
        if (TestDatabase.Server is not null && choices.Covers("postgres")) await On("postgres", program, choices, onServer: true);
        return true;
    }

    static async Task On(string kind, string program, Choices choices, bool onServer)
    {
        await using var empty = await TestDatabase.Make(onServer);
        await using var full = await TestDatabase.Make(onServer);
        var (first, second) = (await LayOut(empty), await LayOut(full));
        // Both have sold once before: the year is made after the pattern of such an order.
        foreach (var (database, shop) in new[] { (empty, first), (full, second) }) await (await Shop.Open(program, database, shop, choices)).Close();
        Figures.Say($"{kind}: filling in {choices.Lines:N0} order lines …");
        Figures.Print(Bench, kind, "lines", choices.Lines, "lines", 0);
        Figures.Print(Bench, kind, "fill", await YearBefore.Fill(full, second, choices.Lines), "s", 0);
        await using var young = await Shop.Open(program, empty, first, choices);
        await using var old = await Shop.Open(program, full, second, choices);
        foreach (var (figure, next) in Shop.Figures)
        {
            double before = 0, after = 0;
            await young.Load(next, choices.WarmUp);
            await old.Load(next, choices.WarmUp);
            for (var turn = 0; turn < Turns; turn++)
            {
                before += await young.Load(next, choices.Length) / Turns;
                after += await old.Load(next, choices.Length) / Turns;
            }

            Figures.Print(Bench, kind, $"{figure}_empty", before, "1/s");
            Figures.Print(Bench, kind, $"{figure}_full", after, "1/s");
            Figures.Print(Bench, kind, $"{figure}_ratio", after / before, "", 3);
        }

        await young.Close();
        await old.Close();
    }

    static Task<Settled> LayOut(TestDatabase database) => Settlement.LayOut(SettingsOf(database), Households, Wares);
    static Dictionary<string, string> SettingsOf(TestDatabase database) => new(database.Settings) { ["Linli:Demo"] = "false" };

    /// <summary>A host of its own, warmed up, with a sale of today.</summary>
    sealed class Shop(House house, Settled people, Sale sale) : IAsyncDisposable
    {
        Settled People => people;
        Sale Sale => sale;

        public static IReadOnlyList<(string Name, Func<Shop, Func<Random, HttpRequestMessage?>> Next)> Figures { get; } =
        [
            ("orders", s => s.Sale.Order),
            ("todays_list", s => Get(_ => "api/campaigns?state=open", s.People.Residents)),
            ("own_orders", s => Get(_ => "api/me/orders?take=20", s.People.Residents)),
            ("desk_by_number", s => Get(dice => $"api/orders?q={dice.Next(100_000_000):00000000}", [s.People.Owner])),
            ("order_list", s => Get(_ => "api/orders?take=20", [s.People.Owner])),
            ("movements", s => Get(_ => $"api/stock/{s.People.Wares[0].Id}/movements?take=20", [s.People.Owner])),
        ];

        public static async Task<Shop> Open(string program, TestDatabase database, Settled shop, Choices choices)
        {
            var house = await House.Start(program, SettingsOf(database), 1);
            var opened = new Shop(house, shop, await Sale.Open(house.Addresses[0], shop, shop.Wares, Plenty));
            await opened.Load(opened.Sale.Order, choices.WarmUp);
            // As the server's own counting does within a minute; until then its plans are guesses.
            await database.Analyze();
            return opened;
        }

        public Task<double> Load(Func<Shop, Func<Random, HttpRequestMessage?>> next, TimeSpan length) => Load(next(this), length);
        public Task Close() => house.Stop();
        public ValueTask DisposeAsync() => house.DisposeAsync();

        async Task<double> Load(Func<Random, HttpRequestMessage?> next, TimeSpan length) =>
            (await Linli.Bench.Load.Run(house.Addresses, Connections, length, next)).PerSecond;

        static Func<Random, HttpRequestMessage?> Get(Func<Random, string> path, IReadOnlyList<Inhabitant> people) => dice =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path(dice), UriKind.Relative));
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + people[dice.Next(people.Count)].Token);
            return request;
        };
    }
}
