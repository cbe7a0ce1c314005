namespace Linli.Bench;

/// <summary>
/// ./bench scale: 80,000 shops on paper. A simulated second of the morning peak says how many transactions the orders become;
/// the rest is multiplication. Every assumption stands in <see cref="Assumed"/> and is printed with the results.
/// </summary>
static class Scale
{
    const string Bench = "scale";

    /// <param name="OrdersPerShop">A day.</param>
    /// <param name="PeakFactor">How much busier than the day's mean the minutes after 07:00 are.</param>
    /// <param name="Spread">Sigma of the lognormal sizes of shops: at 1.2 the busiest hundredth takes a seventh of all orders.</param>
    /// <param name="HostMillis">Of one processor core of a host per order, HTTP, sign-in and JSON included.</param>
    /// <param name="TransactionMillis">Of one core of the database per transaction, its statements included.</param>
    /// <param name="MoreMillis">Of one core of the database for each further order in the same transaction.</param>
    /// <param name="CommitMillis">From the first order of a batch to the answer; meanwhile the shop's next orders gather.</param>
    /// <param name="Busy">How busy a processor may be at the peak.</param>
    /// <param name="OrderBytes">Of disk for one order with 2.5 lines, facts, movements, money and all indexes.</param>
    /// <param name="WalBytes">Written ahead per order, until it is picked up.</param>
    /// <param name="KeptMonths">Not yet archived.</param>
    sealed record Assumed(
        int Shops = 80_000, int OrdersPerShop = 200, double PeakFactor = 20, double Spread = 1.2, double HostMillis = 0.35,
        double TransactionMillis = 2.0, double MoreMillis = 0.25, double CommitMillis = 8, double Busy = 0.5, int HostCores = 8, int WorkerCores = 16,
        int ConnectionsPerHost = 40, double OrderBytes = 5_000, double WalBytes = 12_000, int KeptMonths = 12, int Copies = 2,
        double HostRmb = 900, double WorkerRmb = 3_200, double GigabyteRmb = 1.0);

    public static bool Run()
    {
        var a = new Assumed();
        foreach (var property in typeof(Assumed).GetProperties().Where(p => p.CanWrite))
            Figures.Print(Bench, "assumed", property.Name, Convert.ToDouble(property.GetValue(a), System.Globalization.CultureInfo.InvariantCulture), "", 3);
        void Say(string figure, double value, string unit, int digits = 0) => Figures.Print(Bench, "peak", figure, value, unit, digits);

        var perDay = (double)a.Shops * a.OrdersPerShop;
        var peak = perDay / 86_400 * a.PeakFactor;
        Say("orders_per_day", perDay, "orders");
        Say("orders_per_s_mean", perDay / 86_400, "1/s");
        Say("orders_per_s_peak", peak, "1/s");
        var hosts = Math.Ceiling(peak * a.HostMillis / 1000 / a.Busy / a.HostCores) + 1;
        var transactions = Transactions(a, peak, (int)hosts);
        Say("transactions_per_s", transactions, "1/s");
        Say("orders_per_transaction", peak / transactions, "orders", 2);
        var databaseCores = (transactions * a.TransactionMillis + (peak - transactions) * a.MoreMillis) / 1000 / a.Busy;
        var workers = Math.Ceiling(databaseCores / a.WorkerCores) + 1;
        Say("hosts", hosts, "hosts");
        Say("database_cores", databaseCores, "cores", 1);
        Say("workers", workers, "servers");
        // Little's law: how many are under way is how many come, times how long each takes.
        Say("connections_in_use", transactions * a.CommitMillis / 1000, "connections");
        Say("connections_open", hosts * a.ConnectionsPerHost, "connections");
        Say("connections_per_worker", hosts * a.ConnectionsPerHost / workers * 2, "connections");

        var year = perDay * 365 * a.OrderBytes / 1e12;
        var kept = year * a.KeptMonths / 12 * a.Copies;
        Say("disk_per_year", year, "TB", 1);
        Say("disk_with_copies", kept, "TB", 1);
        Say("wal_per_day", perDay * a.WalBytes / 1e9, "GB");
        Say("wal_at_peak", peak * a.WalBytes / 1e6, "MB/s", 1);
        var rmb = (hosts * a.HostRmb) + ((workers + 1) * a.Copies * a.WorkerRmb) + (kept * 1000 * a.GigabyteRmb);
        Say("cost_per_month", rmb, "RMB");
        Say("cost_per_shop_and_month", rmb / a.Shops, "RMB", 2);
        Say("cost_per_thousand_orders", rmb / (perDay * 30 / 1000), "RMB", 3);
        return true;
    }

    /// <summary>
    /// One second of the peak: shops of very different sizes, orders that come at any moment to any host. What comes to a host for a
    /// shop while it commits that shop's last batch waits and is committed together.
    /// </summary>
    static double Transactions(Assumed a, double peak, int hosts)
    {
        var dice = new Random(20260701);
        var sizes = new double[a.Shops];
        for (var i = 0; i < sizes.Length; i++) sizes[i] = Math.Exp(a.Spread * Normal(dice));
        var whole = sizes.Sum();
        var transactions = 0;
        for (var shop = 0; shop < sizes.Length; shop++)
        {
            var rate = peak * sizes[shop] / whole / hosts;
            for (var host = 0; host < hosts; host++)
            {
                var done = 0.0;
                var waits = false;
                for (var at = Gap(dice, rate); at < 1; at += Gap(dice, rate))
                {
                    if (at >= done) (waits, done) = (false, at + a.CommitMillis / 1000);
                    else if (waits) continue;
                    else (waits, done) = (true, done + a.CommitMillis / 1000);
                    transactions++;
                }
            }
        }

        return transactions;
    }

    static double Gap(Random dice, double rate) => -Math.Log(1 - dice.NextDouble()) / rate;

    static double Normal(Random dice) => Math.Sqrt(-2 * Math.Log(1 - dice.NextDouble())) * Math.Cos(2 * Math.PI * dice.NextDouble());
}
